internal import Foundation

/// The command that runs now, as a command line that can be run again with a change.
struct Repetition {
    private let arguments: [String]

    /// Repeats a command with these arguments behind the program's name.
    init(of arguments: [String] = Array(ProcessInfo.processInfo.arguments.dropFirst())) { self.arguments = arguments }

    /// The same with an option set to a value, whatever it was before.
    func with(_ option: String, _ value: String) -> String {
        line(rest(without: option, takesValue: true), adding: [option, value])
    }

    /// The same without a flag.
    func without(_ flag: String) -> String { line(rest(without: flag, takesValue: false), adding: []) }

    private func rest(without option: String, takesValue: Bool) -> [String] {
        var rest: [String] = []
        var isValue = false
        for (place, argument) in arguments.enumerated() {
            // Whatever follows a bare -- is no option.
            if argument == "--" { return rest + arguments[place...] }
            if isValue {
                isValue = false
            } else if argument == option {
                isValue = takesValue
            } else if !argument.hasPrefix(option + "=") {
                rest.append(argument)
            }
        }
        return rest
    }

    private func line(_ rest: [String], adding more: [String]) -> String {
        let place = rest.firstIndex(of: "--") ?? rest.endIndex
        let words = ["athena"] + rest[..<place] + more + rest[place...]
        return words.map(ShellText.quoted).joined(separator: " ")
    }
}

/// Texts in a command line for a shell.
enum ShellText {
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=,@%+-")

    /// A text as one word of a shell.
    static func quoted(_ text: String) -> String {
        guard text.isEmpty || !text.allSatisfy(plain.contains) else { return text }
        let parts = text.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + parts.joined(separator: "'\\''") + "'"
    }
}
