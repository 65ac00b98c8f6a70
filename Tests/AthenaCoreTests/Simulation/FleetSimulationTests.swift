import AthenaCore
import Testing

@Suite("Interleaved agents under a manual clock")
struct FleetSimulationTests {
    @Test(
        "every task is completed once, under its newest lease, whatever the interleaving",
        arguments: ModelTests.seeds.prefix(60)
    )
    func interleavings(seed: UInt64) async throws {
        try await World.run { world in
            var simulation = FleetSimulation(world: world, seed: seed)
            do {
                try await simulation.run(tasks: 20, agents: 5)
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
        }
    }
}
