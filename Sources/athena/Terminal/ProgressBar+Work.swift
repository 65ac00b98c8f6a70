internal import Foundation

extension ProgressBar {
    private static let pause = Duration.milliseconds(100)

    /// Runs blocking work, and shows meanwhile how far it has come.
    ///
    /// - Parameter share: what is done in a hundred thousand parts, asked for again and again.
    static func following<Answer: Sendable>(
        _ title: String,
        share: @escaping @Sendable () -> Int,
        _ work: @escaping @Sendable () throws -> Answer
    ) async throws -> Answer {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var bar = ProgressBar(title, of: ProgressGauge.whole)
                defer { bar.finish() }
                while !Task.isCancelled {
                    bar.move(to: share())
                    // Cancelled when the work is done.
                    try? await Task.sleep(for: pause)
                }
            }
            defer { group.cancelAll() }
            return try await DatabaseTask.run(work)
        }
    }
}
