internal import AthenaCore
internal import AthenaJSON
internal import Foundation

/// The work that a demonstration drains: tasks as create_task takes them, one JSON object a line.
struct DemoPlan {
    /// The tasks.
    let tasks: [JSONObject]

    /// Reads a plan and gives each task what makes a demonstration short: quick retries.
    init(path: String) throws {
        let lines = try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: UInt8(ascii: "\n"))
        tasks = try lines.enumerated().map { number, line in
            guard var task = try JSON(parsing: Array(line)).objectValue else {
                throw AthenaError.invalid("Line \(number + 1) of \(path) is not an object.")
            }
            task["retry_delay_seconds"] = 1
            task["max_attempts"] = 20
            return task
        }
    }
}

/// The workers of a demonstration: who they are and how they misbehave.
struct DemoWorkerPlan {
    let name: String
    let skills: [String]
    /// Failures in a hundred attempts.
    let failing: Int
    let isSlow: Bool
    /// Whether it is killed in the middle of its work.
    let isDoomed: Bool

    /// A fleet in which every set of skills is held by at least two reliable workers.
    static func fleet(of count: Int, for sets: [[String]]) -> [DemoWorkerPlan] {
        let reliable = max(count - 2, 1)
        return (0..<count).map { number in
            let mine = sets.enumerated().filter { place, _ in
                number >= reliable || place % reliable == number || (place + 1) % reliable == number
            }
            let isSlow = number == count - 1 && count > 2
            let isDoomed = number == count - 2 && count > 2
            let role = isSlow ? "slow" : isDoomed ? "doomed" : "agent"
            return DemoWorkerPlan(
                name: "\(role)-\(number + 1)",
                skills: Array(Set(mine.flatMap(\.1))).sorted(),
                failing: number % 3 == 1 ? 20 : 0,
                isSlow: isSlow,
                isDoomed: isDoomed
            )
        }
    }
}
