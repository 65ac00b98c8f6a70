/// A text that somebody attached to a task.
package struct Note: Sendable, Hashable {
    /// What a note is for.
    package enum Kind: String, Sendable, CaseIterable {
        case note, progress, question, answer, release
    }

    package let at: Int64
    package let kind: Kind
    /// Who wrote it: an agent's name, else the principal.
    package let author: String
    /// The lease under which it was written; 0 for none.
    package let fence: Int64
    package let text: String

    /// Makes a note.
    package init(at: Int64, kind: Kind, author: String, fence: Int64 = 0, text: String) {
        self.at = at
        self.kind = kind
        self.author = author
        self.fence = fence
        self.text = text
    }
}
