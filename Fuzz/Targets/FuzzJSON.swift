import AthenaJSON

/// Reading must neither crash nor take what it cannot write: whatever is read is written, read again, and is the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = unsafe UnsafeBufferPointer(start: start, count: count)
    let bytes = unsafe [UInt8](input)
    guard let value = try? JSON(parsing: bytes) else { return 0 }
    #if PLANTED_CRASH
        if value[0]?[0] != nil { preconditionFailure("planted crash") }
    #endif
    for written in [value.bytes, Array(value.prettyText.utf8)] {
        guard let again = try? JSON(parsing: written) else { preconditionFailure("what was written cannot be read") }
        precondition(again == value, "what was written is read as another value")
        precondition(again.hashValue == value.hashValue, "equal values have different hashes")
    }
    guard let canonical = try? JSON(parsing: value.canonicalBytes) else {
        preconditionFailure("canonical form cannot be read")
    }
    precondition(canonical.isEquivalent(to: value), "the canonical form is another value")
    precondition(canonical.bytes == value.canonicalBytes, "the canonical form is not its own canonical form")
    precondition(!value.bytes.contains { $0 < 0x20 }, "a control character was written")
    return 0
}
