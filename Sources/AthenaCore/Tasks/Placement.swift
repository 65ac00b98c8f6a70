/// Where a task that nobody holds stands: blocked, scheduled or ready.
package struct Placement: Sendable, Hashable {
    package let status: TaskStatus
    /// Whether it can be claimed now.
    package let isReady: Bool
    /// The place in the order of claims, kept once it is set.
    package let orderKey: Int64?
    /// When it becomes ready, for a pending task that is not.
    package let timerAt: Int64?

    /// Decides from what still holds the task back.
    ///
    /// - Parameters:
    ///   - unmet: open dependencies and children.
    ///   - timerAt: a schedule or a backoff, in wall milliseconds.
    ///   - orderKey: the place it already has.
    package static func of(
        unmet: Int,
        timerAt: Int64?,
        priority: Priority,
        orderKey: Int64?,
        now: Moment
    ) -> Placement {
        if unmet > 0 {
            return Placement(status: .blocked, isReady: false, orderKey: orderKey, timerAt: timerAt)
        }
        if let timerAt, timerAt > now.wall {
            return Placement(status: .pending, isReady: false, orderKey: orderKey, timerAt: timerAt)
        }
        let key = orderKey ?? priority.orderKey(readyAt: now.wall)
        return Placement(status: .pending, isReady: true, orderKey: key, timerAt: nil)
    }
}

extension AgentTask {
    /// Where the task stands once nobody holds it, in the place that it had in the order of claims.
    ///
    /// - Parameter timerAt: a schedule or a backoff, in wall milliseconds.
    package func placement(at now: Moment, timerAt: Int64? = nil) -> Placement {
        Placement.of(unmet: unmet, timerAt: timerAt, priority: priority, orderKey: orderKey, now: now)
    }
}
