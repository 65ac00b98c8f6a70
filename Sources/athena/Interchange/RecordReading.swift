internal import AthenaCore
internal import AthenaJSON

/// Reads a line of a file as an object.
enum RecordReading {
    /// What a line may hold, so that a task made of it fits into one call.
    private static let limits = JSONLimits(maxDepth: 56, maxNodes: 16_000, maxBytes: 4 << 20)
    /// The longest line of a file of records: more than an export writes, and less than a call may carry.
    static let longestLine = 7 << 19

    /// The object of a line.
    ///
    /// - Throws: `invalid_argument`, naming the line, for what is no JSON object or cannot be stored.
    static func object(_ bytes: [UInt8], line number: Int) throws -> JSONObject {
        let json: JSON
        do {
            json = try JSON(parsing: bytes, limits: limits)
        } catch {
            throw refusal("Line \(number) is not JSON that can be imported: \(error.message).")
        }
        guard let object = json.objectValue else { throw refusal("Line \(number) is not a JSON object.") }
        guard !json.containsNUL else {
            throw refusal("Line \(number) contains the character U+0000, which cannot be stored.")
        }
        return object
    }

    private static func refusal(_ message: String) -> AthenaError {
        .invalid(message, next: "Correct or remove the line and import again.")
    }
}
