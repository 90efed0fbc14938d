internal import ArgumentParser
internal import Operations

/// Where the site is served, and to whom.
struct SiteOptions: ParsableArguments {
    @Option(.host) var host: String?
    @Option(.port) var port: String?
    @Option(.userHeader) var userHeader: String?
    @Option(.proxy) var proxy: [String]
    @Option(.token) var token: [String]
    @Option(.tokens) var tokens: String?
    @Option(.allow) var allow: [String]
    @Option(.origin) var origin: String?
    @Option(.sessionTime) var sessionTime: String?
    @OptionGroup var reviewer: ReviewerOption

    /// What these options say, as settings.
    var flags: [Setting: [String]] {
        let own: [Setting: [String]] = [
            .host: self.host.given, .port: self.port.given, .userHeader: self.userHeader.given, .proxy: self.proxy,
            .token: self.token, .tokens: self.tokens.given, .allow: self.allow, .origin: self.origin.given,
            .sessionTime: self.sessionTime.given,
        ]
        return own.merging(self.reviewer.flags) { own, _ in own }
    }
}
