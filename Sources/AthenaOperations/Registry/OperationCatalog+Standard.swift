extension OperationCatalog {
    /// Every operation of Athena.
    package static let standard = OperationCatalog([
        CreateTask(),
        ClaimTask(),
        StartTask(),
        HeartbeatTask(),
        CompleteTask(),
        FailTask(),
        ReleaseTask(),
        GetTaskStatus(),
        RegisterAgent(),
    ])
}
