extension JSON {
    /// Whether both are numbers and this one is smaller, exactly, also where one is an integer and one a double.
    func isLess(than other: JSON) -> Bool {
        switch (self, other) {
        case (.integer(let left), .integer(let right)): left < right
        case (.double(let left), .double(let right)): left < right
        case (.integer(let left), .double(let right)): left.isLess(than: right)
        case (.double(let left), .integer(let right)): right.isGreater(than: left)
        default: false
        }
    }

    /// Whether this number is a whole multiple of another; decimal fractions such as 0.3 of 0.1 count by their nearest.
    func isMultiple(of divisor: JSON) -> Bool {
        if let value = integerValue, let divisor = divisor.integerValue {
            return divisor != 0 && value.isMultiple(of: divisor)
        }
        guard let value = doubleValue, let divisor = divisor.doubleValue, divisor != 0 else { return false }
        let quotient = value / divisor
        guard quotient.isFinite else { return false }
        return (quotient - quotient.nearestWhole).magnitude <= 4 * quotient.ulp
    }
}

extension Int64 {
    fileprivate func isLess(than other: Double) -> Bool {
        if other >= 0x1p63 { return true }
        guard other > -0x1p63 else { return false }
        let whole = Int64(other)
        return self < whole || self == whole && other > Double(whole)
    }

    fileprivate func isGreater(than other: Double) -> Bool {
        if other < -0x1p63 { return true }
        guard other < 0x1p63 else { return false }
        let whole = Int64(other)
        return self > whole || self == whole && other < Double(whole)
    }
}
