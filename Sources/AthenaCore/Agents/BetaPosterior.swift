/// What is believed about a rate of success: a Beta distribution over 0...1.
package struct BetaPosterior: Sendable, Hashable {
    /// The first parameter: successes, those the prior is worth included.
    package let successes: Double
    /// The second parameter: failures, those the prior is worth included.
    package let failures: Double

    /// A belief of positive finite parameters; others are brought into 1e-9...1e12.
    package init(successes: Double, failures: Double) {
        self.successes = Self.bounded(successes)
        self.failures = Self.bounded(failures)
    }

    /// The belief after counted outcomes when nothing was known before: every rate was as likely as any other.
    package init(afterSuccesses successes: Int, failures: Int) {
        self.init(successes: 1 + Double(max(successes, 0)), failures: 1 + Double(max(failures, 0)))
    }

    /// The expected rate.
    package var mean: Double { successes / (successes + failures) }

    /// The rate that the true one exceeds with probability 0.9: the tenth percentile, found by bisection to 1e-9.
    package var lowerBound90: Double {
        var low = 0.0
        var high = 1.0
        for _ in 0..<30 {
            let middle = (low + high) / 2
            if probability(below: middle) < 0.1 { low = middle } else { high = middle }
        }
        return low
    }

    /// The probability that the rate is below `x`: the regularised incomplete beta function.
    ///
    /// The continued fraction DLMF 8.17.22, which converges fast below the mean; above it the mirrored one is used
    /// (DLMF 8.17.4). Tested against closed forms to 1e-9.
    package func probability(below x: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        let convergesFast = x < (successes + 1) / (successes + failures + 2)
        guard convergesFast else {
            let mirrored = BetaPosterior(successes: failures, failures: successes)
            return 1 - mirrored.lowerTail(1 - x)
        }
        return lowerTail(x)
    }

    private static func bounded(_ parameter: Double) -> Double {
        parameter > 1e-9 ? min(parameter, 1e12) : 1e-9
    }

    private func lowerTail(_ x: Double) -> Double {
        let logarithmOfFactor =
            RealFunction.logarithmOfGamma(successes + failures)
            - RealFunction.logarithmOfGamma(successes)
            - RealFunction.logarithmOfGamma(failures)
            + successes * RealFunction.logarithm(x)
            + failures * RealFunction.logarithm(1 - x)
        let value = RealFunction.exponential(logarithmOfFactor) / (successes * continuedFraction(x))
        return min(max(value, 0), 1)
    }

    /// 1 + d1/(1 + d2/(1 + ...)) from the front, as the product of the ratios of its convergents.
    private func continuedFraction(_ x: Double) -> Double {
        let smallest = 1e-300
        var numerator = 1.0
        var denominator = 0.0
        var value = 1.0
        for step in 1...10_000 {
            let term = coefficient(Double(step), x)
            let below = 1 + term * denominator
            denominator = 1 / (abs(below) < smallest ? smallest : below)
            let above = 1 + term / numerator
            numerator = abs(above) < smallest ? smallest : above
            let ratio = numerator * denominator
            value *= ratio
            if abs(ratio - 1) < 1e-13 { break }
        }
        return value
    }

    private func coefficient(_ step: Double, _ x: Double) -> Double {
        let half = (step / 2).rounded(.down)
        let isEven = half * 2 == step
        let position = (successes + step - 1) * (successes + step)
        return isEven
            ? half * (failures - half) * x / position
            : -(successes + half) * (successes + failures + half) * x / position
    }
}
