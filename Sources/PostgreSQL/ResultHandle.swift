internal import CPostgreSQL

/// libpq's result of a command; freed when it goes out of use.
@safe
final class ResultHandle {
    /// `PGresult *`, valid for the life of this object.
    @unsafe let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { unsafe self.pointer = pointer }

    deinit {
        unsafe PQclear(self.pointer)
    }
}
