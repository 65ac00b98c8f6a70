/// The form in which headers carry texts that HTTP cannot: `=?base64?` + base64 of UTF-8 + `?=`.
enum HeaderText {
    private static let prefix = "=?base64?"
    private static let suffix = "?="

    /// The text a header stands for. A value without the exact markers stands for itself.
    static func decode(_ value: String) throws(ProtocolError) -> String {
        let bytes = value.utf8
        let markers = prefix.utf8.count + suffix.utf8.count
        guard bytes.count >= markers, bytes.starts(with: prefix.utf8), bytes.suffix(2).elementsEqual(suffix.utf8) else {
            return value
        }
        let inner = bytes.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
        guard let decoded = Base64.standard.decode(inner), let text = String(validating: decoded, as: UTF8.self) else {
            throw ProtocolError(.headerMismatch, "Header with =?base64?...?= must hold padded base64 of UTF-8")
        }
        return text
    }
}
