public import Adjudication
import Digest
public import JSON

/// An assessed application with what the ledger keeps of it.
public struct Submission: Sendable {
    /// All that can be said of it without the ledger.
    public let assessment: Assessment
    /// The application's JSON as it was sent.
    public let content: [UInt8]
    /// SHA-256 of its canonical JSON: equal for equal JSON values.
    public let contentDigest: [UInt8]

    /// A submission of `assessment`, whose application was read from `data`.
    public init(_ assessment: Assessment, data: JSONValue) {
        self.assessment = assessment
        self.content = Array(data.source)
        self.contentDigest = withCanonical(data) { SHA256.digest($0) }
    }
}
