/// Writes JSON straight into bytes, without a tree in between.
///
/// Commas are its business, matching of brackets is the caller's. Strings are written as they are, in UTF-8, with
/// the escapes that JSON demands and no others, so that equal calls give equal bytes.
public struct JSONWriter: ~Copyable, Sendable {
    private var bytes: ByteBuffer
    private var needsComma = false

    /// An empty writer; `capacity` is how many bytes are expected.
    public init(capacity: Int = 1024) {
        self.bytes = ByteBuffer(capacity: capacity)
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
        self.bytes.append(name)
        self.endKey()
    }

    /// Writes a member's name, escaped as needed; its value must follow.
    ///
    /// A literal is taken by the other one, which needs not look for escapes.
    @_disfavoredOverload
    public mutating func key(_ name: String) {
        self.separate()
        JSONText.appendQuoted(name, to: &self.bytes)
        self.bytes.append(UInt8(ascii: ":"))
        self.needsComma = false
    }

    /// Begins a member's name that is written in parts; ``endKey()`` ends it.
    public mutating func beginKey() {
        self.separate()
        self.bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a part of a name, which must need no escapes.
    public mutating func part(_ text: StaticString) {
        self.bytes.append(text)
    }

    /// Writes a part of a name, escaped as needed.
    @_disfavoredOverload
    public mutating func part(_ text: String) {
        JSONText.append(text, to: &self.bytes)
    }

    /// Writes a number as a part of a name.
    public mutating func part(_ number: Int) {
        self.bytes.append(number)
    }

    /// Ends a name that was written in parts; its value must follow.
    public mutating func endKey() {
        self.bytes.append("\":" as StaticString)
        self.needsComma = false
    }

    /// Writes a string.
    public mutating func value(_ text: String) {
        self.separate()
        JSONText.appendQuoted(text, to: &self.bytes)
        self.needsComma = true
    }

    /// Writes a string that is known as UTF-8.
    public mutating func value(utf8 text: borrowing Span<UInt8>) {
        self.separate()
        unsafe text.withUnsafeBufferPointer { unsafe JSONText.appendQuoted($0, to: &self.bytes) }
        self.needsComma = true
    }

    /// Writes a string, or `null` for `nil`.
    public mutating func value(_ text: String?) {
        if let text { self.value(text) } else { self.null() }
    }

    /// Writes a whole number.
    public mutating func value(_ number: Int) {
        self.separate()
        self.bytes.append(number)
        self.needsComma = true
    }

    /// Writes a whole number.
    public mutating func value(_ number: Int64) {
        self.value(Int(number))
    }

    /// Writes a number of hundredths as a string with two decimals, as amounts of money are written: `"-0.50"`.
    public mutating func value(hundredths number: Int64) {
        self.separate()
        let magnitude = number.magnitude
        self.bytes.append(UInt8(ascii: "\""))
        if number < 0 { self.bytes.append(UInt8(ascii: "-")) }
        self.bytes.append(magnitude / 100)
        self.bytes.append(UInt8(ascii: "."))
        self.bytes.append(UInt8(ascii: "0") + UInt8(magnitude % 100 / 10))
        self.bytes.append(UInt8(ascii: "0") + UInt8(magnitude % 10))
        self.bytes.append(UInt8(ascii: "\""))
        self.needsComma = true
    }

    /// Writes `true` or `false`.
    public mutating func value(_ truth: Bool) {
        self.word(truth ? "true" : "false")
    }

    /// Writes `null`.
    public mutating func null() {
        self.word("null")
    }

    /// Writes a value of another document as it stands there.
    public mutating func value(_ value: JSONValue) {
        self.separate()
        unsafe value.source.withUnsafeBufferPointer { unsafe self.bytes.append($0) }
        self.needsComma = true
    }

    /// Writes bytes that are one JSON value already.
    ///
    /// They are not looked at.
    public mutating func raw(_ json: [UInt8]) {
        self.separate()
        unsafe json.withUnsafeBufferPointer { unsafe self.bytes.append($0) }
        self.needsComma = true
    }

    /// Writes bytes that begin an object and end where its first member, or its end, may follow.
    ///
    /// They are not looked at.
    public mutating func begin(_ json: [UInt8]) {
        self.separate()
        unsafe json.withUnsafeBufferPointer { unsafe self.bytes.append($0) }
        self.needsComma = false
    }

    /// Writes text that is one JSON value already, such as a number's digits.
    ///
    /// It is not looked at.
    public mutating func raw(utf8 json: String) {
        self.separate()
        self.bytes.append(json)
        self.needsComma = true
    }

    /// The bytes.
    public consuming func finish() -> [UInt8] { self.bytes.array }

    private mutating func word(_ word: StaticString) {
        self.separate()
        self.bytes.append(word)
        self.needsComma = true
    }

    private mutating func separate() {
        if self.needsComma { self.bytes.append(UInt8(ascii: ",")) }
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
