/// How far long work has come, on one line of a terminal that messages go to; nothing anywhere else.
struct ProgressBar {
    private static let length = 30

    private let title: String
    private let total: Int
    private let isShown: Bool
    private let draw: (String) -> Void
    private var shownPercent = -1

    /// Prepares a bar for `total` pieces of work.
    init(
        _ title: String,
        of total: Int,
        isShown: Bool = Console.showsMessages,
        draw: @escaping (String) -> Void = Console.draw
    ) {
        self.title = title
        self.total = max(total, 1)
        self.isShown = isShown
        self.draw = draw
    }

    /// Moves it.
    mutating func move(to done: Int) {
        guard isShown else { return }
        let percent = min(max(done, 0), total) * 100 / total
        guard percent != shownPercent else { return }
        shownPercent = percent
        let filled = percent * Self.length / 100
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.length - filled)
        draw("\r\(title) [\(bar)] \(percent)%")
    }

    /// Takes it away.
    func finish() {
        guard isShown, shownPercent >= 0 else { return }
        draw("\r\u{1B}[K")
    }
}
