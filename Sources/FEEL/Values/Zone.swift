/// The offset or time zone of a time: none (local), a fixed offset, or a zone of the tz database by its name.
public struct Zone: Sendable, Hashable {
    /// `Int32.min` for none, seconds east for an offset, ``namedBase`` and above for a place in the zone table.
    let raw: Int32

    private static let namedBase: Int32 = 1_000_000

    /// No offset is given.
    public static let local = Zone(raw: .min)
    /// Coordinated universal time.
    public static let utc = Zone(raw: 0)

    private init(raw: Int32) { self.raw = raw }

    /// A fixed offset, or `nil` if it is beyond eighteen hours.
    public init?(offsetSeconds: Int) {
        guard offsetSeconds.magnitude <= 18 * 3600 else { return nil }
        self.raw = Int32(offsetSeconds)
    }

    /// A zone of the tz database, or `nil` if it has none of that name.
    public init?(name: String) {
        guard let place = ZoneTable.shared.place(of: name) else { return nil }
        self.raw = Self.namedBase + place
    }

    /// Whether there is neither offset nor zone.
    public var isLocal: Bool { self.raw == .min }

    /// The zone's name, or `nil` if it is local or a fixed offset.
    public var name: String? {
        self.raw >= Self.namedBase ? ZoneTable.shared.name(at: self.raw - Self.namedBase) : nil
    }

    /// The seconds east of UTC at a local time; `nil` without offset.
    ///
    /// - Parameter localSeconds: Seconds since 1970-01-01T00:00:00 on the local clock.
    func offset(atLocal localSeconds: Int) -> Int? {
        if self.isLocal { return nil }
        if self.raw < Self.namedBase { return Int(self.raw) }
        return ZoneTable.shared.offset(at: self.raw - Self.namedBase, local: localSeconds)
    }

    /// The seconds east of UTC at an instant; `nil` without offset.
    func offset(atInstant seconds: Int) -> Int? {
        if self.isLocal { return nil }
        if self.raw < Self.namedBase { return Int(self.raw) }
        return ZoneTable.shared.offset(at: self.raw - Self.namedBase, instant: seconds)
    }
}

extension Zone: CustomStringConvertible {
    /// `Z`, `+01:00`, `+01:00:30`, `@Europe/Paris`, or nothing.
    public var description: String {
        if self.isLocal { return "" }
        if let name = self.name { return "@" + name }
        if self.raw == 0 { return "Z" }
        let seconds = Int(self.raw.magnitude)
        let text = "\(self.raw < 0 ? "-" : "+")\(twoDigits(seconds / 3600)):\(twoDigits(seconds / 60 % 60))"
        return seconds % 60 == 0 ? text : "\(text):\(twoDigits(seconds % 60))"
    }
}
