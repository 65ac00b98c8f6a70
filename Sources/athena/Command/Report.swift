internal import ArgumentParser
internal import AthenaJSON

/// What a command found or did: data for programs, lines for people, and the command that would come next.
struct Report {
    /// The number of the envelope's form; raised when a program that reads it would have to change.
    static let schema: Int64 = 1

    let data: JSON
    /// A command to run now.
    var next: String?
    /// Remarks that are no data.
    var messages: [String] = []
    /// How the command ends.
    var exit = ExitCode.success
    private let render: (Screen) -> [String]

    /// A report whose lines depend on the screen.
    init(_ data: JSON, next: String? = nil, render: @escaping (Screen) -> [String]) {
        self.data = data
        self.next = next
        self.render = render
    }

    /// A report of one line.
    init(_ data: JSON, next: String? = nil, _ line: String) {
        self.init(data, next: next) { _ in [SafeText.line(line)] }
    }

    /// The text for people.
    func lines(on screen: Screen) -> [String] { render(screen) }

    /// The object for programs.
    var envelope: JSON {
        ["schema": .integer(Self.schema), "data": data, "next": next.map { .string($0) } ?? .null]
    }
}
