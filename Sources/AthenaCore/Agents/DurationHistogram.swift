internal import AthenaJSON

/// Counts of durations in milliseconds, in buckets narrow enough that quantiles are right within 10 %.
///
/// Durations below 32 ms have a bucket each; from there a bucket is a quarter of a doubling wide (19 %) and answers with
/// its geometric middle, at most 9.1 % from either end. There are 264 buckets at most, whatever is added.
package struct DurationHistogram: Sendable, Hashable {
    /// A bucket that is not empty.
    package struct Bucket: Sendable, Hashable {
        package let number: Int
        package var count: Int
    }

    /// The buckets that are not empty, by number.
    package private(set) var buckets: [Bucket] = []

    /// No durations.
    package init() {}

    /// How many durations were added.
    package var total: Int { buckets.reduce(0) { $0.addingWithoutOverflow($1.count) } }

    /// Counts a duration; a negative one counts as 0.
    package mutating func add(_ milliseconds: Int64) {
        add(Bucket(number: Self.bucket(of: milliseconds), count: 1))
    }

    private mutating func add(_ bucket: Bucket) {
        let place = buckets.firstIndex { $0.number >= bucket.number } ?? buckets.endIndex
        if place < buckets.endIndex, buckets[place].number == bucket.number {
            buckets[place].count = buckets[place].count.addingWithoutOverflow(bucket.count)
        } else {
            buckets.insert(bucket, at: place)
        }
    }

    /// Both histograms' durations together.
    package func merging(_ other: DurationHistogram) -> DurationHistogram {
        var merged = self
        for bucket in other.buckets { merged.add(bucket) }
        return merged
    }

    /// The duration that a `share` of all stayed at or below (0.5 for the median), in milliseconds; nil when empty.
    ///
    /// It is the middle of the bucket that holds the nearest rank, so it is within 10 % of the exact quantile.
    package func quantile(_ share: Double) -> Int64? {
        let all = total
        guard all > 0 else { return nil }
        let rank = max(1, (Double(all) * min(max(share, 0), 1)).rounded(.up))
        var passed = 0
        for bucket in buckets {
            passed = passed.addingWithoutOverflow(bucket.count)
            if Double(passed) >= rank { return Self.middle(of: bucket.number) }
        }
        return nil
    }

    private static let linearEnd: Int64 = 32
    private static let linearExponent = 5
    private static let lastBucket = 263
    /// 2 to the powers 0, 1/4, 1/2, 3/4: where the quarters of a doubling begin.
    private static let quarters = [1.0, 1.189_207_115_002_721, 1.414_213_562_373_095_1, 1.681_792_830_507_429]
    /// 2 to the power 1/8: from the start of a quarter to its geometric middle.
    private static let halfStep = 1.090_507_732_665_257_7

    private static func bucket(of milliseconds: Int64) -> Int {
        guard milliseconds >= linearEnd else { return Int(max(milliseconds, 0)) }
        let value = Double(milliseconds)
        let quarter = quarters.lastIndex { $0 <= value.significand } ?? 0
        let doublings = Int(value.exponent) - linearExponent
        return min(Int(linearEnd) + doublings * 4 + quarter, lastBucket)
    }

    private static func middle(of bucket: Int) -> Int64 {
        guard bucket >= Int(linearEnd) else { return Int64(bucket) }
        let (doublings, quarter) = (bucket - Int(linearEnd)).quotientAndRemainder(dividingBy: 4)
        let start = Double(sign: .plus, exponent: doublings + linearExponent, significand: quarters[quarter])
        return Int64(exactly: (start * halfStep).rounded()) ?? .max
    }
}

extension DurationHistogram {
    /// The compact form for the store: `bucket:count` pairs by bucket, parted by commas; empty for none.
    package var text: String {
        var text: [UInt8] = []
        for bucket in buckets {
            if !text.isEmpty { text.append(UInt8(ascii: ",")) }
            text.append(digitsOf: Int64(bucket.number))
            text.append(UInt8(ascii: ":"))
            text.append(digitsOf: Int64(bucket.count))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads the compact form; nil for a text that `text` does not produce.
    ///
    /// A routing reads some for every candidate, so it goes over the bytes once.
    package init?(text: String) {
        var rest = text.utf8[...]
        while !rest.isEmpty {
            guard let number = Self.number(&rest, upTo: UInt8(ascii: ":")),
                let count = Self.number(&rest, upTo: UInt8(ascii: ",")),
                (0...Self.lastBucket).contains(number), count > 0, buckets.last.map({ $0.number < number }) ?? true
            else { return nil }
            buckets.append(Bucket(number: number, count: count))
        }
        if text.utf8.last == UInt8(ascii: ",") { return nil }
    }

    /// Takes a number off the front, with the byte behind it, which only the last count lacks.
    private static func number(_ rest: inout Substring.UTF8View, upTo end: UInt8) -> Int? {
        var number = 0
        var digits = 0
        while let byte = rest.popFirst(), byte != end {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            let (scaled, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = scaled.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            number = sum
            digits += 1
        }
        return digits > 0 ? number : nil
    }
}
