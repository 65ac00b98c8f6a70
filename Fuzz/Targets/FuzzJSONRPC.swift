import AthenaJSON

@testable import AthenaMCP

/// A stream of lines, cut anywhere. Where it is cut changes nothing; each message is prepared the same each time and
/// gets the answer that JSON-RPC asks for, with its own id, in both eras.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSONRPC(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    var input = unsafe FuzzInput(start, count, decisions: 2)
    let seed = input.decide()
    let limit = input.decide() % 4 == 0 ? 40 : 1 << 20
    let frames = ReferenceFrames.frames(of: input.material, limit: limit)
    let pieces = Cutting.pieces(of: input.material, seed: seed)
    for way in [[input.material], pieces] {
        var framer = LineFramer(limit: limit)
        let read = way.flatMap { framer.feed($0) } + [framer.finish()].compactMap { $0 }
        precondition(read == frames, "the lines depend on how the stream was cut")
    }
    var conversation = ExpectedAnswers()
    for frame in frames {
        if case .line(let line) = frame { PreparationCheck.run(line) }
        conversation.take(frame)
    }
    let expected = conversation
    Blocking.run { await ConversationCheck.run(pieces, limit: limit, expected) }
    return 0
}

/// Lines by the plainest of all means: the whole stream split at its line breaks.
enum ReferenceFrames {
    static func frames(of bytes: [UInt8], limit: Int) -> [LineFramer.Frame] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).compactMap { piece in
            if piece.count > limit + 1 { return .tooLong }
            let line = piece.last == UInt8(ascii: "\r") ? piece.dropLast() : piece
            return line.isEmpty ? nil : .line(Array(line))
        }
    }
}

/// One message, prepared by a connection that has said nothing before.
enum PreparationCheck {
    private static let server = PlainTools.server()

    static func run(_ line: [UInt8]) {
        let session = Session()
        let item = prepared(line, session)
        let again = prepared(line, Session())
        precondition(text(item) == text(again), "the same message is prepared differently")
        let json = try? JSON(parsing: line)
        // Batches need a handshake of their revision, which a new connection has not had.
        let asked = json.map { $0.arrayValue == nil ? Asked($0) : .refusal(id: .null) } ?? .refusal(id: .null)
        check(item, asked)
        guard case .answer(let id, let method, let isModern) = asked else { return }
        #if PLANTED_CRASH
            if case .string(let text) = id, text != "b" { preconditionFailure("planted crash") }
        #endif
        let mayAgree = method == "initialize" && !isModern
        precondition(mayAgree || session.agreement == nil, "\(id) has changed what the connection agreed on")
    }

    private static func prepared(_ line: [UInt8], _ session: Session) -> PreparedMessage.Item {
        let context = TransportContext(caller: Caller(id: CallerID("fuzz")), transport: .line(session))
        let message = server.prepare(line, from: context)
        precondition(message.items.count == 1 && !message.isBatch, "a message became another number of messages")
        return message.items[0]
    }

    private static func check(_ item: PreparedMessage.Item, _ asked: Asked) {
        switch (item, asked) {
        case (.pending(let request), .answer(let id, _, let isModern)):
            precondition(request.id.json == id, "work under another id")
            precondition(request.era == (isModern ? .modern : .legacy), "work in another era")
        case (.pending, _): preconditionFailure("work for what is no request")
        case (.ready(let reply), .silence): precondition(reply.message == nil, "said too much")
        case (.ready(let reply), .refusal(let id)):
            precondition(isError(reply.message), "what must be refused was served")
            AnswerCheck.run(reply.message ?? [], id: id)
        case (.ready(let reply), .answer(let id, let method, let isModern)):
            AnswerCheck.run(reply.message ?? [], id: id)
            let result = (try? JSON(parsing: reply.message ?? []))?["result"]
            precondition(result == nil || (result?["resultType"] != nil) == isModern, "the form of the other era")
            let agreed = method == "initialize" ? result?["protocolVersion"]?.stringValue : nil
            precondition(agreed != "2026-07-28", "a handshake agreed on a revision without one")
        }
    }

