/// The few real functions that scores need, in plain arithmetic, because the domain imports no C library.
///
/// All are series with a known remainder; the errors given are relative and tested.
package enum RealFunction {
    private static let naturalLogarithmOfTwo = 0.693_147_180_559_945_3
    private static let squareRootOfTwo = 1.414_213_562_373_095_1
    private static let halfLogarithmOfTwoPi = 0.918_938_533_204_672_7

    /// 2 to the power of `x`, right to 1e-13; 0 below -1,000, and `x` is cut to 1,000.
    ///
    /// The whole part moves the exponent, the fraction goes through the Taylor series of e^t, whose first term left out is
    /// below 4e-15.
    package static func powerOfTwo(_ x: Double) -> Double {
        guard x > -1_000 else { return 0 }
        let bounded = min(x, 1_000)
        let whole = bounded.rounded(.down)
        let t = (bounded - whole) * naturalLogarithmOfTwo
        var sum = 1.0
        for term in stride(from: 14.0, through: 1, by: -1) { sum = 1 + sum * t / term }
        return Double(sign: .plus, exponent: Int(whole), significand: sum)
    }

    /// e to the power of `x`, within the bounds of `powerOfTwo`.
    package static func exponential(_ x: Double) -> Double { powerOfTwo(x / naturalLogarithmOfTwo) }

    /// The natural logarithm of a positive finite number, right to 1e-14; minus infinity for 0 and below.
    ///
    /// The exponent gives the multiple of ln 2; the significand, brought near 1, goes through 2 artanh((m - 1)/(m + 1)).
    package static func logarithm(_ x: Double) -> Double {
        guard x > 0 else { return -.infinity }
        var exponent = Double(x.exponent)
        var significand = x.significand
        if significand > squareRootOfTwo {
            significand /= 2
            exponent += 1
        }
        let t = (significand - 1) / (significand + 1)
        var sum = 0.0
        for power in stride(from: 21.0, through: 1, by: -2) { sum = sum * t * t + 1 / power }
        return exponent * naturalLogarithmOfTwo + 2 * t * sum
    }

    /// The logarithm of the gamma function of a positive number, right to 1e-12.
    ///
    /// Stirling's series (DLMF 5.11.1) from 10 up; below, the recurrence gamma(x + 1) = x gamma(x) leads there.
    package static func logarithmOfGamma(_ x: Double) -> Double {
        var argument = x
        var product = 1.0
        while argument < 10 {
            product *= argument
            argument += 1
        }
        let inverse = 1 / argument
        let square = inverse * inverse
        let corrections =
            inverse
            * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1_260 - square * (1.0 / 1_680 - square / 1_188))))
        let stirling = (argument - 0.5) * logarithm(argument) - argument + halfLogarithmOfTwoPi + corrections
        return stirling - logarithm(product)
    }
}
