import Synchronization

/// The jobs of one connection: some running, some waiting for their turn, never more than the limits.
final class LineQueue: Sendable {
    private struct State {
        var running = 0
        var waiting: [LineJob] = []
        var waitingBytes = 0
        var finished = 0
        var isClosed = false
        var room: CheckedContinuation<Void, Never>?
        var idle: AsyncStream<Never>.Continuation?
    }

    /// What a worker does after its job: the next one, and whom to wake.
    private struct Step {
        var job: LineJob?
        var room: CheckedContinuation<Void, Never>?
        var idle: AsyncStream<Never>.Continuation?
    }

    private let state = Mutex(State())
    private let limits: LineLimits

    init(limits: LineLimits) {
        self.limits = limits
    }

    /// How many jobs have ended; tells a busy connection from a stuck one.
    var finished: Int { state.withLock { $0.finished } }

    /// Takes a job; true when the caller has to start a worker for it, false when a running one will get to it.
    func admit(_ job: LineJob) -> Bool {
        state.withLock { state in
            if state.isClosed { return false }
            if state.running < limits.maximumRunning {
                state.running += 1
                return true
            }
            state.waiting.append(job)
            state.waitingBytes += job.byteCount
            return false
        }
    }

    /// Waits while too much is waiting. Only the reader calls it, and by waiting stops reading.
    func waitForRoom() async {
        await withCheckedContinuation { continuation in
            let hasRoom = state.withLock { state -> Bool in
                if state.isClosed || isRoomy(state) { return true }
                state.room = continuation
                return false
            }
            if hasRoom { continuation.resume() }
        }
    }

    /// Ends a worker's job and hands it the next one; nil when the worker is no longer needed.
    func next() -> LineJob? {
        let step = state.withLock { state -> Step in
            state.finished += 1
            var job: LineJob?
            if state.waiting.isEmpty {
                state.running -= 1
            } else {
                let first = state.waiting.removeFirst()
                state.waitingBytes -= first.byteCount
                job = first
            }
            let room = isRoomy(state) ? state.room.take() : nil
            let idle = state.running == 0 ? state.idle.take() : nil
            return Step(job: job, room: room, idle: idle)
        }
        step.room?.resume()
        step.idle?.finish()
        return step.job
    }

    /// Drops what waits, because nobody is there to be answered.
    func close() {
        let room = state.withLock { state in
            state.isClosed = true
            state.waiting = []
            state.waitingBytes = 0
            return state.room.take()
        }
        room?.resume()
    }

    /// A stream that ends when nothing runs or waits any more.
    func untilIdle() -> AsyncStream<Never> {
        let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
        let isIdle = state.withLock { state in
            if state.running == 0 { return true }
            state.idle = continuation
            return false
        }
        if isIdle { continuation.finish() }
        return stream
    }

    private func isRoomy(_ state: State) -> Bool {
        state.waiting.count < limits.maximumWaiting && state.waitingBytes < limits.maximumWaitingBytes
    }
}
