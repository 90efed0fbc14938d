extension Builtins {
    /// What the rule language adds to the standard, for facts that an applicant may leave out.
    static let facts: [Builtin] = [
        // The only function that an unknown argument doesn't make unknown: it asks whether a value was given at all.
        Builtin(
            "is defined",
            .always(.boolean),
            unknowns: .own,
            isTotal: true,
            quick: .one { value in
                switch value {
                case .unknown, .null: .boolean(false)
                default: .boolean(true)
                }
            },
            [
                Signature("value:any") { arguments, _ in
                    switch arguments[0] {
                    case .unknown, .null: .boolean(false)
                    default: .boolean(true)
                    }
                }
            ]
        )
    ]
}
