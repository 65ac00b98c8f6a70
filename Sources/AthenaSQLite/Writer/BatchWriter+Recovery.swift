internal import AthenaCore
internal import AthenaSQL

/// After a failed commit nothing that the connection believes can be trusted, and asking the disk again for the same
/// flush may answer yes without having written: the file is closed and opened anew. Reads go on meanwhile.
extension BatchWriter {
    /// The connection, opened anew if it was given up.
    func opened() -> Result<WriterConnection, SQLError> {
        if let connection { return .success(connection) }
        do {
            let recovered = try WriterConnection.recovering(path, options)
            keeper.follow(recovered.database.sql)
            connection = recovered
            options.report(.recovered)
            return .success(recovered)
        } catch {
            options.report(.recoveryFailed(String(describing: error)))
            let failure = error as? SQLError
            return .failure(failure ?? SQLError(kind: .inputOutput, code: 0, message: String(describing: error)))
        }
    }

    /// Gives the connection up and tries once to open it anew.
    func reopen(after failure: SQLError) {
        counts.update { $0.failedCommits += 1 }
        options.report(.commitFailed(failure.message))
        connection?.database.close()
        connection = nil
        _ = opened()
    }
}
