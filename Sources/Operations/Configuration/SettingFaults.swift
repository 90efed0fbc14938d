/// All that is wrong with the settings, so that it can be mended at one go.
public struct SettingFaults: Error, Hashable, CustomStringConvertible {
    /// The faults, in the order in which they were found; empty if all is well.
    public private(set) var list: [SettingError] = []

    /// No fault yet.
    public init() {}

    /// Notes a fault; the same one is noted once.
    public mutating func add(_ fault: SettingError) {
        if !self.list.contains(fault) { self.list.append(fault) }
    }

    /// Tries something, and notes the fault.
    ///
    /// - Returns: `nil` if there was one.
    @discardableResult
    public mutating func collect<Value>(_ body: () throws(SettingError) -> Value) -> Value? {
        do throws(SettingError) { return try body() } catch {
            self.add(error)
            return nil
        }
    }

    /// A line for each fault.
    public var description: String { self.list.map(\.description).joined(separator: "\n") }
}
