internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import AthenaServer
internal import Foundation

/// `athena demo-agent`: one worker of the demonstration, a process of its own that knows Athena only through MCP.
struct DemoAgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo-agent",
        abstract: "One worker of the demonstration.",
        shouldDisplay: false
    )

    @Option(name: .customLong("db")) var database: String
    @Option var agent: String
    @Option var journal: String
    @Option(help: "Skills, separated by commas.") var skills: String
    @Option(help: "Failures in a hundred attempts.") var failing: Int = 0
    @Flag(help: "Work longer than the lease and never say so.") var slow = false
    @Option(help: "Milliseconds that a piece of work takes at most.") var pace: Int = 400

    func run() async throws {
        try await CommandFailure.reporting {
            let client = try StdioClient(
                executable: ServerLauncher.ownExecutable,
                arguments: ["mcp", "--db", database, "--agent", agent, "--toolset", "worker"]
            )
            defer { client.close() }
            let words = skills.split(separator: ",").map { JSON.string(String($0)) }
            _ = try client.call("register_agent", ["skills": .array(words), "max_concurrent": 1])
            try DemoWorker(client: client, journal: try Journal(path: journal), command: self).work()
        }
    }
}

/// The loop of a worker: claim, work, end.
struct DemoWorker {
    /// How often a slow worker is too slow before it mends its ways.
    private static let slowTimes = 2
    /// Seconds of a lease: short, so that a lost one is seen.
    private static let lease: Int64 = 3

    let client: StdioClient
    let journal: Journal
    let command: DemoAgentCommand

    /// Works until the process is ended.
    func work() throws {
        var slowTasks = 0
        while true {
            let answer = try client.call("claim_task", ["wait_seconds": 5, "lease_seconds": .integer(Self.lease)])
            for task in answer["tasks"]?.arrayValue ?? [] {
                let isSlow = command.slow && slowTasks < Self.slowTimes
                slowTasks += 1
                try perform(task, isSlow: isSlow)
            }
        }
    }

    private func perform(_ brief: JSON, isSlow: Bool) throws {
        let task = brief["task_id"]?.stringValue ?? ""
        let lease = brief["lease"]?.stringValue ?? ""
        try journal.note("claimed", task: task, lease: lease)
        // Only a first attempt fails on purpose, so that no task runs out of attempts.
        let mayFail = brief["attempt"] == nil
        guard isSlow else { return try finish(task, lease, steps: 3, mayFail: mayFail) }
        Thread.sleep(forTimeInterval: Double(Self.lease) + 2)
        try end(task, lease) {
            _ = try client.call("complete_task", ["lease": .string(lease), "result": "too late"])
            return "completed"
        }
    }

    private func finish(_ task: String, _ lease: String, steps: Int, mayFail: Bool) throws {
        for step in 1...steps {
            Thread.sleep(
                forTimeInterval: Double(Int.random(in: command.pace / 4...command.pace)) / 1_000 / Double(steps)
            )
            let beat = try client.call(
                "heartbeat_task",
                ["lease": .string(lease), "progress": .integer(Int64(step * 100 / (steps + 1)))]
            )
            guard beat["stop"]?.boolValue != true else { return try journal.note("stopped", task: task, lease: lease) }
        }
        try end(task, lease) {
            if mayFail, Int.random(in: 0..<100) < command.failing {
                _ = try client.call(
                    "fail_task",
                    ["lease": .string(lease), "error": "the tool broke", "kind": "tool_error"]
                )
                return "failed"
            }
            _ = try client.call(
                "complete_task",
                ["lease": .string(lease), "result": ["by": .string(command.agent)], "claim_next": false]
            )
            return "completed"
        }
    }

    /// Ends a lease and writes down how; a lease that was lost meanwhile is written down as that.
    private func end(_ task: String, _ lease: String, _ act: () throws -> String) throws {
        do {
            try journal.note(try act(), task: task, lease: lease)
        } catch let error as AthenaError where error.code == .leaseLost {
            try journal.note("lost", task: task, lease: lease)
        }
    }
}
