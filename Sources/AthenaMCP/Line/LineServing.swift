/// The moving parts of one connection while it is served.
struct LineServing: Sendable {
    let server: MCPServer
    let context: TransportContext
    let session: Session
    let writer: LineWriter
    let queue: LineQueue

    /// Reads lines until there are no more, answers what is quick, and starts workers for the rest.
    func read<Input: AsyncSequence>(
        _ input: Input,
        limit: Int,
        into group: inout DiscardingTaskGroup
    ) async throws where Input.Element == [UInt8] {
        var framer = LineFramer(limit: limit)
        for try await chunk in input {
            for frame in framer.feed(chunk) { await accept(frame, into: &group) }
            if writer.isBroken { return }
        }
        if let rest = framer.finish() { await accept(rest, into: &group) }
    }

    /// Waits for what runs as long as anything gets done, then gives up the rest.
    ///
    /// A script that pipes in its requests and closes gets all answers, also from a server that has yet to open its
    /// store; a claim that waits for work does not keep the process alive.
    func drain(_ limits: LineLimits, on clock: any Clock<Duration>) async {
        if await finishes(within: limits.waitingPatience, on: clock) { return }
        session.inFlight.cancelWaiting()
        if await finishes(within: limits.drainPatience, on: clock) { return }
        abandon()
    }

    /// Whether everything ends before nothing has ended for so long.
    private func finishes(within patience: Duration, on clock: any Clock<Duration>) async -> Bool {
        var finished = -1
        while !writer.isBroken, finished != queue.finished {
            finished = queue.finished
            if await becomesIdle(within: patience, on: clock) { return true }
        }
        return false
    }

    private func accept(_ frame: LineFramer.Frame, into group: inout DiscardingTaskGroup) async {
        guard case .line(let line) = frame else {
            let error = ProtocolError(.invalidRequest, "The line is longer than allowed; it was skipped")
            await deliver([.init(reply: .refusal(error, for: nil, in: .newestLegacy), running: nil)], asBatch: false)
            return
        }
        let prepared = server.prepare(line, from: context)
        if let reply = prepared.immediateReply {
            await deliver([.init(reply: reply, running: nil)], asBatch: false)
            return
        }
        let job = LineJob(prepared, byteCount: line.count)
        if queue.admit(job) {
            group.addTask { await work(startingWith: job) }
        } else {
            await queue.waitForRoom()
        }
    }

    /// Does one job after the other while there are any.
    private func work(startingWith first: LineJob) async {
        var job: LineJob? = first
        while let current = job {
            await perform(current)
            job = queue.next()
        }
    }

    private func perform(_ job: LineJob) async {
        let parts: [LineWriter.Part]
        if let only = job.parts.first, job.parts.count == 1 {
            parts = [await perform(only)]
        } else {
            parts = await performAll(job.parts)
        }
        await deliver(parts, asBatch: job.isBatch)
        for part in job.parts {
            if let running = part.running { session.inFlight.end(running) }
        }
    }

    /// Does the messages of a batch side by side and keeps their order.
    private func performAll(_ parts: [LineJob.Part]) async -> [LineWriter.Part] {
        let done = await withTaskGroup(of: (Int, LineWriter.Part).self) { group in
            for (index, part) in parts.enumerated() {
                group.addTask { (index, await perform(part)) }
            }
            return await group.reduce(into: [Int: LineWriter.Part]()) { $0[$1.0] = $1.1 }
        }
        return parts.indices.compactMap { done[$0] }
    }

    private func perform(_ part: LineJob.Part) async -> LineWriter.Part {
        switch (part.item, part.running) {
        case (.ready(let reply), _):
            return .init(reply: reply, running: part.running)
        case (.pending(let request), let running?):
            let reply = await MCPServer.perform(request, as: running) { await writer.send($0, of: running) }
            return .init(reply: reply, running: running)
        case (.pending(let request), nil):
            return .init(reply: await MCPServer.perform(request) { _ in false }, running: nil)
        }
    }

    /// Writes, and gives up everything as soon as nobody reads any more.
    private func deliver(_ parts: [LineWriter.Part], asBatch isBatch: Bool) async {
        await writer.deliver(parts, asBatch: isBatch)
        if writer.isBroken { abandon() }
    }

    private func abandon() {
        queue.close()
        session.inFlight.cancelAll()
    }

    private func becomesIdle(within patience: Duration, on clock: any Clock<Duration>) async -> Bool {
        let idle = queue.untilIdle()
        return await withTaskGroup(of: Bool.self) { race in
            race.addTask {
                for await _ in idle {}
                return !Task.isCancelled
            }
            race.addTask {
                // Sleeping ends early only when the race is over.
                try? await clock.sleep(for: patience)
                return false
            }
            let isIdle = await race.next() ?? false
            race.cancelAll()
            return isIdle
        }
    }
}
