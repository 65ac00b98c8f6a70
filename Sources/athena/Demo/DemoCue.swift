internal import Dispatch
internal import Foundation
internal import Synchronization

/// What a worker is told on its standard input: a byte when the others work too, the end when it shall stop.
///
/// The end comes also when whoever started the worker has gone, however that happened.
final class DemoCue: Sendable {
    /// The byte that tells a worker to go on behind its first task.
    static let go = Data("\n".utf8)

    private let mayGoOn = DispatchSemaphore(value: 0)
    private let hasEnded = Mutex(false)

    /// Listens on a thread of its own, because reading blocks.
    init() {
        let listener = Thread { [self] in
            while !FileHandle.standardInput.availableData.isEmpty { mayGoOn.signal() }
            hasEnded.withLock { $0 = true }
            mayGoOn.signal()
        }
        listener.start()
    }

    /// Whether to begin nothing any more.
    var isOver: Bool { hasEnded.withLock { $0 } }

    /// Waits until the others work too, or until it is over.
    func waitToGoOn() { mayGoOn.wait() }

    /// Lets time pass; false when it was over before that.
    func pass(_ seconds: Double) -> Bool {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            guard !isOver else { return false }
            Thread.sleep(forTimeInterval: min(max(end.timeIntervalSinceNow, 0), 0.1))
        }
        return !isOver
    }
}
