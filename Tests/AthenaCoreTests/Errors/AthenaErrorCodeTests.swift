import AthenaCore
import Testing

@Suite("Error codes")
struct AthenaErrorCodeTests {
    static let documented: Set<String> = [
        "invalid_argument", "not_found", "agent_unknown", "illegal_transition", "dependency_unknown",
        "dependency_cycle",
        "idempotency_mismatch", "lease_lost", "lease_invalid", "agent_not_capable", "agent_full", "agent_inactive",
        "not_permitted", "unauthenticated", "too_large", "rate_limited", "storage_full", "unavailable", "timeout",
        "internal",
    ]

    @Test("the codes are exactly the documented ones")
    func codes() {
        #expect(Set(AthenaErrorCode.allCases.map(\.rawValue)) == Self.documented)
    }

    @Test("each code has its place on every surface", arguments: AthenaErrorCode.allCases)
    func surfaces(_ code: AthenaErrorCode) {
        let surfaces = code.surfaces
        #expect([-32602, -32603].contains(surfaces.jsonRPC))
        #expect((400...599).contains(surfaces.http))
        #expect([1, 3, 4, 5, 64, 69, 75, 77, 124].contains(surfaces.exit))
    }
}
