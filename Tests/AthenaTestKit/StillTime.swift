package import AthenaCore
import Synchronization

/// Time that only a test moves.
package final class StillTime: TimeSource {
    private let moment = Mutex(Moment(1_800_000_000_000))

    /// Time that begins in January 2027.
    package init() {}

    package func now() -> Moment { moment.withLock { $0 } }

    /// Lets time pass on both clocks.
    package func pass(milliseconds: Int64) {
        moment.withLock { $0 = Moment(wall: $0.wall + milliseconds, steady: $0.steady + milliseconds) }
    }
}
