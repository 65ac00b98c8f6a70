import GRDBSQLite
import Synchronization

/// The table of functions that stands before the system's, and which open file is whose.
enum FaultyFiles {
    private typealias Methods = UnsafePointer<sqlite3_io_methods>

    /// An open file of a watched folder, and the system's functions for it.
    private struct OpenFile: Sendable {
        let disk: FaultyDisk
        private let address: UInt

        init(disk: FaultyDisk, system: Methods) {
            self.disk = disk
            address = UInt(bitPattern: system)
        }

        /// The system's functions, which stay where they are as long as the program runs.
        var system: Methods? { unsafe Methods(bitPattern: address) }
    }

    private struct State: Sendable {
        var disks: [String: FaultyDisk] = [:]
        var files: [UInt: OpenFile] = [:]
    }

    private static let state = Mutex(State())
    nonisolated(unsafe) private static let systemTable = unsafe install()

    /// Lets the files of a folder, opened from now on, have the faults of `disk`.
    static func watch(_ disk: FaultyDisk, _ folder: String) {
        unsafe precondition(systemTable != nil, "SQLite has no files to stand before")
        state.withLock { $0.disks[folder] = disk }
    }

    /// Leaves the files of a folder alone from now on.
    static func forget(_ folder: String) { state.withLock { $0.disks[folder] = nil } }

    /// Makes a copy of the system's table whose `xOpen` is ours the default.
    private static func install() -> UnsafeMutablePointer<sqlite3_vfs>? {
        guard let system = unsafe sqlite3_vfs_find(nil) else { return nil }
        let ours = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        unsafe ours.initialize(to: system.pointee)
        let name: StaticString = "faulty"
        unsafe ours.pointee.zName = unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
        unsafe ours.pointee.xOpen = { _, name, file, flags, outFlags in
            unsafe FaultyFiles.open(name, file, flags, outFlags)
        }
        unsafe sqlite3_vfs_register(ours, 1)
        return unsafe system
    }

    private static func open(
        _ name: UnsafePointer<CChar>?,
        _ file: UnsafeMutablePointer<sqlite3_file>?,
        _ flags: Int32,
        _ outFlags: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        let code = unsafe systemTable?.pointee.xOpen(systemTable, name, file, flags, outFlags) ?? SQLITE_CANTOPEN
        guard code == SQLITE_OK, let name = unsafe name, let file = unsafe file else { return code }
        guard let system = unsafe file.pointee.pMethods else { return code }
        let path = unsafe String(cString: name)
        let disk = state.withLock { state in state.disks.first { path.hasPrefix($0.key + "/") }?.value }
        guard let disk else { return code }
        let opened = unsafe OpenFile(disk: disk, system: system)
        state.withLock { $0.files[UInt(bitPattern: file)] = opened }
        unsafe file.pointee.pMethods = unsafe methods(before: system)
        return code
    }

    /// A copy of a file's functions with ours for flushes and writes; it lives as long as the file.
    private static func methods(before system: Methods) -> Methods {
        let ours = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        unsafe ours.initialize(to: system.pointee)
        unsafe ours.pointee.xSync = { file, flags in
            guard let opened = unsafe FaultyFiles.entry(file) else { return SQLITE_IOERR }
            return unsafe opened.disk.flush() ?? opened.system?.pointee.xSync(file, flags) ?? SQLITE_IOERR
        }
        unsafe ours.pointee.xWrite = { file, bytes, count, offset in
            guard let opened = unsafe FaultyFiles.entry(file) else { return SQLITE_IOERR }
            return unsafe opened.disk.write() ?? opened.system?.pointee.xWrite(file, bytes, count, offset)
                ?? SQLITE_IOERR
        }
        unsafe ours.pointee.xClose = { file in unsafe FaultyFiles.close(file) }
        return unsafe Methods(ours)
    }

    private static func entry(_ file: UnsafeMutablePointer<sqlite3_file>?) -> OpenFile? {
        state.withLock { $0.files[UInt(bitPattern: file)] }
    }

    private static func close(_ file: UnsafeMutablePointer<sqlite3_file>?) -> Int32 {
        let opened = state.withLock { $0.files.removeValue(forKey: UInt(bitPattern: file)) }
        guard let opened else { return SQLITE_IOERR }
        unsafe file?.pointee.pMethods?.deallocate()
        unsafe file?.pointee.pMethods = unsafe opened.system
        return unsafe opened.system?.pointee.xClose(file) ?? SQLITE_IOERR
    }
}
