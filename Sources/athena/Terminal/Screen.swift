internal import Foundation

/// What text for people is laid out for: a width, if there is one, and colours, if they are wanted.
struct Screen: Sendable {
    /// Columns; nil where no terminal is, so that nothing is cut.
    let width: Int?
    let paint: Paint

    /// The screen behind standard output.
    static func current(environment: [String: String]) -> Screen {
        let isTerminal = Console.showsData
        return Screen(
            width: isTerminal ? columns(of: STDOUT_FILENO) : nil,
            paint: Paint(environment: environment, isTerminal: isTerminal)
        )
    }

    /// The columns of a terminal.
    static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
