import AthenaJSON
import AthenaMCP
import Testing

/// One request and everything that must come back, on each transport.
struct CorpusRow: Sendable, CustomTestStringConvertible {
    /// How the request travels.
    enum Wire: Sendable, Hashable, CaseIterable { case line, http, inProcess }

    let name: String
    let request: String
    let answers: [String]
    private(set) var wires = Wire.allCases
    private(set) var method = "POST"
    private(set) var session: ProtocolRevision?
    private(set) var status = 200
    private(set) var given: [(String, String)] = []
    private(set) var withheld: Set<String> = []
    private(set) var expected: [String: String] = [:]
    private(set) var caller = Fixture.caller

    var testDescription: String { name }

    init(_ name: String, _ request: String, _ answers: String...) {
        self.name = name
        self.request = Self.expand(request)
        self.answers = answers.map(Self.expand)
    }

    /// The status that HTTP shows.
    func status(_ status: Int) -> CorpusRow { changed { $0.status = status } }

    /// Travels over HTTP only.
    func overHTTP() -> CorpusRow { changed { $0.wires = [.http] } }

    /// Travels over everything but HTTP.
    func overLines() -> CorpusRow { changed { $0.wires = [.line, .inProcess] } }

    /// Travels over a connection of lines only.
    func overLine() -> CorpusRow { changed { $0.wires = [.line] } }

    /// Comes after a handshake that agreed on a revision.
    func after(_ revision: ProtocolRevision) -> CorpusRow { changed { $0.session = revision } }

    /// Adds a request header; one with the name of a usual one replaces it.
    func header(_ name: String, _ value: String) -> CorpusRow {
        changed {
            $0.withheld.insert(name)
            $0.given.append((name, value))
        }
    }

    /// Leaves a usual request header out.
    func without(_ name: String) -> CorpusRow { changed { $0.withheld.insert(name) } }

    /// Demands a response header.
    func expecting(_ name: String, _ value: String) -> CorpusRow { changed { $0.expected[name] = value } }

    /// Uses another HTTP method.
    func method(_ method: String) -> CorpusRow { changed { $0.method = method } }

    /// Comes from somebody else.
    func from(_ id: CallerID) -> CorpusRow { changed { $0.caller = Caller(id: id) } }

    private func changed(_ change: (inout CorpusRow) -> Void) -> CorpusRow {
        var row = self
        change(&row)
        return row
    }

    /// Fills in what nearly every row repeats.
    private static func expand(_ text: String) -> String {
        var text = text
        for (mark, value) in marks {
            text = text.split(separator: mark, omittingEmptySubsequences: false).joined(separator: value)
        }
        return text
    }

    private static let marks = [
        (
            "$ENV",
            #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","#
                + #""io.modelcontextprotocol/clientCapabilities":{}}"#
        ),
        (
            "$SERVER",
            #""_meta":{"io.modelcontextprotocol/serverInfo":{"name":"fixture","title":"Fixture","version":"1.2.3"}}"#
        ),
        ("$VERSIONS", #"["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"]"#),
    ]
}
