internal import AthenaCore
internal import AthenaJSON
internal import AthenaOperations
internal import AthenaServer
internal import Foundation

/// The check of the first token for HTTP, which stands in a file beside the database.
struct TokenCheck {
    let path: String
    /// The tokens that the server knows.
    let known: [JSON]
    let now: Int64

    /// What is to be said of the file.
    func finding() -> Finding {
        guard PrivateFile.exists(path) else {
            return .ok("token", "there is none yet; athena serve makes one when it first speaks HTTP")
        }
        let remedy = "athena token create NAME, and put what it shows into \(path)"
        // A file that cannot be read has no token in it for anybody.
        let text = (try? PrivateFile.read(path)) ?? ""
        guard let token = AccessToken(parsing: text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            return .fail("token", "\(path) holds no token", fix: remedy)
        }
        guard let mode = Self.mode(of: path), mode & 0o077 == 0 else {
            return .fail("token", "others can read \(path)", fix: "chmod 600 \(path)")
        }
        return Self.verdict(on: known.first { $0["id"]?.stringValue == token.key }, at: path, now: now, remedy)
    }

    /// The finding on what the server says of a token; nil when it knows none of its name.
    static func verdict(on token: JSON?, at path: String, now: Int64, _ remedy: String) -> Finding {
        guard let token else { return .fail("token", "the server does not know the one in \(path)", fix: remedy) }
        guard token["revoked_at"] == nil else { return .fail("token", "the one in \(path) is revoked", fix: remedy) }
        if let end = token["expires_at"]?.stringValue.flatMap(ISOTime.milliseconds(in:)), end <= now {
            return .fail("token", "the one in \(path) has expired", fix: remedy)
        }
        return .ok("token", "the one in \(path) is valid and its owner's alone")
    }

    private static func mode(of path: String) -> Int? {
        // A file that has gone meanwhile has no mode.
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        return (facts?[.posixPermissions] as? NSNumber)?.intValue
    }
}
