import AthenaJSON

extension RevisionEncoder {
    /// One item of content; a kind that the revision does not know becomes a text.
    func block(_ block: ContentBlock) -> JSON {
        switch block {
        case .text(let text):
            return ["type": "text", "text": .string(text)]
        case .image(let data, let mimeType):
            return ["type": "image", "data": .string(data), "mimeType": .string(mimeType)]
        case .audio(let data, let mimeType):
            guard knows(since: .v2025_03_26) else { return self.block(.text("[audio \(mimeType)]")) }
            return ["type": "audio", "data": .string(data), "mimeType": .string(mimeType)]
        case .embedded(let contents):
            return ["type": "resource", "resource": resourceContents(contents)]
        case .link(let definition):
            guard knows(since: .v2025_06_18) else { return self.block(.text(definition.uri)) }
            var object: JSONObject = ["type": "resource_link"]
            for member in resourceMembers(definition) { object.append(member.name, member.value) }
            return .object(object)
        }
    }

    /// A resource as it stands in a list.
    func resource(_ definition: ResourceDefinition) -> JSON {
        .object(resourceMembers(definition))
    }

    /// A template as it stands in a list.
    func template(_ template: ResourceTemplate) -> JSON {
        var object: JSONObject = ["uriTemplate": .string(template.uriTemplate), "name": .string(template.name)]
        if knows(since: .v2025_06_18) { object.append("title", text: template.title) }
        object.append("description", text: template.description)
        object.append("mimeType", text: template.mimeType)
        return .object(object)
    }

    /// What was read.
    func resourceContents(_ contents: ResourceContents) -> JSON {
        var object: JSONObject = ["uri": .string(contents.uri)]
        object.append("mimeType", text: contents.mimeType)
        switch contents.body {
        case .text(let text): object.append("text", .string(text))
        case .blob(let base64): object.append("blob", .string(base64))
        }
        return .object(object)
    }

    private func resourceMembers(_ definition: ResourceDefinition) -> JSONObject {
        var object: JSONObject = ["uri": .string(definition.uri), "name": .string(definition.name)]
        if knows(since: .v2025_06_18) { object.append("title", text: definition.title) }
        object.append("description", text: definition.description)
        object.append("mimeType", text: definition.mimeType)
        return object
    }
}
