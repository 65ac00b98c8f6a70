/// The bounds of a task's fields, in bytes unless the name says otherwise.
package enum TaskLimits {
    package static let title = 500
    /// A title that nobody gave: enough to know the task by. It stands in the row that every transition rewrites.
    package static let derivedTitle = 120
    package static let content = 64 << 10
    package static let type = 64
    package static let requirements = 32
    package static let dependencies = 256
    package static let labels = 32
    package static let label = 128
    package static let metadata = 16 << 10
    package static let externalRef = 256
    package static let idempotencyKey = 256
    package static let leaseSeconds = 1...86_400
    package static let maxAttempts = 1...100
    package static let standardLeaseSeconds = 300
    package static let standardMaxAttempts = 3
    package static let note = 4 << 10
    package static let error = 8 << 10
    package static let result = 256 << 10
    package static let batch = 500
    package static let cascade = 1_000
    package static let dependents = 1_000
    /// The number of the last lease that a task can have: attempts are keyed by task and 24 bits of it.
    package static let leases: Int64 = (1 << 24) - 1
    /// The longest run that is counted, in milliseconds: ten years. A sum of many of them is still a number.
    package static let longestRunMs: Int64 = 315_576_000_000
    /// The latest calendar time accepted, in milliseconds: the end of the year 9999.
    package static let latestTime: Int64 = 253_402_300_799_999
}
