internal import AthenaCore
internal import AthenaJSON

/// A task cut to the size of an answer, with the way to what was left out.
struct TaskReportLimit {
    let report: TaskReport
    let detail: Orchestrator.Detail
    /// The cursor to the rest of a text.
    let cursor: (_ text: String, _ offset: Int) -> String

    /// The task within `limit` bytes.
    func json(limit: Int) -> JSONObject {
        var json = report.json(detail)
        guard JSON.object(json).bytes.count > limit else { return json }
        for name in ["events", "attempts", "notes"] { cutList(name, of: &json, to: limit / 6) }
        cutTexts(of: &json, to: limit)
        return json
    }

    /// Keeps the newest entries that fit: attempts stand newest first, events last, notes first.
    private func cutList(_ name: String, of json: inout JSONObject, to room: Int) {
        guard let items = json[name]?.arrayValue, json[name].map({ $0.bytes.count > room }) == true else { return }
        var left = room
        let isOldestFirst = name == "events"
        let kept = (isOldestFirst ? items.reversed() : items).prefix { item in
            left -= item.bytes.count + 1
            return left >= 0
        }
        json[name] = .array(isOldestFirst ? kept.reversed() : Array(kept))
        json[name + "_left_out"] = .integer(Int64(items.count - kept.count))
    }

    private func cutTexts(of json: inout JSONObject, to limit: Int) {
        let texts = report.longTexts.filter { json[$0.name] != nil }
        let sizes = texts.map { json[$0.name]?.bytes.count ?? 0 }
        // Each text that is cut brings its cursor with it.
        let others = JSON.object(json).bytes.count - sizes.reduce(0, +) + texts.count * 80 + 160
        let level = LongText.level(of: sizes, room: limit - others)
        var more = JSONObject()
        for (text, size) in zip(texts, sizes) where size > level {
            guard let (part, next) = text.part(from: 0, room: level) else { continue }
            json[text.name] = .string(part)
            if let next { more[text.name] = .string(cursor(text.name, next)) }
        }
        guard !more.isEmpty else { return }
        json["more"] = .object(more)
        json["hint"] =
            "Texts named in more were cut at 32 KB: repeat the call with one of its cursors for the next part."
    }
}

extension TaskReport {
    /// Texts of the task that can be long, as they are stored.
    var longTexts: [LongText] {
        let last = attempts.first
        let isDone = task.status == .completed
        let candidates: [(String, String?)] = [
            ("content", body?.content),
            ("metadata", body?.metadata),
            ("result", isDone ? last?.result ?? body?.importedResult : body?.importedResult),
            ("partial_result", isDone ? nil : last?.result),
            ("metrics", last?.metrics),
            ("error", isDone ? nil : last?.error),
        ]
        return candidates.compactMap { name, text in text.map { LongText(name: name, text: $0) } }
    }
}
