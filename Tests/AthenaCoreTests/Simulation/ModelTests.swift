import AthenaCore
import Foundation
import Testing

@Suite("Random sequences against the reference model")
struct ModelTests {
    /// `ATHENA_SEQUENCES` sets how many sequences are run; `ATHENA_SEED` replays one.
    static let seeds: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["ATHENA_SEED"].flatMap(UInt64.init) { return [seed] }
        return (0..<(environment["ATHENA_SEQUENCES"].flatMap(UInt64.init) ?? 200)).map { $0 + 1 }
    }()

    @Test("the queue and the model agree after every step", arguments: seeds)
    func agreement(seed: UInt64) async throws {
        try await World.run { world in
            var run = ModelRun(world: world, seed: seed)
            do {
                try await run.run(steps: 60)
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
        }
    }
}
