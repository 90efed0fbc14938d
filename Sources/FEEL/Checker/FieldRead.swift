/// A field of a declared shape that an expression can read.
public struct FieldRead: Sendable, Hashable {
    /// The shape's name.
    public let shape: String
    /// The field's name.
    public let field: String

    /// A field of a shape.
    public init(shape: String, field: String) {
        self.shape = shape
        self.field = field
    }
}
