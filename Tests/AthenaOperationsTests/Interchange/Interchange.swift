import AthenaCore
import AthenaJSON
import AthenaOperations
import Testing

/// An export and an import as the command line does them, over lines in memory.
enum Interchange {
    /// What an import did.
    struct Report {
        var created: [String: Int] = [:]
        var unchanged: [String: Int] = [:]
        var losses: [RecordLoss: Int] = [:]
        var skipped: [RecordLine.Skip] = []
    }

    /// Every line of an export, read in pages of this size.
    static func export(_ desk: Desk, page: Int = 7, types: [String]? = nil) async throws -> [JSON] {
        var lines: [JSON] = []
        var arguments: JSONObject = ["limit": .integer(Int64(page))]
        arguments["types"] = types.map { .array($0.map { .string($0) }) }
        while true {
            let answer = try await desk.call("export_page", arguments)
            let records = answer["records"]?.arrayValue ?? []
            #expect(records.count <= page)
            lines += records
            guard let more = answer["more"] else { return lines }
            arguments["after"] = more
        }
    }

    /// Imports lines in calls of this many records.
    @discardableResult
    static func take(
        _ lines: [JSON],
        into desk: Desk,
        as format: any RecordFormat = AthenaFormat(),
        batch: Int = 40,
        operation: String = "import_records"
    ) async throws -> Report {
        var report = Report()
        var records: [JSON] = []
        let objects = try lines.map { try JSON(parsing: $0.bytes, limits: Self.limits).objectValue ?? [:] }
        var survey = RecordSurvey(format)
        for (place, line) in objects.enumerated() {
            if let skipped = try survey.take(line, at: place) { report.skipped.append(skipped.why) }
        }
        let sequence = survey.sequence()
        for step in sequence.steps {
            switch sequence.outcome(of: step, from: objects[step.place]) {
            case .record(let record, let losses):
                records.append(record)
                for loss in losses { report.losses[loss, default: 0] += 1 }
            case .skipped(let why): report.skipped.append(why)
            case .changed: Issue.record("a line is not what it was")
            }
        }
        for start in stride(from: 0, to: records.count, by: batch) {
            let part = Array(records[start..<min(start + batch, records.count)])
            let answer = try await desk.call(operation, ["records": .array(part)])
            for record in answer["records"]?.arrayValue ?? [] {
                let kind = record["_type"]?.stringValue ?? ""
                if record["new"] == true {
                    report.created[kind, default: 0] += 1
                } else {
                    report.unchanged[kind, default: 0] += 1
                }
            }
        }
        return report
    }

    /// What the command line reads a line with.
    private static let limits = JSONLimits(maxDepth: 56, maxNodes: 16_000, maxBytes: 7 << 19)

    /// The lines with names in place of ids, which are new after an import, in an order of their own.
    ///
    /// - Parameter leased: the names of tasks that were leased before the import; what becomes of a lease is left out.
    static func normalised(_ lines: [JSON], leased: Set<String>) -> Set<String> {
        let names = names(of: lines)
        return Set(
            lines.map { line in
                var record = line.objectValue ?? [:]
                rename(&record, names)
                if leased.contains(record["external_ref"]?.stringValue ?? "") { forgetLease(&record) }
                return String(decoding: JSON.object(record).canonicalBytes, as: UTF8.self)
            }
        )
    }

    /// The names of tasks and goals by their ids.
    static func names(of lines: [JSON]) -> [String: String] {
        var names: [String: String] = [:]
        for line in lines {
            guard let id = line["id"]?.stringValue else { continue }
            switch AthenaFormat().outline(of: line.objectValue ?? [:]) {
            case .record(let outline): names[id] = outline.externalRef
            case .companion(_, _, let ref): names[id] = ref
            case .skipped: continue
            }
        }
        return names
    }

    private static func rename(_ record: inout JSONObject, _ names: [String: String]) {
        func name(_ id: JSON?) -> JSON? { id?.stringValue.map { .string(names[$0] ?? $0) } }
        if let id = record["id"] {
            record["external_ref"] = name(id)
            record["id"] = nil
        }
        for member in ["parent", "goal", "task", "from", "to"] { record[member] = name(record[member]) }
        for member in ["dependencies", "released_by"] {
            guard let ids = record[member]?.arrayValue else { continue }
            let sorted = ids.compactMap { name($0)?.stringValue }.sorted()
            record[member] = .array(sorted.map { .string($0) })
        }
    }

    /// A lease comes back as an open task with one more attempt, which was released.
    private static func forgetLease(_ record: inout JSONObject) {
        record["status"] = "open"
        record["assigned_to"] = nil
        let fence = record["past"]?["fence"]
        let attempts = (record["attempts"]?.arrayValue ?? []).filter { $0["fence"] != fence }
        record["attempts"] = attempts.isEmpty ? nil : .array(attempts)
    }
}
