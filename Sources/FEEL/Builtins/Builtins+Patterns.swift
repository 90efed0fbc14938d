extension Builtins {
    static let patterns: [Builtin] = [
        Builtin(
            "matches",
            .always(.boolean),
            [
                Signature(
                    "input:text, pattern:text, flags?:text!",
                    preparing: { constants in
                        guard let program = Self.program(constants, flags: 2) else { return nil }
                        return { arguments, frame in Self.matches(arguments, program, &frame) }
                    }
                ) { arguments, frame in
                    guard let program = PatternProgram(Self.text(arguments, 1), flags: Self.text(arguments, 2)) else {
                        return .null
                    }
                    return Self.matches(arguments, program, &frame)
                }
            ]
        ),
        Builtin(
            "replace",
            .always(.text),
            [
                Signature(
                    "input:text, pattern:text, replacement:text, flags?:text!",
                    preparing: { constants in
                        guard let program = Self.program(constants, flags: 3) else { return nil }
                        return { arguments, frame in Self.replace(arguments, program, &frame) }
                    }
                ) { arguments, frame in
                    guard let program = PatternProgram(Self.text(arguments, 1), flags: Self.text(arguments, 3)) else {
                        return .null
                    }
                    return Self.replace(arguments, program, &frame)
                }
            ]
        ),
        Builtin(
            "split",
            .always(.list(.text)),
            [
                Signature("string:text, delimiter:text") { arguments, frame in Self.split(arguments, &frame) }
            ]
        ),
    ]

    /// The program of a pattern that is written out, with its flags, so that it is compiled once.
    private static func program(_ constants: [Value?], flags place: Int) -> PatternProgram? {
        guard case .text(let pattern)? = constants[1] else { return nil }
        guard constants.count > place else { return PatternProgram(pattern, flags: "", isKept: true) }
        guard case .text(let flags)? = constants[place] else { return nil }
        return PatternProgram(pattern, flags: flags, isKept: true)
    }

    private static func matches(_ arguments: [Value], _ program: PatternProgram, _ frame: inout Frame) -> Value {
        var matcher = PatternMatcher(program, Self.text(arguments, 0))
        defer { frame.steps -= matcher.stepsTaken / 16 }
        let found = matcher.match(from: 0) != nil
        return matcher.isExhausted ? .null : .boolean(found)
    }

    private static func replace(_ arguments: [Value], _ program: PatternProgram, _ frame: inout Frame) -> Value {
        guard
            let replacement = PatternReplacement(
                self.text(arguments, 2),
                groups: program.groups,
                isLiteral: program.flags.isLiteral
            )
        else { return .null }
        var matcher = PatternMatcher(program, self.text(arguments, 0))
        defer { frame.steps -= matcher.stepsTaken / 16 }
        var result = ""
        var position = 0
        while let registers = matcher.match(from: position) {
            // A pattern that matches nothing is an error by the standard.
            guard registers[1] > registers[0], result.utf8.count < Frame.sizeLimit else { return .null }
            result += matcher.substring(position, registers[0])
            result += replacement.text(registers, groups: program.groups, matcher)
            position = registers[1]
        }
        if matcher.isExhausted || self.matchesNothing(program) { return .null }
        return .text(result + matcher.substring(position, matcher.count))
    }

    /// Whether the pattern matches the empty string.
    private static func matchesNothing(_ program: PatternProgram) -> Bool {
        guard program.canBeEmpty else { return false }
        var matcher = PatternMatcher(program, "")
        return matcher.match(from: 0) != nil
    }

    private static func split(_ arguments: [Value], _ frame: inout Frame) -> Value {
        guard let program = PatternProgram(self.text(arguments, 1), flags: ""), !self.matchesNothing(program) else {
            return .null
        }
        var matcher = PatternMatcher(program, self.text(arguments, 0))
        defer { frame.steps -= matcher.stepsTaken / 16 }
        var parts: [Value] = []
        var position = 0
        while let registers = matcher.match(from: position) {
            guard registers[1] > registers[0] else { return .null }
            parts.append(.text(matcher.substring(position, registers[0])))
            position = registers[1]
        }
        if matcher.isExhausted { return .null }
        return .list(parts + [.text(matcher.substring(position, matcher.count))])
    }
}
