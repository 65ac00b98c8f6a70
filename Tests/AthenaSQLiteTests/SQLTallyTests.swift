import AthenaCore
import AthenaSQL
import AthenaSQLite
import AthenaTestKit
import Testing

@Suite("The running totals")
struct SQLTallyTests {
    private let fixture: SQLFixture

    init() throws {
        fixture = try SQLFixture()
        try fixture.register("a1")
    }

    @Test("equal what a recount finds, whatever happened", arguments: 0..<8 as Range<UInt64>)
    func equalRecount(seed: UInt64) throws {
        var random = Dice(seed: seed)
        var ids: [AgentTask.ID] = []
        for _ in 0..<300 {
            fixture.pass(Int64.random(in: 0...30_000, using: &random))
            if ids.count < 5 || Int.random(in: 0..<4, using: &random) == 0 {
                let new = fixture.newTask(
                    unmet: Int.random(in: 0...1, using: &random),
                    timerAt: Bool.random(using: &random) ? fixture.now.wall + 9 : nil
                )
                ids.append(try fixture.tx.insert(new).id)
            } else if let id = ids.randomElement(using: &random),
                let task = try fixture.tx.task(id, in: fixture.id)
            {
                _ = try fixture.tx.apply(change(of: task, &random), to: task)
            }
            if Int.random(in: 0..<10, using: &random) == 0 { try fixture.writer.flush() }
        }
        #expect(try places(of: fixture.tx.tally(in: fixture.id)) == recount())
        try fixture.writer.flush()
        #expect(try places(of: fixture.reader.tally(in: fixture.id)) == recount())
    }

    private func change(of task: AgentTask, _ random: inout Dice) -> TaskChange {
        switch task.status {
        case .pending where task.isReady: fixture.grant("a1", holder: Bool.random(using: &random) ? "p" : nil)
        case .assigned: .start(holder: "p", leaseUntil: 1, leasePeriodMs: 1, at: fixture.now.wall)
        case .running:
            [.completed, .failed, .cancelled, .waiting].randomElement(using: &random).map { fixture.end($0, task) }
                ?? fixture.requeue(task)
        case .blocked, .pending:
            .place(
                Placement.of(unmet: 0, timerAt: nil, priority: .medium, orderKey: task.orderKey, now: fixture.now),
                unmet: 0,
                at: fixture.now.wall
            )
        case .waiting, .completed, .failed, .cancelled: fixture.requeue(task)
        }
    }

    private func places(of tally: Tally) -> [String: Int64] {
        var places: [String: Int64] = [:]
        for status in TaskStatus.allCases where status != .pending {
            places[status.rawValue] = tally[Tally.place(of: status, isReady: false)]
        }
        places["ready"] = tally[.ready]
        places["scheduled"] = tally[.scheduled]
        return places.filter { $0.value != 0 }
    }

    private func recount() throws -> [String: Int64] {
        let rows = try fixture.connection.all(
            """
            SELECT CASE WHEN status <> 'pending' THEN status WHEN ready_key IS NULL THEN 'scheduled' ELSE 'ready' END,
              COUNT(*) FROM tasks GROUP BY 1
            """
        ) { ($0.text(0), $0.integer(1)) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    @Test("keep every counter apart")
    func keepsCounters() throws {
        for counter in Tally.Counter.allCases {
            fixture.tx.add(Int64(counter.rawValue + 1), to: counter, in: fixture.id, at: fixture.now.wall)
        }
        try fixture.writer.flush()
        let tally = try fixture.reader.tally(in: fixture.id)
        for counter in Tally.Counter.allCases { #expect(tally[counter] == Int64(counter.rawValue + 1)) }
    }

    @Test("answer any window as the difference of two rows, one a minute")
    func answersWindows() throws {
        for _ in 0..<10 {
            fixture.tx.add(1, to: .claims, in: fixture.id, at: fixture.now.wall)
            try fixture.writer.flush()
            fixture.pass(30_000)
        }
        let minutes = try fixture.connection.first("SELECT COUNT(*) FROM tallies") { $0.integer(0) }
        let now = try fixture.reader.tally(in: fixture.id)
        #expect(minutes == 5)
        #expect(now[.claims] == 10)
        #expect(try now.since(fixture.reader.tally(in: fixture.id, before: fixture.now.wall - 120_000))[.claims] == 4)
        #expect(try fixture.reader.tally(in: fixture.id, before: fixture.now.wall - 3_600_000) == Tally())
    }

    @Test("go on when the clock goes back")
    func surviveClockJump() throws {
        fixture.tx.add(1, to: .lost, in: fixture.id, at: fixture.now.wall)
        try fixture.writer.flush()
        fixture.tx.add(1, to: .lost, in: fixture.id, at: fixture.now.wall - 86_400_000)
        try fixture.writer.flush()
        fixture.writer.forget()
        #expect(try fixture.reader.tally(in: fixture.id)[.lost] == 2)
        #expect(try fixture.tx.tally(in: fixture.id)[.lost] == 2)
    }
}
