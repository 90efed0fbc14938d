internal import Desk
internal import DeskSite
internal import Foundation
internal import Operations

extension Settings {
    /// Where the site is served.
    func site() throws(SettingError) -> SiteConfiguration {
        SiteConfiguration(host: self.text(.host) ?? "127.0.0.1", port: try self.integer(.port, in: 0...65_535))
    }

    /// Who may use the site, with the tokens read from their files.
    ///
    /// - Parameter place: Where it is served: what others can reach needs a sign-in.
    func access(at place: SiteConfiguration) throws(SettingError) -> SiteAccess {
        var access = SiteAccess()
        access.userHeader = self.text(.userHeader)
        if let proxies = self.find(.proxy)?.values { access.proxies = Set(proxies) }
        for pair in try self.pairs(.token, "NAME=FILE") {
            let token = try Self.lines(pair.value, pair.source).first { !$0.isEmpty } ?? ""
            access.tokens.append(try Self.checked(pair.name, token, pair.source))
        }
        if let tokens = self.find(.tokens), let file = tokens.values.last {
            access.tokens += try Self.tokens(file, tokens.source)
        }
        for pair in try self.pairs(.allow, "NAME=PROGRAM,PROGRAM") {
            access.programs[pair.name, default: []].formUnion(pair.value.split(separator: ",").map(String.init))
        }
        if let origin = self.find(.origin), let text = origin.values.last {
            access.origin = try Self.origin(text, origin.source)
        }
        access.sessionTime = try self.sessionTime()
        guard !access.hasSignIn else { return access }
        guard place.isLoopback else {
            throw SettingError(
                source: self.find(.host)?.source ?? "--host",
                problem: "“\(place.host)” can be reached by others: say how they sign in, by --user-header or --token"
            )
        }
        access.everybody = try self.reviewer()
        return access
    }

    private func sessionTime() throws(SettingError) -> Duration {
        let time = try self.duration(.sessionTime)
        guard time > .zero else {
            throw SettingError(
                source: self.find(.sessionTime)?.source ?? "--session-time",
                problem: "is not a span of time up to 24h, such as 8h or 30m"
            )
        }
        return time
    }

    /// The values of a mapping.
    private func pairs(_ setting: Setting, _ form: String) throws(SettingError)
        -> [(name: String, value: String, source: String)]
    {
        guard let found = self.find(setting) else { return [] }
        var pairs: [(name: String, value: String, source: String)] = []
        for text in found.values {
            let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
            if halves.count == 2 {
                pairs.append((halves[0], halves[1], found.source))
            } else if halves.count == 1, found.source == setting.environmentName, let last = pairs.indices.last {
                // A variable is cut at its commas, also at those within a value.
                pairs[last].value += "," + halves[0]
            } else {
                throw SettingError(source: found.source, problem: "“\(text.harmless)” is not \(form)")
            }
        }
        return pairs
    }

    private static func tokens(_ file: String, _ source: String) throws(SettingError) -> [SiteAccess.Token] {
        var tokens: [SiteAccess.Token] = []
        for (number, line) in try Self.lines(file, source).enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            if words.isEmpty || line.hasPrefix("#") { continue }
            guard words.count == 2 else {
                throw SettingError(source: "\(file):\(number + 1)", problem: "a line holds a name and a token")
            }
            tokens.append(try Self.checked(words[0], words[1], "\(file):\(number + 1)"))
        }
        return tokens
    }

    private static func checked(_ name: String, _ token: String, _ source: String) throws(SettingError)
        -> SiteAccess.Token
    {
        guard AnswerDraft.isReviewer(name) else {
            throw SettingError(source: source, problem: "“\(name.harmless)” can’t be a reviewer’s name")
        }
        guard token.count >= SiteAccess.shortestToken else {
            let least = SiteAccess.shortestToken
            throw SettingError(
                source: source,
                problem:
                    "the token of \(name) is too short: at least \(least) characters, such as `openssl rand -hex 24` prints"
            )
        }
        return SiteAccess.Token(reviewer: name, token: token)
    }

    private static func lines(_ file: String, _ source: String) throws(SettingError) -> [String] {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw SettingError(source: source, problem: "“\(file)” can't be read as a text file")
        }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
    }

    private static func origin(_ text: String, _ source: String) throws(SettingError) -> String {
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        let host = trimmed.replacing("https://", with: "").replacing("http://", with: "")
        guard trimmed.hasPrefix("https://") || trimmed.hasPrefix("http://"), !host.isEmpty, !host.contains("/") else {
            throw SettingError(source: source, problem: "“\(text)” is no origin such as https://desk.example.org")
        }
        return trimmed
    }
}
