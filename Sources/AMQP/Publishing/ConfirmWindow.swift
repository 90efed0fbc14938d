/// Published messages that the broker has not answered for: no I/O, no clock, no continuations.
///
/// The broker numbers a channel's messages from 1; answers come in any order, one by one or for all up to a number. A
/// message that no queue takes comes back **before** its ack, and without a number: it is told by what was written on it.
struct ConfirmWindow {
    /// What became of one message.
    enum Answer: Equatable {
        case confirmed
        case refused
        case returned(code: UInt16, text: String)
    }

    /// A message and what became of it.
    struct Settlement: Equatable {
        var id: PublishID
        var answer: Answer
    }

    /// What a returned message can be recognised by.
    struct Label: Equatable {
        var exchange: String
        var routingKey: String
        var messageID: String?
    }

    private struct Entry {
        var id: PublishID
        /// `nil` for a message that can't come back.
        var label: Label?
        var returned: Answer?
        var isSettled = false
    }

    /// The number of the first entry.
    private var first: UInt64 = 1
    private var entries: [Entry] = []
    /// Settled entries at the front that are not removed yet; removing one by one would move all others each time.
    private var head = 0

    /// How many messages are without an answer.
    private(set) var waiting = 0

    /// A message was written; its number is one more than that of the message before.
    mutating func published(_ id: PublishID, label: Label?) {
        self.entries.append(Entry(id: id, label: label))
        self.waiting += 1
    }

    /// The broker acks or refuses one message, or all up to it.
    ///
    /// Numbers that it can't mean are ignored.
    ///
    /// - Parameters:
    ///   - tag: The number.
    ///   - multiple: Whether all before it are meant too; number 0 then means all.
    ///   - positive: Whether it is an ack.
    mutating func answered(tag: UInt64, multiple: Bool, positive: Bool) -> [Settlement] {
        let end = self.first + UInt64(self.entries.count)
        let last = multiple && tag == 0 ? end - 1 : tag
        guard last >= self.first, last < end else { return [] }
        let index = Int(last - self.first)
        guard index >= self.head else { return [] }
        var settlements: [Settlement] = []
        for index in (multiple ? self.head : index)...index {
            self.settle(index, positive: positive, into: &settlements)
        }
        self.trim()
        return settlements
    }

    /// The broker sent a message back; its ack is yet to come.
    ///
    /// - Returns: Which message it was; `nil` if none fits.
    mutating func returned(_ label: Label, code: UInt16, text: String) -> PublishID? {
        for index in self.head..<self.entries.count {
            let entry = self.entries[index]
            if !entry.isSettled, entry.returned == nil, entry.label == label {
                self.entries[index].returned = .returned(code: code, text: text)
                return entry.id
            }
        }
        return nil
    }

    /// The channel is gone: nothing that waits will be answered, and numbers start anew.
    mutating func lost() -> [PublishID] {
        let ids = self.entries[self.head...].filter { !$0.isSettled }.map(\.id)
        self = ConfirmWindow()
        return ids
    }

    private mutating func settle(_ index: Int, positive: Bool, into settlements: inout [Settlement]) {
        guard !self.entries[index].isSettled else { return }
        self.entries[index].isSettled = true
        self.waiting -= 1
        let answer = self.entries[index].returned ?? (positive ? .confirmed : .refused)
        settlements.append(Settlement(id: self.entries[index].id, answer: answer))
    }

    private mutating func trim() {
        while self.head < self.entries.count, self.entries[self.head].isSettled { self.head += 1 }
        if self.head == self.entries.count || self.head >= 1024 {
            self.entries.removeSubrange(..<self.head)
            self.first += UInt64(self.head)
            self.head = 0
        }
    }
}

/// Names one message of one call of ``Publisher/publish(_:deadline:)``.
struct PublishID: Hashable, Sendable {
    /// The call.
    var batch: UInt64
    /// The message's place in it.
    var index: Int
}
