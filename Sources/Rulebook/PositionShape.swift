public import FEEL

/// The layout of `position`: what a line is among the lines of its application.
public enum PositionShape {
    /// `of_measure` counts the lines of the same measure from 1.
    public static let shape = Shape(name: "position", fields: [("of_measure", .number)])
}
