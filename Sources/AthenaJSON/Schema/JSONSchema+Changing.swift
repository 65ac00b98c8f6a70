extension JSONSchema {
    /// The same schema with a description, replacing one it has.
    public func described(_ description: String) -> JSONSchema {
        annotated("description", .string(description))
    }

    /// The same schema with a title, replacing one it has.
    public func titled(_ title: String) -> JSONSchema {
        annotated("title", .string(title))
    }

    /// The same schema with a keyword that is shown and checks nothing, such as an extension's `x-mcp-header`.
    ///
    /// A keyword that JSON Schema gives a meaning to is only shown too: build it instead.
    public func annotated(_ name: String, _ value: JSON) -> JSONSchema {
        var schema = self
        let place = schema.keywords.firstIndex { keyword in
            guard case .annotation(let existing, _) = keyword else { return false }
            return existing.hasSameBytes(as: name)
        }
        if let place {
            schema.keywords[place] = .annotation(name, value)
        } else {
            schema.keywords.append(.annotation(name, value))
        }
        return schema
    }

    /// The same schema that takes whole numbers too, whatever it asks of its own kind.
    public var orInteger: JSONSchema {
        var schema = self
        for (place, keyword) in keywords.enumerated() {
            guard case .kinds(let kinds) = keyword else { continue }
            schema.keywords[place] = .kinds(kinds.contains(.integer) ? kinds : kinds + [.integer])
        }
        return schema
    }

    /// The same schema that takes `null` too.
    public var orNull: JSONSchema {
        var schema = self
        var named = false
        for (place, keyword) in keywords.enumerated() {
            switch keyword {
            case .kinds(let kinds):
                schema.keywords[place] = .kinds(kinds.contains(.null) ? kinds : kinds + [.null])
                named = true
            case .values(let values):
                schema.keywords[place] = .values(values.contains(.null) ? values : values + [.null])
            case .constant, .combination, .not, .reference, .fixed:
                return .anyOf([self, .null])
            default: break
            }
        }
        return named ? schema : self
    }
}
