#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What the process asks of the machine it runs on.
package enum Machine {
    /// The user whose rights this process has.
    package static var userID: UInt32 { geteuid() }

    /// The number of this process.
    package static var processID: Int32 { getpid() }

    /// The folder that relative paths start in.
    package static var workingFolder: String {
        guard let path = unsafe getcwd(nil, 0) else { return "/" }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }

    /// How many cores the machine has.
    package static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// How many files and connections this process may have open, after asking for as many as it is allowed.
    package static func raiseDescriptorLimit() -> Int {
        let most: rlim_t = 65_536
        var limit = rlimit()
        guard unsafe getrlimit(descriptorLimit, &limit) == 0 else { return 256 }
        guard limit.rlim_cur < min(limit.rlim_max, most) else { return Int(min(limit.rlim_cur, most)) }
        var raised = limit
        raised.rlim_cur = min(limit.rlim_max, most)
        return unsafe Int(setrlimit(descriptorLimit, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur)
    }

    #if canImport(Glibc)
        private static var descriptorLimit: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
    #else
        private static var descriptorLimit: Int32 { RLIMIT_NOFILE }
    #endif

    /// Closes what a careless parent left open, so that a server in the background does not keep its pipes alive.
    ///
    /// Whatever this process opened itself is marked to be closed in children; what came through is not.
    package static func closeInheritedDescriptors() {
        for number in Int32(3)..<1_024 {
            let flags = fcntl(number, F_GETFD)
            if flags >= 0, flags & FD_CLOEXEC == 0 { _ = close(number) }
        }
    }

    /// Makes every file of this process its owner's alone, and a write to a closed connection an error, not the end.
    package static func hardenProcess() {
        _ = umask(0o077)
        _ = signal(SIGPIPE, SIG_IGN)
    }

    /// Forgets every variable of Athena's own, so that nothing that this process starts is about another server.
    ///
    /// To be called before the process has other threads that read variables.
    package static func forgetSettings(_ names: some Sequence<String>) {
        for name in names where name.hasPrefix("ATHENA_") { _ = unsafe unsetenv(name) }
    }

    /// Whether a descriptor is a terminal, that is, a person looks at it.
    package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }
}

extension Machine {
    /// Asks a process of this user to end in good order.
    package static func askToEnd(_ process: Int32) { _ = kill(process, SIGTERM) }

    /// Whether a process of this user has ended; a child of this process is forgotten by the system then.
    package static func hasEnded(_ process: Int32) -> Bool {
        if waitpid(process, nil, WNOHANG) == process { return true }
        return kill(process, 0) != 0 && errno == ESRCH
    }

    /// Ends a process of this user at once, as a crash would.
    package static func endAbruptly(_ process: Int32) { _ = kill(process, SIGKILL) }
}
