import AthenaCore
import AthenaServer
import Glibc
import Testing

@Suite("Where the database is")
struct DatabaseLocationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var option: String?
        var environment: [String: String] = ["HOME": "/home/ann"]
        var folder = "/work/site/api"
        var files: Set<String> = []
        let expected: String
    }

    static let cases = [
        Case(
            testDescription: "the option wins over everything",
            option: "/a/b.db",
            environment: ["ATHENA_DB": "/c.db"],
            files: ["/work/site/api/.athena/athena.db"],
            expected: "/a/b.db"
        ),
        Case(
            testDescription: "a relative option starts in the folder",
            option: "b.db",
            expected: "/work/site/api/b.db"
        ),
        Case(
            testDescription: "the variable comes next",
            environment: ["ATHENA_DB": "/c.db", "HOME": "/home/ann"],
            files: ["/work/site/api/.athena/athena.db"],
            expected: "/c.db"
        ),
        Case(
            testDescription: "an empty variable counts as none",
            environment: ["ATHENA_DB": "", "HOME": "/home/ann"],
            expected: "/home/ann/.local/share/athena/athena.db"
        ),
        Case(
            testDescription: "a database in a parent folder is found",
            files: ["/work/.athena/athena.db"],
            expected: "/work/.athena/athena.db"
        ),
        Case(
            testDescription: "the nearest of two is taken",
            files: ["/work/.athena/athena.db", "/work/site/.athena/athena.db"],
            expected: "/work/site/.athena/athena.db"
        ),
        Case(
            testDescription: "XDG_DATA_HOME is where the user's own is",
            environment: ["HOME": "/home/ann", "XDG_DATA_HOME": "/data"],
            expected: "/data/athena/athena.db"
        ),
        Case(
            testDescription: "a relative XDG_DATA_HOME counts as none",
            environment: ["HOME": "/home/ann", "XDG_DATA_HOME": "data"],
            expected: "/home/ann/.local/share/athena/athena.db"
        ),
    ]

    @Test("the first answer counts", arguments: cases)
    func findsInOrder(_ test: Case) throws {
        let location = try DatabaseLocation.find(
            option: test.option,
            environment: test.environment,
            workingFolder: test.folder,
            isOwn: { test.files.contains($0) || test.files.contains($0 + "/athena.db") },
            canonical: { $0 }
        )
        #expect(location.database == test.expected)
        #expect(location.lock == test.expected + ".lock")
        #expect(location.token == test.expected + ".token")
    }

    @Test("without a home there is no database")
    func needsSomewhere() {
        #expect(throws: AthenaError.self) {
            try DatabaseLocation.find(option: nil, environment: [:], workingFolder: "/", isOwn: { _ in false })
        }
    }

    @Test("two ways to a file are one location")
    func followsLinks() throws {
        let location = try DatabaseLocation.find(
            option: "/link/a.db",
            environment: [:],
            workingFolder: "/",
            canonical: { $0 == "/link/a.db" ? "/real/a.db" : $0 }
        )
        #expect(location.database == "/real/a.db")
    }

    @Test("the socket is beside the database as long as its path fits", arguments: [40, 95, 96, 200])
    func shortensSocketPaths(length: Int) {
        let path = "/" + String(repeating: "d", count: length - 1)
        let runtime = ["XDG_RUNTIME_DIR": "/run/user/1000"]
        let location = DatabaseLocation(database: path, environment: runtime)
        if length + 5 <= DatabaseLocation.longestSocketPath {
            #expect(location.socket == path + ".sock")
        } else {
            #expect(location.socket.hasPrefix("/run/user/1000/athena-"))
        }
        #expect(location.socket.utf8.count <= DatabaseLocation.longestSocketPath)
    }

    @Test("long paths get sockets of their own in a private folder")
    func keepsLongPathsApart() {
        let folder = "/" + String(repeating: "d", count: 120)
        let one = DatabaseLocation(database: folder + "/one.db", environment: [:])
        let two = DatabaseLocation(database: folder + "/two.db", environment: [:])
        #expect(one.socket != two.socket)
        #expect(one.socket.hasPrefix("/tmp/athena-\(Machine.userID)/"))
    }

    @Test(
        "a database of somebody else in a folder above is passed by",
        .enabled(if: Machine.userID == 0, "only root can give files away"),
        arguments: ["folder", "file", "link"]
    )
    func passesOthersBy(foreign: String) throws {
        let folder = try TemporaryFolder()
        let hidden = folder.path + "/.athena"
        let file = hidden + "/athena.db"
        try PrivateFile.createFolder(hidden)
        try PrivateFile.create(file, containing: "")
        func find() throws -> String {
            try DatabaseLocation.find(
                option: nil,
                environment: ["HOME": "/home/ann"],
                workingFolder: folder.path + "/deep",
                canonical: { $0 }
            ).database
        }
        #expect(try find() == file)
        let nobody: UInt32 = 65_534
        switch foreign {
        case "folder": _ = unsafe chown(hidden, nobody, nobody)
        case "file": _ = unsafe chown(file, nobody, nobody)
        default:
            try PrivateFile.remove(file)
            _ = unsafe symlink("/dev/null", file)
            _ = unsafe lchown(file, nobody, nobody)
        }
        #expect(try find() == "/home/ann/.local/share/athena/athena.db")
    }

    @Test("a folder that others can write to is not trusted with a socket")
    func checksTheFolderOfTheSocket() throws {
        let folder = try TemporaryFolder()
        let long = "/" + String(repeating: "d", count: 120)
        let open = DatabaseLocation(database: long, environment: ["XDG_RUNTIME_DIR": "/tmp"])
        #expect(throws: PosixError.self) { try open.checkSocketFolder() }
        let own = DatabaseLocation(database: long, environment: ["XDG_RUNTIME_DIR": folder.path])
        try own.checkSocketFolder()
    }
}
