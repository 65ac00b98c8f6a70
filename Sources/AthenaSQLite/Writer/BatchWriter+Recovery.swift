internal import AthenaCore
internal import AthenaSQL

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// After a failed commit nothing that the connection believes can be trusted, and asking the disk again for the same
/// flush may answer yes without having written: the file is closed and opened anew. Reads go on meanwhile.
extension BatchWriter {
    /// The connection, opened anew if it was given up.
    func opened() -> Result<WriterConnection, SQLError> {
        if let connection { return .success(connection) }
        do {
            let recovered = try WriterConnection.recovering(shared)
            keeper.follow(recovered.database.sql)
            connection = recovered
            distrusted?.database.close()
            distrusted = nil
            options.report(.recovered)
            return .success(recovered)
        } catch {
            options.report(.recoveryFailed(String(describing: error)))
            let failure = error as? SQLError
            return .failure(failure ?? SQLError(kind: .inputOutput, code: 0, message: String(describing: error)))
        }
    }

    /// Gives the connection up and tries once to open another.
    ///
    /// The old one stays open until then. It holds the index of the log, in which a refused commit is not; the last one
    /// to close would take the index with it, and whoever opens the file next would find the commit's pages in the log
    /// and believe them.
    func reopen(after failure: SQLError) {
        counts.update { $0.failedCommits += 1 }
        options.report(.commitFailed(failure.message))
        // One that still holds a transaction would keep the next one out.
        let isFree = connection?.database.sql.isInTransaction == false
        if isFree, distrusted == nil { distrusted = connection } else { connection?.database.close() }
        connection = nil
        _ = opened()
    }

    /// Tries to recover until it worked or the callers of the failed commit have been kept long enough.
    ///
    /// - Returns: whether it is settled that nothing of that commit will ever be seen.
    func settle() -> Bool {
        let end = ContinuousClock.now + options.settlingTime
        while connection == nil, ContinuousClock.now < end {
            usleep(Self.microsecondsBetweenTries)
            _ = opened()
        }
        return connection != nil
    }

    private static var microsecondsBetweenTries: UInt32 { 20_000 }

    /// Closes everything; the last one to close moves the log into the file and removes it.
    func closeAll() {
        connection?.database.close()
        distrusted?.database.close()
        connection = nil
        distrusted = nil
    }
}
