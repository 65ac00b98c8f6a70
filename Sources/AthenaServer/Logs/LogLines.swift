package import AthenaCore
internal import AthenaJSON
package import Logging

/// Writes log events as lines: JSON for programs, plain text for a person at a terminal.
package struct LogLines: LogHandler {
    /// How a line looks.
    package enum Form: Sendable {
        case json
        case text
    }

    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    private let form: Form
    private let time: any TimeSource
    private let sink: LogSink

    /// Writes to `sink`, stamped by `time`.
    package init(form: Form, level: Logger.Level, time: any TimeSource, sink: LogSink) {
        self.form = form
        self.time = time
        self.sink = sink
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let facts = facts(of: event)
        let stamp = Timestamp.text(time.now().wall)
        switch form {
        case .json: sink.write(jsonLine(event, stamp: stamp, facts))
        case .text: sink.write(textLine(event, stamp: stamp, facts))
        }
    }

    private func facts(of event: LogEvent) -> [(key: String, value: String)] {
        let merged = metadata.merging(event.metadata ?? [:]) { $1 }
        return merged.map { ($0.key, $0.value.description) }.sorted { $0.key < $1.key }
    }

    private func jsonLine(_ event: LogEvent, stamp: String, _ facts: [(key: String, value: String)]) -> [UInt8] {
        var line: JSONObject = [
            "ts": .string(stamp),
            "level": .string(event.level.rawValue),
            "msg": .string(event.message.description),
        ]
        for fact in facts { line[fact.key] = .string(fact.value) }
        return JSON.object(line).bytes + [UInt8(ascii: "\n")]
    }

    private func textLine(_ event: LogEvent, stamp: String, _ facts: [(key: String, value: String)]) -> [UInt8] {
        var line = "\(stamp) \(event.level.rawValue) \(event.message)"
        for fact in facts { line += " \(fact.key)=\(fact.value)" }
        let printable = line.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : $0 }
        return Array(String(String.UnicodeScalarView(printable)).utf8) + [UInt8(ascii: "\n")]
    }
}
