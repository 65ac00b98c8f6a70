import AthenaJSON

/// An array of a schema and values. Reading and checking must end, without a crash and in a bounded number of steps;
/// a schema that was read renders to one that reads and decides the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSchema(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = unsafe UnsafeBufferPointer(start: start, count: count)
    let bytes = unsafe [UInt8](input)
    guard let parts = (try? JSON(parsing: bytes))?.arrayValue, let first = parts.first else { return 0 }
    guard let schema = try? JSONSchema(parsing: first) else { return 0 }
    #if PLANTED_CRASH
        if parts.count > 2, !schema.accepts(parts[1]) { preconditionFailure("planted crash") }
    #endif
    guard let again = try? JSONSchema(parsing: schema.json) else {
        preconditionFailure("a rendered schema cannot be read")
    }
    precondition(again.json == schema.json, "a rendered schema renders as another one")
    for value in parts.dropFirst() {
        let violations = schema.violations(of: value, limit: 3)
        precondition(violations.count <= 3, "more violations than asked for")
        precondition(violations.isEmpty == schema.accepts(value), "accepted with violations, or refused without")
        precondition(violations == again.violations(of: value, limit: 3), "a rendered schema decides otherwise")
    }
    return 0
}
