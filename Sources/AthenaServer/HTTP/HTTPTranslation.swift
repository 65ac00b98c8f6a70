internal import AthenaCore
internal import AthenaJSON
internal import AthenaMCP
internal import HTTPTypes
internal import Hummingbird

extension AthenaMCP.HTTPFields {
    /// The headers of a request with every duplicate; the first `Host` stands apart in the parsed head.
    init(_ request: Request) {
        var fields: [AthenaMCP.HTTPField] = []
        fields.reserveCapacity(request.headers.count + 1)
        if let host = request.head.authority { fields.append(AthenaMCP.HTTPField(lowercased: "host", host)) }
        for field in request.headers {
            fields.append(AthenaMCP.HTTPField(lowercased: field.name.canonicalName, field.value))
        }
        self.init(fields)
    }
}

extension Response {
    /// An answer of the protocol without a promise behind it.
    init(_ answer: HTTPAnswer) {
        self.init(status: .init(code: answer.status), headers: HTTPTypes.HTTPFields(answer.headers), answer.body)
    }

    /// A refusal outside of the protocol.
    init(_ error: AthenaError, tokenWasGiven: Bool = false) {
        var headers: HTTPTypes.HTTPFields = [.contentType: "application/json"]
        if error.code == .unauthenticated {
            headers[.wwwAuthenticate] = #"Bearer realm="athena""# + (tokenWasGiven ? #", error="invalid_token""# : "")
        }
        if let wait = error.retryAfterMs { headers[.retryAfter] = String((wait + 999) / 1_000) }
        self.init(status: .init(code: error.code.surfaces.http), headers: headers, error.json.bytes)
    }

    /// A JSON text.
    init(_ status: HTTPResponse.Status, _ json: JSON) {
        self.init(status: status, headers: [.contentType: "application/json"], json.bytes)
    }

    private init(status: HTTPResponse.Status, headers: HTTPTypes.HTTPFields, _ body: [UInt8]) {
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension HTTPTypes.HTTPFields {
    /// The headers of an answer; a name that is none is left out.
    init(_ fields: [AthenaMCP.HTTPField]) {
        self.init()
        for field in fields {
            guard let name = HTTPTypes.HTTPField.Name(field.name) else { continue }
            append(HTTPTypes.HTTPField(name: name, value: field.value))
        }
    }
}
