internal import ServiceLifecycle

/// A way for the parts of a server to end it in good order; its service ends, and the group with it.
package final class StopRequest: Service {
    private let requests: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation
    private let onStop: @Sendable (String) -> Void

    /// Tells `onStop` the reason before the server ends.
    package init(onStop: @escaping @Sendable (String) -> Void) {
        (requests, continuation) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingOldest(1))
        self.onStop = onStop
    }

    /// Asks for the end; the first reason counts.
    package func stop(because reason: String) { continuation.yield(reason) }

    package func run() async throws {
        for await reason in requests.cancelOnGracefulShutdown() {
            onStop(reason)
            return
        }
    }
}
