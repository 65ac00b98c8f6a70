internal import AthenaJSON

/// One task for people.
enum TaskSheet {
    private static let facts: [(title: String, member: String)] = [
        ("Task", "id"), ("Title", "title"), ("Status", "status"), ("State", "state"), ("Type", "type"),
        ("Priority", "priority"), ("Agent", "assigned_to"), ("Completed by", "completed_by"), ("Progress", "progress"),
        ("Lease ends in", "expires_in"), ("Failures", "retry_count"), ("Attempts allowed", "max_attempts"),
        ("Requires", "requirements"), ("Depends on", "dependencies"), ("Waits for", "waits_for"),
        ("Children", "children"), ("Parent", "parent"), ("Goal", "goal"), ("Labels", "labels"),
        ("Not before", "run_after"), ("Deadline", "deadline"), ("Created", "created_at"), ("Created by", "created_by"),
        ("Started", "started_at"), ("Ended", "completed_at"), ("External name", "external_ref"),
        ("Metrics", "metrics"), ("Left out", "hint"),
    ]
    private static let texts: [(title: String, member: String)] = [
        ("Content", "content"), ("Error", "error"), ("Result", "result"), ("Partial result", "partial_result"),
        ("Metadata", "metadata"),
    ]

    /// The lines of a task as get_task_status answers it.
    static func lines(of task: JSON, on screen: Screen) -> [String] {
        var sheet = FactSheet()
        for fact in facts { sheet.add(fact.title, task.cell(fact.member)) }
        for text in texts { sheet.add(section: text.title, task[text.member]?.readableText) }
        sheet.add(section: "Notes", lines: notes(of: task))
        sheet.add(section: "Attempts", lines: attempts(of: task, on: screen))
        sheet.add(section: "Events", lines: EventTable.lines(of: task["events"]?.arrayValue ?? [], on: screen))
        return sheet.lines(on: screen)
    }

    private static func notes(of task: JSON) -> [String] {
        (task["notes"]?.arrayValue ?? []).flatMap { note in
            ["\(SafeText.line(note.cell("by"))) (\(note.cell("kind"))):"]
                + SafeText.lines(note.cell("text")).map { "  \($0)" }
        }
    }

    private static func attempts(of task: JSON, on screen: Screen) -> [String] {
        var table = Table(columns: [
            .number("ATTEMPT"), .text("AGENT"), .text("OUTCOME"), .text("ENDED"), .flexible("ERROR"),
        ])
        table.stateColumns = [2]
        table.rows = (task["attempts"]?.arrayValue ?? []).map { attempt in
            ["attempt", "agent", "outcome", "ended_at", "error"].map { attempt.cell($0) }
        }
        return table.lines(on: screen)
    }
}
