internal import AthenaJSON
internal import Crypto

/// How events are chained: `hash = SHA-256(previous hash || canonical form)`, the first previous hash being 32 zeros.
package enum EventChain {
    /// What stands before the first event.
    package static let genesis = [UInt8](repeating: 0, count: 32)

    /// The hash of one event.
    package static func hash(previous: [UInt8], canonical: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: previous)
        hasher.update(data: canonical)
        return bytes(of: hasher.finalize())
    }

    /// The lower-case hexadecimal SHA-256 of a text.
    package static func digest(of text: String) -> String {
        Hex.text(bytes(of: SHA256.hash(data: Array(text.utf8))))
    }

    /// The bytes of a digest, whose own iterator would put them together one by one.
    private static func bytes(of digest: SHA256.Digest) -> [UInt8] {
        unsafe digest.withUnsafeBytes { unsafe Array($0) }
    }

    /// The canonical form: compact JSON whose members stand in this order, absent ones left out.
    ///
    /// It equals the `fields=full` answer of `query_events` without `error_message`, `previous_hash` and `hash`, so that
    /// anyone can verify the chain from outside.
    package static func canonical(
        project: String,
        sequence: Int64,
        at: Int64,
        content: NewEvent,
        errorDigest: String?
    ) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 512)
        writer.beginObject()
        writer.name("sequence")
        writer.integer(sequence)
        writer.name("project")
        writer.string(project)
        writer.name("at")
        writer.integer(at)
        writer.name("kind")
        writer.string(content.kind.rawValue)
        writer.name("actor")
        writer.string(content.actor)
        writer.name("subject")
        writer.string(content.subject)
        if let data = content.data {
            writer.name("data")
            writer.value(.object(data))
        }
        content.facts.write(to: &writer, errorDigest: errorDigest)
        writer.endObject()
        return writer.bytes
    }
}

extension EventFacts {
    /// Writes the facts that are there, in the order of the columns.
    fileprivate func write(to writer: inout JSONWriter, errorDigest: String?) {
        writer.member("task_id", taskID?.description)
        writer.member("task_type", taskType)
        writer.member("task_status", taskStatus?.rawValue)
        writer.member("priority", priority?.word)
        writer.member("assigned_to", assignedTo?.rawValue)
        writer.members("requirements", requirements?.map(\.rawValue))
        writer.members("dependencies", dependencies?.map(\.description))
        writer.member("attempt", attempt)
        writer.member("fence", fence)
        writer.member("retry_count", retryCount.map(Int64.init))
        writer.member("started_at", startedAt)
        writer.member("completed_at", completedAt)
        writer.member("estimated_duration_ms", estimatedDurationMs)
        writer.member("execution_duration_ms", executionDurationMs)
        if let success {
            writer.name("success")
            writer.bool(success)
        }
        writer.member("error_digest", errorDigest)
        writer.member("result_ref", resultRef)
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, _ text: String?) {
        guard let text else { return }
        self.name(name)
        string(text)
    }

    fileprivate mutating func member(_ name: String, _ number: Int64?) {
        guard let number else { return }
        self.name(name)
        integer(number)
    }

    fileprivate mutating func members(_ name: String, _ texts: [String]?) {
        guard let texts else { return }
        self.name(name)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }
}

/// Lower-case hexadecimal text.
package enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Two characters for each byte.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        var characters: [UInt8] = []
        characters.reserveCapacity(2 * bytes.underestimatedCount)
        for byte in bytes {
            characters.append(digits[Int(byte >> 4)])
            characters.append(digits[Int(byte & 15)])
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// The bytes that a text of two lower-case characters each stands for; nil for any other text.
    package static func bytes(of text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count.isMultiple(of: 2) else { return nil }
        let values = characters.compactMap { digits.firstIndex(of: $0) }
        guard values.count == characters.count else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }
}
