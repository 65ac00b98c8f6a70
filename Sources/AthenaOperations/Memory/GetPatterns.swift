internal import AthenaCore
internal import AthenaJSON

/// Shows what repeats.
package struct GetPatterns: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "get_patterns",
        "Task sequences that repeat: a type followed by another within a goal, a parent or a dependency, with count, success "
            + "rate and mean duration.",
        scope: .tasksRead,
        toolset: .full,
        effect: .reads,
        input: [
            .optional("min_count", .integer(1...1_000_000, default: 2)),
            .optional("limit", Schemas.limit(1...100, 20)),
        ],
        output: .openObject([.required("patterns", .array(of: .openObject()))])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let (patterns, through) = try await context.orchestrator.patterns(
            atLeast: arguments.int("min_count") ?? 2,
            limit: arguments.limit(default: 20),
            as: context.caller
        )
        return OperationAnswer([
            "patterns": .array(patterns.map { .object($0.json) }),
            "through": .integer(through),
        ])
    }
}

extension Pattern {
    fileprivate var json: JSONObject {
        [
            "first": .string(key.first),
            "then": .string(key.second),
            "link": .string(key.link.rawValue),
            "count": .integer(Int64(count)),
            "success_rate": .double(successRate.toFourDecimals),
            "mean_ms": meanMs.map(JSON.integer) ?? .null,
        ]
    }
}
