internal import ArgumentParser

/// `athena task`: what there is to do.
struct TaskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "task",
        abstract: "Create, find, work on and decide about tasks.",
        subcommands: [
            TaskAddCommand.self, TaskUpdateCommand.self, TaskListCommand.self, TaskSearchCommand.self,
            TaskShowCommand.self, TaskWhyCommand.self, TaskWaitCommand.self,
            TaskClaimCommand.self, TaskAssignCommand.self, TaskStartCommand.self, TaskHeartbeatCommand.self,
            TaskCompleteCommand.self, TaskFailCommand.self, TaskReleaseCommand.self, TaskAskCommand.self,
            TaskAnswerCommand.self, TaskRetryCommand.self, TaskCancelCommand.self, TaskNoteCommand.self,
        ]
    )
}
