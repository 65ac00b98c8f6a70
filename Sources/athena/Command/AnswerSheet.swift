internal import AthenaJSON

/// Any answer for people: simple members as facts, lists of objects as tables.
enum AnswerSheet {
    /// The lines of an object; of anything else the value.
    static func lines(of answer: JSON, on screen: Screen) -> [String] {
        guard let members = answer.objectValue else { return SafeText.lines(answer.readableText) }
        var sheet = FactSheet()
        for member in members {
            if let items = member.value.arrayValue, items.contains(where: { $0.objectValue != nil }) {
                sheet.add(section: title(member.name), lines: table(of: items, on: screen))
            } else if let text = member.value.stringValue, text.contains(where: \.isNewline) {
                sheet.add(section: title(member.name), text)
            } else {
                sheet.add(title(member.name), member.value.cellText)
            }
        }
        return sheet.lines(on: screen)
    }

    /// Objects as rows; the columns are their members in order of first appearance.
    static func table(of items: [JSON], on screen: Screen) -> [String] {
        var names: [String] = []
        for name in items.flatMap({ $0.objectValue?.names ?? [] }) where !names.contains(name) { names.append(name) }
        guard !names.isEmpty else { return items.map { SafeText.line($0.cellText) } }
        var table = Table(
            columns: names.enumerated().map { place, name in
                Table.Column(title: title(name).uppercased(), isFlexible: place == names.count - 1)
            }
        )
        table.stateColumns = Set(names.indices.filter { ["status", "state", "health"].contains(names[$0]) })
        table.rows = items.map { item in names.map { item.cell($0) } }
        return table.lines(on: screen)
    }

    private static func title(_ name: String) -> String {
        let words = SafeText.line(name).split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
