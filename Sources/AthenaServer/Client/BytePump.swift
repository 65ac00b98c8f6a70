internal import Dispatch

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Carries bytes between a pair of pipes and a server, so that a program that speaks MCP over its standard input and
/// output speaks to the server. It looks at nothing that passes.
package final class BytePump: Sendable {
    /// Why it ended.
    package enum End: Sendable, Equatable {
        /// The input ended, and everything that was answered soon after is written.
        case inputEnded
        /// The server went away first.
        case serverLeft
        /// Nobody reads the output.
        case outputClosed
    }

    /// How long the server may be silent after the end of the input.
    package static let patience: Int32 = 900

    private let input: Descriptor
    private let output: Descriptor
    private let stream: UnixStream
    private let bell: (reader: Descriptor, writer: Descriptor)

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
        // A read that fails ends the input as its end does; a write that fails shows in the other direction too.
        while let bytes = try? input.read(upTo: 65_536), !bytes.isEmpty {
            if (try? stream.descriptor.writeAll(bytes)) == nil { break }
        }
        stream.endWriting()
        // The one reader of the bell is this object, which holds both of its ends.
        try? bell.writer.writeAll([1])
    }

    private func carryDown() -> End {
        var hasInputEnded = false
        while true {
            var waiting = [
                pollfd(fd: stream.descriptor.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: hasInputEnded ? -1 : bell.reader.number, events: Int16(POLLIN), revents: 0),
            ]
            let count = unsafe poll(&waiting, nfds_t(waiting.count), hasInputEnded ? Self.patience : -1)
            if count == 0 { return .inputEnded }
            if waiting[1].revents != 0 { hasInputEnded = true }
            guard waiting[0].revents != 0 else { continue }
            guard let bytes = try? stream.descriptor.read(upTo: 65_536), !bytes.isEmpty else {
                return hasInputEnded || isRung ? .inputEnded : .serverLeft
            }
            if (try? output.writeAll(bytes)) == nil { return .outputClosed }
        }
    }

    /// Whether the input has ended by now.
    private var isRung: Bool {
        var bell = pollfd(fd: bell.reader.number, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&bell, 1, 0) > 0
    }
}
