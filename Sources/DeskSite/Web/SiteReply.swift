/// An answer of the site.
struct SiteReply: Sendable {
    var status: Int
    var headers: [(name: String, value: String)] = []
    var body = ""

    /// A whole page.
    static func page(_ page: Page, status: Int = 200) -> SiteReply {
        SiteReply(status: status, headers: [("Content-Type", "text/html; charset=utf-8")], body: page.html)
    }

    /// A way to another page, to be got by GET.
    static func seeOther(_ address: Address) -> SiteReply {
        SiteReply(status: 303, headers: [("Location", address.text)])
    }

    /// What stands on every answer: no script runs, nothing is framed, nothing of a person is kept by a browser.
    mutating func secure(isPersonal: Bool = true) {
        self.headers += [
            (
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
            ),
            ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
            // Not `no-referrer`: browsers would send `Origin: null` with our own forms.
            ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
            ("Cache-Control", isPersonal ? "no-store" : "public, max-age=300"),
        ]
    }
}
