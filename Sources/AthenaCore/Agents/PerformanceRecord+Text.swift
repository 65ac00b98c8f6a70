extension PerformanceRecord {
    /// The compact form for a store: counts, sum, weights, time and histogram, parted by spaces.
    ///
    /// Doubles are written so that they read back bit for bit.
    package var text: String {
        "\(successes) \(failures) \(totalMs) \(successWeight) \(failureWeight) \(weighedAt) \(durations.text)"
    }

    /// Reads the compact form; nil for a text that `text` does not produce.
    package init?(text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 7,
            let successes = Int(parts[0]), let failures = Int(parts[1]), let totalMs = Int64(parts[2]),
            let successWeight = Double(parts[3]), let failureWeight = Double(parts[4]),
            let weighedAt = Int64(parts[5]), let durations = DurationHistogram(text: String(parts[6])),
            successes >= 0, failures >= 0, totalMs >= 0,
            successWeight.isFinite, failureWeight.isFinite, successWeight >= 0, failureWeight >= 0
        else { return nil }
        self.init()
        self.successes = successes
        self.failures = failures
        self.totalMs = totalMs
        self.successWeight = successWeight
        self.failureWeight = failureWeight
        self.weighedAt = weighedAt
        self.durations = durations
    }
}
