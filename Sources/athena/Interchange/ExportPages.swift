internal import AthenaCore
internal import AthenaJSON

/// Everything that a project holds, page after page.
struct ExportPages {
    let session: Session
    private let types: [RecordKind]?

    /// Reads with a session: every kind of record, or some.
    init(_ session: Session, types: [RecordKind]? = nil) {
        self.session = session
        self.types = types
    }

    /// Hands out each record in order.
    func forEach(_ body: (JSON) throws -> Void) async throws {
        var arguments: JSONObject = [:]
        arguments["types"] = types.map { .array($0.map { .string($0.rawValue) }) }
        while true {
            let answer = try await session.call("export_page", arguments)
            for record in answer["records"]?.arrayValue ?? [] { try body(record) }
            guard let more = answer["more"]?.stringValue else { return }
            arguments["after"] = .string(more)
        }
    }
}
