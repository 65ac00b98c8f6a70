import AthenaCore
import AthenaJSON
import AthenaServer
import Glibc
import Testing

@Suite("Finding the server of a database")
struct ConnectorTests {
    let hello = ClientHello(version: .test)

    @Test("a server of another user hears nothing, least of all a token")
    func distrustsOthers() async throws {
        try await TestServer.with { server in
            let connector = Connector(
                location: server.folder.location,
                hello: ClientHello(version: .test, token: "ath_secret"),
                launcher: nil,
                userID: Machine.userID &+ 1
            )
            let error = await #expect(throws: AthenaError.self) { try await SocketClient.connecting(connector) }
            #expect(error?.code == .notPermitted)
        }
    }

    @Test("a server is found where it says that it listens")
    func followsTheOwner() async throws {
        try await TestServer.with { server in
            let elsewhere = try TemporaryFolder()
            let socket = server.folder.location.socket
            let connector = Connector(location: elsewhere.location, hello: hello, launcher: nil) { socket }
            let client = try await SocketClient.connecting(connector)
            #expect(try await client.call("echo")["principal"] == "local")
            client.close()
        }
    }

    @Test("what a server that has ended left behind is not followed")
    func forgetsOldOwners() async throws {
        try await TestServer.with { server in
            let connector = Connector(location: server.folder.location, hello: hello, launcher: nil) {
                "/tmp/nobody.sock"
            }
            try await SocketClient.connecting(connector).close()
        }
    }

    @Test("a knock tells a server that stays from one that makes room and from nobody", arguments: [true, false])
    func knocks(isOnDemand: Bool) async throws {
        let wish = ClientHello(version: .test, asksToReplace: true)
        var options = TestServer.Options()
        options.isOnDemand = isOnDemand
        let folder = try TemporaryFolder()
        let connector = Connector(location: folder.location, hello: wish, launcher: nil)
        try await TestServer.with(options, in: folder) { _ in
            switch await connector.knock() {
            case .nobody: #expect(isOnDemand)
            case .refused(let error): #expect(!isOnDemand && error.code == .unavailable)
            case .serving: #expect(Bool(false), "it overheard the wish")
            }
        }
        guard case .nobody = await connector.knock() else { return #expect(Bool(false), "somebody is still there") }
    }

    @Test("a server that was started and left the place to another is started again", .timeLimit(.minutes(1)))
    func startsAgain() async throws {
        let folder = try TemporaryFolder()
        let count = folder.path + "/count"
        // Ends at once as if another had the database, and leaves a line each time.
        let launcher = ServerLauncher(
            executable: "/bin/sh",
            arguments: ["-c", "echo started >> \(count)"],
            environment: [:],
            log: folder.path + "/log"
        )
        let connector = Connector(
            location: folder.location,
            hello: hello,
            launcher: launcher,
            patience: .milliseconds(500)
        )
        await #expect(throws: AthenaError.self) { try await SocketClient.connecting(connector) }
        #expect(try PrivateFile.read(count).split(separator: "\n").count > 1)
    }

    @Test("a server that failed is not started again")
    func reportsFailure() async throws {
        let folder = try TemporaryFolder()
        let launcher = ServerLauncher(
            executable: "/bin/sh",
            arguments: ["-c", "exit 1"],
            environment: [:],
            log: folder.path + "/log"
        )
        let connector = Connector(location: folder.location, hello: hello, launcher: launcher, patience: .seconds(30))
        let error = await #expect(throws: AthenaError.self) { try await SocketClient.connecting(connector) }
        #expect(error?.message.contains("as soon as it was started") == true)
    }
}
