/// Deliveries of one channel that the broker still counts as ours: no I/O, no clock.
///
/// Acks are collected and taken out in the fewest frames: one that covers the unbroken run from the oldest delivery, and
/// one each for what was acked out of order. A number that the broker doesn't wait for is never sent, because it would
/// close the channel.
struct AckWindow {
    /// What to send now.
    struct Acks: Equatable {
        /// Covers everything up to this number.
        var upTo: UInt64?
        var single: [UInt64] = []

        var isEmpty: Bool { self.upTo == nil && self.single.isEmpty }
    }

    private enum State: UInt8 {
        case outstanding
        case acked
        /// The broker knows.
        case settled
    }

    private struct Entry {
        var state = State.outstanding
        /// Bytes of the body that whoever works on it holds.
        var size: Int
    }

    /// The number of the first entry.
    private var first: UInt64 = 1
    private var entries: [Entry] = []
    private var head = 0
    private var newlyAcked: [Int] = []

    /// How many deliveries await an ack; never more than the prefetch.
    private(set) var unacked = 0
    /// Bytes of their bodies, as far as they are held.
    private(set) var unackedBytes = 0

    /// A delivery came in.
    ///
    /// - Returns: Whether its number is the next one; the broker counts without gaps.
    mutating func delivered(tag: UInt64, size: Int = 0) -> Bool {
        guard tag == self.first + UInt64(self.entries.count) else { return false }
        self.entries.append(Entry(size: size))
        self.unacked += 1
        self.unackedBytes += size
        return true
    }

    /// A delivery is done.
    ///
    /// - Returns: `false` if it isn't waiting for an ack (any more).
    mutating func acked(tag: UInt64) -> Bool {
        guard let index = self.outstanding(tag) else { return false }
        self.leave(index, .acked)
        self.newlyAcked.append(index)
        return true
    }

    /// A delivery was rejected, which is sent at once.
    ///
    /// - Returns: `false` if it isn't waiting for an ack (any more).
    mutating func rejected(tag: UInt64) -> Bool {
        guard let index = self.outstanding(tag) else { return false }
        self.leave(index, .settled)
        return true
    }

    /// The body of a delivery is held no more, though the delivery still waits.
    mutating func bodyDropped(tag: UInt64) {
        guard let index = self.outstanding(tag) else { return }
        self.unackedBytes -= self.entries[index].size
        self.entries[index].size = 0
    }

    /// Takes out what is to be sent.
    mutating func takeAcks() -> Acks {
        guard self.head < self.entries.count else { return Acks() }
        guard !self.newlyAcked.isEmpty || self.entries[self.head].state == .settled else { return Acks() }
        var acks = Acks()
        var lastAcked: Int?
        var end = self.head
        var count = 0
        while end < self.entries.count, self.entries[end].state != .outstanding {
            if self.entries[end].state == .acked {
                lastAcked = end
                count += 1
            }
            end += 1
        }
        if let lastAcked {
            let tag = self.first + UInt64(lastAcked)
            if count == 1 { acks.single.append(tag) } else { acks.upTo = tag }
        }
        for index in self.newlyAcked where index >= end { acks.single.append(self.first + UInt64(index)) }
        for index in self.newlyAcked { self.entries[index].state = .settled }
        self.newlyAcked.removeAll(keepingCapacity: true)
        self.trim(to: end)
        return acks
    }

    private func outstanding(_ tag: UInt64) -> Int? {
        guard tag >= self.first, tag - self.first < UInt64(self.entries.count) else { return nil }
        let index = Int(tag - self.first)
        return self.entries[index].state == .outstanding ? index : nil
    }

    private mutating func leave(_ index: Int, _ state: State) {
        self.entries[index].state = state
        self.unacked -= 1
        self.unackedBytes -= self.entries[index].size
    }

    private mutating func trim(to end: Int) {
        self.head = end
        if self.head == self.entries.count || self.head >= 4096 {
            self.entries.removeSubrange(..<self.head)
            self.first += UInt64(self.head)
            self.head = 0
        }
    }
}
