import COpenSSL

/// SHA-256 by libcrypto: what contents, editions and events are told apart by.
///
/// The one thing that is needed of a cryptographic library, so that none has to be built from source.
public enum SHA256 {
    /// How many bytes a digest has.
    public static let size = 32

    /// The algorithm, looked up once: libcrypto would else do so at every digest, which costs more than a short one.
    ///
    /// It is never freed and never changes, so any thread may use it.
    private nonisolated(unsafe) static let algorithm = unsafe EVP_MD_fetch(nil, "SHA256", nil)

    /// The digest of `bytes`.
    ///
    /// - Returns: 32 bytes, in the order in which they are written as hexadecimal.
    public static func digest(_ bytes: [UInt8]) -> [UInt8] { self.digest(bytes.span) }

    /// The digest of `bytes`, which are lent for the length of the call.
    ///
    /// - Returns: 32 bytes, in the order in which they are written as hexadecimal.
    public static func digest(_ bytes: borrowing Span<UInt8>) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Self.size)
        // Copies nothing: both buffers are lent for the length of the call, and the digest has the size that is written.
        let done = unsafe bytes.withUnsafeBufferPointer { input in
            unsafe digest.withUnsafeMutableBufferPointer { output in
                unsafe EVP_Digest(input.baseAddress, input.count, output.baseAddress, nil, Self.algorithm, nil)
            }
        }
        // Only a libcrypto without the algorithm can fail here, and no input can; a wrong digest would be worse.
        precondition(done == 1, "libcrypto has no SHA-256")
        return digest
    }

    /// The digest of `bytes` as 64 lowercase hexadecimal digits.
    public static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = Self.digest(bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
