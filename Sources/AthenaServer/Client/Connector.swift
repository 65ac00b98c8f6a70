package import AthenaCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Finds the server of a database, starts one when there is none, and introduces itself.
///
/// Blocking, up to its patience: use it on threads and queues of one's own only.
package struct Connector: Sendable {
    private enum Attempt {
        case connected(UnixStream, ServerHello)
        /// Nobody listens.
        case nobody
        /// Somebody listened who does not answer, most likely because it is about to end.
        case ending
    }

    private let location: DatabaseLocation
    private let hello: ClientHello
    private let launcher: ServerLauncher?
    private let patience: Duration

    /// Prepares to connect.
    ///
    /// - Parameters:
    ///   - launcher: starts a server; without one, no server is an error.
    ///   - patience: how long a server may take to come up.
    package init(
        location: DatabaseLocation,
        hello: ClientHello,
        launcher: ServerLauncher?,
        patience: Duration = .seconds(5)
    ) {
        self.location = location
        self.hello = hello
        self.launcher = launcher
        self.patience = patience
    }

    /// Connects and exchanges hellos.
    ///
    /// - Throws: the server's refusal, or `unavailable` when no server came up in time.
    package func connect() throws(AthenaError) -> (stream: UnixStream, server: ServerHello) {
        let deadline = ContinuousClock().now + patience
        var launched: Int32?
        while true {
            switch try attempt(until: deadline) {
            case .connected(let stream, let server): return (stream, server)
            case .nobody: launched = try launchOnce(launched)
            case .ending: launched = nil
            }
            guard ContinuousClock().now < deadline else { throw nobody("The server did not answer in time.") }
            usleep(10_000)
        }
    }

    /// Starts a server unless one was started; a process that ended without success will not come up.
    private func launchOnce(_ launched: Int32?) throws(AthenaError) -> Int32 {
        guard let launcher else { throw nobody("No Athena server is running for this database.") }
        guard let launched else { return try launch(launcher) }
        if ServerLauncher.hasFailed(launched) { throw nobody("The server ended as soon as it was started.") }
        return launched
    }

    private func launch(_ launcher: ServerLauncher) throws(AthenaError) -> Int32 {
        do {
            return try launcher.launch()
        } catch {
            throw nobody("The server could not be started: \(error).")
        }
    }

    private func attempt(until deadline: ContinuousClock.Instant) throws(AthenaError) -> Attempt {
        do {
            guard PrivateFile.exists(location.socket) else { return .nobody }
            try location.checkSocketFolder()
            let stream = try UnixStream.connecting(to: location.socket)
            try stream.descriptor.writeAll(hello.line)
            stream.setReadPatience(max(.milliseconds(100), deadline - ContinuousClock().now))
            guard let line = try stream.readLine(limit: 65_536) else { return .ending }
            stream.setReadPatience(nil)
            let server = try ServerHello(parsing: line)
            switch server.verdict {
            case .welcome: return .connected(stream, server)
            case .refused(let error): throw error
            case .replaceMe: return .ending
            }
        } catch let error as AthenaError {
            throw error
        } catch let error as PosixError {
            if error.meansNobodyListens { return .nobody }
            if [EPIPE, ECONNRESET, EAGAIN].contains(error.code) { return .ending }
            throw nobody("The server cannot be reached: \(error).")
        } catch {
            throw nobody("The server cannot be reached.")
        }
    }

    private func nobody(_ message: String) -> AthenaError {
        let next = launcher == nil ? "Start one with `athena serve`." : "Look into \(location.log) for the reason."
        return AthenaError(.unavailable, message, next: next)
    }
}
