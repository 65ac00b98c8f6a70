extension [UInt8] {
    /// Appends a number in decimal, as `description` would write it, without making a text of it first.
    package mutating func append(digitsOf number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        let start = endIndex
        var rest = number.magnitude
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            append(UInt8(ascii: "0") + UInt8(digit))
            rest = quotient
        } while rest > 0
        self[start...].reverse()
    }
}
