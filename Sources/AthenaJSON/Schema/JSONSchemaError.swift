/// Why a JSON value was refused as a schema.
public struct JSONSchemaError: Error, Sendable, Hashable {
    /// The kind of refusal; stable, open for more.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {
            case invalidKeyword, unsupportedDialect, unsupportedReference, unresolvedReference, tooDeep,
                tooManySubschemas
        }

        private let kind: Kind

        /// The code as a word, such as "unsupportedDialect".
        public var description: String { kind.rawValue }

        /// A keyword has a value of the wrong kind.
        public static let invalidKeyword = Code(kind: .invalidKeyword)
        /// `$schema` names neither 2020-12 nor draft-07.
        public static let unsupportedDialect = Code(kind: .unsupportedDialect)
        /// `$ref` leads out of the document or to something that is no definition.
        public static let unsupportedReference = Code(kind: .unsupportedReference)
        /// `$ref` names a definition that is not there.
        public static let unresolvedReference = Code(kind: .unresolvedReference)
        /// Schemas stand too deep in each other.
        public static let tooDeep = Code(kind: .tooDeep)
        /// The document has too many schemas.
        public static let tooManySubschemas = Code(kind: .tooManySubschemas)
    }

    /// What kind of refusal.
    public let code: Code
    /// The place in the schema as a JSON pointer; empty for the schema itself.
    public let path: String
    /// What was wrong, where, and what would be right.
    public let message: String

    init(_ code: Code, at path: String, _ reason: String) {
        self.code = code
        self.path = path
        message = path.isEmpty ? reason : "\(reason) (at \(path.excerpt))"
    }
}

extension JSONSchemaError: CustomStringConvertible {
    /// Code and message.
    public var description: String { "\(code): \(message)" }
}
