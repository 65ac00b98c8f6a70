import AthenaJSON

/// What a client gave to recognise the progress of its request; echoed in the kind it came in.
enum ProgressToken: Sendable, Hashable {
    case string(String)
    case integer(Int64)

    /// Reads a token; nil for every kind but string and integer.
    init?(_ json: JSON) {
        switch json {
        case .string(let text): self = .string(text)
        case .integer(let number): self = .integer(number)
        default: return nil
        }
    }

    /// The token as it goes back on the wire.
    var json: JSON {
        switch self {
        case .string(let text): .string(text)
        case .integer(let number): .integer(number)
        }
    }
}
