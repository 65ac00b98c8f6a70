import AthenaCore
import AthenaJSON
import AthenaOperations
import AthenaSQLite
import Testing

@Suite("What every operation keeps")
struct ToolConformanceTests {
    static let names = OperationCatalog.standard.declarations.map(\.name)

    private func declaration(_ name: String) throws -> OperationDeclaration {
        try #require(OperationCatalog.standard.declaration(named: name))
    }

    @Test("names are unique and the toolsets are as large as they should be")
    func catalog() {
        #expect(Set(Self.names).count == Self.names.count)
        let all = Set(Scope.allCases)
        let catalog = OperationCatalog.standard
        #expect(catalog.declarations(in: .worker, scopes: all).count == 9)
        #expect(catalog.declarations(in: .standard, scopes: all).count == 23)
        #expect(catalog.declarations(in: .full, scopes: all).count == 38)
    }

    @Test("its declaration can be shown to any client", arguments: names)
    func declares(name: String) throws {
        let declaration = try declaration(name)
        #expect(name.utf8.count <= 32)
        #expect(name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || (97...122).contains($0) })
        #expect((1...300).contains(declaration.summary.count))
        for schema in [declaration.input, declaration.output] {
            #expect(schema.json["type"] == "object")
            for word in ["oneOf", "anyOf", "allOf"] { #expect(schema.json[word] == nil) }
            _ = try JSONSchema(parsing: schema.json)
        }
        #expect(declaration.input.json["additionalProperties"] == false)
    }

    @Test("every argument says its type, and every array what stands in it", arguments: names)
    func saysTypes(name: String) throws {
        for property in try declaration(name).input.json["properties"]?.objectValue ?? [:] {
            let types = property.value["type"]?.arrayValue ?? [property.value["type"] ?? .null]
            #expect(!types.isEmpty && types.allSatisfy { $0.stringValue != nil }, "\(property.name)")
            #expect(!types.contains("array") || property.value["items"]?.objectValue != nil, "\(property.name)")
        }
    }

    @Test("a time is a text or milliseconds and nothing else", arguments: ["run_after", "deadline"])
    func takesTimes(name: String) async throws {
        try await Desk.open { desk in
            for time: JSON in ["2030-01-02T03:04:05Z", 1_900_000_000_000] {
                try await desk.call("create_task", ["content": "later", name: time])
            }
            for other: JSON in [true, 0.5, [], ["at": 1]] {
                let error = try await desk.refusal("create_task", ["content": "later", name: other])
                #expect(error.code == .invalidArgument && error.message.contains(name), "\(error.message)")
            }
        }
    }

    @Test("it succeeds with good arguments and answers what it declares", arguments: names)
    func succeeds(name: String) async throws {
        try await World.open { world in
            let arguments = try #require(world.arguments(of: name), "no sample for \(name)")
            try await world.desk.call(name, arguments)
        }
    }

    @Test("an unknown argument is refused, a near miss with a suggestion", arguments: names)
    func refusesUnknown(name: String) async throws {
        let properties = try declaration(name).input.json["properties"]?.objectValue?.names ?? []
        try await Desk.open { desk in
            let odd = try await desk.refusal(name, ["principal": "root"])
            #expect(odd.code == .invalidArgument)
            #expect(odd.message.contains("principal"))
            for property in properties where property.utf8.count > 4 {
                let slip = String(property.dropLast())
                guard !properties.contains(slip) else { continue }
                let error = try await desk.refusal(name, [slip: 1])
                #expect(error.code == .invalidArgument)
                #expect(error.message.contains("'\(property)'"), "\(error.message)")
            }
            #expect(try await desk.head() == 0)
        }
    }

    @Test("an argument of the wrong type is refused, and names itself", arguments: names)
    func refusesWrongTypes(name: String) async throws {
        let properties = try declaration(name).input.json["properties"]?.objectValue ?? [:]
        try await Desk.open { desk in
            for property in properties {
                guard let type = property.value["type"]?.stringValue else { continue }
                let wrong: JSON = type == "object" ? ["a list"] : ["an": "object"]
                let error = try await desk.refusal(name, [property.name: wrong])
                #expect(error.code == .invalidArgument, "\(property.name)")
                #expect(error.message.contains(property.name), "\(error.message)")
                #expect(!error.next.isEmpty)
            }
        }
    }

    @Test("U+0000 is refused wherever it stands", arguments: names)
    func refusesNUL(name: String) async throws {
        try await Desk.open { desk in
            let error = try await desk.refusal(name, ["anything": ["deep": ["a\u{0}b"]]])
            #expect(error.code == .invalidArgument)
        }
    }

    @Test(
        "a read writes nothing",
        arguments: OperationCatalog.standard.declarations.filter { $0.effect == .reads || $0.elevation != nil }.map(
            \.name
        )
    )
    func readsOnly(name: String) async throws {
        try await World.open { world in
            let arguments = try #require(world.arguments(of: name))
            let before = (try await world.desk.head(), world.desk.store.statistics.commits)
            try await world.desk.call(name, arguments)
            try await world.desk.call(name, arguments)
            let after = (try await world.desk.head(), world.desk.store.statistics.commits)
            #expect(before == after)
        }
    }

    @Test(
        "a call that settles or removes can be repeated and changes nothing more",
        arguments: OperationCatalog.standard.declarations.filter { $0.effect == .settles || $0.effect == .removes }
            .map(\.name)
    )
    func repeats(name: String) async throws {
        try await World.open { world in
            let arguments = try #require(world.arguments(of: name))
            try await world.desk.call(name, arguments)
            let head = try await world.desk.head()
            try await world.desk.call(name, arguments)
            #expect(try await world.desk.head() == head)
        }
    }
}
