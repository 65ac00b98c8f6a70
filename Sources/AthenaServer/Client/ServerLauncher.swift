#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Starts a server in the background: a session of its own, no terminal, and none of the caller's secrets.
package struct ServerLauncher: Sendable {
    /// The variables a server may see; whatever else the caller has may be a secret.
    static let harmless: Set<String> = [
        "ATHENA_LOG_LEVEL", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "LOGNAME", "PATH", "TMPDIR", "TZ",
        "USER", "XDG_DATA_HOME", "XDG_RUNTIME_DIR",
    ]

    private let executable: String
    private let arguments: [String]
    private let environment: [String: String]
    private let log: String

    /// Prepares to start `executable`.
    ///
    /// - Parameters:
    ///   - arguments: those behind the name of the program.
    ///   - environment: the caller's; only harmless variables are passed on.
    ///   - log: the file that gets what the server says before it writes its own log, and when it crashes.
    package init(executable: String, arguments: [String], environment: [String: String], log: String) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.log = log
    }

    /// The program that runs now, also when its file has been replaced since.
    package static var ownExecutable: String {
        #if os(Linux)
            return "/proc/self/exe"
        #else
            var size = UInt32(MAXPATHLEN)
            var path = [CChar](repeating: 0, count: Int(size))
            _ = unsafe _NSGetExecutablePath(&path, &size)
            return String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        #endif
    }

    /// Starts the server and answers its process, whether or not it will win the race for the database.
    package func launch() throws(PosixError) -> Int32 {
        try PrivateFile.createFolder(Path.folder(of: log))
        let lines = environment.filter { Self.harmless.contains($0.key) }.map { "\($0.key)=\($0.value)" }
        var process: pid_t = 0
        let failure = unsafe withArguments(["athena"] + arguments) { arguments in
            unsafe withArguments(lines.sorted()) { environment in
                unsafe spawn(&process, arguments, environment)
            }
        }
        guard failure == 0 else { throw PosixError("start \(executable)", code: failure) }
        return process
    }

    /// What became of a process started here; told once when it has ended.
    package static func fate(of process: Int32) -> Fate {
        var status: Int32 = 0
        guard unsafe waitpid(process, &status, WNOHANG) == process else { return .running }
        return status == 0 ? .left : .failed
    }

    /// What became of a server that was started.
    package enum Fate: Sendable {
        /// It runs.
        case running
        /// It ended because another had the database.
        case left
        /// It ended because it could not do its work.
        case failed
    }

    private func spawn(
        _ process: inout pid_t,
        _ arguments: UnsafePointer<UnsafeMutablePointer<CChar>?>,
        _ environment: UnsafePointer<UnsafeMutablePointer<CChar>?>
    ) -> Int32 {
        #if canImport(Glibc)
            var actions = unsafe posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #endif
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        unsafe posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        #if canImport(Glibc)
            // POSIX_SPAWN_SETSID, which the headers show to GNU programs only.
            unsafe posix_spawnattr_setflags(&attributes, 0x80)
        #else
            unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSID))
        #endif
        return unsafe posix_spawn(&process, executable, &actions, &attributes, arguments, environment)
    }

    private func withArguments<Answer>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Answer
    ) -> Answer {
        var pointers = unsafe texts.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        return unsafe pointers.withUnsafeMutableBufferPointer { buffer in
            // The list ends with nil, so it is never empty and its address never missing.
            guard let base = buffer.baseAddress else { preconditionFailure("a list with an end has an address") }
            return unsafe body(UnsafePointer(base))
        }
    }
}
