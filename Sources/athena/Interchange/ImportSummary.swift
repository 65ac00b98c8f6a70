internal import AthenaCore
internal import AthenaJSON
internal import AthenaOperations

/// What an import did, what it left out, and why.
struct ImportSummary {
    /// The most items of a list that are shown one by one; the counts count all.
    private static let mostListed = 1_000
    private static let mostShown = 10

    private struct Count {
        var created = 0
        var unchanged = 0
    }

    private var kinds: [RecordKind: Count] = [:]
    private var records = 0
    private var statuses: [String: Int] = [:]
    private var edges: [String: Int] = [:]
    private var losses: [String: Int] = [:]
    private var skipped: [(id: String, why: RecordLine.Skip, line: Int)] = []
    private var unused: [RecordPlan.UnusedEdge] = []

    private var created: Int { kinds.values.reduce(0) { $0 + $1.created } }
    private var unchanged: Int { kinds.values.reduce(0) { $0 + $1.unchanged } }

    /// Notes a line that is not imported.
    mutating func skip(_ id: String, _ why: RecordLine.Skip, line: Int) { skipped.append((id, why, line)) }

    /// Notes what a file's edges come to.
    mutating func take(_ sequence: RecordSequence) {
        records = sequence.steps.count
        edges = sequence.graph.edgeKinds
        unused = sequence.plan.unused
    }

    /// Notes a record that is sent, and what of its line it cannot hold.
    mutating func take(_ record: JSON, _ kind: RecordKind, _ lost: Set<RecordLoss>) {
        if kind == .task { statuses[record["status"]?.stringValue ?? "open", default: 0] += 1 }
        for loss in lost { losses[loss.rawValue, default: 0] += 1 }
    }

    /// Notes what the server did with a call's records.
    mutating func take(_ answer: JSON) {
        for record in answer["records"]?.arrayValue ?? [] {
            guard let kind = record["_type"]?.stringValue.flatMap(RecordKind.init(rawValue:)) else { continue }
            if record["new"]?.boolValue == true {
                kinds[kind, default: Count()].created += 1
            } else {
                kinds[kind, default: Count()].unchanged += 1
            }
        }
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
            "kinds": kindsJSON,
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

    private var kindsJSON: JSON {
        let counts = RecordKind.allCases.compactMap { kind in
            kinds[kind].map { count -> (String, JSON) in
                let json: JSONObject = [
                    "created": .integer(Int64(count.created)), "unchanged": .integer(Int64(count.unchanged)),
                ]
                return (kind.rawValue, .object(json))
            }
        }
        return .object(JSONObject(counts))
    }

    private var kindsText: String {
        RecordKind.allCases.compactMap { kind in
            kinds[kind].map { "\($0.created) and \($0.unchanged) \(kind.rawValue)" }
        }.joined(separator: ", ")
    }

    private func lines(of path: String, isDryRun: Bool) -> [String] {
        let verb = isDryRun ? "would be created" : "created"
        var lines = ["\(path): \(records) records, \(created) \(verb), \(unchanged) there already"]
        if kinds.count > 1 { lines.append("\(verb) and there already: \(kindsText)") }
        if !statuses.isEmpty { lines.append("states: " + Self.text(statuses)) }
        if !edges.isEmpty { lines.append("edges: " + Self.text(edges)) }
        lines += Self.shown("edges lead to no record and block nothing", dangling.map(Self.text))
        for (why, some) in Dictionary(grouping: otherUnused, by: \.why.rawValue).sorted(by: { $0.key < $1.key }) {
            lines += Self.shown("edges are kept in metadata alone (\(why))", some.map(Self.text))
        }
        for (why, some) in Dictionary(grouping: skipped, by: \.why.rawValue).sorted(by: { $0.key < $1.key }) {
            lines += Self.shown("lines are not imported (\(why))", some.map { "line \($0.line): \($0.id)" })
        }
        if !losses.isEmpty { lines.append("not held as the file has it: " + Self.text(losses)) }
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
