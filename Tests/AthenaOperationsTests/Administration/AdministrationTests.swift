import AthenaCore
import AthenaJSON
import AthenaSQLite
import AthenaTestKit
import Testing

@Suite("Tokens, audit and pruning")
struct AdministrationTests {
    @Test("a token is shown once, its hash alone is stored, and it can be ended")
    func tokens() async throws {
        try await Desk.open { desk in
            let made = try await desk.call("token_create", ["name": "ci", "agent_id": "a1", "scopes": ["tasks:work"]])
            let text = try #require(made["token"]?.stringValue)
            let token = try #require(AccessToken(parsing: text))
            let id = try #require(made["id"]?.stringValue)
            let stored = try #require(try await desk.store.read { tx in try tx.credential(id) })
            #expect(token.matches(stored.secretHash))
            #expect(stored.agent == Agent.ID(rawValue: "a1"))
            #expect(stored.scopes == [.tasksWork])
            let list = try await desk.call("token_list")
            #expect(Desk.texts(list["tokens"], "id") == [id])
            #expect(!list.text.contains(stored.secretHash))
            #expect(!list.text.contains(text.suffix(20)))
            try await desk.call("token_revoke", ["id": .string(id)])
            let first = try await desk.call("token_list")["tokens"]?[0]?["revoked_at"]
            desk.time.pass(milliseconds: 5_000)
            try await desk.call("token_revoke", ["id": .string(id)])
            #expect(first != nil)
            #expect(try await desk.call("token_list")["tokens"]?[0]?["revoked_at"] == first)
            #expect(try await desk.refusal("token_revoke", ["id": "nobody"]).code == .notFound)
        }
    }

    @Test("nobody hands on more than they have")
    func handsOnLess() async throws {
        try await Desk.open { desk in
            let bound = Desk.identity("t", project: "p", mayChooseProject: false, scopes: [.agentsAdmin, .tasksRead])
            let own = try await desk.call("token_create", ["name": "own"], as: bound)
            #expect(own["scopes"] == ["tasks:read"])
            #expect(own["project"] == "p")
            let asks: [JSONObject] = [
                ["name": "x", "scopes": ["tasks:admin"]], ["name": "x", "bound_project": "default"],
            ]
            for ask in asks { #expect(try await desk.refusal("token_create", ask, as: bound).code == .notPermitted) }
            let all = try await desk.call("token_create", ["name": "all"])
            #expect(all["scopes"] == ["tasks:read", "tasks:create", "tasks:work"], "more is given by name only")
            let keeper = Desk.identity("t", scopes: [.agentsAdmin])
            #expect(try await desk.refusal("token_create", ["name": "x"], as: keeper).code == .invalidArgument)
            #expect(Desk.texts(try await desk.call("token_list", as: bound)["tokens"], "name") == ["own"])
            let foreign = try await desk.refusal("token_revoke", ["id": all["id"] ?? .null], as: bound)
            #expect(foreign.code == .notFound)
            let agent = Desk.identity("t", agent: "a1")
            let refused = try await desk.refusal("token_create", ["name": "x", "agent_id": "a2"], as: agent)
            #expect(refused.code == .notPermitted)
            let past = try await desk.refusal("token_create", ["name": "x", "expires_at": 5])
            #expect(past.code == .invalidArgument)
        }
    }

    @Test("the log is verified from its anchor to its head, before and after pruning")
    func verifies() async throws {
        try await World.open { world in
            let desk = world.desk
            let head = try await desk.head()
            let whole = try await desk.call("verify_audit")
            #expect(whole["intact"] == true)
            #expect(whole["checked"] == .integer(head))
            desk.time.pass(milliseconds: 1_000)
            let cut = desk.time.now().wall
            desk.time.pass(milliseconds: 1_000)
            _ = try await desk.create("after the cut")
            let pruned = try await desk.call("prune", ["before": .integer(cut)])
            #expect(pruned["events"] == .integer(head))
            let rest = try await desk.call("verify_audit")
            #expect(rest["intact"] == true)
            #expect(rest["checked"] == 1)
            #expect(rest["sequence"] == .integer(head + 1))
            let event = try await desk.call("query_events", ["fields": "full"])["events"]?[0]
            #expect(event?["sequence"] == .integer(head + 1))
            let future = try await desk.refusal("prune", ["before": .integer(desk.time.now().wall + 60_000)])
            #expect(future.code == .invalidArgument)
        }
    }

    @Test("the log is verified in parts too, each behind the one before it and behind no other place")
    func verifiesInParts() async throws {
        try await World.open { world in
            let desk = world.desk
            for number in 0..<600 { _ = try await desk.create("task \(number)") }
            let whole = try await desk.call("verify_audit")
            let first = try await desk.call("verify_audit", ["limit": 1])
            #expect(first["intact"] == true && first["checked"] == 500)
            var place: JSONObject = [
                "sequence": first["sequence"] ?? 0, "hash": first["hash"] ?? "", "at": first["at"] ?? 0,
            ]
            let rest = try await desk.call("verify_audit", ["behind": .object(place)])
            #expect(rest["intact"] == true && rest["hash"] == whole["hash"])
            #expect((rest["checked"]?.integerValue ?? 0) + 500 == whole["checked"]?.integerValue)
            place["hash"] = .string(String(repeating: "ab", count: 32))
            #expect(try await desk.call("verify_audit", ["behind": .object(place)])["fault"] == "hash")
            for bad: JSON in [[:], ["sequence": 1, "at": 1, "hash": "xyz"], ["sequence": 1, "hash": "ab"]] {
                #expect(try await desk.refusal("verify_audit", ["behind": bad]).code == .invalidArgument)
            }
        }
    }

    @Test("pruning keeps open work whole and the outcome of ended work")
    func prunesEndedAlone() async throws {
        try await World.open { world in
            let desk = world.desk
            desk.time.pass(milliseconds: 60_000)
            try await desk.call("prune", ["before": .integer(desk.time.now().wall)])
            #expect(try await desk.status(world.pending)["content"] == "to do")
            let ended = try await desk.status(world.completed)
            #expect(ended["status"] == "completed")
            #expect(ended["content"] == "")
            #expect(ended["result"] == nil)
            try await desk.complete(world.lease)
            #expect(try await desk.call("query_tasks", ["group_by": "status"])["groups"]?["completed"] == 2)
        }
    }

    @Test("the state of the database tells counts and sizes, to a bound credential its project's alone")
    func tellsState() async throws {
        try await World.open { world in
            let state = try await world.desk.call("database_status")
            #expect(state["tasks"] == 6)
            #expect(state["states"]?["running"] == 1)
            #expect(state["events"] == .integer(try await world.desk.head()))
            #expect((state["bytes"]?.integerValue ?? 0) > 0)
            let bound = Desk.identity(mayChooseProject: false)
            let less = try await world.desk.call("database_status", as: bound)
            #expect(less["location"] == nil)
            #expect(less["projects"] == nil)
        }
    }
}
