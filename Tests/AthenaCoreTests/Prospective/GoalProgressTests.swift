import AthenaCore
import Testing

@Suite("Progress of a goal")
struct GoalProgressTests {
    private static let hour: Int64 = 3_600_000

    @Test(
        "state and sentence follow from counts, deadline and pace",
        arguments: [
            ([:], 10, 1, GoalProgress.State.empty, "no tasks belong to it"),
            ([.cancelled: 3], 10, 1, .empty, "no tasks belong to it"),
            ([.completed: 2, .cancelled: 1], 10, 50, .done, "all 2 tasks completed"),
            ([.completed: 1, .running: 1], nil, 5, .onTrack, "1 of 2 tasks completed, no deadline"),
            ([.completed: 1, .failed: 1], nil, 5, .atRisk, "1 of 2 tasks completed, 1 task has failed for good"),
            ([.completed: 1, .pending: 1], 10, 12, .late, "1 of 2 tasks completed, the deadline passed 2 h ago"),
            ([.completed: 1, .failed: 1], 10, 12, .late, "1 of 2 tasks completed, the deadline passed 2 h ago"),
            ([.pending: 4], 10, 2, .onTrack, "0 of 4 tasks completed, 8 h left"),
            ([.pending: 4], 10, 3, .atRisk, "0 of 4 tasks completed, 7 h left and nothing is completed yet"),
            ([.completed: 5, .blocked: 5], 10, 5, .onTrack, "5 of 10 tasks completed, 5 h left"),
            (
                [.completed: 1, .waiting: 3], 10, 5, .atRisk,
                "1 of 4 tasks completed, 5 h left, but at its pace the rest takes 15 h"
            ),
        ] as [([TaskStatus: Int], Int64?, Int64, GoalProgress.State, String)]
    )
    func states(counts: [TaskStatus: Int], deadline: Int64?, now: Int64, state: GoalProgress.State, reason: String) {
        let progress = judge(counts, deadline: deadline, now: now)
        #expect(progress.state == state)
        #expect(progress.reason == reason)
    }

    @Test("counts leave cancelled tasks out")
    func counts() {
        let progress = judge(
            [.completed: 3, .failed: 1, .cancelled: 9, .pending: 1, .assigned: 1],
            deadline: nil,
            now: 1
        )
        #expect(progress.total == 6)
        #expect(progress.open == 2)
        #expect(progress.share == 0.5)
        #expect(judge([:], deadline: nil, now: 1).share == nil)
    }

    @Test("extreme times do not trap")
    func extremes() {
        let goal = Goal(
            id: Goal.ID(rawValue: 1),
            project: Project.ID(rawValue: 1),
            title: "g",
            deadline: .max,
            createdAt: .min
        )
        #expect(GoalProgress.of(goal, counts: [.pending: 1], now: Moment(.min)).state == .onTrack)
        #expect(GoalProgress.of(goal, counts: [.pending: 1, .completed: 1], now: Moment(.max)).state == .atRisk)
    }

    private func judge(_ counts: [TaskStatus: Int], deadline: Int64?, now: Int64) -> GoalProgress {
        let goal = Goal(
            id: Goal.ID(rawValue: 1),
            project: Project.ID(rawValue: 1),
            title: "Ship it",
            deadline: deadline.map { $0 * Self.hour },
            createdAt: 0
        )
        return GoalProgress.of(goal, counts: counts, now: Moment(now * Self.hour))
    }
}
