internal import AthenaJSON

/// Tasks as rows for people.
enum TaskTable {
    /// The rows of tasks as lists answer them in full.
    static func lines(of tasks: [JSON], on screen: Screen) -> [String] {
        var table = Table(columns: [
            .text("ID"), .text("STATE"), .text("PRIORITY"), .text("TYPE"), .text("AGENT"), .flexible("TITLE"),
        ])
        table.stateColumns = [1]
        table.rows = tasks.map { task in
            let state = task["state"]?.stringValue ?? task.cell("status")
            return [
                task.cell("id"), state, task.cell("priority"), task.cell("type"), task.cell("assigned_to"),
                task.cell("title"),
            ]
        }
        return table.lines(on: screen)
    }
}
