import AthenaCore
import AthenaTestKit
import Testing

@Suite("Real functions")
struct RealFunctionTests {
    @Test(
        "powers of two are right to 1e-13",
        arguments: [
            (0.0, 1.0), (1, 2), (-1, 0.5), (10, 1_024), (-20, 9.5367431640625e-7), (0.5, 1.414_213_562_373_095_1),
            (-0.25, 0.840_896_415_253_714_5), (0.999_999, 1.999_998_613_706_1), (-3.321_928_094_887_362, 0.1),
        ]
    )
    func powers(x: Double, expected: Double) {
        #expect(abs(RealFunction.powerOfTwo(x) / expected - 1) < 1e-13)
    }

    @Test("powers of two at the ends neither trap nor go wrong")
    func ends() {
        #expect(RealFunction.powerOfTwo(-1_001) == 0)
        #expect(RealFunction.powerOfTwo(-.infinity) == 0)
        #expect(RealFunction.powerOfTwo(.infinity) == RealFunction.powerOfTwo(1_000))
        #expect(RealFunction.powerOfTwo(.nan) == 0)
    }

    @Test("2^(x + y) is 2^x times 2^y, and the logarithm undoes the exponential")
    func laws() {
        var random = Dice(seed: 3)
        for _ in 0..<2_000 {
            let (x, y) = (Double.random(in: -200...200, using: &random), Double.random(in: -200...200, using: &random))
            let product = RealFunction.powerOfTwo(x) * RealFunction.powerOfTwo(y)
            #expect(abs(RealFunction.powerOfTwo(x + y) / product - 1) < 1e-12)
            #expect(abs(RealFunction.logarithm(RealFunction.exponential(x)) - x) < 1e-12 * max(1, abs(x)))
        }
        #expect(abs(RealFunction.logarithm(10) - 2.302_585_092_994_045_7) < 1e-14)
        #expect(RealFunction.logarithm(1) == 0)
        #expect(RealFunction.logarithm(0) == -.infinity)
    }

    @Test("gamma of a whole number is a factorial, of one half the root of pi")
    func gamma() {
        var factorial = 1.0
        for n in 1...100 {
            let expected = RealFunction.logarithm(factorial)
            #expect(abs(RealFunction.logarithmOfGamma(Double(n)) - expected) < 1e-11 * max(1, expected))
            factorial *= Double(n)
        }
        #expect(abs(RealFunction.logarithmOfGamma(0.5) - 0.572_364_942_924_700_1) < 1e-12)
    }

    @Test("a uniform belief is below x with probability x")
    func uniform() {
        let belief = BetaPosterior(successes: 1, failures: 1)
        for x in stride(from: 0.0, through: 1, by: 0.05) { #expect(abs(belief.probability(below: x) - x) < 1e-12) }
        #expect(abs(belief.lowerBound90 - 0.1) < 1e-8)
    }

    @Test("with only successes the lower bound is the root of a tenth", arguments: [1, 2, 5, 10, 100, 10_000])
    func onlySuccesses(count: Int) {
        let expected = RealFunction.exponential(RealFunction.logarithm(0.1) / Double(count + 1))
        #expect(abs(BetaPosterior(afterSuccesses: count, failures: 0).lowerBound90 - expected) < 1e-8)
    }

    @Test("the incomplete beta function is a binomial tail for whole parameters")
    func binomialTail() {
        for successes in 1...12 {
            for failures in 1...12 {
                let trials = successes + failures - 1
                for x in [0.05, 0.3, 0.5, 0.6, 0.77, 0.95] {
                    let belief = BetaPosterior(successes: Double(successes), failures: Double(failures))
                    #expect(abs(belief.probability(below: x) - tail(of: trials, from: successes, at: x)) < 1e-9)
                }
            }
        }
    }

    @Test("the lower bound is the tenth percentile also of large and of fractional parameters")
    func percentile() {
        for (successes, failures) in [(0.3, 0.2), (2.5, 7.75), (900, 100), (1e6, 1e3), (3, 4e5)] {
            let belief = BetaPosterior(successes: successes, failures: failures)
            #expect(abs(belief.probability(below: belief.lowerBound90) - 0.1) < 1e-4)
        }
    }

    /// The probability of `least` or more successes in `trials` trials, term by term.
    private func tail(of trials: Int, from least: Int, at x: Double) -> Double {
        var term = 1.0
        for _ in 0..<trials { term *= 1 - x }
        var sum = least == 0 ? term : 0
        for k in 1...trials {
            term *= Double(trials - k + 1) / Double(k) * x / (1 - x)
            if k >= least { sum += term }
        }
        return sum
    }
}
