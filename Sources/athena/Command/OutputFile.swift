internal import AthenaCore
internal import AthenaServer
internal import Foundation

/// Where data goes: standard output, or a new file that its owner alone can read.
final class OutputFile {
    private let file: Descriptor?
    private let path: String?

    /// Standard output.
    static var standardOutput: OutputFile { OutputFile() }

    private init() {
        file = nil
        path = nil
    }

    /// Makes a new file; neither a file nor a link that is there is ever followed or overwritten.
    ///
    /// - Throws: `invalid_argument` when there is something of this name.
    init(file name: String) throws {
        let path = Path.absolute(name, in: Machine.workingFolder)
        do {
            file = try Descriptor.opening(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
        } catch {
            throw AthenaError.invalid(
                "The file cannot be made: \(error).",
                next: "Name a file that does not exist yet."
            )
        }
        self.path = path
    }

    /// Writes a line.
    func write(line bytes: [UInt8]) throws {
        let line = bytes + [UInt8(ascii: "\n")]
        if let file { try file.writeAll(line) } else { try Console.data(line) }
    }

    /// Brings a file to the disk.
    func finish() throws {
        guard let file, let path else { return }
        guard fsync(file.number) == 0 else { throw PosixError("write \(path)", code: errno) }
    }

    /// Takes a file away that is not whole.
    func discard() {
        // Something failed already; that is what is told.
        if let path { try? PrivateFile.remove(path) }
    }
}
