internal import Messages

/// The address of a page of this site: a path, a query, a place on the page.
struct Address: Sendable, Equatable {
    let text: String

    private init(_ path: StaticString, _ query: [(String, String?)] = [], place: StaticString? = nil) {
        let pairs = query.compactMap { name, value in
            value.flatMap { $0.isEmpty ? nil : "\(name)=\(Self.encoded($0))" }
        }
        let search = pairs.isEmpty ? "" : "?\(pairs.joined(separator: "&"))"
        self.text = "\(path)\(search)\(place.map { "#\($0)" } ?? "")"
    }

    static let style = Address("/style.css")
    static let signIn = Address("/sign-in")
    static let signOut = Address("/sign-out")
    static let tasksHome = Address("/tasks")
    static let programs = Address("/programs")
    static let confirm = Address("/task/confirm")
    static let answer = Address("/task/answer")
    static let mainPart = Address("", place: "main")
    static let answerPart = Address("", place: "answer")

    static func tasks(
        program: String? = nil,
        kind: String? = nil,
        search: String = "",
        isPressing: Bool = false,
        offset: Int = 0
    ) -> Address {
        Address(
            "/tasks",
            [
                ("program", program), ("kind", kind), ("search", search), ("due", isPressing ? "now" : nil),
                ("offset", offset > 0 ? "\(offset)" : nil),
            ]
        )
    }

    static func task(_ id: String) -> Address { Address("/task", [("id", id)]) }

    static func application(_ key: ApplicationKey) -> Address {
        Address("/application", [("program", key.program), ("id", key.application)])
    }

    static func program(_ program: String, edition: String? = nil) -> Address {
        Address("/program", [("id", program), ("edition", edition)])
    }

    static func result(_ id: String) -> Address { Address("/result", [("id", id)]) }

    private static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x7E:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%\(digits.count == 1 ? "0" : "")\(digits)"
            }
        }
        return encoded
    }
}
