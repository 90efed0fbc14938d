import COpenSSL

/// SHA-256 by libcrypto: what contents, editions and events are told apart by.
///
/// The one thing that is needed of a cryptographic library, so that none has to be built from source.
public enum SHA256 {
    /// How many bytes a digest has.
    public static let size = 32

    /// The digest of `bytes`.
    ///
    /// - Returns: 32 bytes, in the order in which they are written as hexadecimal.
    public static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Self.size)
        // Copies nothing: both buffers are lent for the length of the call, and the digest has the size that is written.
        unsafe bytes.withUnsafeBufferPointer { input in
            unsafe digest.withUnsafeMutableBufferPointer { output in
                _ = unsafe COpenSSL.SHA256(input.baseAddress, input.count, output.baseAddress)
            }
        }
        return digest
    }

    /// The digest of `bytes` as 64 lowercase hexadecimal digits.
    public static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = Self.digest(bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
