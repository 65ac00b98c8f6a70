internal import AthenaCore
internal import AthenaJSON

/// Changes a task that nobody holds.
package struct UpdateTask: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "update_task",
        "Edit a task that is not leased and has not ended: texts, priority, requirements, labels, times (null clears one), "
            + "dependencies.",
        scope: .tasksAdmin,
        toolset: .full,
        effect: .changes,
        input: [
            .required("task_id", Schemas.taskID),
            .optional("title", .string(1...TaskLimits.title, maxBytes: TaskLimits.title)),
            .optional("content", .string(1...TaskLimits.content, maxBytes: TaskLimits.content)),
            .optional("priority", Schemas.priority),
            .optional("requirements", Schemas.skills),
            .optional("labels", TaskFields.labels),
            .optional("run_after", Schemas.explainedTime.orNull),
            .optional("deadline", Schemas.time.orNull),
            .optional("add_dependencies", .array(of: .string(), 1...TaskLimits.dependencies)),
            .optional("remove_dependencies", .array(of: .string(), 1...TaskLimits.dependencies)),
        ],
        output: Schemas.taskAndStatus
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        var update = TaskUpdate()
        update.title = arguments.text("title")
        update.content = arguments.text("content")
        update.priority = arguments.priority()
        update.requirements = try arguments.skills("requirements")
        update.labels = arguments.texts("labels")
        update.runAfter = try arguments.clearableTime("run_after")
        update.deadline = try arguments.clearableTime("deadline")
        update.addDependencies = try arguments.tasks("add_dependencies") ?? []
        update.removeDependencies = try arguments.tasks("remove_dependencies") ?? []
        guard update != TaskUpdate() else {
            throw AthenaError.invalid(
                "Nothing is to be changed.",
                next: "Give the fields to change with their new values."
            )
        }
        let id = try arguments.requiredTask("task_id")
        return OperationAnswer(try await context.orchestrator.update(id, with: update, as: context.caller))
    }
}

extension Arguments {
    /// A moment, a wish to clear one (`null`), or nil when it is left as it is.
    fileprivate func clearableTime(_ name: String) throws -> Int64?? {
        guard let value = json[name] else { return nil }
        return value.isNull ? .some(nil) : .some(try time(name))
    }
}
