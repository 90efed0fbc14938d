public import Logging

extension Settings {
    /// The text of a setting.
    ///
    /// - Parameter setting: The setting to look up.
    /// - Returns: `nil` if it is set nowhere and has no default.
    public func text(_ setting: Setting) -> String? {
        self.find(setting)?.values.last
    }

    /// All texts of a setting that is a list.
    ///
    /// - Parameter setting: The setting to look up.
    /// - Returns: Empty if it is set nowhere and has no default.
    public func texts(_ setting: Setting) -> [String] {
        self.find(setting)?.values ?? []
    }

    /// A whole number.
    ///
    /// - Parameters:
    ///   - setting: A setting with a default.
    ///   - range: What is allowed.
    /// - Returns: The number.
    /// - Throws: ``SettingError`` for anything but a whole number in the range.
    public func integer(_ setting: Setting, in range: ClosedRange<Int>) throws(SettingError) -> Int {
        let (text, source) = try self.required(setting)
        guard let value = Int(text), range.contains(value) else {
            throw SettingError(
                source: source,
                problem: "“\(text)” is not a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return value
    }

    /// A span of time: `25s`, `500ms`, `2m`; a bare number is seconds.
    ///
    /// - Parameter setting: A setting with a default.
    /// - Returns: The span.
    /// - Throws: ``SettingError`` for anything else, and for spans over a day.
    public func duration(_ setting: Setting) throws(SettingError) -> Duration {
        let (text, source) = try self.required(setting)
        guard let value = Duration(setting: text), value >= .zero, value <= .seconds(86_400) else {
            throw SettingError(source: source, problem: "“\(text)” is not a span of time such as 25s, 500ms or 2m")
        }
        return value
    }

    /// A part of a whole.
    ///
    /// - Parameter setting: A setting with a default.
    /// - Returns: A number from 0 to 1.
    /// - Throws: ``SettingError`` for anything else.
    public func share(_ setting: Setting) throws(SettingError) -> Double {
        let (text, source) = try self.required(setting)
        guard let value = Double(text), (0...1).contains(value) else {
            throw SettingError(source: source, problem: "“\(text)” is not a number from 0 to 1")
        }
        return value
    }

    /// The least level that is logged.
    ///
    /// - Returns: The level of ``Setting/logLevel``.
    /// - Throws: ``SettingError`` for an unknown level.
    public func logLevel() throws(SettingError) -> Logger.Level {
        let (text, source) = try self.required(.logLevel)
        guard let level = Logger.Level(rawValue: text) else {
            let names = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw SettingError(source: source, problem: "“\(text)” is not a log level; known are \(names)")
        }
        return level
    }

    /// How log lines look.
    ///
    /// - Parameter isTerminal: Whether the log goes to a terminal; decides `auto`.
    /// - Returns: The format of ``Setting/logFormat``.
    /// - Throws: ``SettingError`` for an unknown format.
    public func logFormat(isTerminal: Bool) throws(SettingError) -> LogFormat {
        let (text, source) = try self.required(.logFormat)
        switch text {
        case "text": return .text
        case "json": return .json
        case "auto": return isTerminal ? .text : .json
        default: throw SettingError(source: source, problem: "“\(text)” is not a log format: text, json or auto")
        }
    }

    /// An address and a port: `127.0.0.1:9464`, `[::1]:9464`; `nil` for `off`.
    ///
    /// - Parameter setting: A setting with a default.
    /// - Throws: ``SettingError`` for anything else.
    public func address(_ setting: Setting) throws(SettingError) -> (host: String, port: Int)? {
        let (text, source) = try self.required(setting)
        if text == "off" { return nil }
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw SettingError(source: source, problem: "“\(text)” is neither ADDRESS:PORT nor off")
        }
        var host = text[..<colon]
        let isBracketed = host.first == "[" && host.last == "]"
        if isBracketed { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, isBracketed || !host.contains(":") else {
            throw SettingError(source: source, problem: "“\(text)” names no address such as 127.0.0.1 or [::1]")
        }
        return (String(host), Int(port))
    }

    /// One of a few words.
    ///
    /// - Parameters:
    ///   - setting: A setting with a default.
    ///   - words: What may be chosen.
    /// - Throws: ``SettingError`` for any other text.
    public func choice(_ setting: Setting, of words: [String]) throws(SettingError) -> String {
        let (text, source) = try self.required(setting)
        guard words.contains(text) else {
            throw SettingError(source: source, problem: "“\(text)” is none of \(words.joined(separator: ", "))")
        }
        return text
    }

    /// Program budgets, as pairs of program and amount.
    ///
    /// - Returns: The program and the amount's text, in the order given.
    /// - Throws: ``SettingError`` for anything but `PROGRAM=AMOUNT`, and for a program named twice.
    public func budgets() throws(SettingError) -> [(program: String, amount: String)] {
        guard let found = self.find(.budget) else { return [] }
        var budgets: [(program: String, amount: String)] = []
        for text in found.values {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw SettingError(source: found.source, problem: "“\(text)” is not PROGRAM=AMOUNT")
            }
            let program = String(parts[0])
            guard !budgets.contains(where: { $0.program == program }) else {
                throw SettingError(source: found.source, problem: "the budget of “\(program)” stands twice")
            }
            budgets.append((program, String(parts[1])))
        }
        return budgets
    }

    private func required(_ setting: Setting) throws(SettingError) -> (text: String, source: String) {
        guard let found = self.find(setting), let text = found.values.last else {
            throw SettingError(source: "--\(setting.name)", problem: "is needed")
        }
        return (text, found.source)
    }
}
