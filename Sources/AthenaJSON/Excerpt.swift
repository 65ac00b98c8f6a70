extension String {
    /// A short and harmless form for messages: at most 60 characters, invisible ones and quotes escaped.
    ///
    /// Names and values in a message come from outside. A line break or a terminal escape in them must not reach a log,
    /// and a megabyte of name must not come back as a megabyte of message.
    var excerpt: String {
        var result = ""
        for (count, scalar) in unicodeScalars.enumerated() {
            if count == 60 { return result + "…" }
            if scalar.isHarmless {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            }
        }
        return result
    }
}

extension Unicode.Scalar {
    /// Whether it shows as a character of its own: no control, no format or direction mark, no separator of lines.
    fileprivate var isHarmless: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: self != "'" && self != "\"" && self != "\\"
        }
    }
}
