#if canImport(Glibc)
import Glibc
#endif

/// Hands on what has been printed.
func flush() {
    fflush(nil)
}
