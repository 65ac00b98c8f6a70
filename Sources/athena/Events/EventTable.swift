internal import AthenaJSON
internal import AthenaOperations

/// Events as rows for people.
enum EventTable {
    private static let columns: [Table.Column] = [
        .number("SEQUENCE"), .text("AT"), .text("EVENT"), .text("SUBJECT"), .text("ACTOR"), .text("STATUS"),
    ]

    /// The rows of events as query_events answers them.
    static func lines(of events: [JSON], on screen: Screen) -> [String] {
        var table = Table(columns: columns)
        table.stateColumns = [5]
        table.rows = events.map { event in
            [
                event.cell("sequence"), event["at"]?.integerValue.map(ISOTime.text) ?? "", event.cell("kind"),
                event.cell("subject"), event.cell("actor"), event["status"]?.stringValue ?? event.cell("task_status"),
            ]
        }
        return table.lines(on: screen)
    }
}
