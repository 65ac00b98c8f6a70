public import AthenaJSON

/// One resource as `resources/list` shows it.
public struct ResourceDefinition: Sendable, Hashable {
    /// Where to read it.
    public let uri: String
    /// A name for programs.
    public let name: String
    /// A name for people.
    public let title: String?
    /// What is in it.
    public let description: String?
    /// The type of its contents.
    public let mimeType: String?

    /// Creates a definition.
    public init(
        uri: String,
        name: String,
        title: String? = nil,
        description: String? = nil,
        mimeType: String? = nil
    ) {
        self.uri = uri
        self.name = name
        self.title = title
        self.description = description
        self.mimeType = mimeType
    }
}

/// A family of resources as `resources/templates/list` shows it.
public struct ResourceTemplate: Sendable, Hashable {
    /// The RFC 6570 template of their URIs.
    public let uriTemplate: String
    /// A name for programs.
    public let name: String
    /// A name for people.
    public let title: String?
    /// What is in them.
    public let description: String?
    /// The type of their contents.
    public let mimeType: String?

    /// Creates a template.
    public init(
        uriTemplate: String,
        name: String,
        title: String? = nil,
        description: String? = nil,
        mimeType: String? = nil
    ) {
        self.uriTemplate = uriTemplate
        self.name = name
        self.title = title
        self.description = description
        self.mimeType = mimeType
    }
}

/// What was read.
public struct ResourceContents: Sendable, Hashable {
    /// Text or bytes.
    public enum Body: Sendable, Hashable {
        /// Text, byte for byte.
        case text(String)
        /// Anything else, in base64.
        case blob(base64: String)
    }

    /// Where it was read.
    public let uri: String
    /// Its type.
    public let mimeType: String?
    /// The contents themselves.
    public let body: Body

    /// Creates contents.
    public init(uri: String, mimeType: String? = nil, body: Body) {
        self.uri = uri
        self.mimeType = mimeType
        self.body = body
    }

    /// Contents that are a JSON value.
    public static func json(_ json: JSON, uri: String) -> ResourceContents {
        ResourceContents(uri: uri, mimeType: "application/json", body: .text(json.text))
    }
}
