internal import AthenaJSON

extension Session {
    /// One page of events behind a sequence.
    func events(
        _ filters: EventFilterOptions,
        after: Int64,
        limit: Int
    ) async throws -> (events: [JSON], more: Int64?) {
        var arguments = filters.arguments
        arguments["after"] = .integer(after)
        arguments.set("limit", min(limit, 500))
        let answer = try await call("query_events", arguments)
        return (answer["events"]?.arrayValue ?? [], answer["more_after"]?.integerValue)
    }
}
