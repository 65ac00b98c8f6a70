import AthenaCore
import AthenaJSON
import AthenaOperations
import AthenaServer

/// An operation that a test holds and lets go, to look at a server in the middle of a call.
struct ProbeOperation: Operation {
    /// Opens when a call has begun.
    let begun = Latch()
    /// A call answers once this is open, or when it is cancelled.
    let mayEnd = Latch()
    /// Opens when a call was cancelled while it waited.
    let cancelled = Latch()
    /// Opens when an answer was not delivered.
    let undelivered = Latch()

    let declaration = OperationDeclaration(
        "probe",
        "Waits until a test lets it go.",
        scope: .tasksRead,
        toolset: .worker,
        effect: .reads,
        input: [.optional("wait_seconds", .integer())],
        output: .object([.required("done", .boolean())])
    )

    func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        begun.open()
        await mayEnd.wait()
        if Task.isCancelled { cancelled.open() }
        return OperationAnswer(["done": true]) { undelivered.open() }
    }
}

/// An operation that answers at once.
struct EchoOperation: Operation {
    let declaration = OperationDeclaration(
        "echo",
        "Answers who calls.",
        scope: .tasksRead,
        toolset: .standard,
        effect: .reads,
        input: [.optional("text", .string())],
        output: .openObject()
    )

    func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        OperationAnswer([
            "principal": .string(context.caller.principal),
            "agent": context.caller.boundAgent.map { .string($0.rawValue) } ?? .null,
            "project": .string(context.caller.project.name),
        ])
    }
}

/// An operation whose answer fills the buffers of the system within a few calls.
struct BulkOperation: Operation {
    let declaration = OperationDeclaration(
        "bulk",
        "Answers a lot.",
        scope: .tasksRead,
        toolset: .worker,
        effect: .reads,
        input: [],
        output: .openObject()
    )

    func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        OperationAnswer(["text": .string(String(repeating: "x", count: 200_000))])
    }
}

/// An operation of the command line alone.
struct HiddenOperation: Operation {
    let declaration = OperationDeclaration(
        "hidden",
        "Answers on the command line only.",
        scope: .auditRead,
        toolset: nil,
        effect: .reads,
        input: [],
        output: .openObject()
    )

    func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        OperationAnswer(["hidden": true])
    }
}
