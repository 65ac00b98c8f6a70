import Dispatch

/// Lets a fuzzer, which calls and expects an answer, wait for code that suspends.
enum Blocking {
    /// Runs `body` to its end.
    static func run(_ body: @escaping @Sendable () async -> Void) {
        let end = DispatchSemaphore(value: 0)
        Task.detached {
            await body()
            end.signal()
        }
        end.wait()
    }
}
