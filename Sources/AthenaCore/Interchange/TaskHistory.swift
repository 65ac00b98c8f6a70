/// A note with its place among the notes of its task.
package struct NumberedNote: Sendable, Hashable {
    package let number: Int64
    package let note: Note

    /// Pairs both.
    package init(number: Int64, note: Note) {
        self.number = number
        self.note = note
    }
}

/// A part of what happened to a task that fits into one line; the newest part stands with the task itself.
package struct TaskHistory: Sendable, Hashable {
    /// Behind which attempt and note the part begins, going back in time.
    package struct Place: Sendable, Hashable {
        package let fence: Int64
        package let note: Int64

        /// Names a place.
        package init(fence: Int64, note: Int64) {
            self.fence = fence
            self.note = note
        }

        /// Before everything is read.
        static let newest = Place(fence: .max, note: .max)
    }

    /// Oldest first.
    package var attempts: [Attempt] = []
    /// Oldest first.
    package var notes: [NumberedNote] = []
    /// Where the next older part begins; nil when this is the last.
    package var rest: Place?
    /// About how many bytes it is.
    var weight = 0

    /// Nothing.
    package init() {}

    /// Reads the part that begins at a place.
    ///
    /// - Parameter takesOne: take the first item however large it is, so that a walk always goes on.
    static func read(
        of task: AgentTask.ID,
        from place: Place,
        takesOne: Bool,
        in tx: any ReadTransaction
    ) throws -> TaskHistory {
        var reading = HistoryReading(task: task, place: place, takesOne: takesOne)
        let isWhole = try reading.takeAttempts(tx) && reading.takeNotes(tx)
        return reading.part(isWhole: isWhole)
    }
}

/// Gathers a part of a history until it is as large as a line may be.
private struct HistoryReading {
    private static let mostBytes = 300 << 10
    private static let mostValues = 5_000
    private static let page = 50

    private let task: AgentTask.ID
    private let takesOne: Bool
    private var place: TaskHistory.Place
    private var attempts: [Attempt] = []
    private var notes: [NumberedNote] = []
    private var bytes = 0
    private var values = 0

    init(task: AgentTask.ID, place: TaskHistory.Place, takesOne: Bool) {
        self.task = task
        self.place = place
        self.takesOne = takesOne
    }

    func part(isWhole: Bool) -> TaskHistory {
        var history = TaskHistory()
        history.attempts = attempts.reversed()
        history.notes = notes.reversed()
        history.weight = bytes
        history.rest = isWhole ? nil : place
        return history
    }

    /// False when an attempt is left.
    mutating func takeAttempts(_ tx: any ReadTransaction) throws -> Bool {
        while true {
            let found = try tx.attempts(of: task, before: place.fence, limit: Self.page)
            for attempt in found {
                guard fits(attempt.bytes, attempt.values) else { return false }
                attempts.append(attempt)
                place = TaskHistory.Place(fence: attempt.fence, note: place.note)
            }
            if found.count < Self.page { return true }
        }
    }

    /// False when a note is left.
    mutating func takeNotes(_ tx: any ReadTransaction) throws -> Bool {
        while true {
            let found = try tx.notes(of: task, before: place.note, limit: Self.page)
            for note in found {
                guard fits(note.note.text.utf8.count + 100, 7) else { return false }
                notes.append(note)
                place = TaskHistory.Place(fence: place.fence, note: note.number)
            }
            if found.count < Self.page { return true }
        }
    }

    private mutating func fits(_ moreBytes: Int, _ moreValues: Int) -> Bool {
        let isFirst = takesOne && attempts.isEmpty && notes.isEmpty
        guard isFirst || (bytes + moreBytes <= Self.mostBytes && values + moreValues <= Self.mostValues) else {
            return false
        }
        bytes += moreBytes
        values += moreValues
        return true
    }
}

extension Attempt {
    fileprivate var bytes: Int { [error, result, metrics].reduce(200) { $0 + ($1?.utf8.count ?? 0) } }

    fileprivate var values: Int {
        [result, metrics].compactMap { $0 }.reduce(12) { $0 + StoredText.values(in: $1) }
    }
}
