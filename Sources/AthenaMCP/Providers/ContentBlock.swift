/// One item of a tool's content.
public enum ContentBlock: Sendable, Hashable {
    /// Plain text.
    case text(String)
    /// An image, in base64.
    case image(base64: String, mimeType: String)
    /// A sound, in base64. Clients before 2025-03-26 get a text that names it.
    case audio(base64: String, mimeType: String)
    /// A resource sent along.
    case embedded(ResourceContents)
    /// A pointer to a resource. Clients before 2025-06-18 get its URI as text.
    case link(ResourceDefinition)
}
