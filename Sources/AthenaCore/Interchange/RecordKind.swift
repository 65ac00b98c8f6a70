/// What a line of an export can be; the order is that of the file, in which nothing names what comes later but a task
/// another task.
package enum RecordKind: String, Sendable, CaseIterable {
    case goal, agent, performance, task, history, entity, relation
}
