internal import AthenaMCP
internal import NIOCore
internal import Synchronization

/// What is known of one HTTP connection: whether its client is still there, and what was promised to it.
final class HTTPConnection: Sendable {
    private struct State {
        var isGone = false
        var promised: [UInt64: UndeliveredAction] = [:]
        var tickets: UInt64 = 0
        var deadline: NIODeadline?
        /// When the timer rings that looks at the deadline; nil while none is set.
        var timer: NIODeadline?
        var isBodyRead = false
        var unwritten = 0
        var written: UInt64 = 0
        /// Cuts a client off that takes nothing; there is one while anything is unwritten, and some time longer.
        var watch: Scheduled<Void>?
        var hasFailed = false
        var settling: [CheckedContinuation<Bool, Never>] = []
    }

    private let state = Mutex(State())
    private let channel: any Channel
    private let desk: UndeliveredDesk
    private let patience: Duration
    /// Opens when the client has closed its side, or all of the connection.
    let gone = Latch()

    /// - Parameter patience: how long the client may take to send a head or a body, and to take what is written.
    init(channel: any Channel, desk: UndeliveredDesk, patience: Duration) {
        self.channel = channel
        self.desk = desk
        self.patience = patience
    }

    /// Whether the body of the present request was read to its end.
    var isBodyRead: Bool { state.withLock { $0.isBodyRead } }

    /// Notes that the body of the request was read to its end, and gives the client all the time it wants.
    func bodyWasRead() {
        state.withLock { state in
            state.isBodyRead = true
            state.deadline = nil
        }
    }

    /// Notes that a new request is here, and cuts the connection off unless the deadline is lifted in time.
    ///
    /// The deadline replaces an earlier one. A timer that is set already looks again when it rings, so that a busy client
    /// costs no timer for each request.
    func requestBegan(within duration: Duration) {
        let deadline = NIODeadline.now() + TimeAmount(duration)
        let needsTimer = state.withLock { state in
            state.isBodyRead = false
            state.deadline = deadline
            if let timer = state.timer, timer <= deadline { return false }
            state.timer = deadline
            return true
        }
        if needsTimer { setTimer(at: deadline) }
    }

    /// Gives the client all the time it wants.
    func liftDeadline() {
        state.withLock { $0.deadline = nil }
    }

    private func setTimer(at time: NIODeadline) {
        channel.eventLoop.scheduleTask(deadline: time) { [weak self] in self?.timerRang(at: time) }
    }

    private func timerRang(at time: NIODeadline) {
        let next: NIODeadline? = state.withLock { state in
            // An earlier one was set meanwhile, and this one has nothing more to say.
            guard state.timer == time else { return nil }
            state.timer = state.isGone ? nil : state.deadline
            return state.timer
        }
        guard let next else { return }
        if next <= time { cut() } else { setTimer(at: next) }
    }

    /// Ends the connection.
    func cut() { channel.close(promise: nil) }

    /// Remembers what to undo if the client does not get its answer; nil when it is gone already.
    func promise(_ action: @escaping UndeliveredAction) -> UInt64? {
        state.withLock { state in
            guard !state.isGone else { return nil }
            state.tickets += 1
            state.promised[state.tickets] = action
            return state.tickets
        }
    }

    /// Takes a promise back: what was kept, or must be undone by the caller now. Nil when it was undone already.
    func settle(_ ticket: UInt64) -> UndeliveredAction? {
        state.withLock { $0.promised.removeValue(forKey: ticket) }
    }

    /// How many pieces of answers the system has taken, of everything that was written before this was asked.
    func taken() async -> UInt64 {
        // Fails when the loop has ended; then nothing moves any more.
        _ = try? await channel.eventLoop.submit {}.get()
        return state.withLock { $0.written }
    }

    /// Waits until everything written so far has been taken by the system; false when that failed.
    ///
    /// The hop over the event loop comes behind the writes, which travel to it in order.
    func flushed() async -> Bool {
        guard (try? await channel.eventLoop.submit {}.get()) != nil else { return false }
        return await withCheckedContinuation { continuation in
            let result: Bool? = state.withLock { state in
                if state.isGone || state.hasFailed { return false }
                if state.unwritten == 0 { return true }
                state.settling.append(continuation)
                return nil
            }
            if let result { continuation.resume(returning: result) }
        }
    }
}

extension HTTPConnection {
    /// Notes that a piece of an answer is on its way; called on the event loop.
    func writeBegan() {
        let isWatched = state.withLock { state in
            state.unwritten += 1
            return state.watch != nil || state.isGone
        }
        if !isWatched { watchWriting() }
    }

    /// Cuts the client off if by the end of the patience nothing of what is unwritten now has been taken.
    ///
    /// The watch outlives quick answers, so that many of them cost one timer.
    private func watchWriting() {
        let written = state.withLock { $0.written }
        let watch = channel.eventLoop.scheduleTask(in: TimeAmount(patience)) { [self] in
            let (isIdle, isStuck) = state.withLock { state in
                state.watch = nil
                return (state.unwritten == 0, state.written == written)
            }
            if isIdle { return }
            if isStuck { channel.close(promise: nil) } else { watchWriting() }
        }
        state.withLock { $0.watch = watch }
    }

    /// Notes what became of a piece of an answer.
    func writeEnded(isWritten: Bool) {
        let (waiting, result): ([CheckedContinuation<Bool, Never>], Bool) = state.withLock { state in
            state.unwritten -= 1
            if isWritten { state.written += 1 } else { state.hasFailed = true }
            guard state.unwritten == 0 || state.hasFailed else { return ([], true) }
            defer { state.settling = [] }
            return (state.settling, !state.hasFailed)
        }
        for continuation in waiting { continuation.resume(returning: result) }
    }

    /// Notes that the client is gone, and hands over what it will never hear of.
    func clientLeft() {
        let (actions, waiting, watch) = state.withLock { state in
            state.isGone = true
            defer {
                state.promised = [:]
                state.settling = []
            }
            return (Array(state.promised.values), state.settling, state.watch)
        }
        watch?.cancel()
        for continuation in waiting { continuation.resume(returning: false) }
        for action in actions { desk.take(action) }
        gone.open()
    }
}
