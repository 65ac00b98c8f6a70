extension Double {
    /// The integer this is exactly, else nil.
    ///
    /// `Int64(exactly:)` would do, but needs the C mathematics library, which nothing else here does.
    var wholeValue: Int64? {
        guard self >= -0x1p63, self < 0x1p63 else { return nil }
        let whole = Int64(self)
        return Double(whole) == self ? whole : nil
    }
}
