/// A map that forgets what was set longest ago when it is full.
struct RecentMap<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var values: [Key: (value: Value, stamp: UInt64)] = [:]
    private var order: [(key: Key, stamp: UInt64)] = []
    private var head = 0
    private var nextStamp: UInt64 = 0
    private let capacity: Int

    /// A map of at most `capacity` values.
    init(capacity: Int) { self.capacity = max(capacity, 1) }

    /// How many values it holds.
    var count: Int { values.count }

    /// A value; setting one makes it the newest, setting nil forgets it.
    subscript(key: Key) -> Value? {
        get { values[key]?.value }
        set {
            guard let newValue else {
                values[key] = nil
                return
            }
            nextStamp &+= 1
            values[key] = (newValue, nextStamp)
            order.append((key, nextStamp))
            forgetOldest()
        }
    }

    private mutating func forgetOldest() {
        while values.count > capacity || order.count - head > 4 * capacity {
            let oldest = order[head]
            head += 1
            guard let kept = values[oldest.key], kept.stamp == oldest.stamp else { continue }
            values[oldest.key] = nil
        }
        guard head > capacity else { return }
        order.removeFirst(head)
        head = 0
    }
}
