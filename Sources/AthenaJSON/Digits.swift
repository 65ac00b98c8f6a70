extension [UInt8] {
    /// Appends a number in decimal, as `description` would write it, without making a text of it first.
    package mutating func append(digitsOf number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        let start = endIndex
        append(contentsOf: repeatElement(UInt8(ascii: "0"), count: Self.digits(in: rest)))
        var end = endIndex
        while end > start {
            end -= 1
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            self[end] += UInt8(digit)
            rest = quotient
        }
    }

    private static func digits(in number: UInt64) -> Int {
        var count = 1
        var rest = number
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        return count
    }
}
