#if PLANTED_RACE
    import Testing

    /// A number that nothing guards.
    private final class UnguardedNumber: Sendable {
        nonisolated(unsafe) var value = 0
    }

    @Suite("A race put here on purpose, for the thread sanitizer to find")
    struct PlantedRaceTests {
        @Test("two tasks change one number at the same time")
        func races() async {
            let number = UnguardedNumber()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<10_000 { unsafe number.value += 1 }
                    }
                }
            }
            #expect(unsafe number.value > 0)
        }
    }
#endif
