/// Rows under headings, aligned.
struct Table {
    /// One column.
    struct Column {
        let title: String
        var isNumber = false
        /// Whether it gives way when the screen is too narrow.
        var isFlexible = false

        /// A column of texts.
        static func text(_ title: String) -> Column { Column(title: title) }
        /// A column of numbers, aligned to the right.
        static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
        /// A column that is cut where the screen ends.
        static func flexible(_ title: String) -> Column { Column(title: title, isFlexible: true) }
    }

    private static let gap = 2
    private static let narrowest = 12

    let columns: [Column]
    /// Cells in the order of the columns; they are made safe when the table is written.
    var rows: [[String]] = []
    /// The column whose word decides how a row's cell is painted.
    var stateColumns: Set<Int> = []

    /// The table as lines; an empty one has none.
    func lines(on screen: Screen) -> [String] {
        guard !rows.isEmpty else { return [] }
        let cells = rows.map { row in row.map { $0.isEmpty ? "-" : SafeText.line($0) } }
        let widths = widths(of: cells, on: screen)
        let head = columns.indices.map { fit(columns[$0].title, at: $0, widths) }
        let body = cells.map { row in
            columns.indices.map { place in
                let word = place < row.count ? row[place] : "-"
                let meaning = stateColumns.contains(place) ? Paint.Meaning(state: word) : nil
                return screen.paint.apply(meaning, to: fit(word, at: place, widths))
            }
        }
        let heading = screen.paint.apply(.heading, to: Self.join(head))
        return [heading] + body.map(Self.join)
    }

    private func widths(of cells: [[String]], on screen: Screen) -> [Int] {
        var widths = columns.map(\.title.displayWidth)
        for row in cells {
            for (place, cell) in row.enumerated() where place < widths.count {
                widths[place] = max(widths[place], cell.displayWidth)
            }
        }
        guard let room = screen.width, let place = columns.firstIndex(where: \.isFlexible) else { return widths }
        let excess = widths.reduce(0, +) + Self.gap * (columns.count - 1) - room
        if excess > 0 { widths[place] = max(widths[place] - excess, min(widths[place], Self.narrowest)) }
        return widths
    }

    private func fit(_ text: String, at place: Int, _ widths: [Int]) -> String {
        let isLast = place == columns.count - 1
        let cut = text.cut(toWidth: widths[place])
        return isLast && !columns[place].isNumber
            ? cut : cut.padded(to: widths[place], leading: columns[place].isNumber)
    }

    private static func join(_ cells: [String]) -> String {
        cells.joined(separator: String(repeating: " ", count: gap))
    }
}
