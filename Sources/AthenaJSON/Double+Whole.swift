/// What the standard library's own rounding would do, without the C mathematics library that it links to on Linux and
/// that nothing else here needs.
extension Double {
    /// The integer this is exactly, else nil.
    var wholeValue: Int64? {
        guard self >= -0x1p63, self < 0x1p63 else { return nil }
        let whole = Int64(self)
        return Double(whole) == self ? whole : nil
    }

    /// Whether there is nothing behind the point. From 2^53 on a double has no room for it.
    var isWhole: Bool {
        isFinite && (magnitude >= 0x1p53 || wholeValue != nil)
    }

    /// The whole number closest to this one.
    var nearestWhole: Double {
        guard magnitude < 0x1p53 else { return self }
        return Double(Int64(self + (self < 0 ? -0.5 : 0.5)))
    }
}
