/// A whole page: what stands around every main part.
struct Page: Sendable {
    /// A part of the site, in the list of its parts.
    enum Part: Sendable {
        case tasks
        case programs
    }

    let title: String
    let visitor: Visitor?
    var current: Part?
    /// Whether the main part has two columns.
    var isWide = false
    let main: [Node]

    /// The page as HTML.
    var html: String {
        var html = "<!doctype html>\n"
        let page = el("html", .attribute("lang", "en")) {
            el("head") {
                el("meta", .attribute("charset", "utf-8"))
                el("meta", .name("viewport"), .attribute("content", "width=device-width, initial-scale=1"))
                el("meta", .name("color-scheme"), .attribute("content", "light dark"))
                el("meta", .name("robots"), .attribute("content", "noindex"))
                el("title") { "\(self.title) – rebated" }
                el("link", .attribute("rel", "stylesheet"), .href(.style))
            }
            el("body") {
                el("a", .style("skip"), .href(.mainPart)) { "Skip to the content" }
                self.header
                el(
                    "main",
                    .id("main"),
                    .attribute("tabindex", "-1"),
                    .attribute("class", self.isWide ? "wide" : "narrow")
                ) {
                    self.main
                }
                el("footer") { el("p") { "rebated · what is shown here is read from the ledger, times are UTC" } }
            }
        }
        page.write(to: &html)
        return html + "\n"
    }

    private var header: Node {
        el("header", .style("site")) {
            el("p", .style("brand")) {
                "rebated "
                el("span") { "reviews" }
            }
            if let visitor {
                el("nav", .label("Parts of the site")) {
                    el("ul") {
                        el("li") { self.link("Tasks", .tasksHome, .tasks) }
                        el("li") { self.link("Programs", .programs, .programs) }
                    }
                }
                self.account(visitor)
            }
        }
    }

    private func link(_ text: String, _ address: Address, _ part: Part) -> Node {
        if self.current == part {
            return el("a", .href(address), .attribute("aria-current", "page")) { text }
        }
        return el("a", .href(address)) { text }
    }

    private func account(_ visitor: Visitor) -> Node {
        el("div", .style("account")) {
            el("span", .style("who")) {
                el("span", .style("quiet")) { "Signed in as " }
                el("bdi") { visitor.reviewer }
            }
            if visitor.canSignOut {
                el("form", .attribute("method", "post"), .action(.signOut)) {
                    FormParts.token(visitor)
                    el("button", .type("submit"), .style("plain")) { "Sign out" }
                }
            }
        }
    }
}
