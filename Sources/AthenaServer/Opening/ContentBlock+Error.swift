internal import AthenaJSON
internal import AthenaMCP

extension [ContentBlock] {
    /// What the content of a failed call says is wrong: the `error` of the JSON in its first block.
    ///
    /// - Parameter limit: the most bytes of text that are read for it.
    func error(within limit: Int = .max) -> JSON? {
        guard case .text(let text)? = first, text.utf8.count <= limit else { return nil }
        // What Athena's tools fail with is always such a text; any other says nothing that can be told apart.
        return (try? JSON(parsing: text))?["error"]
    }
}
