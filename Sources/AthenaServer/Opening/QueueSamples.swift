internal import AthenaCore

/// The state of the queue as metrics, summed over all projects.
enum QueueSamples {
    private static let states: [(String, Tally.Counter)] = [
        ("blocked", .blocked), ("scheduled", .scheduled), ("ready", .ready), ("assigned", .assigned),
        ("running", .running), ("waiting", .waiting), ("completed", .completedNow), ("failed", .failedNow),
        ("cancelled", .cancelledNow),
    ]

    private static let outcomes: [(String, Tally.Counter)] = [
        ("completed", .completed), ("failed", .failed), ("cancelled", .cancelled),
    ]

    /// Reads everything in one snapshot.
    static func read(from store: any Store, at now: Moment) async throws -> [MetricSample] {
        let (total, oldest) = try await store.read { tx in
            var total = Tally()
            var oldest: Int64?
            for project in try tx.projects() {
                total = total.adding(try tx.tally(in: project.id))
                if let ready = try tx.oldestReady(in: project.id, at: now.wall) { oldest = min(oldest ?? ready, ready) }
            }
            return (total, oldest)
        }
        let age = oldest.map { Double(max(0, now.wall - $0)) / 1_000 } ?? 0
        return samples(of: total) + [MetricSample(.oldestReady, [], age)]
    }

    /// The samples that totals make.
    static func samples(of total: Tally) -> [MetricSample] {
        var samples = states.map { MetricSample(.tasks, [$0.0], Double(total[$0.1])) }
        samples += outcomes.map { MetricSample(.finished, [$0.0], Double(total[$0.1])) }
        samples.append(MetricSample(.created, [], Double(total[.created])))
        samples.append(MetricSample(.claims, [], Double(total[.claims])))
        samples.append(MetricSample(.leases, [], Double(total[.assigned] + total[.running])))
        samples.append(MetricSample(.expirations, [], Double(total[.lost])))
        samples.append(MetricSample(.waitSeconds, [], Double(total[.waitMs]) / 1_000))
        return samples
    }
}
