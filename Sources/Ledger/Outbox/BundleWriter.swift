/// Puts numbers, texts and bytes one behind the other.
struct BundleWriter {
    private(set) var bytes: [UInt8] = []

    mutating func reserve(_ count: Int) { self.bytes.reserveCapacity(count) }

    mutating func append(_ byte: UInt8) { self.bytes.append(byte) }

    mutating func append(_ number: Int64) {
        for shift in stride(from: 0, to: 64, by: 8) { self.bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    mutating func append(_ text: String) {
        self.append(length: text.utf8.count)
        self.bytes.append(contentsOf: text.utf8)
    }

    mutating func append(_ piece: ArraySlice<UInt8>) {
        self.append(length: piece.count)
        self.bytes.append(contentsOf: piece)
    }

    private mutating func append(length: Int) {
        for shift in stride(from: 0, to: 32, by: 8) { self.bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
    }
}
