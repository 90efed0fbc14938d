// Foundation is the only source of time zone rules that is there on every system.
internal import Foundation
internal import Synchronization

/// The zones that have been named so far; values refer to them by their place.
final class ZoneTable: Sendable {
    static let shared = ZoneTable()

    private struct State {
        var places: [String: Int32] = [:]
        var zones: [TimeZone] = []
        var names: [String] = []
    }

    private let state = Mutex(State())

    /// The place of a zone, or `nil` if the tz database has none of that name.
    func place(of name: String) -> Int32? {
        self.state.withLock { state in
            if let place = state.places[name] { return place }
            guard Self.isPlausible(name), let zone = TimeZone(identifier: name) else { return nil }
            let place = Int32(state.zones.count)
            state.zones.append(zone)
            state.names.append(name)
            state.places[name] = place
            return place
        }
    }

    func name(at place: Int32) -> String? {
        self.state.withLock { $0.names.indices.contains(Int(place)) ? $0.names[Int(place)] : nil }
    }

    func offset(at place: Int32, instant: Int) -> Int? {
        let zone = self.state.withLock { $0.zones.indices.contains(Int(place)) ? $0.zones[Int(place)] : nil }
        return zone?.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
    }

    func offset(at place: Int32, local: Int) -> Int? {
        // The offset a day before settles which side of a change the clock is on; where the clock shows a time twice
        // the earlier one is meant.
        guard let before = self.offset(at: place, instant: local - 86_400),
            let first = self.offset(at: place, instant: local - before)
        else { return nil }
        return first
    }

    /// Whether the name looks like one of the tz database; anything else is not even looked up.
    private static func isPlausible(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 64, (65...90).contains(first & 0xDF) else { return false }
        return name.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte & 0xDF) || [0x2F, 0x5F, 0x2B, 0x2D].contains(byte)
        }
    }
}
