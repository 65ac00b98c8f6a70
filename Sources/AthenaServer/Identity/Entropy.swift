/// Where random bits come from.
package enum Entropy {
    /// 64 random bits of the operating system.
    package static let system: @Sendable () -> UInt64 = {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
