import Testing

@testable import athena

@Suite("The command to run next")
struct RepetitionTests {
    @Test(
        "is this one with an option set anew",
        arguments: [
            (["task", "list"], "athena task list --cursor c2"),
            (["task", "list", "--cursor", "c1", "--limit", "5"], "athena task list --limit 5 --cursor c2"),
            (["task", "list", "--cursor=c1"], "athena task list --cursor c2"),
            (["task", "list", "--type", "a b"], "athena task list --type 'a b' --cursor c2"),
            (["task", "list", "--type", "it's"], "athena task list --type 'it'\\''s' --cursor c2"),
            (["task", "list", "--", "--cursor"], "athena task list --cursor c2 -- --cursor"),
        ]
    )
    func with(arguments: [String], line: String) {
        #expect(Repetition(of: arguments).with("--cursor", "c2") == line)
    }

    @Test(
        "is this one without a flag",
        arguments: [
            (["import", "beads", "my file", "--dry-run"], "athena import beads 'my file'"),
            (["import", "--dry-run", "beads", "f", "--db", "d"], "athena import beads f --db d"),
            (["import", "beads", "--", "--dry-run"], "athena import beads -- --dry-run"),
        ]
    )
    func without(arguments: [String], line: String) {
        #expect(Repetition(of: arguments).without("--dry-run") == line)
    }

    @Test("an empty word is a word", arguments: [("", "''"), ("$x", "'$x'"), ("a-b_c.d", "a-b_c.d"), ("ä", "'ä'")])
    func quoted(text: String, word: String) { #expect(ShellText.quoted(text) == word) }
}
