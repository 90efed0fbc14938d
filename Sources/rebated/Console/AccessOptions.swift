internal import ArgumentParser
internal import Desk
internal import DeskSite
internal import Foundation
internal import Operations

/// Who may use the site.
struct AccessOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The header in which a reverse proxy names the reviewer, such as X-Forwarded-User.",
            valueName: "name"
        )
    )
    var userHeader: String?

    @Option(
        help: ArgumentHelp(
            "An address from which --user-header is believed; may be repeated. Default: 127.0.0.1 and ::1.",
            valueName: "address"
        )
    )
    var proxy: [String] = []

    @Option(
        help: ArgumentHelp(
            "NAME=FILE: a reviewer who signs in by the token in the file's first line; may be repeated.",
            valueName: "name=file"
        )
    )
    var token: [String] = []

    @Option(
        help: ArgumentHelp(
            "A file of reviewers and their tokens: a name and a token on each line.",
            valueName: "file"
        )
    )
    var tokens: String?

    @Option(
        help: ArgumentHelp(
            "NAME=PROGRAM,PROGRAM: the only programs that a reviewer may see; may be repeated.",
            valueName: "name=programs"
        )
    )
    var allow: [String] = []

    @Option(
        help: ArgumentHelp(
            "The origin that browsers see, such as https://desk.example.org; https makes cookies travel by TLS only.",
            valueName: "url"
        )
    )
    var origin: String?

    @Option(help: ArgumentHelp("How long a reviewer stays signed in, at most.", valueName: "time"))
    var sessionTime = "8h"

    /// Who may use the site, with the tokens read from their files.
    func access() throws(SettingError) -> SiteAccess {
        var access = SiteAccess()
        access.userHeader = self.userHeader
        if !self.proxy.isEmpty { access.proxies = Set(self.proxy) }
        for pair in self.token { access.tokens.append(try Self.token(pair)) }
        if let tokens { access.tokens += try Self.tokens(tokens) }
        for pair in self.allow {
            let (name, programs) = try Self.halves(pair, "--allow", "NAME=PROGRAM,PROGRAM")
            let list = programs.split(separator: ",").map(String.init)
            access.programs[name, default: []].formUnion(list)
        }
        if let origin { access.origin = try Self.origin(origin) }
        access.sessionTime = try self.duration()
        return access
    }

    private static func token(_ pair: String) throws(SettingError) -> SiteAccess.Token {
        let (name, file) = try Self.halves(pair, "--token", "NAME=FILE")
        let token = try Self.lines(file, "--token").first { !$0.isEmpty } ?? ""
        return try Self.checked(name, token, "--token")
    }

    private static func tokens(_ file: String) throws(SettingError) -> [SiteAccess.Token] {
        var tokens: [SiteAccess.Token] = []
        for (number, line) in try Self.lines(file, "--tokens").enumerated() {
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

    private static func halves(_ pair: String, _ source: String, _ form: String) throws(SettingError)
        -> (String, String)
    {
        let halves = pair.split(separator: "=", maxSplits: 1).map(String.init)
        guard halves.count == 2 else {
            throw SettingError(source: source, problem: "“\(pair.harmless)” is not \(form)")
        }
        return (halves[0], halves[1])
    }

    private static func lines(_ file: String, _ source: String) throws(SettingError) -> [String] {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw SettingError(source: source, problem: "“\(file)” can't be read as a text file")
        }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
    }

    private static func origin(_ text: String) throws(SettingError) -> String {
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        let host = trimmed.replacing("https://", with: "").replacing("http://", with: "")
        guard trimmed.hasPrefix("https://") || trimmed.hasPrefix("http://"), !host.isEmpty, !host.contains("/") else {
            throw SettingError(source: "--origin", problem: "“\(text)” is no origin such as https://desk.example.org")
        }
        return trimmed
    }

    private func duration() throws(SettingError) -> Duration {
        let hours = self.sessionTime.hasSuffix("h") ? Int(self.sessionTime.dropLast()).map { "\($0 * 60)m" } : nil
        guard let time = Duration(setting: hours ?? self.sessionTime), time > .zero, time <= .seconds(86_400) else {
            throw SettingError(source: "--session-time", problem: "is not a span of time up to 24h, such as 8h or 30m")
        }
        return time
    }
}
