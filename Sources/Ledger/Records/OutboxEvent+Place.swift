import Foundation

extension OutboxEvent {
    /// Where the JSON of the decision that the event tells stands in its body; `nil` if it isn't there.
    ///
    /// It is the last member, with at most four closing braces behind it.
    func place(of decision: [UInt8]) -> Range<Int>? {
        guard !decision.isEmpty else { return nil }
        for closing in 0...4 where self.body.count >= decision.count + closing {
            let end = self.body.count - closing
            let start = end - decision.count
            if decision.withUnsafeBytes({ Self.same($0, self.body, at: start) }) { return start..<end }
        }
        return nil
    }

    private static func same(_ bytes: UnsafeRawBufferPointer, _ body: [UInt8], at place: Int) -> Bool {
        body.withUnsafeBytes { body in
            guard let wanted = bytes.baseAddress, let found = body.baseAddress else { return false }
            return memcmp(wanted, found + place, bytes.count) == 0
        }
    }
}