    private static func isError(_ message: [UInt8]?) -> Bool {
        (try? JSON(parsing: message ?? []))?["error"] != nil
    }

    private static func text(_ item: PreparedMessage.Item) -> [UInt8] {
        switch item {
        case .ready(let reply): reply.message ?? []
        case .pending(let request): request.id.json.bytes + [request.mayNotify ? 1 : 0]
        }
    }
}

/// The form that every answer has.
enum AnswerCheck {
    static func run(_ bytes: [UInt8], id: JSON) {
        guard let answer = (try? JSON(parsing: bytes))?.objectValue else { preconditionFailure("an answer is no JSON") }
        precondition(answer["jsonrpc"] == "2.0" && answer["id"] == id, "an answer with another id")
        precondition((answer["result"] == nil) != (answer["error"] == nil), "an answer needs a result or an error")
        precondition(!bytes.contains { $0 < 0x20 }, "an answer that would break its line")
        guard let error = answer["error"] else { return }
        precondition(error["code"]?.integerValue != nil, "an error without a code")
        precondition(error["message"]?.stringValue?.isEmpty == false, "an error without a sentence")
    }
}

/// How many answers a whole conversation owes, by id.
struct ExpectedAnswers: Sendable {
    private(set) var most: [JSON: Int] = [:]
    private(set) var cancelled: Set<JSON> = []
    private var hasBatches = false

    mutating func take(_ frame: LineFramer.Frame) {
        guard case .line(let line) = frame, let json = try? JSON(parsing: line) else {
            most[.null, default: 0] += 1
            return
        }
        guard let elements = json.arrayValue else {
            take(json)
            let wanted = json["params"]?["protocolVersion"]?.stringValue
            guard let wanted, case .answer(_, "initialize", false) = Asked(json) else { return }
            hasBatches = wanted == "2025-03-26"
            return
        }
        guard hasBatches, (1...256).contains(elements.count) else {
            most[.null, default: 0] += 1
            return
        }
        for element in elements { take(element) }
    }

    private mutating func take(_ message: JSON) {
        if let id = Asked(message).id { most[id, default: 0] += 1 }
        let isCancellation = message["method"]?.stringValue == "notifications/cancelled"
        if isCancellation, let id = Asked.id(message["params"]?["requestId"]) { cancelled.insert(id) }
    }
}

/// The stream through a real connection: each request is answered once, and nothing else is said but notifications.
enum ConversationCheck {
    static func run(_ pieces: [[UInt8]], limit: Int, _ expected: ExpectedAnswers) async {
        var limits = LineLimits()
        limits.maximumLineBytes = limit
        let connection = LineConnection(
            server: PlainTools.server(),
            caller: Caller(id: CallerID("fuzz")),
            limits: limits
        )
        let (input, feed) = AsyncStream.makeStream(of: [UInt8].self)
        let (output, printed) = AsyncStream.makeStream(of: [UInt8].self)
        for piece in pieces { feed.yield(piece) }
        feed.finish()
        do {
            try await connection.run(reading: input) { bytes in
                printed.yield(bytes)
                return true
            }
        } catch {
            preconditionFailure("the connection failed though its input did not")
        }
        printed.finish()
        var found: [JSON: Int] = [:]
        for await line in output { count(line, &found) }
        for (id, count) in found { precondition(count <= expected.most[id] ?? 0, "\(id.text) is answered too often") }
        for (id, count) in expected.most where !expected.cancelled.contains(id) {
            precondition(found[id] == count, "\(id.text) is owed an answer")
        }
    }

    private static func count(_ line: [UInt8], _ found: inout [JSON: Int]) {
        precondition(line.last == UInt8(ascii: "\n") && !line.dropLast().contains(UInt8(ascii: "\n")), "no line")
        guard let json = try? JSON(parsing: Array(line.dropLast())) else { preconditionFailure("a line is no JSON") }
        for message in json.arrayValue ?? [json] {
            if message["method"] != nil, message["id"] == nil { continue }
            guard let id = message["id"] else { preconditionFailure("neither notification nor answer") }
            AnswerCheck.run(message.bytes, id: id)
            found[id, default: 0] += 1
        }
    }
}
