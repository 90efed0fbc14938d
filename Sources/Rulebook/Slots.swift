import FEEL

/// The places of a frame, the same for every expression of every rulebook.
public enum Slots {
    /// The application's own fields.
    public static let application = 0
    /// The facts of the customer.
    public static let customer = 1
    /// The facts of the site.
    public static let site = 2
    /// The facts of the installer.
    public static let installer = 3
    /// The facts of the project.
    public static let project = 4
    /// The list of documents.
    public static let documents = 5
    /// The facts of the line at hand.
    public static let line = 6
    /// The line's units; unknown where there are none.
    public static let units = 7
    /// The line's derived values.
    public static let derived = 8
    /// One unit, where an expression is asked of each.
    public static let unit = 9
    /// The line's tier or class.
    public static let tier = 10
    /// Another line of the application, where a rule leans on it.
    public static let other = 11
    /// What the line is of its kind: `position.of_measure` counts from 1 over lines of the same measure.
    public static let position = 12
    /// How many there are.
    public static let count = 13

    /// The names in the order of the slots above.
    static let names = [
        "application", "customer", "site", "installer", "project", "documents", "line", "units", "derived", "unit",
        "tier", "other", "position",
    ]
}
