internal import AthenaJSON

extension JSONObject {
    /// A member that is a text with something in it.
    func word(_ name: String) -> String? {
        guard let text = self[name]?.stringValue, !text.allSatisfy(\.isWhitespace) else { return nil }
        return text
    }
}
