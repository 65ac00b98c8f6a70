internal import AthenaJSON

/// Every task of a project with everything known of it, page after page.
struct ExportPages {
    /// Few enough that a page of large tasks is no large answer.
    private static let page: Int64 = 20

    private let session: Session

    /// Reads with a session.
    init(_ session: Session) { self.session = session }

    /// Hands out each record in order.
    func forEach(_ body: (JSON) throws -> Void) async throws {
        var arguments: JSONObject = ["limit": .integer(Self.page)]
        while true {
            let answer = try await session.call("export_page", arguments)
            for record in answer["records"]?.arrayValue ?? [] { try body(record) }
            guard let more = answer["more"]?.stringValue else { return }
            arguments["after"] = .string(more)
        }
    }
}
