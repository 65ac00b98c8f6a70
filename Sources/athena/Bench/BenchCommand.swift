internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import AthenaServer
internal import Foundation

/// `athena bench`: measures this build on this machine.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract:
            "Measure what operations cost at several sizes and numbers of callers, in process, over HTTP and stdio.",
        discussion: """
            Every database is made anew in a temporary folder: one task in three is done, the others are ready.
            create, claim, poll, get, query, route and metrics are one call each; cycle is a claim and a completion,
            chain a completion that claims the next task; assign creates a task and assigns it; wake is the time from
            a create that is sent to the answered claim of somebody who waited for it.
            """
    )

    @Option(help: "Tasks in the queue before measuring, separated by commas.")
    var tasks: String = "1000,10000"

    @Option(help: "Callers at the same time, separated by commas.")
    var callers: String = "1,16,64"

    @Option(help: "Operations to measure, separated by commas: \(BenchOperation.names).")
    var operations: String = BenchOperation.names

    @Option(help: "How the callers reach the queue, separated by commas: \(BenchWay.names).")
    var over: String = BenchWay.process.rawValue

    @Option(help: "Seconds for each measurement.")
    var seconds: Double = 1

    @Option(help: "Folder for the temporary databases.")
    var folder: String = NSTemporaryDirectory()

    @Option(help: "Keep the database at this path; only with one number of --tasks.")
    var keep: String?

    @Flag(help: "Answer one JSON object a line.")
    var json = false

    func run() async throws {
        Machine.hardenProcess()
        Machine.forgetSettings(ServerOptions.environment.keys)
        try await CommandFailure.reporting {
            let plan = BenchPlan(
                ways: try words(over, "way", BenchWay.init, BenchWay.names),
                operations: try words(operations, "operation", BenchOperation.init, BenchOperation.names),
                callers: try numbers(callers, upTo: 1_024),
                seconds: seconds
            )
            let sizes = try numbers(tasks, upTo: 10_000_000)
            guard keep == nil || sizes.count == 1 else {
                throw AthenaError.invalid("--keep keeps one database.", next: "Name one number with --tasks.")
            }
            try await Interruption.ending {
                var sheet = BenchSheet(isJSON: json)
                for size in sizes {
                    try await plan.run(folder: folder, tasks: size, kept: keep) { try sheet.add($0) }
                }
                try sheet.close()
            }
        }
    }

    private func words<Word>(_ text: String, _ kind: String, _ make: (String) -> Word?, _ names: String) throws
        -> [Word]
    {
        try text.split(separator: ",").map { name in
            guard let word = make(String(name)) else {
                throw AthenaError.invalid("There is no \(kind) \(name) to measure.", next: "Choose from \(names).")
            }
            return word
        }
    }

    private func numbers(_ text: String, upTo limit: Int) throws -> [Int] {
        try text.split(separator: ",").map { word in
            guard let number = Int(word), (1...limit).contains(number) else {
                throw AthenaError.invalid("\(word) is not a number from 1 to \(limit).")
            }
            return number
        }
    }
}
