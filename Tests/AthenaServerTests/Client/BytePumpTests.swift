import AthenaCore
import AthenaServer
import Glibc
import Synchronization
import Testing

@Suite("Carrying bytes between pipes and the server")
struct BytePumpTests {
    /// A pipe whose writing end a test closes when it likes.
    final class Pipe: Sendable {
        let reader: Descriptor
        private let end: Mutex<Descriptor?>

        var writer: Descriptor? { end.withLock { $0 } }

        init() throws {
            var ends: [Int32] = [0, 0]
            guard unsafe pipe(&ends) == 0 else { throw PosixError("pipe", code: errno) }
            reader = Descriptor(owning: ends[0])
            end = Mutex(Descriptor(owning: ends[1]))
        }

        func write(_ text: String) throws { try writer?.writeAll(Array(text.utf8)) }

        func closeWriter() { end.withLock { $0 = nil } }
    }

    func pump(_ server: TestServer, from input: Pipe, to output: Pipe) async throws -> BytePump {
        let stream = try await BytePump.connecting(Connector(server))
        return try BytePump(input: input.reader, output: try #require(output.writer), stream: stream)
    }

    /// Reads so many lines from a pipe.
    func lines(_ count: Int, from pipe: Descriptor) async throws -> [Substring] {
        try await SocketProbe.blocking {
            var text = ""
            while text.count(where: { $0 == "\n" }) < count {
                let more = try pipe.read(upTo: 65_536)
                guard !more.isEmpty else { break }
                text += String(decoding: more, as: UTF8.self)
            }
            return text.split(separator: "\n")
        }
    }

    @Test("requests go in, answers come out, and the end of the input ends it")
    func carries() async throws {
        try await TestServer.with { server in
            let (input, output) = (try Pipe(), try Pipe())
            let pump = try await pump(server, from: input, to: output)
            let end = Task { await pump.run() }
            let ping = #"{"jsonrpc":"2.0","id":7,"method":"ping"}"# + "\n"
            try input.write(ping)
            #expect(try await lines(1, from: output.reader) == [#"{"jsonrpc":"2.0","id":7,"result":{}}"#])
            input.closeWriter()
            #expect(await end.value == .inputEnded)
        }
    }

    @Test("answers to requests at the very end still come out")
    func finishes() async throws {
        try await TestServer.with { server in
            let (input, output) = (try Pipe(), try Pipe())
            let pings = (1...50).map { #"{"jsonrpc":"2.0","id":\#($0),"method":"ping"}"# + "\n" }.joined()
            try input.write(pings)
            input.closeWriter()
            let pump = try await pump(server, from: input, to: output)
            #expect(await pump.run() == .inputEnded)
            #expect(try await lines(50, from: output.reader).count == 50)
        }
    }

    @Test("a call that waits does not keep it alive")
    func leavesWaitingCalls() async throws {
        let probe = ProbeOperation()
        var options = TestServer.Options()
        options.operations = [probe]
        try await TestServer.with(options) { server in
            let (input, output) = (try Pipe(), try Pipe())
            let pump = try await pump(server, from: input, to: output)
            let end = Task { await pump.run() }
            let text = HTTPText(calling: "probe", on: server, token: nil, waiting: 45).body + "\n"
            try input.write(text)
            await probe.begun.wait()
            input.closeWriter()
            #expect(await end.value == .inputEnded)
            await probe.undelivered.wait()
        }
    }

    @Test("a call that only takes long is answered, although the input has ended long since")
    func waitsForAnswers() async throws {
        let opens = Latch()
        var options = TestServer.Options()
        options.opensDatabase = opens
        try await TestServer.with(options) { server in
            let (input, output) = (try Pipe(), try Pipe())
            let pump = try await pump(server, from: input, to: output)
            try input.write(HTTPText(calling: "echo", on: server, token: nil).body + "\n")
            input.closeWriter()
            let end = Task { await pump.run() }
            // Longer than the server is silent for a client to which it owes nothing.
            let waited = await SocketProbe.ending(of: end, within: .milliseconds(1_500))
            #expect(waited == nil, "it gave up")
            opens.open()
            try #require(await end.value == .inputEnded)
            #expect(try await lines(1, from: output.reader).count == 1)
        }
    }

    @Test("a server that leaves without having answered is told from one that has")
    func countsWhatIsMissing() async throws {
        let probe = ProbeOperation()
        var options = TestServer.Options()
        options.operations = [probe]
        try await TestServer.with(options) { server in
            let (input, output) = (try Pipe(), try Pipe())
            let pump = try await pump(server, from: input, to: output)
            try input.write(HTTPText(calling: "probe", on: server, token: nil).body + "\n")
            let end = Task { await pump.run() }
            await probe.begun.wait()
            input.closeWriter()
            server.run.stop.stop(because: "the test says so")
            #expect(await end.value == .unanswered(1))
        }
    }

    @Test("a server that goes away first is noticed")
    func noticesTheServer() async throws {
        let (input, output) = (try Pipe(), try Pipe())
        let pump: BytePump = try await TestServer.with { server in try await self.pump(server, from: input, to: output)
        }
        #expect(await pump.run() == .serverLeft)
        input.closeWriter()
    }
}
