internal import AthenaCore
internal import AthenaJSON

/// The schemas that several operations share.
enum Schemas {
    static let taskID = JSONSchema.string()
    static let agentID = JSONSchema.string()
    static let lease = JSONSchema.string()
    static let texts = JSONSchema.array(of: .string())
    static let status = JSONSchema.oneOf(TaskStatus.allCases.map(\.rawValue))
    static let priority = JSONSchema.oneOf(Priority.allCases.map(\.word))
    static let time = JSONSchema.string().orInteger
    /// The first time of a definition, which says how all of them are written.
    static let explainedTime = time.described("ISO 8601 or ms")
    static let idempotencyKey = JSONSchema.string(1...TaskLimits.idempotencyKey)

    /// An answer that says at least which task and how it stands now.
    static let taskAndStatus = JSONSchema.openObject([.required("task_id", .string()), .required("status", .string())])
    static let cursor = JSONSchema.string()
    static func status(default standard: String) -> JSONSchema {
        .oneOf(TaskStatus.allCases.map(\.rawValue), default: standard)
    }

    /// How much of each item a list shows.
    static func fields(default standard: String) -> JSONSchema {
        .oneOf(TaskListFields.allCases.map(\.rawValue), default: standard)
    }

    static let agentIDs = JSONSchema.array(of: .string(), 0...100)
    static let windowMinutes = JSONSchema.integer(1...10_080, default: 60)

    static func taskIDs(_ most: Int) -> JSONSchema { .array(of: .string(), 1...most) }

    static func limit(_ range: ClosedRange<Int>, _ standard: Int) -> JSONSchema {
        .integer(range, default: standard)
    }

    static let skills = JSONSchema.array(of: .string(), 0...TaskLimits.requirements)
    static let leaseSeconds = JSONSchema.integer(TaskLimits.leaseSeconds)
}
