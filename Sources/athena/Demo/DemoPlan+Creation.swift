internal import AthenaJSON

extension DemoPlan {
    /// Creates every task; what points to a task of a later call is tied when all are there.
    func create(_ session: Session) async throws {
        let refs = Set(tasks.compactMap { $0["ref"]?.stringValue })
        var ids: [String: JSON] = [:]
        var ties: [(task: JSON, refs: [String])] = []
        for batch in batches {
            let split = batch.map { Self.split($0, known: ids, later: refs.subtracting(Self.refs(of: batch))) }
            let answer = try await session.call("create_task", ["tasks": .array(split.map { .object($0.task) })])
            for (part, id) in zip(split, answer["task_ids"]?.arrayValue ?? []) {
                if let ref = part.task["ref"]?.stringValue { ids[ref] = id }
                if !part.later.isEmpty { ties.append((id, part.later)) }
            }
        }
        for tie in ties {
            let causes = tie.refs.compactMap { ids[$0] }
            _ = try await session.call("update_task", ["task_id": tie.task, "add_dependencies": .array(causes)])
        }
    }

    private static func refs(of batch: [JSONObject]) -> Set<String> { Set(batch.compactMap { $0["ref"]?.stringValue }) }

    /// A task with the ids of what was created before it, and the references that have to wait.
    static func split(
        _ task: JSONObject,
        known ids: [String: JSON],
        later: Set<String>
    ) -> (task: JSONObject, later: [String]) {
        var task = task
        if let ref = task["parent"]?.stringValue.flatMap(Self.ref), let id = ids[ref] { task["parent"] = id }
        let names = (task["dependencies"]?.arrayValue ?? []).map { name in
            name.stringValue.flatMap(Self.ref).flatMap { ids[$0] } ?? name
        }
        let waiting = names.compactMap { $0.stringValue.flatMap(Self.ref) }.filter(later.contains)
        let rest = names.filter { name in !waiting.contains { "#\($0)" == name.stringValue } }
        if task["dependencies"] != nil { task["dependencies"] = .array(rest) }
        return (task, waiting)
    }
}
