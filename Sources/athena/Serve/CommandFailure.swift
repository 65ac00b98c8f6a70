internal import ArgumentParser
internal import AthenaCore
internal import Foundation

/// How a command that failed ends: one line for people on standard error, and the exit code of the error.
enum CommandFailure {
    /// Says what was wrong and what to do; answers the exit code to end with.
    static func report(_ error: any Error) -> ExitCode {
        switch error {
        case let exit as ExitCode: return exit
        case let error as AthenaError:
            say("\(error.message)\n\(error.next)")
            return ExitCode(error.code.surfaces.exit)
        case is CancellationError: return ExitCode(130)
        default:
            say("\(error)")
            return .failure
        }
    }

    /// Runs the body of a command and turns what it throws into its exit code.
    static func reporting(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            throw report(error)
        }
    }

    private static func say(_ text: String) {
        FileHandle.standardError.write(Data("athena: \(text)\n".utf8))
    }
}
