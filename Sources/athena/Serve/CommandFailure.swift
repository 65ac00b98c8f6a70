internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import Foundation

/// How a command that failed ends: what was wrong on standard error, and the exit code of the error.
enum CommandFailure {
    /// Whether the command was asked for JSON; then its errors are JSON too, those of its arguments included.
    private static let isJSON = ProcessInfo.processInfo.arguments.dropFirst().prefix { $0 != "--" }.contains("--json")

    /// Says what was wrong and what to do; answers the exit code to end with.
    static func report(_ error: any Error) -> ExitCode {
        switch error {
        case let exit as ExitCode: return exit
        case let error as AthenaError:
            say(error)
            return ExitCode(error.code.surfaces.exit)
        case is CancellationError: return ExitCode(130)
        default:
            say(AthenaError(.internalError, "\(error)", next: "Run athena doctor."))
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

    /// Says what is wrong with the arguments of a command; false for an error of another kind.
    static func tellsUsage(_ error: any Error, of root: any ParsableCommand.Type) -> Bool {
        guard !(error is ExitCode), root.exitCode(for: error) == .validationFailure else { return false }
        if isJSON {
            say(AthenaError.invalid(root.message(for: error), next: "Run the command with --help."))
        } else {
            Console.draw(SafeText.lines(root.fullMessage(for: error)).joined(separator: "\n") + "\n")
        }
        return true
    }

    /// The lines that tell an error.
    static func lines(of error: AthenaError, asJSON: Bool) -> [String] {
        guard !asJSON else { return [SafeText.json(error.json.text)] }
        return SafeText.lines("athena: \(error.message)") + (error.next.isEmpty ? [] : SafeText.lines(error.next))
    }

    private static func say(_ error: AthenaError) {
        Console.draw(lines(of: error, asJSON: isJSON).joined(separator: "\n") + "\n")
    }
}
