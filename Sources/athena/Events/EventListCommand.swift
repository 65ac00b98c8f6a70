internal import ArgumentParser
internal import AthenaJSON

/// `athena event list`: what happened, in order.
struct EventListCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List events in order.")

    @OptionGroup var options: CommandOptions
    @OptionGroup var filters: EventFilterOptions

    @Option(help: "Only those behind this sequence.")
    var after: Int = 0

    @Option(help: "How many to show.")
    var limit: Int = 50

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is at least 1.") }
    }

    func perform(_ session: Session) async throws -> Report {
        var events: [JSON] = []
        var place = Int64(after)
        var more: Int64?
        repeat {
            let page = try await session.events(filters, after: place, limit: limit - events.count)
            events += page.events
            more = page.more
            place = page.more ?? place
        } while more != nil && events.count < limit
        var data: JSONObject = ["events": .array(events)]
        if let more { data["more_after"] = .integer(more) }
        let next = more.map { Repetition().with("--after", String($0)) }
        return Report(.object(data), next: next) { EventTable.lines(of: events, on: $0) }
    }
}
