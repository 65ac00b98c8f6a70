internal import ArgumentParser
internal import AthenaServer
internal import Foundation

/// Where a command's words go: data on standard output, everything else on standard error.
enum Console {
    private static let output = Descriptor(owning: STDOUT_FILENO)
    private static let messages = Descriptor(owning: STDERR_FILENO)

    /// Writes lines of data.
    ///
    /// - Throws: an exit code of success when the reader has seen enough and closed its end, and what went wrong else.
    static func data(_ lines: [String]) throws {
        guard !lines.isEmpty else { return }
        try data(Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    /// Writes bytes of data.
    static func data(_ bytes: [UInt8]) throws {
        do {
            try output.writeAll(bytes)
        } catch  where error.code == EPIPE {
            throw ExitCode.success
        }
    }

    /// Says something that is no data.
    static func say(_ line: String) {
        // Nobody listens to messages any more; the command itself goes on.
        try? messages.writeAll(Array((SafeText.line(line) + "\n").utf8))
    }

    /// Draws on the line of a terminal that messages go to, as it is.
    static func draw(_ text: String) {
        // As above.
        try? messages.writeAll(Array(text.utf8))
    }

    /// Whether a person sees the messages.
    static var showsMessages: Bool { isatty(STDERR_FILENO) == 1 }
    /// Whether a person sees the data.
    static var showsData: Bool { isatty(STDOUT_FILENO) == 1 }
}
