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
    static let time = JSONSchema.anything(description: "ISO 8601 or ms")
    static let idempotencyKey = JSONSchema.string(1...TaskLimits.idempotencyKey)

    static func limit(_ range: ClosedRange<Int>, _ standard: Int) -> JSONSchema {
        .integer(range, default: standard)
    }

    static let skills = JSONSchema.array(of: .string(), 0...TaskLimits.requirements)
    static let leaseSeconds = JSONSchema.integer(TaskLimits.leaseSeconds)
}
