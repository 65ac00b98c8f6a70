internal import AthenaJSON
internal import Foundation

/// Where figures are shown: a line each for programs as they come, a table for people at the end.
struct BenchSheet {
    private static let columns = [
        "over", "operation", "tasks", "callers", "ops_s", "p50_us", "p99_us", "ops_per_commit", "pages_per_commit",
        "fsync_us", "resident_kib", "bytes_per_task",
    ]

    let isJSON: Bool
    private var rows: [[String]] = []

    /// An empty sheet.
    init(isJSON: Bool) { self.isJSON = isJSON }

    /// Takes a figure.
    mutating func add(_ figures: JSONObject) throws {
        if isJSON { return try Console.data([JSON.object(figures).text]) }
        if Console.showsMessages { Console.say("\(JSON.object(figures).cell("operation")) is measured") }
        rows.append(Self.columns.map { figures[$0]?.cellText ?? "" })
    }

    /// Shows the table.
    func close() throws {
        guard !isJSON else { return }
        let titles = Self.columns.map { $0.uppercased() }
        var table = Table(columns: titles.enumerated().map { $0 < 2 ? .text($1) : .number($1) })
        table.rows = rows
        try Console.data(table.lines(on: .current(environment: ServerOptions.environment)))
    }
}
