/// Lays samples out in the text exposition format 0.0.4, families and lines in a stable order.
struct PrometheusPage {
    private var families: [String: MetricFamily] = [:]
    private var lines: [String: [[String]]] = [:]

    /// Adds one value.
    mutating func add(_ sample: MetricSample) {
        let labels = Array(zip(sample.family.labels, sample.labels))
        insert([Self.line(sample.family.name, labels, sample.value)], into: sample.family)
    }

    /// Adds a histogram; `buckets` are counts between edges, the page shows them cumulated.
    mutating func add(_ family: MetricFamily, _ values: [String], buckets: [Int], count: Int, sum: Double) {
        let labels = Array(zip(family.labels, values))
        var block: [String] = []
        var total = 0
        for (edge, bucket) in zip(MetricBook.edges, buckets) {
            total += bucket
            block.append(Self.line("\(family.name)_bucket", labels + [("le", "\(edge)")], Double(total)))
        }
        block.append(Self.line("\(family.name)_bucket", labels + [("le", "+Inf")], Double(count)))
        block.append(Self.line("\(family.name)_sum", labels, sum))
        block.append(Self.line("\(family.name)_count", labels, Double(count)))
        insert(block, into: family)
    }

    /// The page.
    var text: String {
        var page = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            page += "# HELP \(name) \(family.help)\n# TYPE \(name) \(family.kind.rawValue)\n"
            let blocks = (lines[name] ?? []).sorted { $0.lexicographicallyPrecedes($1) }
            for line in blocks.joined() { page += line + "\n" }
        }
        return page
    }

    private mutating func insert(_ block: [String], into family: MetricFamily) {
        families[family.name] = family
        lines[family.name, default: []].append(block)
    }

    private static func line(_ name: String, _ labels: [(String, String)], _ value: Double) -> String {
        let number = Int64(exactly: value).map(String.init) ?? "\(value)"
        guard !labels.isEmpty else { return "\(name) \(number)" }
        let pairs = labels.map { "\($0.0)=\"\(escaped($0.1))\"" }
        return "\(name){\(pairs.joined(separator: ","))} \(number)"
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
