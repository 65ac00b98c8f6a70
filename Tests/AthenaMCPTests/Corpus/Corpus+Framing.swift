import AthenaJSON

extension Corpus {
    /// What is no message at all, on any wire.
    static let framing = [
        unparsable("no JSON", #"{"jsonrpc":"2.0""#),
        unparsable("an empty message", " "),
        unparsable("two messages at once", "{} {}"),
        unparsable("a lone surrogate", #"{"jsonrpc":"2.0","id":"\ud800","method":"ping"}"#),
        CorpusRow("no message", "7", invalid("A message must be a JSON object")).status(400),
        CorpusRow("no version", #"{"id":1,"method":"ping"}"#, invalid(#"jsonrpc must be \"2.0\""#, id: "1")).status(
            400
        ),
        CorpusRow(
            "an older version",
            #"{"jsonrpc":"1.0","id":"a","method":"ping"}"#,
            invalid(#"jsonrpc must be \"2.0\""#, id: #""a""#)
        ).status(400),
        CorpusRow("a null id", #"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, invalid(idAdvice)).status(400),
        CorpusRow("a fractional id", #"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, invalid(idAdvice)).status(400),
        CorpusRow("a boolean id", #"{"jsonrpc":"2.0","id":true,"method":"ping"}"#, invalid(idAdvice)).status(400),
        CorpusRow("an array id", #"{"jsonrpc":"2.0","id":[],"method":"ping"}"#, invalid(idAdvice)).status(400),
        CorpusRow("neither method nor result", #"{"jsonrpc":"2.0","id":3}"#, invalid(kindAdvice, id: "3")).status(400),
        CorpusRow("a method that is no text", #"{"jsonrpc":"2.0","id":3,"method":4}"#, invalid(kindAdvice, id: "3"))
            .status(400),
        CorpusRow("a result without an id", #"{"jsonrpc":"2.0","result":{}}"#, invalid(kindAdvice)).status(400),
        CorpusRow("an empty array", "[]", invalid("A batch must have 1 to 256 messages")).status(400),
        unparsable("a doubled key", #"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#),
        unparsable("an id beyond 64 bits", #"{"jsonrpc":"2.0","id":18446744073709551616,"method":"ping"}"#),
    ]

    static let idAdvice = "id must be a string or an integer, never null"
    static let kindAdvice = "A message needs a method, or an id with a result"

    /// Something that is no JSON; what exactly is wrong is for the parser to say.
    private static func unparsable(_ name: String, _ request: String) -> CorpusRow {
        var reason = ""
        do throws(JSONError) {
            _ = try JSON(parsing: request)
        } catch {
            reason = JSON.string("Parse error: \(error.message)").text
        }
        return CorpusRow(name, request, #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":\#(reason)}}"#)
            .status(400)
    }

    /// The refusal of something that is no message.
    static func invalid(_ message: String, id: String = "null") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"error":{"code":-32600,"message":"\#(message)"}}"#
    }

    /// An error with an id.
    static func error(_ code: Int, _ message: String, id: String = "1", data: String? = nil) -> String {
        let tail = data.map { #","data":\#($0)"# } ?? ""
        return #"{"jsonrpc":"2.0","id":\#(id),"error":{"code":\#(code),"message":"\#(message)"\#(tail)}}"#
    }

    /// A modern request.
    static func modern(_ method: String, _ more: String = "", id: String = "1") -> String {
        let tail = more.isEmpty ? "" : "," + more
        return #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{$ENV\#(tail)}}"#
    }

    /// A modern result.
    static func complete(_ members: String, id: String = "1") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"result":{"resultType":"complete",\#(members),$SERVER}}"#
    }

    /// A legacy request.
    static func old(_ method: String, _ params: String? = nil, id: String = "1") -> String {
        let tail = params.map { #","params":\#($0)"# } ?? ""
        return #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)"\#(tail)}"#
    }

    /// A legacy result.
    static func result(_ result: String, id: String = "1") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"result":\#(result)}"#
    }
}
