/// One value of a metric at one moment.
package struct MetricSample: Sendable, Hashable {
    package let family: MetricFamily
    /// The values of the family's labels, in their order.
    package let labels: [String]
    package let value: Double

    /// Pairs a metric with its value.
    package init(_ family: MetricFamily, _ labels: [String] = [], _ value: Double) {
        self.family = family
        self.labels = labels
        self.value = value
    }
}
