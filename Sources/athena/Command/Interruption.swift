internal import ArgumentParser
internal import UnixSignals

/// Lets a command that started processes end them when it is told to end itself.
enum Interruption {
    /// Runs `work`, and cancels it on SIGTERM and SIGINT so that whatever it started is ended by it.
    ///
    /// - Throws: the exit code of an interrupted command, once the work has tidied up.
    static func ending(_ work: @escaping @Sendable () async throws -> Void) async throws {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await work()
                return false
            }
            group.addTask {
                for await _ in signals { return true }
                return false
            }
            defer { group.cancelAll() }
            guard try await group.next() == true else { return }
            group.cancelAll()
            // What the work throws because it was cancelled is no news.
            _ = await group.nextResult()
            throw ExitCode(130)
        }
    }
}
