import Synchronization

/// The number of a port, known a little later.
final class PortBox: Sendable {
    private let number = Mutex(0)

    var value: Int { number.withLock { $0 } }

    func set(_ value: Int) { number.withLock { $0 = value } }
}
