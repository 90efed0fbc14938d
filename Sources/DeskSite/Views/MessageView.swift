/// Pages that say one thing.
enum MessageView {
    static func problem(_ title: String, _ text: String) -> [Node] {
        [
            el("h1") { title }, el("p", .style("lead")) { text },
            el("p") { el("a", .href(.tasksHome)) { "To the open tasks" } },
        ]
    }
}

/// The way in by a token.
enum SignInView {
    static func form(problem: String?) -> [Node] {
        let described: [Attribute] =
            problem == nil ? [] : [.describedBy("secret-problem"), .attribute("aria-invalid", "true")]
        return [
            el("h1") { "Sign in" },
            el("p", .style("lead")) {
                "Your operator has given you a token. It stands for your name; keep it to yourself."
            },
            el("form", .attribute("method", "post"), .action(.signIn), .style("card")) {
                el("div", .style("field")) {
                    el("label", .for("secret")) { "Token" }
                    FormParts.problem(problem, id: "secret-problem")
                    el(
                        "input",
                        with: [
                            .type("password"), .id("secret"), .name("secret"), .flag("required"),
                            .attribute("autocomplete", "current-password"), .attribute("maxlength", "512"),
                        ] + described
                    )
                }
                el("button", .type("submit")) { "Sign in" }
            },
        ]
    }
}
