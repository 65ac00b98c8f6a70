package import AthenaCore
package import AthenaJSON

/// The fields with which a task is described, in create_task and in its batches.
package enum TaskFields {
    static let labels = JSONSchema.array(of: .string(1...TaskLimits.label), 0...TaskLimits.labels)

    /// The schema's properties.
    static let properties: [JSONSchema.Property] = [
        .optional("content", .string(maxBytes: TaskLimits.content, description: "what to do")),
        .optional("title", .string(maxBytes: TaskLimits.title)),
        .optional("type", .string(1...TaskLimits.type, default: "task")),
        .optional("priority", Schemas.priority),
        .optional("requirements", Schemas.skills),
        .optional("dependencies", .array(of: .string(), 0...TaskLimits.dependencies)),
        .optional("on_dependency_failure", .oneOf(DependencyPolicy.allCases.map(\.rawValue), default: "block")),
        .optional("parent", .string()),
        .optional("goal", .string()),
        .optional("labels", labels),
        .optional("run_after", Schemas.explainedTime),
        .optional("deadline", Schemas.time),
        .optional("max_attempts", .integer(TaskLimits.maxAttempts, default: TaskLimits.standardMaxAttempts)),
        .optional("retry_delay_seconds", .integer(0...86_400)),
        .optional("lease_seconds", .integer(TaskLimits.leaseSeconds, default: TaskLimits.standardLeaseSeconds)),
        .optional("estimated_ms", .integer(0...Int(Int32.max) * 1_000)),
        .optional("metadata", .openObject()),
        .optional("external_ref", .string(1...TaskLimits.externalRef)),
    ]

    private static let batchItem = JSONSchema.object(properties + [.optional("ref", .string(1...128))])

    /// Reads the objects of a batch; an error names the position.
    package static func batch(_ items: [JSON], trace: String?) throws -> [TaskRequest] {
        try items.enumerated().map { position, item in
            if let violation = batchItem.violations(of: item, limit: 1).first {
                throw AthenaError.invalid("tasks[\(position)]: \(violation.message).")
            }
            var request: TaskRequest
            do {
                request = try self.request(Arguments(item.objectValue ?? [:]), trace: trace)
            } catch let error as AthenaError {
                throw error.withMessage("tasks[\(position)]: \(error.message)")
            }
            request.ref = item["ref"]?.stringValue
            return request
        }
    }

    /// Reads one task.
    package static func request(_ arguments: Arguments, trace: String?) throws -> TaskRequest {
        let title = arguments.text("title")
        guard let content = arguments.text("content") ?? title, !content.allSatisfy(\.isWhitespace) else {
            throw AthenaError.invalid("The task has no content.", next: "Say in content what is to be done.")
        }
        var request = TaskRequest(content: content)
        request.title = title
        request.type = try type(arguments.text("type")) ?? request.type
        request.priority = arguments.priority() ?? .medium
        request.requirements = try arguments.skills("requirements") ?? []
        request.dependencies = try (arguments.texts("dependencies") ?? []).map { try TaskReference(checking: $0) }
        request.dependencyPolicy =
            arguments.text("on_dependency_failure").flatMap(DependencyPolicy.init(rawValue:)) ?? .block
        request.parent = try arguments.text("parent").map { try TaskReference(checking: $0) }
        request.goal = try arguments.goal("goal")
        request.labels = arguments.texts("labels") ?? []
        request.metadata = try metadata(arguments)
        request.externalRef = arguments.text("external_ref")
        request.trace = trace
        try readTimes(arguments, into: &request)
        return request
    }

    private static func readTimes(_ arguments: Arguments, into request: inout TaskRequest) throws {
        request.runAfter = try arguments.time("run_after")
        request.deadline = try arguments.time("deadline")
        request.maxAttempts = arguments.int("max_attempts") ?? TaskLimits.standardMaxAttempts
        request.retryDelayMs = arguments.integer("retry_delay_seconds").map { $0 * 1_000 }
        request.leaseSeconds = arguments.int("lease_seconds") ?? TaskLimits.standardLeaseSeconds
        request.estimatedMs = arguments.integer("estimated_ms")
    }

    private static func metadata(_ arguments: Arguments) throws -> JSONObject? {
        try requireSize(of: arguments.object("metadata"), named: "metadata")
        return arguments.object("metadata")
    }

    /// Refuses an object that is larger than metadata may be.
    ///
    /// - Throws: `too_large`.
    static func requireSize(of object: JSONObject?, named name: String) throws {
        guard let object, JSON.object(object).bytes.count > TaskLimits.metadata else { return }
        throw AthenaError(
            .tooLarge,
            "\(name) is larger than \(TaskLimits.metadata) bytes.",
            next: "Keep it elsewhere and store where it is."
        )
    }

    /// A type is a word: 1 to 64 characters of letters, digits and `. _ : / + # -`.
    package static func type(_ text: String?) throws -> String? {
        guard let text else { return nil }
        let isLegal = (1...TaskLimits.type).contains(text.utf8.count) && text.utf8.allSatisfy(isTypeByte)
        guard isLegal else {
            throw AthenaError.invalid(
                "The type \(text.quotedForMessage) is not 1 to 64 letters, digits and . _ : / + # -.",
                next: "Write it like docs.review."
            )
        }
        return text
    }

    private static func isTypeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "+"),
            UInt8(ascii: "#"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
