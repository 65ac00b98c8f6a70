internal import AthenaCore
internal import AthenaJSON

extension BeadsFormat {
    func addTimes(of record: BeadsRecord, to task: inout JSONObject, _ losses: inout Set<RecordLoss>) {
        for (member, field) in [("created_at", "created_at"), ("due_at", "deadline"), ("defer_until", "run_after")] {
            guard let text = record.json.word(member) else { continue }
            if let time = Self.time(text) { task[field] = .integer(time) } else { losses.insert(.timeUnreadable) }
        }
        let minutes = record.json["estimated_minutes"]?.integerValue ?? 0
        if (1...Int64(Int32.max) / 60).contains(minutes) { task["estimated_ms"] = .integer(minutes * 60_000) }
    }

    func addState(of record: BeadsRecord, to task: inout JSONObject, _ losses: inout Set<RecordLoss>) {
        let ended = ["closed_at", "updated_at", "created_at"].lazy.compactMap { record.json.word($0) }.first
        if record.isNoWork {
            task["status"] = "cancelled"
        } else if record.isClosed {
            task["status"] = "completed"
            task["result"] = .string(record.json.word("close_reason") ?? "Closed")
        } else {
            if record.status != "open" { losses.insert(.statusMapped) }
            return
        }
        let time = ended.flatMap(Self.time)
        task["completed_at"] = time.map { .integer($0) }
        guard record.isNoWork else { return }
        let reason: JSONObject = [
            "kind": "note", "by": "import", "at": .integer(time ?? 0),
            "text": .string("Cancelled because a beads record of type \(record.type) is no work."),
        ]
        task["notes"] = [.object(reason)]
    }

    private static func time(_ text: String) -> Int64? {
        ISOTime.milliseconds(in: text).flatMap { (0...TaskLimits.latestTime).contains($0) ? $0 : nil }
    }
}
