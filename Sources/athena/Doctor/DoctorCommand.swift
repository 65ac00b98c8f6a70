internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import AthenaServer

/// `athena doctor`: looks for what is wrong with an installation and says how to mend it.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the installation; each line a finding and its fix; 1 when something fails."
    )

    @OptionGroup var options: CommandOptions

    @Option(help: "The port of this machine at which a server may speak HTTP.")
    var port: UInt16 = UInt16(HTTPSettings.standardPort)

    func run() async throws {
        try await CommandFailure.reporting {
            Machine.hardenProcess()
            let findings = try await examine()
            let worst: Finding.Verdict =
                findings.contains { $0.verdict == .fail }
                ? .fail : findings.contains { $0.verdict == .warn } ? .warn : .ok
            let data: JSONObject = ["status": .string(worst.rawValue), "checks": .array(findings.map(\.json))]
            let next = findings.first { $0.verdict == .fail }?.fix ?? findings.first { $0.verdict == .warn }?.fix
            var report = Report(.object(data), next: next) { Self.lines(of: findings, on: $0) }
            if worst == .fail { report.exit = .failure }
            try options.show(report)
        }
    }

    private func examine() async throws -> [Finding] {
        let location = try options.server.location()
        var findings = FileChecks(location: location).findings
        findings += try await DatabaseChecks(location: location).findings()
        findings += try await DatabaseTask.run { [port] in HTTPChecks(port: port).findings() }
        do {
            let session = try await Session(options.server)
            defer { session.close() }
            findings += await ServerChecks(session: session, location: location).findings()
        } catch let error as AthenaError {
            findings.append(.fail("server", error.message, fix: error.next))
        }
        return findings
    }

    private static func lines(of findings: [Finding], on screen: Screen) -> [String] {
        var table = Table(columns: [.text("STATUS"), .text("CHECK"), .text("FINDING"), .text("FIX")])
        table.stateColumns = [0]
        table.rows = findings.map { [$0.verdict.rawValue, $0.check, $0.text, $0.fix ?? ""] }
        return table.lines(on: screen)
    }
}
