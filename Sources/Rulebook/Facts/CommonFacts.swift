public import FEEL
public import JSON

/// The fields that every application may carry, whatever its program.
///
/// Source: the contract, section "Application".
public enum CommonFacts {
    /// A postal address; a part that is absent is null, since a person can see that it is blank.
    ///
    /// It is given when all parts but `line2` are.
    public static let addressShape = Shape(
        name: "address",
        fields: [("line1", .text), ("line2", .text), ("city", .text), ("state", .text), ("zip", .text)]
    )

    /// Their names, for looking up members.
    public static let addressNames = JSONNames(Self.addressShape.fields.map(\.name))

    /// One of the documents sent along, which are no facts: an absent part is null, never unknown.
    public static let documentShape = Shape(
        name: "document",
        fields: [("kind", .text), ("name", .text), ("media_type", .text), ("model_numbers", .list(.text))]
    )

    /// Where in it the one field stands that is a list; all others are text.
    public static let modelNumbersPlace = Self.documentShape.index(of: "model_numbers")

    /// Their names, for looking up members.
    public static let documentNames = JSONNames(Self.documentShape.fields.map(\.name))

    /// The application's own fields.
    public static let applicationShape = Shape(
        name: "application",
        fields: [("application", .text), ("revision", .number), ("submitted_on", .date)]
    )

    /// The common fields, by home, in the order in which they are documented.
    public static let declarations: [FactDeclaration] = [
        Self.text("id", .customer, "the key of limits that hold for a customer"),
        Self.text("name", .customer, "the applicant's name"),
        Self.text("email", .customer, "the applicant's e-mail address"),
        Self.text("phone", .customer, "the applicant's phone number"),
        Self.text("id", .site, "the key of limits that hold for a home"),
        FactDeclaration(
            name: "dwelling_unit",
            home: .site,
            type: .text,
            meaning: "which dwelling unit of the site the work is in",
            defaultValue: .text("1"),
            isCommon: true
        ),
        FactDeclaration(name: "address", home: .site, type: .address, meaning: "where the site is", isCommon: true),
        Self.text("id", .installer, "the installer"),
        Self.text("name", .installer, "the installer's name"),
        Self.text("email", .installer, "the installer's e-mail address"),
        Self.text("phone", .installer, "the installer's phone number"),
        FactDeclaration(
            name: "completed_on",
            home: .project,
            type: .date,
            meaning: "when the project was completed",
            isCommon: true
        ),
        Self.text("id", .line, "the line's id, distinct within the application"),
        Self.text("measure", .line, "the program's measure"),
        FactDeclaration(
            name: "cost",
            home: .line,
            type: .money,
            meaning: "gross cost of the measure: equipment and its labour",
            isCommon: true
        ),
        Self.text("model", .unit, "the unit's model number"),
    ]

    private static func text(_ name: String, _ home: FactHome, _ meaning: String) -> FactDeclaration {
        FactDeclaration(name: name, home: home, type: .text, meaning: meaning, isCommon: true)
    }
}
