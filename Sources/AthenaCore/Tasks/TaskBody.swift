/// The long texts of a task, read only where they are shown.
package struct TaskBody: Sendable, Hashable {
    package var content: String
    package var labels: [String]
    /// A JSON object in compact form.
    package var metadata: String?
    /// The creator's own name for the task, unique per project for ever.
    package var externalRef: String?
    /// The principal and, where it is known, the agent that created it.
    package var createdBy: String
    /// A W3C traceparent that links the work to the caller's trace.
    package var trace: String?
    /// The result of a task that was completed elsewhere and imported.
    package var importedResult: String?

    /// Gathers the texts of one task.
    package init(
        content: String,
        labels: [String] = [],
        metadata: String? = nil,
        externalRef: String? = nil,
        createdBy: String,
        trace: String? = nil,
        importedResult: String? = nil
    ) {
        self.content = content
        self.labels = labels
        self.metadata = metadata
        self.externalRef = externalRef
        self.createdBy = createdBy
        self.trace = trace
        self.importedResult = importedResult
    }
}
