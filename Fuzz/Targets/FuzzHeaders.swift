import AthenaJSON
import Foundation

@testable import AthenaMCP

/// A whole HTTP request as text: method, headers, an empty line, body. What the head says is checked against a second
/// reading of it, and no request is served whose headers disagree with its body or come from somewhere else.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHeaders(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = unsafe FuzzInput(start, count, decisions: 0)
    guard let request = RequestText(input.material) else { return 0 }
    TextForms.check(request)
    HostChecks.check(request.fields)
    AcceptChecks.check(request.fields)
    ExchangeChecks.check(request)
    return 0
}

/// The request that the bytes of a run describe.
struct RequestText {
    let method: String
    let fields: HTTPFields
    let body: [UInt8]
    /// The body as JSON, if it is.
    let json: JSON?

    init?(_ bytes: [UInt8]) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let first = lines.first else { return nil }
        let head = lines.dropFirst().prefix { !$0.isEmpty }
        method = String(decoding: first, as: UTF8.self)
        fields = HTTPFields(
            head.map { line in
                let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
                let value = parts.count == 2 ? parts[1] : []
                return HTTPField(String(decoding: parts[0], as: UTF8.self), String(decoding: value, as: UTF8.self))
            }
        )
        body = Array(lines.dropFirst(head.count + 2).joined(separator: [UInt8(ascii: "\n")]))
        json = try? JSON(parsing: body)
    }

    /// The headers by the plainest of readings.
    func only(_ name: String) -> String? {
        let found = fields.all.filter { $0.name == name }
        return found.count == 1 ? found.first?.value : nil
    }
}

/// The texts that headers carry: trimming, base64 in both alphabets, the marked form, cursors.
enum TextForms {
    static func check(_ request: RequestText) {
        for field in request.fields.all {
            precondition(HTTPField(field.name, field.value) == field, "trimming twice is not trimming once")
            precondition(
                ![" ", "\t"].contains(field.value.utf8.first.map { String(UnicodeScalar($0)) }),
                "not trimmed"
            )
            checkMarked(field.value)
            for alphabet in [Base64.standard, .urlSafe] { checkDecoding(Array(field.value.utf8), alphabet) }
            checkCursor(field.value)
        }
        checkEncoding(request.body)
        let text = String(decoding: request.body, as: UTF8.self)
        let cursor = PageCursor(list: "tools", last: text, caller: CallerID("fuzz")).text
        let last = try? PageCursor.last(in: cursor, list: "tools", caller: CallerID("fuzz"))
        precondition(last.map { Array($0.utf8) } == Array(text.utf8), "a cursor leads elsewhere")
        let other = try? PageCursor.last(in: cursor, list: "resources", caller: CallerID("fuzz"))
        precondition(other == nil, "a cursor of another list is taken")
    }

    /// The marked form by another implementation of base64.
    static func marked(_ text: String) -> String { "=?base64?\(Data(text.utf8).base64EncodedString())?=" }

    /// Whether a header stands for a text: it is the text, or its marked form.
    static func stands(_ header: String?, for text: String) -> Bool {
        guard let header, header.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return false }
        let isMarked = header.utf8.count >= 11 && header.hasPrefix("=?base64?") && header.hasSuffix("?=")
        return (isMarked ? marked(text) : text).utf8.elementsEqual(header.utf8)
    }

    private static func checkMarked(_ value: String) {
        let again = try? HeaderText.decode(marked(value))
        precondition(again.map { Array($0.utf8) } == Array(value.utf8), "a marked text is not read back")
        guard let text = try? HeaderText.decode(value) else { return }
        let isItself = text.utf8.elementsEqual(value.utf8)
        precondition(isItself || marked(text).utf8.elementsEqual(value.utf8), "two headers stand for one text")
    }

    private static func checkDecoding(_ text: [UInt8], _ alphabet: Base64) {
        guard let bytes = alphabet.decode(text) else { return }
        precondition(Array(alphabet.encode(bytes).utf8) == text, "base64 that no encoder writes was read")
    }

    private static func checkEncoding(_ bytes: [UInt8]) {
        let standard = Base64.standard.encode(bytes)
        precondition(standard == Data(bytes).base64EncodedString(), "base64 is not what others write")
        precondition(Base64.standard.decode(standard.utf8) == bytes, "base64 is not read back")
        precondition(Base64.urlSafe.decode(Base64.urlSafe.encode(bytes).utf8) == bytes, "base64url is not read back")
    }

    /// Of all texts only those are cursors that a list has given out.
    private static func checkCursor(_ text: String) {
        let caller = CallerID("fuzz")
        guard let last = try? PageCursor.last(in: text, list: "tools", caller: caller) else { return }
        precondition(PageCursor(list: "tools", last: last, caller: caller).text == text, "a forged cursor is taken")
    }
}

/// Who may call: the rules of `Host` and `Origin`, by a second reading.
enum HostChecks {
    static let policy = OriginPolicy(allowedOrigins: ["https://console.example.com"])
    private static let names = ["localhost", "127.0.0.1", "[::1]"]

