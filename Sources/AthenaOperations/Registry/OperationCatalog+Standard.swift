extension OperationCatalog {
    /// Every operation of Athena, in the order in which they are listed.
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
        PollTasks(),
        QueryTasks(),
        RouteTask(),
        AssignTask(),
        CancelTask(),
        FindCapableAgents(),
        GetAgentHealth(),
        UpdateAgentPerformance(),
        DeregisterAgent(),
        GetQueueMetrics(),
        GetRoutingStats(),
        GetHealth(),
        GetRecommendations(),
        QueryEvents(),
    ])
}
