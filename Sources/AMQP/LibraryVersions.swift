internal import COpenSSL
internal import CRabbitMQ

/// The versions of the libraries that this process runs with.
public enum LibraryVersions {
    /// Such as `0.11.0`.
    public static var librabbitmq: String { unsafe String(cString: amqp_version()) }

    /// Such as `3.0.17`.
    public static var openSSL: String { unsafe String(cString: OpenSSL_version(OPENSSL_VERSION_STRING)) }
}