    static func check(_ fields: HTTPFields) {
        let refusal = policy.refusal(of: fields)
        let hosts = fields.values("host")
        let port = hosts.count == 1 ? port(of: hosts[0]) : nil
        precondition((refusal == .host) == (port == nil), "a host is judged in two ways")
        precondition(policy.refusal(of: HTTPFields(fields.all.reversed())) == refusal, "order decides who may call")
        #if PLANTED_CRASH
            if let number = port ?? nil, number < 10 { preconditionFailure("planted crash") }
        #endif
        for (name, value) in [("Origin", "https://evil.example"), ("Origin", "null"), ("Host", "evil.example")] {
            let more = HTTPFields(fields.all + [HTTPField(name, value)])
            precondition(policy.refusal(of: more) != nil, "\(name) \(value) is let in")
        }
        guard refusal == nil, let host = hosts.first else { return }
        for origin in fields.values("origin") { precondition(isOwn(origin, port: port ?? nil), "\(origin) is let in") }
        let own = HTTPFields([HTTPField("host", host), HTTPField("origin", "http://\(host)")])
        precondition(policy.refusal(of: own) == nil, "the server's own page is kept out")
    }

    /// The port of one of the server's own names, nil inside when it is the standard one; nil for any other text.
    private static func port(of host: String) -> UInt16?? {
        let host = host.lowercased()
        for name in names where host.hasPrefix(name) {
            let rest = host.utf8.dropFirst(name.utf8.count)
            if rest.isEmpty { return .some(nil) }
            let digits = rest.dropFirst()
            guard rest.first == UInt8(ascii: ":"), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { continue }
            if let number = UInt16(String(decoding: digits, as: UTF8.self)) { return .some(number) }
        }
        return nil
    }

    private static func isOwn(_ origin: String, port expected: UInt16?) -> Bool {
        let origin = origin.lowercased()
        if policy.allowedOrigins.contains(origin) { return true }
        for (scheme, standard) in [("http://", UInt16(80)), ("https://", 443)] where origin.hasPrefix(scheme) {
            guard let found = port(of: String(origin.dropFirst(scheme.count))) else { return false }
            return (found ?? standard) == (expected ?? standard)
        }
        return false
    }
}

/// What a client takes: neither case nor the way a list is split changes it, and what is named last is taken.
enum AcceptChecks {
    static func check(_ fields: HTTPFields) {
        let accepted = AcceptedTypes(fields)
        let values = fields.values("accept")
        precondition(!values.isEmpty || (accepted.json && accepted.stream), "nothing said, and not everything taken")
        let split = values.flatMap { $0.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) }
        let parts = split.map { HTTPField("Accept", String(decoding: $0, as: UTF8.self).uppercased(ascii: true)) }
        precondition(AcceptedTypes(HTTPFields(parts)) == accepted, "a list is read in two ways")
        let more = AcceptedTypes(HTTPFields(fields.all + [HTTPField("Accept", "text/event-stream;x=1")]))
        precondition(more.stream, "what is asked for by name is not taken")
    }
}

extension String {
    /// In upper case where HTTP knows case at all.
    fileprivate func uppercased(ascii: Bool) -> String {
        let bytes = utf8.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 & 0xDF : $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The whole way of a request, up to its answer.
enum ExchangeChecks {
    private static let statuses: Set<Int> = [200, 202, 204, 400, 403, 404, 405, 406, 413, 415, 421]
    private static let exchange = HTTPExchange(server: PlainTools.server(), policy: HostChecks.policy)

    static func check(_ request: RequestText) {
        let caller = Caller(id: CallerID("fuzz"))
        let whole = HTTPExchangeRequest(
            method: request.method,
            fields: request.fields,
            body: request.body,
            caller: caller
        )
        let refusal = exchange.refusal(method: request.method, fields: request.fields)
        let plan = exchange.plan(whole)
        if let refusal {
            guard case .answer(let answer) = plan else { preconditionFailure("what the head forbids is served") }
            precondition(answer.status == refusal.status && answer.body == refusal.body, "refused in two ways")
        }
        switch plan {
        case .answer(let answer): check(answer, request)
        case .call(let call):
            checkAgreement(request)
            Blocking.run { check(await call.answer(), request) }
        case .stream(let stream):
            checkAgreement(request)
            Blocking.run { await stream.run { _ in true } }
        }
    }

    private static func check(_ answer: HTTPAnswer, _ request: RequestText) {
        precondition(statuses.contains(answer.status), "a status that nobody expects: \(answer.status)")
        guard !answer.body.isEmpty, answer.headers.contains(HTTPField("content-type", "application/json")) else {
            return
        }
        guard let json = try? JSON(parsing: answer.body) else { preconditionFailure("an answer is no JSON") }
        guard let object = json.objectValue else { return }
        let id = object["id"] ?? "none"
        precondition(id.isNull || id == request.json?["id"], "an answer with an id that nobody gave")
        precondition((object["result"] == nil) != (object["error"] == nil), "neither result nor error")
    }

    /// A modern request is served only if each header that repeats a part of it says the same.
    private static func checkAgreement(_ request: RequestText) {
        guard let json = request.json, case .answer(_, let method, true) = Asked(json) else { return }
        let version = json["params"]?["_meta"]?["io.modelcontextprotocol/protocolVersion"]?.stringValue
        precondition(request.only("mcp-protocol-version") == version, "served under another version")
        precondition(request.only("mcp-method") == method, "served under another method")
        guard method == "tools/call", let name = json["params"]?["name"]?.stringValue else { return }
        precondition(TextForms.stands(request.only("mcp-name"), for: name), "served under another name")
    }
}
