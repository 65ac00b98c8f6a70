package import AthenaCore
package import AthenaJSON

/// The first line of a server: welcome, or why not.
package struct ServerHello: Sendable, Equatable {
    /// How the server takes a client.
    package enum Verdict: Sendable, Equatable {
        /// Go on.
        case welcome(principal: String)
        /// Nothing more is read from this connection.
        case refused(AthenaError)
        /// The server makes room for one of the client's version; start it as soon as the socket is gone.
        case replaceMe
    }

    package let version: WireVersion
    package let verdict: Verdict

    /// Answers a client.
    package init(version: WireVersion, verdict: Verdict) {
        self.version = version
        self.verdict = verdict
    }

    /// Reads a line.
    ///
    /// - Throws: `unavailable` when whatever listens there is not Athena.
    package init(parsing line: [UInt8]) throws(AthenaError) {
        guard let json = try? JSON(parsing: line), let number = json["protocol"]?.integerValue else {
            throw AthenaError(
                .unavailable,
                "What listens at the socket is not an Athena server.",
                next: "Stop that program, or choose another database with --db."
            )
        }
        version = WireVersion(
            protocolNumber: number,
            build: json["build"]?.stringValue ?? "unknown",
            schema: json["schema"]?.integerValue ?? 0,
            processID: json["pid"]?.integerValue.flatMap { Int32(exactly: $0) } ?? 0
        )
        if let error = json["error"] {
            verdict = .refused(AthenaError(reading: error))
        } else if json["replace"]?.boolValue == true {
            verdict = .replaceMe
        } else {
            verdict = .welcome(principal: json["principal"]?.stringValue ?? "")
        }
    }

    /// The line, its newline included.
    package var line: [UInt8] {
        var hello = version.json
        switch verdict {
        case .welcome(let principal): hello["principal"] = .string(principal)
        case .refused(let error): hello["error"] = error.json["error"]
        case .replaceMe: hello["replace"] = true
        }
        return JSON.object(hello).bytes + [UInt8(ascii: "\n")]
    }
}

extension AthenaError {
    /// Reads the object that ``AthenaError/json`` has under `error`; what is missing is filled with words that say so.
    package init(reading json: JSON) {
        self.init(
            json["code"]?.stringValue.flatMap(AthenaErrorCode.init(rawValue:)) ?? .internalError,
            json["message"]?.stringValue ?? "The server gave no reason.",
            next: json["next"]?.stringValue ?? "Look into the server's log.",
            retryAfterMs: json["retry_after_ms"]?.integerValue,
            details: json["details"]?.objectValue
        )
    }
}
