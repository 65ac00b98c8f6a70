import AthenaSQLite

extension StoreConformance {
    /// Every store there is.
    static let all: [StoreConformance] = [
        StoreConformance(
            "SQLite",
            open: { try await SQLiteStore.open($0.file("athena.db")) },
            stop: { await ($0 as? SQLiteStore)?.stop() }
        )
    ]
}
