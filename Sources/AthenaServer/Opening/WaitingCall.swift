package import AthenaJSON

/// Calls that wait for something to happen, told by the argument that every one of them has.
package enum WaitingCall {
    /// How many seconds a call with these arguments waits at most; 0 for one that does not wait.
    package static func seconds(_ arguments: JSONObject) -> Int64 {
        max(0, arguments["wait_seconds"]?.integerValue ?? 0)
    }
}
