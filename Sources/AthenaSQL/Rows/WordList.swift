internal import AthenaCore
internal import AthenaJSON

/// How lists stand in one column: words and numbers parted by spaces, free texts as a JSON array.
enum WordList {
    /// Skills, which contain no spaces, parted by spaces.
    static func text(_ skills: [Skill]) -> String { skills.map(\.rawValue).joined(separator: " ") }

    /// Reads skills parted by spaces.
    static func skills(_ text: String) -> [Skill] {
        text.utf8.split(separator: UInt8(ascii: " ")).map { Skill(rawValue: String(Substring($0))) }
    }

    /// Numbers parted by spaces.
    static func text(_ numbers: [Int64]) -> String { numbers.map(\.description).joined(separator: " ") }

    /// Reads numbers parted by spaces.
    static func numbers(_ text: String) -> [Int64] {
        text.utf8.split(separator: UInt8(ascii: " ")).compactMap { Int64(String(Substring($0))) }
    }

    /// Free texts as a JSON array; nil for none.
    static func json(_ texts: [String]) -> String? {
        texts.isEmpty ? nil : JSON.array(texts.map { .string($0) }).text
    }

    /// Reads free texts from a JSON array.
    static func texts(_ json: String?) throws -> [String] {
        guard let json else { return [] }
        return (try JSON(parsing: json).arrayValue ?? []).compactMap(\.stringValue)
    }
}
