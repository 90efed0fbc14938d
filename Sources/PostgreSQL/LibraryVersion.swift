internal import CPostgreSQL

/// The version of libpq that this process runs with.
public enum LibraryVersion {
    /// Such as 150018 for 15.18.
    public static var libpq: Int { Int(PQlibVersion()) }
}
