extension JSONParser {
    /// A number longer than this says nothing that a double could hold, and would only cost time.
    private static let longestNumber = 1_100

    /// Reads a number; the current byte is a digit or the minus.
    mutating func parseNumber(_ bytes: Span<UInt8>) throws(JSONError) -> JSON {
        let start = position
        let isNegative = accept(Ascii.minus, bytes)
        var mantissa = Mantissa()
        let digitsStart = position
        try parseDigits(bytes, into: &mantissa)
        guard bytes[digitsStart] != Ascii.zero || position == digitsStart + 1 else {
            throw JSONError(.syntax, at: digitsStart, "a number may not start with 0")
        }
        var isInteger = true
        var exponent = 0
        if accept(Ascii.point, bytes) {
            isInteger = false
            let fraction = position
            try parseDigits(bytes, into: &mantissa)
            exponent = fraction - position
        }
        if accept(UInt8(ascii: "e"), bytes) || accept(UInt8(ascii: "E"), bytes) {
            isInteger = false
            exponent += try parseExponent(bytes)
        }
        guard position - start <= Self.longestNumber else {
            throw JSONError(.numberOutOfRange, at: start, "a number has over \(Self.longestNumber) characters")
        }
        if isInteger { return .integer(try integer(mantissa, isNegative: isNegative, at: start)) }
        if let value = mantissa.scaled(by: exponent) { return .double(isNegative ? -value : value) }
        return .double(try double(bytes.extracting(start..<position), at: start))
    }

    private mutating func parseDigits(_ bytes: Span<UInt8>, into mantissa: inout Mantissa) throws(JSONError) {
        let start = position
        while position < bytes.count, bytes[position] >= Ascii.zero, bytes[position] <= Ascii.nine {
            mantissa.append(digit: bytes[position] - Ascii.zero)
            position += 1
        }
        guard position > start else { throw unexpected(bytes, wanted: "a digit") }
    }

    /// Reads the exponent behind its letter; far beyond the range of a double it stops growing.
    private mutating func parseExponent(_ bytes: Span<UInt8>) throws(JSONError) -> Int {
        let isNegative = accept(Ascii.minus, bytes)
        if !isNegative { _ = accept(Ascii.plus, bytes) }
        var digits = Mantissa()
        try parseDigits(bytes, into: &digits)
        let size = digits.isExact ? Int(min(digits.value, 1_000_000)) : 1_000_000
        return isNegative ? -size : size
    }

    private func integer(_ mantissa: Mantissa, isNegative: Bool, at start: Int) throws(JSONError) -> Int64 {
        if mantissa.isExact {
            if !isNegative, let value = Int64(exactly: mantissa.value) { return value }
            if isNegative, mantissa.value == Int64.min.magnitude { return .min }
            if isNegative, let value = Int64(exactly: mantissa.value) { return -value }
        }
        throw JSONError(.numberOutOfRange, at: start, "an integer does not fit 64 bits; send it as a string")
    }

    /// The slow way for numbers whose nearest double takes more than one rounding to find.
    private func double(_ digits: Span<UInt8>, at start: Int) throws(JSONError) -> Double {
        var text = ""
        for index in digits.indices { text.unicodeScalars.append(Unicode.Scalar(digits[index])) }
        guard let value = Double(text), value.isFinite else {
            throw JSONError(.numberOutOfRange, at: start, "a number does not fit a double; send it as a string")
        }
        return value
    }
}

/// The digits of a number read as one integer, as long as they fit.
private struct Mantissa {
    private(set) var value: UInt64 = 0
    private(set) var isExact = true

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    mutating func append(digit: UInt8) {
        let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
        let (sum, carried) = product.addingReportingOverflow(UInt64(digit))
        value = sum
        isExact = isExact && !overflowed && !carried
    }

    /// The digits times a power of ten, where both are exact as doubles and one rounding therefore gives the nearest.
    func scaled(by exponent: Int) -> Double? {
        guard isExact, value <= 1 << 53 else { return nil }
        if exponent >= 0, exponent <= 22 { return Double(value) * Self.powersOfTen[exponent] }
        if exponent < 0, exponent >= -22 { return Double(value) / Self.powersOfTen[-exponent] }
        return nil
    }
}
