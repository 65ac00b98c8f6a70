package import AthenaMCP

/// Resources of a database that may still be opening; until then there are none.
package struct GatedResources: ResourceProvider {
    private let gate: OpeningGate<OpenedDatabase>

    /// Reads what is behind `gate`.
    package init(gate: OpeningGate<OpenedDatabase>) { self.gate = gate }

    package func resources(for caller: AthenaMCP.Caller) async -> [ResourceDefinition] {
        await opened?.resources(for: caller) ?? []
    }

    package func templates(for caller: AthenaMCP.Caller) async -> [ResourceTemplate] {
        await opened?.templates(for: caller) ?? []
    }

    package func read(_ read: ResourceRead) async -> ResourceOutcome {
        await opened?.read(read) ?? .notFound
    }

    /// What can be read; nil when the database has none or does not open.
    private var opened: (any ResourceProvider)? {
        // A database that fails to open has no resources; calls of tools say why.
        get async { try? await gate.enter().resources }
    }
}
