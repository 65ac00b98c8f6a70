internal import Foundation

/// Threads for work that blocks, which must never run on Swift's own few.
enum WorkThread {
    /// Starts a thread that runs `body` and ends with it.
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.name = name
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// Runs `body` on a thread of its own and waits for its answer.
    static func answer<Answer: Sendable>(
        _ name: String,
        _ body: @escaping @Sendable () throws -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { caller in
            start(name) { caller.resume(with: Result { try body() }) }
        }
    }
}
