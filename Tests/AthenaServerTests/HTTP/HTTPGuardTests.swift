import AthenaCore
import AthenaServer
import Testing

@Suite("Who may speak HTTP to the server")
struct HTTPGuardTests {
    static let routes = ["/mcp", "/healthz", "/readyz", "/metrics", "/nowhere"]
    static let hosts: [String?] = [
        nil, "", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::1]evil", "0.0.0.0",
    ]
    static let origins = [
        "null", "http://evil.example", "http://127.0.0.1.evil.example", "https://localhost@evil.example", "file://",
        "http://localhost:1", "",
    ]

    func withServer(_ body: @Sendable (TestServer) async throws -> Void) async throws {
        var options = TestServer.Options()
        options.speaksHTTP = true
        try await TestServer.with(options, body)
    }

    @Test("a request for another host is misdirected, on every route")
    func checksHosts() async throws {
        try await withServer { server in
            for route in Self.routes {
                for host in Self.hosts {
                    var request = HTTPText(getting: route, on: server)
                    request.set("Host", host)
                    let status = try await request.answer(from: server)?.status
                    #expect([421, 400].contains(status), "\(route) for \(host ?? "nobody")")
                }
                var twice = HTTPText(getting: route, on: server)
                twice.headers.append(("Host", "evil.example"))
                let twiceStatus = try await twice.answer(from: server)?.status
                #expect(twiceStatus == 421)
            }
        }
    }

    @Test("a page of somewhere else is refused, on every route")
    func checksOrigins() async throws {
        try await withServer { server in
            for route in Self.routes {
                for origin in Self.origins {
                    var request = HTTPText(getting: route, on: server)
                    request.set("Origin", origin)
                    let requestStatus = try await request.answer(from: server)?.status
                    #expect(requestStatus == 403, "\(route) from \(origin)")
                }
                var own = HTTPText(getting: route, on: server)
                own.set("Origin", "http://127.0.0.1:\(server.port)")
                let ownStatus = try await own.answer(from: server)?.status
                #expect(ownStatus != 403)
            }
        }
    }

    @Test("a call needs a token, and a refusal says how and repeats nothing")
    func needsAToken() async throws {
        try await withServer { server in
            let token = try server.firstToken
            #expect(try await HTTPText(calling: "echo", on: server, token: token).answer(from: server)?.status == 200)
            let without = try await HTTPText(calling: "echo", on: server, token: nil).answer(from: server)
            #expect(without?.status == 401)
            #expect(without?.headers["www-authenticate"] == #"Bearer realm="athena""#)
            let wrong = String(token.dropLast(2)) + "__"
            let refused = try await HTTPText(calling: "echo", on: server, token: wrong).answer(from: server)
            #expect(refused?.status == 401)
            #expect(refused?.headers["www-authenticate"]?.contains("invalid_token") == true)
            #expect(refused?.body.contains(wrong) == false)
            var twice = HTTPText(calling: "echo", on: server, token: token)
            twice.headers.append(("Authorization", "Bearer \(token)"))
            let twiceStatus = try await twice.answer(from: server)?.status
            #expect(twiceStatus == 401)
            var basic = HTTPText(calling: "echo", on: server, token: nil)
            basic.set("Authorization", "Basic \(token)")
            let basicStatus = try await basic.answer(from: server)?.status
            #expect(basicStatus == 401)
            var query = HTTPText(calling: "echo", on: server, token: nil)
            query.path = "/mcp?token=\(token)"
            let queryStatus = try await query.answer(from: server)?.status
            #expect(queryStatus == 401)
        }
    }

    @Test("the first token is for its owner alone, may do everything, and is written once")
    func writesTheFirstToken() async throws {
        let folder = try TemporaryFolder()
        var options = TestServer.Options()
        options.speaksHTTP = true
        let first = try await TestServer.with(options, in: folder) { try $0.firstToken }
        #expect(try FileFacts(folder.location.token).rights == 0o600)
        try await TestServer.with(options, in: folder) { server in
            #expect(try server.firstToken == first)
            let answer = try await HTTPText(calling: "echo", on: server, token: first).answer(from: server)
            #expect(answer?.status == 200)
        }
    }

    @Test("a token that is revoked opens nothing any more, from the answer on")
    func refusesRevokedTokens() async throws {
        try await withServer { server in
            let token = try server.firstToken
            let key = try #require(AccessToken(parsing: token)).key
            #expect(try await HTTPText(calling: "echo", on: server, token: token).answer(from: server)?.status == 200)
            let database = try await server.run.database
            try await database.orchestrator.revokeToken(key, of: nil)
            #expect(try await HTTPText(calling: "echo", on: server, token: token).answer(from: server)?.status == 401)
        }
    }

    @Test("metrics are for whoever may read the audit of every project")
    func guardsMetrics() async throws {
        try await withServer { server in
            let database = try await server.run.database
            var guest = TokenGrant(name: "guest", scopes: Scope.allCases)
            guest.project = "site"
            let grants = [
                (TokenGrant(name: "auditor", scopes: [.auditRead]), 200),
                (TokenGrant(name: "worker", scopes: [.tasksRead, .tasksWork]), 403), (guest, 403),
            ]
            for (grant, expected) in grants {
                let token = try await database.orchestrator.createToken(grant, entropy: Entropy.system).token
                var page = HTTPText(getting: "/metrics", on: server)
                page.set("Authorization", "Bearer \(token.text)")
                let answer = try await page.answer(from: server)
                #expect(answer?.status == expected, "\(grant.name)")
                #expect(answer?.body.contains("athena_tasks{state=\"ready\"} 0") == (expected == 200))
            }
            #expect(try await HTTPText(getting: "/metrics", on: server).answer(from: server)?.status == 401)
        }
    }
}
