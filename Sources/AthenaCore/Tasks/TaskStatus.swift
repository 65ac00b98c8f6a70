/// The stored states of a task.
package enum TaskStatus: String, Sendable, CaseIterable {
    case blocked, pending, assigned, running, waiting, completed, failed, cancelled

    /// Whether nothing but an operator's retry leads out of it.
    package var isTerminal: Bool { self == .completed || self == .failed || self == .cancelled }

    /// Whether an agent holds a lease in it.
    package var isLeased: Bool { self == .assigned || self == .running }
}
