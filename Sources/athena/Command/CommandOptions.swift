internal import ArgumentParser
internal import AthenaJSON

/// What every command that talks to a server takes.
struct CommandOptions: ParsableArguments {
    @OptionGroup var server: ServerOptions

    @Flag(help: "Answer one JSON object: {schema, data, next}.")
    var json = false

    /// Shows what a command found or did, and ends with its exit code.
    func show(_ report: Report) throws {
        if json {
            try Console.data([SafeText.json(report.envelope.text)])
        } else {
            try Console.data(report.lines(on: .current(environment: ServerOptions.environment)))
            for message in report.messages { Console.say(message) }
            if let next = report.next { Console.say("Next: \(next)") }
        }
        if report.exit != .success { throw report.exit }
    }
}
