internal import AthenaServer
internal import Foundation

/// Checks of what listens at a port of this machine.
struct HTTPChecks {
    /// A name that no server of this machine may answer to.
    static let strangeHost = "elsewhere.invalid"
    /// Seconds by which two clocks may differ without harm.
    private static let skew: TimeInterval = 2

    let port: UInt16

    /// Every check in order.
    func findings() -> [Finding] {
        do {
            let own = try HTTPProbe.get("/healthz", port: port, host: "127.0.0.1:\(port)")
            guard own.status == 200, own.body.contains("\"ok\"") else { return [stranger] }
            let strange = try HTTPProbe.get("/healthz", port: port, host: Self.strangeHost)
            return [.ok("port", "a server answers at 127.0.0.1:\(port)"), hosts(strange)]
                + [Self.clock(own.date, now: Date())].compactMap { $0 }
        } catch let error as PosixError where error.code == ECONNREFUSED {
            return [.ok("port", "nothing listens at 127.0.0.1:\(port), so that there is no HTTP")]
        } catch {
            return [stranger]
        }
    }

    private var stranger: Finding {
        .warn(
            "port",
            "what listens at 127.0.0.1:\(port) is not Athena",
            fix: "Serve at another port: athena serve --http 127.0.0.1:\(port == UInt16.max ? port - 1 : port + 1)"
        )
    }

    private func hosts(_ answer: HTTPProbe.Answer) -> Finding {
        answer.status == 421
            ? .ok("hosts", "requests for other host names are refused")
            : .fail(
                "hosts",
                "the server answers to the host name \(Self.strangeHost)",
                fix: "Restart it with only the names it needs: athena serve --allow-host NAME"
            )
    }

    /// The finding on a server's clock; nil where the server does not tell the time.
    static func clock(_ server: Date?, now: Date) -> Finding? {
        guard let server else { return nil }
        let difference = now.timeIntervalSince(server)
        // The server tells whole seconds.
        guard difference < -skew || difference > skew + 1 else {
            return .ok("clock", "the server's agrees with this one")
        }
        return .warn(
            "clock",
            "the server's differs from this one by \(Int(difference.rounded())) s",
            fix: "Set both by the network: timedatectl set-ntp true"
        )
    }
}
