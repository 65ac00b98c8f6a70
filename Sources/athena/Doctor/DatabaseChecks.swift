internal import AthenaSQLite
internal import AthenaServer

/// Checks of the database file, while no server has it.
struct DatabaseChecks {
    let location: DatabaseLocation

    /// Every check in order; a server that runs keeps the file to itself and is asked instead.
    func findings() async throws -> [Finding] {
        let path = location.database
        if let process = DatabaseLock.holder(ofDatabase: path) {
            return [.ok("owner", "the server with process id \(process) has the database open")]
        }
        guard PrivateFile.exists(path) else { return [] }
        let faults = try await DatabaseTask.faults(in: path)
        guard !faults.isEmpty else { return [.ok("integrity", "every page and every event log is sound")] }
        return faults.map { .fail("integrity", $0, fix: "athena db restore COPY") }
    }
}
