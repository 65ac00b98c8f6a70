internal import AthenaJSON

/// A claimed task for people: the lease and what is to be done.
enum BriefSheet {
    private static let facts: [(title: String, member: String)] = [
        ("Task", "task_id"), ("Title", "title"), ("Lease", "lease"), ("Ends in", "expires_in"), ("Type", "type"),
        ("Priority", "priority"), ("Deadline", "deadline"), ("Attempt", "attempt"), ("Left out", "hint"),
    ]

    /// The lines of a brief as claim_task answers it.
    static func lines(of brief: JSON, on screen: Screen) -> [String] {
        var sheet = FactSheet()
        for fact in facts {
            let unit = fact.member == "expires_in" && brief[fact.member] != nil ? "s" : ""
            sheet.add(fact.title, brief.cell(fact.member) + unit)
        }
        sheet.add(section: "Content", brief.cell("content"))
        for (title, member) in [("Answers", "answers"), ("Inputs", "inputs"), ("Earlier attempts", "earlier")] {
            sheet.add(section: title, brief[member]?.prettyText)
        }
        return sheet.lines(on: screen)
    }
}
