import AthenaCore
import Foundation
import Testing

@Suite("The documented state machine")
struct StateMachineDocumentTests {
    /// The rows of the table in `docs/state-machine.md`: action, from, to.
    static func rows() throws -> [(action: TaskAction, from: TaskStatus?, to: Set<TaskStatus>)] {
        let root = URL(fileURLWithPath: #filePath).appending(path: "../../../..").standardized
        let text = try String(contentsOf: root.appending(path: "docs/state-machine.md"), encoding: .utf8)
        return text.split(separator: "\n").flatMap { line -> [(TaskAction, TaskStatus?, Set<TaskStatus>)] in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, let action = TaskAction(rawValue: cells[0]) else { return [] }
            let targets = Set(cells[2].components(separatedBy: ", ").compactMap(TaskStatus.init(rawValue:)))
            return cells[1].components(separatedBy: ", ").map { (action, TaskStatus(rawValue: $0), targets) }
        }
    }

    @Test("every row of the drawn table is what the code does, and the code does nothing else")
    func agreement() throws {
        var documented: [String: Set<TaskStatus>] = [:]
        for row in try Self.rows() { documented["\(row.action) \(row.from?.rawValue ?? "-")"] = row.to }
        for action in TaskAction.allCases {
            for status in [nil] + TaskStatus.allCases.map(Optional.some) {
                let drawn = documented["\(action) \(status?.rawValue ?? "-")"] ?? []
                #expect(
                    drawn == Set(TaskMachine.targets(of: action, from: status)),
                    "\(action) from \(status?.rawValue ?? "-")"
                )
            }
        }
    }
}
