import AthenaCore
import AthenaJSON
import AthenaOperations
import AthenaServer
import Logging
import Synchronization
import Testing

@Suite("A fault of the server's own")
struct FaultTests {
    /// An operation that fails as none should.
    struct FaultyOperation: Operation {
        struct Fault: Error {}

        let declaration = OperationDeclaration(
            "faulty",
            "Fails.",
            scope: .tasksRead,
            toolset: .standard,
            effect: .reads,
            input: [],
            output: .openObject()
        )

        func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer { throw Fault() }
    }

    @Test("is told by a reference that the log has, and by nothing else")
    func tellsReference() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/log"
        let handler = LogLines(form: .json, level: .info, time: ManualClock().time, sink: try LogSink.file(path))
        var options = TestServer.Options()
        options.operations = [FaultyOperation()]
        options.logger = Logger(label: "test") { _ in handler }
        try await TestServer.with(options) { server in
            let client = try await SocketProbe.welcomed(by: server)
            let answer = try await client.ask("tools/call", ["name": "faulty", "arguments": [:]])
            #expect(answer["result"]?["isError"] == true)
            let text = answer["result"]?["content"]?[0]?["text"]?.stringValue ?? ""
            let error = try JSON(parsing: text)["error"]
            #expect(error?["code"] == "internal" && !text.contains("Fault"))
            let lines = try PrivateFile.read(path).split(separator: "\n").map { try JSON(parsing: String($0)) }
            let line = lines.first { $0["reference"] != nil }
            #expect(line?["level"] == "error" && line?["tool"] == "faulty")
            let reference = try #require(line?["reference"]?.stringValue)
            #expect(error?["message"]?.stringValue?.contains(reference) == true)
        }
    }
}
