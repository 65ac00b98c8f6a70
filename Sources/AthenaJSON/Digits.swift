extension [UInt8] {
    /// Appends a number in decimal, as `description` would write it, without making a text of it first.
    package mutating func append(digitsOf number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
        var first = digits.count
        var rest = number.magnitude
        repeat {
            first -= 1
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            digits[first] += UInt8(digit)
            rest = quotient
        } while rest > 0
        append(run: digits.span.extracting(first..<digits.count))
    }
}
