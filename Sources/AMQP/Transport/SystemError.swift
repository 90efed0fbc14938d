internal import Glibc

/// A number that the system gave for a failed call, with its words.
struct SystemError: CustomStringConvertible, Equatable {
    let number: Int32

    /// That of the call which has just failed.
    static var last: SystemError { SystemError(number: errno) }

    var description: String {
        unsafe String(cString: strerror(self.number))
    }
}
