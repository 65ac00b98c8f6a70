internal import Synchronization

/// The counters, gauges and histograms of this process.
///
/// Labels come from closed lists, so the book cannot grow without end: never count by task, agent or client.
package final class MetricBook: Sendable {
    /// The upper edges of the buckets of a histogram, in seconds.
    package static let edges: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60]

    private struct Key: Hashable {
        let family: MetricFamily
        let labels: [String]
    }

    private struct Histogram {
        var buckets = [Int](repeating: 0, count: MetricBook.edges.count)
        var count = 0
        var sum = 0.0

        mutating func add(_ seconds: Double) {
            count += 1
            sum += seconds
            if let bucket = MetricBook.edges.firstIndex(where: { seconds <= $0 }) { buckets[bucket] += 1 }
        }
    }

    private struct State {
        var values: [Key: Double] = [:]
        var histograms: [Key: Histogram] = [:]
    }

    private let state = Mutex(State())

    /// An empty book.
    package init() {}

    /// Adds to a counter or moves a gauge.
    package func add(_ amount: Double = 1, to family: MetricFamily, _ labels: String...) {
        state.withLock { $0.values[Key(family: family, labels: labels), default: 0] += amount }
    }

    /// Notes one duration.
    package func observe(_ duration: Duration, in family: MetricFamily, _ labels: String...) {
        let seconds = duration.seconds
        state.withLock { $0.histograms[Key(family: family, labels: labels), default: Histogram()].add(seconds) }
    }

    /// The value of a counter or gauge; 0 for what was never counted.
    package func value(of family: MetricFamily, _ labels: String...) -> Double {
        state.withLock { $0.values[Key(family: family, labels: labels)] ?? 0 }
    }

    /// Everything counted, and `further` samples that are known elsewhere, in the text format of Prometheus.
    package func text(with further: [MetricSample] = []) -> String {
        let (values, histograms) = state.withLock { ($0.values, $0.histograms) }
        var page = PrometheusPage()
        for (key, value) in values { page.add(MetricSample(key.family, key.labels, value)) }
        for sample in further { page.add(sample) }
        for (key, histogram) in histograms {
            page.add(key.family, key.labels, buckets: histogram.buckets, count: histogram.count, sum: histogram.sum)
        }
        return page.text
    }
}
