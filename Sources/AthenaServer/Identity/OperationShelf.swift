package import AthenaCore
package import AthenaOperations

/// The operations that a client can see and call.
package enum OperationShelf: Sendable, Hashable {
    /// Those of a toolset.
    case tools(Toolset)
    /// Every one, those of the command line alone included.
    case commandLine

    /// What is shown when nobody chooses.
    package static let standard = OperationShelf.tools(.standard)

    /// The word for the command line in a hello.
    private static let commandLineWord = "cli"

    /// Reads a word from outside.
    ///
    /// - Throws: `invalid_argument` with the words there are.
    package init(checking word: String) throws(AthenaError) {
        if let toolset = Toolset(rawValue: word) {
            self = .tools(toolset)
        } else if word.utf8.elementsEqual(Self.commandLineWord.utf8) {
            self = .commandLine
        } else {
            throw .invalid(
                "There is no toolset \(word.quotedForMessage).",
                next: "Choose one of \(Toolset.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        }
    }

    /// The word to write in a hello.
    package var word: String {
        switch self {
        case .tools(let toolset): toolset.rawValue
        case .commandLine: Self.commandLineWord
        }
    }
}
