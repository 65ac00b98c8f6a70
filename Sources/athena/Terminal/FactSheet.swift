/// Facts about one thing, a name and a value a line, and longer texts below.
struct FactSheet {
    private var facts: [(name: String, value: String)] = []
    private var sections: [(title: String, lines: [String])] = []

    /// Adds a fact; one without a value is left out.
    mutating func add(_ name: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        facts.append((name, SafeText.line(value)))
    }

    /// Adds a text of several lines under a title; an empty one is left out.
    mutating func add(section title: String, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        sections.append((title, SafeText.lines(text)))
    }

    /// Adds lines that are safe already under a title.
    mutating func add(section title: String, lines: [String]) {
        guard !lines.isEmpty else { return }
        sections.append((title, lines))
    }

    /// The sheet as lines.
    func lines(on screen: Screen) -> [String] {
        let width = facts.map(\.name.displayWidth).max() ?? 0
        var lines = facts.map { fact in
            let value = screen.paint.apply(Paint.Meaning(state: fact.value), to: fact.value)
            return "\(fact.name.padded(to: width))  \(value)"
        }
        for section in sections {
            if !lines.isEmpty { lines.append("") }
            lines.append(screen.paint.apply(.heading, to: section.title))
            lines += section.lines.map { "  \($0)" }
        }
        return lines
    }
}
