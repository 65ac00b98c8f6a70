internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import Foundation

/// `athena bench`: measures this build on this machine, in process.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract:
            "Measure creates, claims, full cycles, polls, routing and metrics at several sizes and numbers of callers."
    )

    @Option(help: "Tasks in the queue before measuring, separated by commas.")
    var tasks: String = "1000,10000"

    @Option(help: "Callers at the same time, separated by commas.")
    var callers: String = "1,16,64"

    @Option(help: "Operations to measure, separated by commas: \(BenchOperation.names).")
    var operations: String = BenchOperation.names

    @Option(help: "Seconds for each measurement.")
    var seconds: Double = 1

    @Option(help: "Folder for the temporary databases.")
    var folder: String = NSTemporaryDirectory()

    @Flag(help: "Answer one JSON object a line.")
    var json = false

    func run() async throws {
        try await CommandFailure.reporting {
            let chosen = try operations.split(separator: ",").map { name in
                guard let operation = BenchOperation(rawValue: String(name)) else {
                    throw AthenaError.invalid(
                        "There is no operation \(name) to measure.",
                        next: "Choose from \(BenchOperation.names)."
                    )
                }
                return operation
            }
            for size in try Self.numbers(tasks, upTo: 10_000_000) {
                let bench = try await BenchDatabase(folder: folder, tasks: size)
                for operation in chosen {
                    for count in try Self.numbers(callers, upTo: 1_024) {
                        try show(await bench.measure(operation, callers: count, seconds: seconds))
                    }
                }
                try show(bench.sizes())
                await bench.end()
            }
        }
    }

    private static func numbers(_ text: String, upTo limit: Int) throws -> [Int] {
        try text.split(separator: ",").map { word in
            guard let number = Int(word), (1...limit).contains(number) else {
                throw AthenaError.invalid("\(word) is not a number from 1 to \(limit).")
            }
            return number
        }
    }

    private func show(_ figures: JSONObject) throws {
        guard !json else { return try Console.data([JSON.object(figures).text]) }
        let cells = figures.map { "\($0.name) \($0.value.cellText)" }
        try Console.data([cells.joined(separator: "  ")])
    }
}
