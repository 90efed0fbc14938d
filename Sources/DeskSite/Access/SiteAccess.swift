internal import Digest

/// Who may use the site, and what they may see.
public struct SiteAccess: Sendable {
    /// A reviewer who signs in by a token; only the token's digest is kept.
    public struct Token: Sendable, CustomStringConvertible {
        /// The reviewer.
        public let reviewer: String
        let digest: [UInt8]

        /// Nothing of the token.
        public var description: String { "a token" }

        /// A reviewer's token.
        public init(reviewer: String, token: String) {
            self.reviewer = reviewer
            self.digest = SHA256.digest(Array(token.utf8))
        }
    }

    /// The fewest characters of a token: what is shorter could be guessed.
    public static let shortestToken = 16

    /// The header in which a reverse proxy names the user; `nil` if there is none.
    public var userHeader: String?
    /// The addresses of proxies that are believed.
    public var proxies: Set<String> = ["127.0.0.1", "::1"]
    /// Those who sign in by a token.
    public var tokens: [Token] = []
    /// Who everybody is, where nobody signs in.
    public var everybody: String?
    /// The programs of those reviewers who may not see all.
    public var programs: [String: Set<String>] = [:]
    /// The origin that browsers see, such as `https://desk.example.org`; `nil`: the `Host` of a request, without TLS.
    public var origin: String?
    /// How long a session lasts from its beginning.
    public var sessionTime: Duration = .seconds(8 * 3600)

    /// Access for nobody yet.
    public init() {}

    /// Whether anybody has to say who they are.
    public var hasSignIn: Bool { self.userHeader != nil || !self.tokens.isEmpty }

    /// Whether browsers come by TLS.
    var isEncrypted: Bool { self.origin?.hasPrefix("https://") ?? false }

    /// The reviewer whose token it is.
    func reviewer(of token: String) -> String? {
        let digest = SHA256.digest(Array(token.utf8))
        // Every token is compared, so that the time tells nothing.
        var found: String?
        for token in self.tokens where Secret.equals(token.digest, digest) { found = token.reviewer }
        return found
    }
}
