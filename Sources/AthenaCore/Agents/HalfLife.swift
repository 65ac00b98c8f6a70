/// How the weight of an outcome fades: by half in every fortnight.
///
/// Agents change with their models and prompts; after two months an outcome weighs a sixteenth, so a changed agent gets
/// its new score in weeks, while a quiet fortnight still leaves half of what is known.
package enum HalfLife {
    /// The time in which a weight halves, in milliseconds: 14 days.
    package static let milliseconds: Int64 = 1_209_600_000

    /// What is left of a weight of 1 after `elapsed` milliseconds; 1 for a time that has not passed.
    package static func share(after elapsed: Int64) -> Double {
        guard elapsed > 0 else { return 1 }
        return RealFunction.powerOfTwo(-Double(elapsed) / Double(milliseconds))
    }
}
