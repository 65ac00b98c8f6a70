internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import AthenaOperations

/// `athena reference`: writes the reference pages from the registry.
struct ReferenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Write the reference of operations or of errors in Markdown.",
        shouldDisplay: false
    )

    enum Page: String, ExpressibleByArgument, CaseIterable {
        case operations, errors
    }

    @Argument(help: "operations or errors.")
    var page: Page

    func run() async throws {
        switch page {
        case .operations: try Console.data(Self.operations)
        case .errors: try Console.data(Self.errors)
        }
    }

    private static var operations: [String] {
        var lines = ["# Operations", "", "Written by `athena reference operations` from the registry.", ""]
        lines.append("Every operation also takes `project`, where the credential may see several.")
        for declaration in Composition.catalog.declarations {
            let shelf = declaration.toolset.map { "toolset `\($0.rawValue)` and up" } ?? "command line only"
            lines += ["", "## \(declaration.name)", "", declaration.summary, ""]
            lines.append("Scope `\(declaration.scope.rawValue)`; \(shelf); it \(declaration.effect.rawValue).")
            lines += ["", "Arguments:", "", "```json", declaration.input.json.prettyText, "```"]
            lines += ["", "Answer:", "", "```json", declaration.output.json.prettyText, "```"]
        }
        return lines
    }

    private static var errors: [String] {
        let head = [
            "# Errors", "", "Written by `athena reference errors` from the one table of codes.", "",
            "| code | JSON-RPC | HTTP | exit |", "|---|--:|--:|--:|",
        ]
        return head
            + AthenaErrorCode.allCases.map { code in
                let places = code.surfaces
                return "| `\(code.rawValue)` | \(places.jsonRPC) | \(places.http) | \(places.exit) |"
            }
    }
}
