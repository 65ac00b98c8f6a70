/// The text that proves a lease: `t123.7.` and 11 base64url characters of a keyed hash.
package struct LeaseToken: Sendable, Hashable, CustomStringConvertible {
    /// The task whose lease it is.
    package let task: AgentTask.ID
    /// The number of the lease.
    package let fence: Int64
    /// The 11 characters of the keyed hash.
    package let seal: String

    /// Gathers the parts of a token.
    package init(task: AgentTask.ID, fence: Int64, seal: String) {
        self.task = task
        self.fence = fence
        self.seal = seal
    }

    package var description: String { "\(task).\(fence).\(seal)" }

    /// Reads a token's parts without trusting them.
    ///
    /// - Throws: `lease_invalid` where the text does not have the form of a token.
    package init(parsing text: String) throws(AthenaError) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.utf8.count <= 64, parts.count == 3,
            let task = AgentTask.ID(parsing: String(Substring(parts[0]))),
            let fence = IDText.number(in: "n" + String(Substring(parts[1])), after: UInt8(ascii: "n")),
            parts[2].count == LeaseSigner.sealLength
        else { throw Self.invalid }
        self.init(task: task, fence: fence, seal: String(Substring(parts[2])))
    }

    /// The one answer to every token that was never given to this caller.
    package static var invalid: AthenaError {
        AthenaError(
            .leaseInvalid,
            "This is not a lease that was given to you.",
            next: "Use the lease text exactly as claim_task or start_task answered it, or claim with resume=true."
        )
    }
}
