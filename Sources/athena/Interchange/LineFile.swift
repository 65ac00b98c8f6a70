internal import AthenaCore
internal import Foundation

/// A file of lines, read in order a piece at a time, and again at any place; never whole in memory.
final class LineFile {
    private static let piece = 64 << 10

    /// Where a line is.
    struct Place {
        let number: Int
        let offset: UInt64
        let length: Int
    }

    /// Bytes in the file.
    let size: UInt64
    private let path: String
    private let longestLine: Int
    private let file: FileHandle

    /// Opens a file.
    ///
    /// - Parameter longestLine: the longest line that is taken, in bytes.
    /// - Throws: `not_found`, and `invalid_argument` for what is no regular file and cannot be read twice.
    init(path: String, longestLine: Int) throws {
        self.path = path
        self.longestLine = longestLine
        do {
            file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        } catch {
            throw AthenaError.notFound(
                "readable file \(path.quotedForMessage)",
                next: "Check the path and its permissions."
            )
        }
        let facts = try FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        )
        guard facts[.type] as? FileAttributeType == .typeRegular else {
            throw AthenaError.invalid(
                "\(path.quotedForMessage) is no regular file.",
                next: "An import reads its file twice: write the records into a file first."
            )
        }
        size = (facts[.size] as? NSNumber)?.uint64Value ?? 0
    }

    deinit { file.closeFile() }

    /// Reads every line that is not blank, in order.
    func forEach(_ body: (Place, [UInt8]) throws -> Void) throws {
        try file.seek(toOffset: 0)
        var line: [UInt8] = []
        var place = (number: 1, offset: UInt64(0))
        while let piece = try file.read(upToCount: Self.piece), !piece.isEmpty {
            var rest = Array(piece)[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                line += rest[..<end]
                guard line.count <= longestLine else { throw tooLong(place.number) }
                try pass(line, place, body)
                place = (place.number + 1, place.offset + UInt64(line.count) + 1)
                line.removeAll(keepingCapacity: true)
                rest = rest[(end + 1)...]
            }
            line += rest
            guard line.count <= longestLine else { throw tooLong(place.number) }
        }
        try pass(line, place, body)
    }

    /// The first line that is not blank.
    func first() throws -> (place: Place, bytes: [UInt8])? {
        var found: (Place, [UInt8])?
        do {
            try forEach { place, bytes in
                found = (place, bytes)
                throw EnoughRead()
            }
        } catch is EnoughRead {}
        return found
    }

    /// Ends a reading that has found what it looked for.
    private struct EnoughRead: Error {}

    /// Reads a line again.
    ///
    /// - Throws: `invalid_argument` when the file has become shorter meanwhile.
    func line(at place: Place) throws -> [UInt8] {
        try file.seek(toOffset: place.offset)
        let bytes = try file.read(upToCount: place.length).map(Array.init) ?? []
        guard bytes.count == place.length else { throw changed(at: place) }
        return bytes
    }

    /// The error for a file that somebody changes while it is read.
    func changed(at place: Place) -> AthenaError {
        .invalid(
            "\(path.quotedForMessage) changed at line \(place.number) while it was read.",
            next: "Import it again when nobody writes to it; what is there already stays as it is."
        )
    }

    private func pass(
        _ line: [UInt8],
        _ place: (number: Int, offset: UInt64),
        _ body: (Place, [UInt8]) throws -> Void
    ) throws {
        let isBlank = line.allSatisfy {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r")
        }
        guard !isBlank else { return }
        try body(Place(number: place.number, offset: place.offset, length: line.count), line)
    }

    private func tooLong(_ number: Int) -> AthenaError {
        AthenaError(
            .tooLarge,
            "Line \(number) of \(path.quotedForMessage) is longer than \(longestLine >> 10) KB.",
            next: "Shorten or remove the line; nothing was imported."
        )
    }
}
