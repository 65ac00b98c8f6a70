internal import AthenaJSON
internal import AthenaServer
internal import Foundation

/// What is measured on a database of some size, and in which order.
struct BenchPlan {
    let ways: [BenchWay]
    let operations: [BenchOperation]
    let callers: [Int]
    let seconds: Double

    /// Makes a database, measures on it and removes it; `show` gets each figure as it is found.
    ///
    /// - Parameter kept: where the database stays; nil for one in `folder` that goes.
    func run(folder: String, tasks: Int, kept: String? = nil, _ show: (JSONObject) throws -> Void) async throws {
        let path = kept ?? folder + "/athena-bench-" + UUID().uuidString.prefix(8) + ".db"
        let database = try await BenchDatabase(path: path, tasks: tasks)
        defer { if kept == nil { database.remove() } }
        let size: JSONObject = ["operation": "size", "tasks": .integer(Int64(tasks))]
        try show(size.merging(["bytes_per_task": .integer(database.bytes / Int64(max(tasks, 1)))]))
        for way in ways {
            let flush = try FlushProbe.medianMicroseconds(in: folder)
            let begin = ContinuousClock.now
            let bed: any BenchBed =
                way == .process ? try await LocalBed(database) : try await ServerBed(database, over: way)
            let ready = begin.microsecondsSince
            let place: JSONObject = [
                "over": .string(way.rawValue), "tasks": .integer(Int64(tasks)), "fsync_us": .integer(flush),
            ]
            do {
                try await measure(on: bed) { try show(place.merging($0)) }
                var end: JSONObject = ["operation": "open", "p50_us": .integer(ready)]
                end["resident_kib"] = Self.residentKiB(of: bed.process).map { .integer($0) }
                try show(place.merging(end))
            } catch {
                await bed.end()
                throw error
            }
            await bed.end()
        }
    }

    private func measure(on bed: any BenchBed, _ show: (JSONObject) throws -> Void) async throws {
        let meter = BenchMeter(bed: bed, seconds: seconds)
        var connected: [any BenchCaller] = []
        for count in callers {
            for operation in operations {
                let needed = operation == .wake ? 2 : count
                // A waking needs one creator and one worker, however many callers the others get.
                if operation == .wake, count != callers.first { continue }
                while connected.count < needed { connected.append(try await bed.caller(connected.count)) }
                let figure = try await meter.measure(operation, callers: Array(connected.prefix(needed)))
                let name: JSONObject = [
                    "operation": .string(operation.rawValue), "callers": .integer(Int64(needed)),
                ]
                try show(name.merging(figure.json))
            }
        }
    }

    /// What a process occupies in memory; nil where the system does not tell this way.
    private static func residentKiB(of process: Int32) -> Int64? {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int64($0.filter(\.isNumber)) }
    }
}

extension JSONObject {
    /// These members and then those.
    fileprivate func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        for member in other { merged[member.name] = member.value }
        return merged
    }
}
