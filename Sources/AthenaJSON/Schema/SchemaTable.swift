/// Schemas by name in order: properties and definitions.
struct SchemaTable: Sendable, Hashable {
    struct Entry: Sendable, Hashable {
        let name: String
        let schema: JSONSchema
    }

    let entries: [Entry]
    /// Built only where looking one after the other would be slow.
    private let places: [ByteString: Int]

    init(_ entries: [Entry]) {
        self.entries = entries
        var places: [ByteString: Int] = [:]
        if entries.count > 8 {
            for (place, entry) in entries.enumerated() { places[ByteString(entry.name)] = place }
        }
        self.places = places
    }

    subscript(name: String) -> JSONSchema? {
        if places.isEmpty { return entries.first { $0.name.hasSameBytes(as: name) }?.schema }
        guard let place = places[ByteString(name)] else { return nil }
        return entries[place].schema
    }

    var names: [String] {
        entries.map(\.name)
    }
}
