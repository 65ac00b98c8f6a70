@testable import AthenaMCP

/// Messages of any bytes, written as a stream of events. A strict reader, fed in pieces, gets each of them out again
/// whatever stands in it, as one event of its own and with nothing beside it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzEvents(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    var input = unsafe FuzzInput(start, count, decisions: 2)
    let seed = input.decide()
    let comments = input.decide()
    let messages = input.material.split(separator: 0x1E, omittingEmptySubsequences: false).map(Array.init)
    var stream: [UInt8] = []
    for (place, message) in messages.enumerated() {
        if comments >> UInt8(place % 8) & 1 == 1 { stream += ServerSentEvents.keepAlive }
        stream += ServerSentEvents.event(message)
    }
    #if PLANTED_CRASH
        if messages.count > 12 { preconditionFailure("planted crash") }
    #endif
    for pieces in [[stream], Cutting.pieces(of: stream, seed: seed)] {
        var reader = StrictEventReader()
        for piece in pieces { reader.read(piece) }
        precondition(reader.isBetweenEvents, "the last event does not end")
        precondition(reader.events == messages.map(normalised), "the data came out changed")
    }
    Blocking.run { await checkWriter(messages) }
    return 0
}

/// The writer that serves a response writes the same, whatever it interleaves.
private func checkWriter(_ messages: [[UInt8]]) async {
    let (output, written) = AsyncStream.makeStream(of: [UInt8].self)
    let stream = EventStream { bytes in
        written.yield(bytes)
        return true
    }
    for message in messages {
        guard await stream.send(message) else { preconditionFailure("a piece was not written") }
    }
    written.finish()
    var reader = StrictEventReader()
    for await piece in output { reader.read(piece) }
    precondition(reader.events == messages.map(normalised), "the writer changed the data")
}

/// Line breaks as a reader of events hands them on: whichever were written, LF is what arrives.
private func normalised(_ message: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var wasReturn = false
    for byte in message {
        let isPair = wasReturn && byte == UInt8(ascii: "\n")
        wasReturn = byte == UInt8(ascii: "\r")
        if !isPair { bytes.append(wasReturn ? UInt8(ascii: "\n") : byte) }
    }
    return bytes
}

/// Reads a stream of events by the letter of the standard, and takes only what a response of this protocol may hold:
/// comments, and events named `message` with data and nothing else.
private struct StrictEventReader {
    private(set) var events: [[UInt8]] = []
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var name: [UInt8] = []
    private var wasReturn = false

    /// Whether nothing of an unfinished event is left.
    var isBetweenEvents: Bool { line.isEmpty && data.isEmpty && name.isEmpty }

    mutating func read(_ bytes: [UInt8]) {
        for byte in bytes {
            let isPair = wasReturn && byte == UInt8(ascii: "\n")
            wasReturn = byte == UInt8(ascii: "\r")
            if isPair { continue }
            if wasReturn || byte == UInt8(ascii: "\n") { endLine() } else { line.append(byte) }
        }
    }

    private mutating func endLine() {
        defer { line = [] }
        guard !line.isEmpty else { return dispatch() }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { preconditionFailure("a field without a value") }
        if colon == 0 { return }
        var value = line[(colon + 1)...]
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "event": name = Array(value)
        case "data": data += value + [UInt8(ascii: "\n")]
        default: preconditionFailure("a field that no response may have")
        }
    }

    private mutating func dispatch() {
        defer { (data, name) = ([], []) }
        if data.isEmpty {
            precondition(name.isEmpty, "an event without data")
            return
        }
        precondition(name.elementsEqual("message".utf8), "an event of another name")
        events.append(data.dropLast())
    }
}
