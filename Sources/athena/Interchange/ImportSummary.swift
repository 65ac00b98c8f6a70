internal import AthenaJSON
internal import AthenaOperations

/// What an import did, what it left out, and why.
struct ImportSummary {
    /// The most items of a list that are shown one by one; the counts count all.
    private static let mostListed = 1_000
    private static let mostShown = 10

    var created = 0
    var unchanged = 0
    private var records = 0
    private var statuses: [String: Int] = [:]
    private var edges: [String: Int] = [:]
    private var losses: [String: Int] = [:]
    private var skipped: [(id: String, why: RecordLine.Skip, line: Int)] = []
    private var unused: [RecordPlan.UnusedEdge] = []

    /// Notes a line that becomes no task.
    mutating func skip(_ id: String, _ why: RecordLine.Skip, line: Int) { skipped.append((id, why, line)) }

    /// Notes what a file's edges come to.
    mutating func take(_ graph: RecordGraph, _ plan: RecordPlan) {
        records = graph.count
        edges = graph.edgeKinds
        unused = plan.unused
    }

    /// Notes a task, and what of its record it could not hold.
    mutating func take(_ task: JSON, _ lost: Set<RecordLoss>) {
        statuses[task["status"]?.stringValue ?? "open", default: 0] += 1
        for loss in lost { losses[loss.rawValue, default: 0] += 1 }
    }

    /// The report of the import.
    func report(of path: String, isDryRun: Bool) -> Report {
        let next = isDryRun ? Repetition().without("--dry-run") : "athena task list --ready"
        return Report(.object(json(isDryRun: isDryRun)), next: next) { _ in lines(of: path, isDryRun: isDryRun) }
    }

    private var dangling: [RecordPlan.UnusedEdge] { unused.filter { $0.why == .dangling } }
    private var otherUnused: [RecordPlan.UnusedEdge] { unused.filter { $0.why != .dangling } }

    private func json(isDryRun: Bool) -> JSONObject {
        [
            "dry_run": .bool(isDryRun),
            "records": .integer(Int64(records)),
            "created": .integer(Int64(created)),
            "unchanged": .integer(Int64(unchanged)),
            "statuses": Self.json(statuses),
            "edges": Self.json(edges),
            "unused_edges": Self.json(Self.counted(unused.map(\.why.rawValue))),
            "dangling": Self.list(dangling.map(\.json)),
            "not_used": Self.list(otherUnused.map(\.json)),
            "skipped": Self.list(
                skipped.map {
                    ["id": .string($0.id), "why": .string($0.why.rawValue), "line": .integer(Int64($0.line))]
                }
            ),
            "skipped_total": .integer(Int64(skipped.count)),
            "not_held": Self.json(losses),
        ]
    }

    private func lines(of path: String, isDryRun: Bool) -> [String] {
        let verb = isDryRun ? "would be created" : "created"
        var lines = ["\(path): \(records) records, \(created) \(verb), \(unchanged) there already"]
        lines.append("states: " + Self.text(statuses))
        if !edges.isEmpty { lines.append("edges: " + Self.text(edges)) }
        lines += Self.shown("edges lead to no record and block nothing", dangling.map(Self.text))
        for (why, some) in Dictionary(grouping: otherUnused, by: \.why.rawValue).sorted(by: { $0.key < $1.key }) {
            lines += Self.shown("edges are kept in metadata alone (\(why))", some.map(Self.text))
        }
        for (why, some) in Dictionary(grouping: skipped, by: \.why.rawValue).sorted(by: { $0.key < $1.key }) {
            lines += Self.shown("lines became no task (\(why))", some.map { "line \($0.line): \($0.id)" })
        }
        if !losses.isEmpty { lines.append("kept in metadata alone: " + Self.text(losses)) }
        return lines.map { SafeText.lines($0).joined(separator: " ") }
    }
}

extension ImportSummary {
    private static func counted(_ words: [String]) -> [String: Int] {
        words.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    private static func json(_ counts: [String: Int]) -> JSON {
        .object(JSONObject(counts.sorted { $0.key < $1.key }.map { ($0.key, JSON.integer(Int64($0.value))) }))
    }

    private static func list(_ items: [JSON]) -> JSON { .array(Array(items.prefix(mostListed))) }

    private static func text(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }

    private static func text(_ edge: RecordPlan.UnusedEdge) -> String {
        "\(edge.source) -> \(edge.target) (\(edge.kind))"
    }

    private static func shown(_ what: String, _ items: [String]) -> [String] {
        guard !items.isEmpty else { return [] }
        let more = items.count > mostShown ? ["  and \(items.count - mostShown) more; --json lists them"] : []
        return ["\(items.count) \(what):"] + items.prefix(mostShown).map { "  \($0)" } + more
    }
}
