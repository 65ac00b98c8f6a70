#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What the operating system refused, and why.
package struct PosixError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The call that failed, with the path it was about where there is one.
    package let call: String
    /// The value of `errno`.
    package let code: Int32

    /// Names a failure.
    package init(_ call: String, code: Int32) {
        self.call = call
        self.code = code
    }

    /// Takes the reason from `errno`; call it right after what failed.
    static func last(_ call: String) -> PosixError { PosixError(call, code: errno) }

    package var description: String {
        let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
        return "\(call): \(reason)"
    }

    /// The code of what one has no right to.
    static var notPermitted: Int32 { EPERM }

    /// Whether nobody listens at a socket's path.
    package var meansNobodyListens: Bool { code == ENOENT || code == ECONNREFUSED }
}
