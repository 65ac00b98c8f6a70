extension SchemaValidator {
    /// Checks how much there is of what the keyword counts.
    mutating func check(_ value: JSON, _ size: SchemaSize, _ limit: Int) {
        // Counting the characters of a text takes time in proportion to its length.
        if case .string(let text) = value, !spend(text.utf8.count / 64) { return }
        guard let (count, unit) = size.measure(value, near: limit) else { return }
        switch size {
        case .minLength, .minItems, .minProperties, .filled:
            guard count < limit else { return }
            report(size.rawValue) { $0.tooFew(count, limit, unit) }
        case .maxLength, .maxItems, .maxProperties, .maxBytes:
            guard count > limit else { return }
            report(size.rawValue) { $0.tooMany(count, limit, unit) }
        }
    }

    /// Checks that no two items are the same; time in proportion to their size.
    mutating func checkUnique(_ values: [JSON]) {
        var places: [[UInt8]: Int] = [:]
        for (place, value) in values.enumerated() {
            let bytes = value.equivalenceBytes
            guard !isDone, spend(1 + bytes.count / 32) else { return }
            guard let first = places.updateValue(place, forKey: bytes) else { continue }
            report("uniqueItems") { "\($0.subject) has the same item at \(first) and \(place); send each once" }
            return
        }
    }
}

extension SchemaSize {
    /// How much there is and of what; nil for values that the keyword says nothing about.
    fileprivate func measure(_ value: JSON, near limit: Int) -> (Int, unit: String)? {
        switch (self, value) {
        case (.maxBytes, .string(let text)): (text.utf8.count, "byte")
        case (.filled, .string(let text)): (text.utf8.count, "byte")
        case (.filled, .array(let values)): (values.count, "item")
        // A text has no more characters than bytes: counting them is seldom needed.
        case (.maxLength, .string(let text)) where text.utf8.count <= limit: (text.utf8.count, "character")
        case (.minLength, .string(let text)), (.maxLength, .string(let text)): (text.unicodeScalars.count, "character")
        case (.minItems, .array(let values)), (.maxItems, .array(let values)): (values.count, "item")
        case (.minProperties, .object(let object)), (.maxProperties, .object(let object)): (object.count, "member")
        default: nil
        }
    }
}
