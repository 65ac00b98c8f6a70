/// Who sends a message, as the transport's credential says; never taken from the message itself.
public struct Caller: Sendable {
    /// A stable name for the credential, the same on every connection that presents it.
    ///
    /// Sessions and cursors are bound to it, so two credentials must never share one.
    public let id: CallerID
    /// Whatever the transport knows about the credential; handed to providers untouched.
    public let principal: any Sendable

    /// Creates a caller from what the transport authenticated.
    public init(id: CallerID, principal: any Sendable = ()) {
        self.id = id
        self.principal = principal
    }
}

/// The stable name of a credential, compared byte by byte.
public struct CallerID: Sendable {
    /// The name itself.
    public let rawValue: String

    /// Wraps a name.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }
}

extension CallerID: Hashable {
    /// Equal when every byte is equal.
    public static func == (left: CallerID, right: CallerID) -> Bool {
        left.rawValue.utf8.elementsEqual(right.rawValue.utf8)
    }

    /// Hashes the bytes that `==` compares.
    public func hash(into hasher: inout Hasher) {
        for byte in rawValue.utf8 { hasher.combine(byte) }
    }
}
