import AthenaCore
import AthenaSQLite
import AthenaServer
import Testing

@Suite("Whether the database can be written")
struct WriteProbeTests {
    @Test("a write tells, and its outcome counts for a few seconds")
    func looksNowAndThen() async throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock()
        var options = SQLiteOptions()
        options.reservedLogBytes = 0
        let store = try await SQLiteStore.open(folder.location.database, options: options)
        let probe = WriteProbe(time: clock.time)
        #expect(await probe.canWrite(to: store))
        let writes = store.statistics.commits
        #expect(await probe.canWrite(to: store))
        #expect(store.statistics.commits == writes, "it looked again at once")
        probe.commitFailed()
        #expect(await !probe.canWrite(to: store), "a commit that failed counts")
        clock.advance(by: .seconds(3))
        #expect(await probe.canWrite(to: store))
        await store.stop()
        clock.advance(by: .seconds(3))
        #expect(await !probe.canWrite(to: store))
    }
}
