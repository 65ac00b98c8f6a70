/// A full-text index beside the store, filled behind its commits and rebuilt whenever it is lost.
package protocol SearchIndex: Sendable {
    /// How far into a project's event log the index has read; nil before the beginning.
    func mark(of project: Project.ID) async throws -> SearchMark?
    /// Stores documents in place of older ones of the same tasks, and how far the index has read with them.
    ///
    /// - Returns: false, with nothing stored, when the index was changed since `part.mark` was read.
    func put(_ part: SearchPart, of project: Project.ID) async throws -> Bool
    /// Tasks whose texts contain every term, best first.
    func find(_ query: SearchQuery) async throws -> [SearchHit]
}

/// What those who run a server should know of its search index.
package enum SearchIncident: Sendable, Equatable {
    /// The index could not be used and was made anew; it is filled from every task and then follows the log.
    case madeAnew(String)
}

/// A place in the event log, with the hash there, so that a log that is another one is noticed.
package struct SearchMark: Sendable, Hashable {
    package var sequence: Int64
    package var hash: [UInt8]
    /// While the index is made anew: the task up to which it has come. Nil once it follows the log.
    package var rebuiltThrough: AgentTask.ID?
    /// How often the index of this project has been changed; set by the index.
    package var revision: Int64

    /// Names a place.
    package init(sequence: Int64, hash: [UInt8], rebuiltThrough: AgentTask.ID? = nil, revision: Int64 = 0) {
        self.sequence = sequence
        self.hash = hash
        self.rebuiltThrough = rebuiltThrough
        self.revision = revision
    }
}

/// What is put into an index at once.
package struct SearchPart: Sendable, Hashable {
    package let documents: [SearchDocument]
    /// Where the index stands with them; its revision is the one that the index had before.
    package let mark: SearchMark
    /// Whether everything that the index holds of the project is forgotten first.
    package let startsAnew: Bool

    /// Gathers a part.
    package init(documents: [SearchDocument], mark: SearchMark, startsAnew: Bool = false) {
        self.documents = documents
        self.mark = mark
        self.startsAnew = startsAnew
    }
}

/// The texts of one task.
package struct SearchDocument: Sendable, Hashable {
    package let task: AgentTask.ID
    package let title: String
    package let content: String
    /// The result, or the last error.
    package let outcome: String
    package let notes: String

    /// The most bytes of each text that are indexed.
    package static let textLimit = 32 << 10

    /// Gathers texts, cut to the limit.
    package init(task: AgentTask.ID, title: String, content: String, outcome: String, notes: String) {
        self.task = task
        self.title = title
        self.content = content.cut(toBytes: Self.textLimit)
        self.outcome = outcome.cut(toBytes: Self.textLimit)
        self.notes = notes.cut(toBytes: Self.textLimit)
    }
}

/// What is looked for.
package struct SearchQuery: Sendable, Hashable {
    package let project: Project.ID
    /// Words, all of which must occur; the last one may be the beginning of a word.
    package let terms: [String]
    package var limit: Int
    /// Start behind the hit with this rank and task.
    package var after: SearchHit?

    /// Looks for words.
    package init(project: Project.ID, terms: [String], limit: Int) {
        self.project = project
        self.terms = terms
        self.limit = limit
    }

    /// The words of a text from outside: runs of letters, digits and what is joined to them; at most 32.
    package static func terms(in text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber) }.prefix(32).map { String($0).cut(toBytes: 128) }
    }
}

/// A task that was found.
package struct SearchHit: Sendable, Hashable {
    package let task: AgentTask.ID
    /// How well it matches, smaller is better.
    package let rank: Double

    /// Pairs both.
    package init(task: AgentTask.ID, rank: Double) {
        self.task = task
        self.rank = rank
    }
}
