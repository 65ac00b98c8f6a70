/// One thing that is not as it should be.
package struct Finding: Sendable, Hashable {
    /// How bad it is: degraded or critical.
    package let level: HealthLevel
    /// A stable word for what it is: `success_rate`, `backlog`, `agents`.
    package let code: String
    /// One sentence with the figures.
    package let reason: String
}
