package import AthenaCore
internal import Dispatch

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
    private let userID: UInt32
    private let announced: @Sendable () -> String?

    /// Prepares to connect.
    ///
    /// - Parameters:
    ///   - launcher: starts a server; without one, no server is an error.
    ///   - patience: how long a server may take to come up.
    ///   - userID: the user whose server is trusted with the hello, and the token in it.
    ///   - announced: the socket that the owner of the database says it listens at, which may not be where this process
    ///     would put it.
    package init(
        location: DatabaseLocation,
        hello: ClientHello,
        launcher: ServerLauncher?,
        patience: Duration = .seconds(5),
        userID: UInt32 = Machine.userID,
        announced: @escaping @Sendable () -> String? = { nil }
    ) {
        self.location = location
        self.hello = hello
        self.launcher = launcher
        self.patience = patience
        self.userID = userID
        self.announced = announced
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

    /// Starts a server unless one is on its way; one that left the place to another that has ended since is started
    /// again, one that failed will not come up.
    private func launchOnce(_ launched: Int32?) throws(AthenaError) -> Int32 {
        guard let launcher else { throw nobody("No Athena server is running for this database.") }
        guard let launched else { return try launch(launcher) }
        switch ServerLauncher.fate(of: launched) {
        case .running: return launched
        case .left: return try launch(launcher)
        case .failed: throw nobody("The server ended as soon as it was started.")
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
        if let elsewhere = announced(), elsewhere != location.socket {
            let attempt = try attempt(at: elsewhere, until: deadline)
            guard case .nobody = attempt else { return attempt }
        }
        return try attempt(at: location.socket, until: deadline)
    }

    private func attempt(at path: String, until deadline: ContinuousClock.Instant) throws(AthenaError) -> Attempt {
        do {
            guard PrivateFile.exists(path) else { return .nobody }
            let stream = try UnixStream.connecting(to: path)
            guard stream.peerUserID == userID else { throw stranger(stream.peerUserID, at: path) }
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

    private func stranger(_ user: UInt32?, at path: String) -> AthenaError {
        AthenaError(
            .notPermitted,
            "The server at \(path) belongs to \(user.map { "user \($0)" } ?? "somebody unknown"), not to you.",
            next: "Name a database of your own with --db or ATHENA_DB."
        )
    }

    private func nobody(_ message: String) -> AthenaError {
        let next = launcher == nil ? "Start one with `athena serve`." : "Look into \(location.log) for the reason."
        return AthenaError(.unavailable, message, next: next)
    }
}

extension Connector {
    /// What is behind the door of a database.
    package enum Knock: Sendable {
        /// A server that goes on serving.
        case serving
        /// A server that refuses the wish in the hello, and why.
        case refused(AthenaError)
        /// Nobody, or a server that is about to end.
        case nobody
    }

    /// Says hello once, without starting anything, and leaves again.
    package func knock() async -> Knock {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "athena.client.knock").async {
                continuation.resume(returning: knockNow())
            }
        }
    }

    private func knockNow() -> Knock {
        do {
            switch try attempt(until: ContinuousClock().now + .seconds(2)) {
            case .connected(let stream, _):
                stream.end()
                return .serving
            case .nobody, .ending: return .nobody
            }
        } catch {
            return .refused(error)
        }
    }
}
