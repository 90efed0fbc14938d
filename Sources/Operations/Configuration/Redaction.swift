/// Hides passwords in what is shown.
public enum Redaction {
    /// What stands for a secret.
    public static let mark = "***"

    /// Text in which every URL has lost its password and the secrets in its query; rather too much is hidden than too little.
    ///
    /// - Parameter text: A URL such as `amqp://user:password@host/vhost?…`, several with commas between them, or a path.
    public static func url(_ text: String) -> String {
        let schemes = text.ranges(of: "://")
        guard let first = schemes.first else {
            return text.lowercased().contains("password") || text.contains("@") ? self.mark : text
        }
        // A URL ends where the next one begins: what stands between may be a password with a comma in it.
        var shown = text[..<first.upperBound]
        for (place, scheme) in schemes.enumerated() {
            let next = place + 1 < schemes.count ? schemes[place + 1] : nil
            let end = next.flatMap { text[scheme.upperBound..<$0.lowerBound].lastIndex(of: ",") } ?? text.endIndex
            if next != nil, end == text.endIndex { return shown + self.mark }
            shown += self.withoutSecrets(text[scheme.upperBound..<end])
            if let next { shown += text[end..<next.upperBound] }
        }
        return String(shown)
    }

    /// What follows a scheme.
    private static func withoutSecrets(_ text: Substring) -> String {
        var rest = text
        var shown = ""
        // By the last one, as a password may hold it unescaped.
        if let at = rest.lastIndex(of: "@") {
            let login = rest[..<at]
            let user = login.prefix { $0 != ":" }
            shown = user.count < login.count ? "\(user):\(self.mark)@" : "\(user)@"
            rest = rest[rest.index(after: at)...]
        } else if !rest.hasPrefix("["), let colon = rest.firstIndex(of: ":") {
            let port = rest[rest.index(after: colon)...].prefix { $0 != "/" && $0 != "?" && $0 != "," }
            guard port.allSatisfy(\.isNumber) else { return "\(rest[...colon])\(self.mark)" }
        }
        guard let query = rest.firstIndex(of: "?") else { return shown + rest }
        let pairs = rest[rest.index(after: query)...].split(separator: "&").map { self.parameter($0) }
        return shown + rest[...query] + pairs.joined(separator: "&")
    }

    private static func parameter(_ pair: Substring) -> String {
        let name = pair.prefix { $0 != "=" }
        let isSecret = ["password", "secret", "token"].contains { name.lowercased().contains($0) }
        return isSecret ? "\(name)=\(self.mark)" : String(pair)
    }
}
