extension Command {
    /// Lends the values as libpq takes them: pointers, lengths, and binary as the form of each.
    func withValues<Result>(
        _ body: (
            UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> Result
    ) -> Result {
        var pointers: [UnsafePointer<CChar>?] = unsafe []
        unsafe pointers.reserveCapacity(self.parameters.count)
        return unsafe self.lend(from: 0, &pointers) { pointers in
            let lengths = self.parameters.map { Int32(clamping: $0.bytes?.count ?? 0) }
            let formats = [Int32](repeating: 1, count: self.parameters.count)
            return unsafe pointers.withUnsafeBufferPointer { values in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { formats in
                        unsafe body(values.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }

    /// Within this call's calls all of the bytes stay where they are: nothing is copied.
    private func lend<Result>(
        from place: Int,
        _ pointers: inout [UnsafePointer<CChar>?],
        _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        guard place < self.parameters.count else { return unsafe body(pointers) }
        guard let bytes = self.parameters[place].bytes else {
            unsafe pointers.append(nil)
            return unsafe self.lend(from: place + 1, &pointers, body)
        }
        return unsafe bytes.withUnsafeBytes { raw in
            // A null pointer would be NULL: empty values need some address too.
            let start = unsafe raw.baseAddress ?? UnsafeRawPointer(bitPattern: 1)
            unsafe pointers.append(start?.assumingMemoryBound(to: CChar.self))
            return unsafe self.lend(from: place + 1, &pointers, body)
        }
    }
}
