extension FixedWidthInteger {
    /// The sum, or the largest or smallest value where it would not fit: a counter must never end the process.
    package func addingWithoutOverflow(_ other: Self) -> Self {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        guard isTooLarge else { return sum }
        return other > 0 ? .max : .min
    }
}

extension Int64 {
    /// The difference, or the largest or smallest value where it would not fit.
    package func subtractingWithoutOverflow(_ other: Int64) -> Int64 {
        let (difference, isTooLarge) = subtractingReportingOverflow(other)
        guard isTooLarge else { return difference }
        return other < 0 ? .max : .min
    }
}
