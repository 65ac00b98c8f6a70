import AthenaCore
import Synchronization

/// Time that only a test moves.
final class StillTime: TimeSource {
    private let moment = Mutex(Moment(1_800_000_000_000))

    func now() -> Moment { moment.withLock { $0 } }

    /// Lets time pass on both clocks.
    func pass(_ milliseconds: Int64) {
        moment.withLock { $0 = Moment(wall: $0.wall + milliseconds, steady: $0.steady + milliseconds) }
    }
}
