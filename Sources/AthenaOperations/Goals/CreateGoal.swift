internal import AthenaCore
internal import AthenaJSON

/// Stores a goal that tasks can serve.
package struct CreateGoal: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "create_goal",
        "Create a goal, perhaps under another; give its id as goal in create_task to align tasks with it.",
        scope: .tasksCreate,
        toolset: .full,
        effect: .changes,
        input: [
            .required("title", .string(1...TaskLimits.title, maxBytes: TaskLimits.title)),
            .optional("description", .string(maxBytes: TaskLimits.note)),
            .optional("parent", .string()),
            .optional("deadline", Schemas.time),
        ],
        output: .openObject([.required("goal", .string())])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        var request = GoalRequest(title: try arguments.requiredText("title"))
        request.description = arguments.text("description")
        request.parent = try arguments.goal("parent")
        request.deadline = try arguments.time("deadline")
        let goal = try await context.orchestrator.createGoal(request, as: context.caller)
        return OperationAnswer(["goal": .string(goal.id.description)])
    }
}
