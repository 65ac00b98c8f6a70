internal import ArgumentParser
internal import AthenaJSON

/// `athena graph add`: remembers an entity, or a relation between two.
struct GraphAddCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an entity, or a relation between two: athena graph add t12 CHANGES FILE:main.swift."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The entity.")
    var entity: String

    @Argument(help: "The relation, such as CHANGES.")
    var relation: String?

    @Argument(help: "The entity it leads to.")
    var target: String?

    func validate() throws {
        guard (relation == nil) == (target == nil) else {
            throw ValidationError("A relation leads somewhere: name the entity behind it.")
        }
    }

    func perform(_ session: Session) async throws -> Report {
        var addition = JSONObject()
        if let relation, let target {
            addition = ["from": .string(entity), "relation": .string(relation), "to": .string(target)]
        } else {
            addition = ["entity": .string(entity)]
        }
        let answer = try await session.call("query_graph", ["add": [.object(addition)]])
        let what = [entity, relation, target].compactMap { $0 }.joined(separator: " ")
        let line = answer["added"]?.integerValue == 0 ? "\(what) is there already." : "\(what) is added."
        return Report(answer, next: "athena graph neighbors \(entity)", line)
    }
}
