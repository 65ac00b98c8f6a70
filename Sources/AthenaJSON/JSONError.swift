/// Why bytes were refused as JSON.
public struct JSONError: Error, Sendable, Hashable {
    /// The kind of refusal; stable, open for more.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {
            case syntax, invalidUTF8, loneSurrogate, duplicateKey, numberOutOfRange, tooDeep, tooManyNodes, tooLarge
        }

        private let kind: Kind

        /// The code as a word, such as "duplicateKey".
        public var description: String { kind.rawValue }

        /// Not JSON (RFC 8259).
        public static let syntax = Code(kind: .syntax)
        /// A text is not UTF-8.
        public static let invalidUTF8 = Code(kind: .invalidUTF8)
        /// Half of an escaped surrogate pair.
        public static let loneSurrogate = Code(kind: .loneSurrogate)
        /// Two members of an object have one name.
        public static let duplicateKey = Code(kind: .duplicateKey)
        /// An integer beyond 64 bits, or a number beyond the range of a double.
        public static let numberOutOfRange = Code(kind: .numberOutOfRange)
        /// More nesting than ``JSONLimits/maxDepth``.
        public static let tooDeep = Code(kind: .tooDeep)
        /// More values than ``JSONLimits/maxNodes``.
        public static let tooManyNodes = Code(kind: .tooManyNodes)
        /// More bytes than ``JSONLimits/maxBytes``.
        public static let tooLarge = Code(kind: .tooLarge)
    }

    /// What kind of refusal.
    public let code: Code
    /// The place in the input, counted in bytes from 0.
    public let offset: Int
    /// What was wrong, where, and what would be right, as a sentence for a person or a model.
    public let message: String

    init(_ code: Code, at offset: Int, _ reason: String) {
        self.code = code
        self.offset = offset
        message = "\(reason) (at byte \(offset))"
    }
}

extension JSONError: CustomStringConvertible {
    /// Code and message.
    public var description: String { "\(code): \(message)" }
}
