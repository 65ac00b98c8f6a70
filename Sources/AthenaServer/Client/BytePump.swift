internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Carries bytes between a pair of pipes and a server, so that a program that speaks MCP over its standard input and
/// output speaks to the server. It changes nothing that passes, and only counts which requests are answered.
package final class BytePump: Sendable {
    /// Why it ended.
    package enum End: Sendable, Equatable {
        /// The input ended, and every answer is written but those of calls that wait for something to happen.
        case inputEnded
        /// The input ended, and so many requests were not answered.
        case unanswered(Int)
        /// The server went away first.
        case serverLeft
        /// Nobody reads the output.
        case outputClosed
    }

    /// How many milliseconds the server may be silent after the end of the input when it owes nothing.
    static let patience: Int32 = 900
    /// How many when it owes answers: more than it takes itself to give up.
    static let patienceWithDebt: Int32 = 8_000

    private let input: Descriptor
    private let output: Descriptor
    private let stream: UnixStream
    private let bell: (reader: Descriptor, writer: Descriptor)
    private let ledger = Mutex(AnswerLedger())

    /// Prepares to carry bytes.
    package init(input: Descriptor, output: Descriptor, stream: UnixStream) throws(PosixError) {
        self.input = input
        self.output = output
        self.stream = stream
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw .last("pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        bell = (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
    }

    /// Connects on a thread of its own, because connecting blocks.
    package static func connecting(_ connector: Connector) async throws -> UnixStream {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "athena.pump.connect").async {
                continuation.resume(with: Result { try connector.connect().stream })
            }
        }
    }

    /// Carries bytes both ways until one side ends.
    ///
    /// Each direction has a thread of its own, so that one that is stuck never holds up the other.
    package func run() async -> End {
        DispatchQueue(label: "athena.pump.up").async { self.carryUp() }
        return await withCheckedContinuation { continuation in
            DispatchQueue(label: "athena.pump.down").async { continuation.resume(returning: self.carryDown()) }
        }
    }

    private func carryUp() {
        // A read that fails ends the input as its end does.
        while let bytes = try? input.read(upTo: 65_536), !bytes.isEmpty {
            ledger.withLock { $0.asked(bytes) }
            // A server that is gone shows in the other direction.
            if (try? stream.descriptor.writeAll(bytes)) == nil { return }
        }
        ledger.withLock { $0.askedEverything() }
        // The one reader of the bell is this object, which holds both of its ends. It rings before the server hears of
        // the end, because the server may answer it by leaving.
        try? bell.writer.writeAll([1])
        stream.endWriting()
    }

    private func carryDown() -> End {
        var hasInputEnded = false
        while true {
            var waiting = [
                pollfd(fd: stream.descriptor.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: hasInputEnded ? -1 : bell.reader.number, events: Int16(POLLIN), revents: 0),
            ]
            let count = unsafe poll(&waiting, nfds_t(waiting.count), hasInputEnded ? patience : -1)
            if count == 0 { return endOfInput }
            if waiting[1].revents != 0 { hasInputEnded = true }
            guard waiting[0].revents != 0 else { continue }
            guard let bytes = try? stream.descriptor.read(upTo: 65_536), !bytes.isEmpty else {
                return hasInputEnded || isRung ? endOfInput : .serverLeft
            }
            if (try? output.writeAll(bytes)) == nil { return .outputClosed }
            ledger.withLock { $0.answered(bytes) }
        }
    }

    private var patience: Int32 { ledger.withLock { $0.owed } > 0 ? Self.patienceWithDebt : Self.patience }

    private var endOfInput: End {
        let owed = ledger.withLock { $0.owed }
        return owed > 0 ? .unanswered(owed) : .inputEnded
    }

    /// Whether the input has ended by now.
    private var isRung: Bool {
        var bell = pollfd(fd: bell.reader.number, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&bell, 1, 0) > 0
    }
}
