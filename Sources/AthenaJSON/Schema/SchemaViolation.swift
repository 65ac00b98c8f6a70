/// One thing that is wrong with a value.
public struct SchemaViolation: Sendable, Hashable {
    /// The place in the value as a JSON pointer, such as "/tasks/3/title"; empty for the value itself.
    public let path: String
    /// The keyword of the schema that was not met, such as "maximum".
    public let keyword: String
    /// What is wrong and what to send instead, a sentence for a model, such as "'limit' must be at most 100, not 500".
    public let message: String
}

extension SchemaViolation: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
