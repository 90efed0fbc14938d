public import Messages

/// What became of a submission at the door.
public enum Admission: Sendable {
    /// It is sound.
    case admitted(Application)
    /// It could not be taken; `program` is the program's id where it is known, else `-`.
    case rejected(Rejection, program: String)
}
