/// The schemas of all messages, derived from nothing but the types beside them.
///
/// Of applications there is only what all programs share; what one program asks for is derived from its rulebook.
public enum MessageSchemas {
    /// One file for the data of each type of event, and one for the envelope around them.
    public static let files: [SchemaFile] = [
        EventSchema.file,
        SubmissionSchema.file,
        WithdrawalSchema.file,
        RejectionSchema.file,
        DecisionSchema.file,
        TaskSchema.opened,
        TaskSchema.closed,
        ReviewSchema.completed,
        ReviewSchema.rejected,
    ]
}
