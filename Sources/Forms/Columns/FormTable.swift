/// The tables of a form: what a workbook has a sheet of each for.
public enum FormTable: String, Sendable, CaseIterable {
    /// One row for each application.
    case applications = "Applications"
    /// One row for each line of an application: a measure.
    case measures = "Measures"
    /// One row for each unit of a line.
    case units = "Units"
    /// One row for each document that is sent along.
    case documents = "Documents"

    /// The sheets of a form that hold nothing to be read.
    static let explaining: Set<String> = ["About", "Facts", "Choices"]
}
