extension Schema {
    /// The names under which an import knows goals again.
    static let goalNames: [SQLText] = [
        "ALTER TABLE goals ADD COLUMN external_ref TEXT",
        "CREATE UNIQUE INDEX goals_external_ref ON goals(project, external_ref) WHERE external_ref IS NOT NULL",
    ]
}
