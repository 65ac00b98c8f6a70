internal import AthenaCore
internal import AthenaJSON
internal import AthenaServer
internal import Foundation
internal import Synchronization

/// Texts that a command is given: as they are, or from standard input where there is only a dash.
enum Input {
    /// The most that is read from standard input.
    static let limit = 1 << 20

    private static let isTaken = Mutex(false)

    /// The text, or what standard input says for `-`.
    ///
    /// - Throws: `invalid_argument` when another text has come from there already.
    static func text(_ argument: String) throws -> String {
        guard argument == "-" else { return argument }
        try takeStandardInput()
        var bytes: [UInt8] = []
        while true {
            let part = FileHandle.standardInput.readData(ofLength: 65_536)
            if part.isEmpty { break }
            bytes += part
            guard bytes.count <= limit else {
                throw AthenaError(
                    .tooLarge,
                    "Standard input is longer than 1 MB.",
                    next: "Put it in a file and name that."
                )
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw AthenaError.invalid("Standard input is not UTF-8.")
        }
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    /// The lines of a file, or of standard input for `-`, which is kept in a file without a name meanwhile.
    static func lines(_ argument: String, longestLine: Int) throws -> LineFile {
        guard argument == "-" else { return try LineFile(path: argument, longestLine: longestLine) }
        try takeStandardInput()
        let path = NSTemporaryDirectory() + "athena-input-" + UUID().uuidString
        let copy = try Descriptor.opening(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
        defer {
            // Whoever clears the temporary folder will find it, if anybody has to.
            try? PrivateFile.remove(path)
        }
        while true {
            let part = FileHandle.standardInput.readData(ofLength: 65_536)
            guard !part.isEmpty else { return try LineFile(path: path, longestLine: longestLine) }
            try copy.writeAll(Array(part))
        }
    }

    private static func takeStandardInput() throws {
        let wasTaken = isTaken.withLock { isTaken in
            defer { isTaken = true }
            return isTaken
        }
        guard !wasTaken else { throw AthenaError.invalid("Only one text can come from standard input.") }
    }

    /// Any JSON value, or the text itself where it is none.
    static func value(_ argument: String) throws -> JSON {
        let text = try text(argument)
        // What is no JSON is a text, which is what people type.
        return (try? JSON(parsing: text)) ?? .string(text)
    }

    /// A JSON object.
    static func object(_ argument: String, for name: String) throws -> JSONObject {
        do {
            guard let object = try JSON(parsing: try text(argument)).objectValue else {
                throw AthenaError.invalid("\(name) is not a JSON object.", next: "Write it like '{\"a\": 1}'.")
            }
            return object
        } catch let error as JSONError {
            throw AthenaError.invalid("\(name) is not JSON: \(error.message).", next: "Write it like '{\"a\": 1}'.")
        }
    }

    /// Words that were given one by one or separated by commas.
    static func words(_ arguments: [String]) -> [String] {
        arguments.flatMap { $0.split(separator: ",") }.map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
    }

    /// The lease of a command: what was given, `-` for standard input, else the variable `ATHENA_LEASE`.
    static func lease(_ argument: String?) throws -> JSON {
        if let argument { return .string(try text(argument).trimmingCharacters(in: .whitespacesAndNewlines)) }
        guard let lease = ServerOptions.environment["ATHENA_LEASE"], !lease.isEmpty else {
            throw AthenaError.invalid("No lease is given.", next: "Name it, or put it into ATHENA_LEASE.")
        }
        return .string(lease)
    }
}
