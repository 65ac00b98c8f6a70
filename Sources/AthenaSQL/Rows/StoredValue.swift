internal import AthenaCore

/// Reading values that this program wrote; anything else means that the database was damaged or changed by hand.
enum StoredValue {
    /// The case of an enumeration behind a stored word.
    ///
    /// - Throws: a `corrupt` failure for a word that is none of its cases.
    static func word<Word: RawRepresentable>(_ text: String, as type: Word.Type) throws -> Word
    where Word.RawValue == String {
        guard let word = Word(rawValue: text) else { throw unreadable("\(type)") }
        return word
    }

    /// What to throw for a stored value that no statement of Athena's can have written.
    static func unreadable(_ what: String) -> SQLError {
        SQLError(kind: .corrupt, code: 0, message: "a stored \(what) cannot be read")
    }
}

extension SQLValue {
    /// A number of any width.
    static func integer(_ number: Int) -> SQLValue { .integer(Int64(number)) }

    /// 1 for true, 0 for false.
    static func flag(_ isTrue: Bool) -> SQLValue { .integer(isTrue ? 1 : 0) }
}
