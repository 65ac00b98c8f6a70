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
        /// Nobody listens, or whoever does is about to end.
        case nobody
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
            if case .connected(let stream, let server) = try attempt(until: deadline) { return (stream, server) }
            guard let launcher else { throw nobody("No Athena server is running for this database.") }
            if let process = launched {
                if ServerLauncher.hasFailed(process) { throw nobody("The server ended as soon as it was started.") }
            } else {
                launched = try launch(launcher)
            }
            guard ContinuousClock().now < deadline else { throw nobody("The server did not come up in time.") }
            usleep(10_000)
        }
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
            guard let line = try stream.readLine(limit: 65_536) else { return .nobody }
            stream.setReadPatience(nil)
            let server = try ServerHello(parsing: line)
            switch server.verdict {
            case .welcome: return .connected(stream, server)
            case .refused(let error): throw error
            case .replaceMe: return .nobody
            }
        } catch let error as AthenaError {
            throw error
        } catch let error as PosixError {
            let isEnding = [EPIPE, ECONNRESET, EAGAIN].contains(error.code)
            if error.meansNobodyListens || isEnding { return .nobody }
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
