internal import AthenaMCP
internal import ServiceLifecycle

/// Undoes what answers stood for whose connection ended in the middle of writing them.
///
/// A connection notices its end on an event loop, where nothing can be awaited, so it hands the work over to this.
package final class UndeliveredDesk: Service {
    private let actions: AsyncStream<UndeliveredAction>
    private let continuation: AsyncStream<UndeliveredAction>.Continuation

    /// An empty desk.
    package init() {
        (actions, continuation) = AsyncStream.makeStream(of: UndeliveredAction.self)
    }

    /// Hands over one action.
    func take(_ action: @escaping UndeliveredAction) { continuation.yield(action) }

    /// Works until the server ends, and then through what is left.
    package func run() async throws {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await action in actions { group.addTask { await action() } }
            }
        } onGracefulShutdown: {
            self.continuation.finish()
        }
    }
}
