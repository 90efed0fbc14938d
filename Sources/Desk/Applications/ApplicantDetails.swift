internal import JSON

/// Who applies, where, and with which papers: read from the application as it was sent.
public struct ApplicantDetails: Sendable, Equatable {
    /// What is known of the applicant, the site and the installer: a label and a text each.
    public let entries: [Entry]
    /// The documents that were sent along.
    public let documents: [Document]

    /// A label and its text.
    public struct Entry: Sendable, Equatable {
        /// What the text is.
        public let label: String
        /// The text, as it was sent.
        public let text: String
    }

    /// A document that was sent along.
    public struct Document: Sendable, Equatable {
        /// Its kind, such as `invoice`.
        public let kind: String
        /// Its name, and the model numbers on it.
        public let text: String
    }

    /// Reads an application's JSON; what it does not state is left out.
    public init(_ content: [UInt8]) {
        let root = (try? JSONDocument(parsing: content))?.root
        var entries: [Entry] = []
        func add(_ label: String, _ parts: [String?]) {
            let text = parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
            if !text.isEmpty { entries.append(Entry(label: label, text: text)) }
        }
        let customer = root?["customer"]
        let site = root?["site"]
        let installer = root?["installer"]
        add("Submitted on", [root?["submitted_on"]?.string])
        add("Customer", [customer?["name"]?.string, customer?["id"]?.string])
        add("Contact", [customer?["email"]?.string, customer?["phone"]?.string])
        add("Site", [site?["address"]?.spoken, site?["id"]?.string])
        add("Dwelling unit", [site?["dwelling_unit"]?.string])
        add("Installer", [installer?["name"]?.string, installer?["id"]?.string])
        add("Installer’s contact", [installer?["email"]?.string, installer?["phone"]?.string])
        add("Completed on", [root?["project"]?["completed_on"]?.string])
        self.entries = entries
        self.documents =
            root?["documents"]?.elements
            .map { document in
                let models = document["model_numbers"]?.elements.compactMap(\.string) ?? []
                let list = models.isEmpty ? nil : "models \(models.joined(separator: ", "))"
                let parts = [document["name"]?.string, list]
                return Document(
                    kind: (document["kind"]?.string ?? "document").replacing("_", with: " "),
                    text: parts.compactMap { $0 }.joined(separator: "; ")
                )
            } ?? []
    }
}
