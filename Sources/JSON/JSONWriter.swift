/// Writes JSON straight into bytes, without a tree in between.
///
/// Commas are its business, matching of brackets is the caller's. Strings are written as they are, in UTF-8, with
/// the escapes that JSON demands and no others, so that equal calls give equal bytes.
public struct JSONWriter: ~Copyable, Sendable {
    private var bytes: [UInt8] = []
    private var needsComma = false

    /// An empty writer; `capacity` is how many bytes are expected.
    public init(capacity: Int = 1024) {
        self.bytes.reserveCapacity(capacity)
    }

    /// How many bytes stand so far.
    public var count: Int { self.bytes.count }

    /// Begins an object.
    public mutating func beginObject() { self.open(UInt8(ascii: "{")) }

    /// Ends the object that was begun last.
    public mutating func endObject() { self.close(UInt8(ascii: "}")) }

    /// Begins an array.
    public mutating func beginArray() { self.open(UInt8(ascii: "[")) }

    /// Ends the array that was begun last.
    public mutating func endArray() { self.close(UInt8(ascii: "]")) }

    /// Writes a member's name; its value must follow.
    ///
    /// The name must need no escapes.
    public mutating func key(_ name: StaticString) {
        self.separate()
        self.bytes.append(UInt8(ascii: "\""))
        if name.hasPointerRepresentation {
            unsafe self.bytes.append(
                contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
            )
        } else {
            self.bytes.append(contentsOf: name.description.utf8)
        }
        self.endKey()
    }

    /// Writes a member's name, escaped as needed; its value must follow.
    public mutating func key(_ name: String) {
        self.separate()
        self.bytes.append(UInt8(ascii: "\""))
        JSONText.append(name.utf8.span, to: &self.bytes)
        self.endKey()
    }

    /// Writes a string.
    public mutating func value(_ text: String) {
        self.separate()
        JSONText.appendQuoted(text.utf8.span, to: &self.bytes)
        self.needsComma = true
    }

    /// Writes a string that is known as UTF-8.
    public mutating func value(utf8 text: borrowing Span<UInt8>) {
        self.separate()
        JSONText.appendQuoted(text, to: &self.bytes)
        self.needsComma = true
    }

    /// Writes a string, or `null` for `nil`.
    public mutating func value(_ text: String?) {
        if let text { self.value(text) } else { self.null() }
    }

    /// Writes a whole number.
    public mutating func value(_ number: Int) {
        self.raw(utf8: number.description)
    }

    /// Writes a whole number.
    public mutating func value(_ number: Int64) {
        self.raw(utf8: number.description)
    }

    /// Writes `true` or `false`.
    public mutating func value(_ truth: Bool) {
        self.raw(utf8: truth ? "true" : "false")
    }

    /// Writes `null`.
    public mutating func null() {
        self.raw(utf8: "null")
    }

    /// Writes a value of another document as it stands there.
    public mutating func value(_ value: JSONValue) {
        self.separate()
        self.bytes.append(contentsOf: value.source)
        self.needsComma = true
    }

    /// Writes bytes that are one JSON value already.
    ///
    /// They are not looked at.
    public mutating func raw(_ json: some Collection<UInt8>) {
        self.separate()
        self.bytes.append(contentsOf: json)
        self.needsComma = true
    }

    /// Writes text that is one JSON value already, such as a number's digits.
    ///
    /// It is not looked at.
    public mutating func raw(utf8 json: String) {
        self.separate()
        self.bytes.append(contentsOf: json.utf8)
        self.needsComma = true
    }

    /// The bytes, without a copy.
    public consuming func finish() -> [UInt8] { self.bytes }

    private mutating func separate() {
        if self.needsComma { self.bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func endKey() {
        self.bytes.append(UInt8(ascii: "\""))
        self.bytes.append(UInt8(ascii: ":"))
        self.needsComma = false
    }

    private mutating func open(_ bracket: UInt8) {
        self.separate()
        self.bytes.append(bracket)
        self.needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        self.bytes.append(bracket)
        self.needsComma = true
    }
}
