import AthenaServer
import Testing

@Suite("Metrics")
struct MetricBookTests {
    @Test("the page has families in order, with help and type, and values with escaped labels")
    func writesAPage() {
        let book = MetricBook()
        book.add(to: .requests, "claim_task", "ok")
        book.add(to: .requests, "claim_task", "ok")
        book.add(2.5, to: .buildInfo, "a\"b\\c\nd")
        let page = book.text(with: [MetricSample(.created, [], 7)])
        let expected = """
            # HELP athena_build_info The build that runs.
            # TYPE athena_build_info gauge
            athena_build_info{version="a\\"b\\\\c\\nd"} 2.5
            # HELP athena_mcp_requests_total Calls of tools, by tool and outcome.
            # TYPE athena_mcp_requests_total counter
            athena_mcp_requests_total{tool="claim_task",outcome="ok"} 2
            # HELP athena_tasks_created_total Tasks created.
            # TYPE athena_tasks_created_total counter
            athena_tasks_created_total 7

            """
        #expect(page == expected)
    }

    @Test("a histogram's buckets are cumulated and end with all of them")
    func cumulates() {
        let book = MetricBook()
        for milliseconds in [1, 3, 3, 70_000] { book.observe(.milliseconds(milliseconds), in: .requestSeconds, "echo") }
        let lines = book.text().split(separator: "\n")
        #expect(lines.contains(#"athena_mcp_request_seconds_bucket{tool="echo",le="0.001"} 1"#))
        #expect(lines.contains(#"athena_mcp_request_seconds_bucket{tool="echo",le="0.005"} 3"#))
        #expect(lines.contains(#"athena_mcp_request_seconds_bucket{tool="echo",le="60.0"} 3"#))
        #expect(lines.contains(#"athena_mcp_request_seconds_bucket{tool="echo",le="+Inf"} 4"#))
        #expect(lines.contains(#"athena_mcp_request_seconds_count{tool="echo"} 4"#))
    }

    @Test("every name is in base units, and counters say total")
    func namesAreRight() {
        let families: [MetricFamily] = [
            .buildInfo, .tasks, .created, .finished, .leases, .expirations, .waitSeconds, .claims, .oldestReady,
            .requests, .requestSeconds, .connections, .refusals, .undelivered, .sweepAge,
        ]
        for family in families {
            #expect(family.name.hasPrefix("athena_"))
            #expect(family.name.hasSuffix("_total") == (family.kind == .counter), "\(family.name)")
        }
        #expect(Set(families.map(\.name)).count == families.count)
    }
}
