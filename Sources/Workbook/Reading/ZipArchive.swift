internal import CZip

/// The parts of a workbook's file, which is a ZIP archive; reads bytes in memory and never a file by a name in them.
@safe final class ZipArchive {
    private let archive: OpaquePointer
    /// Where each part stands, by its name in lower case: part names do not tell cases apart.
    private let indexes: [String: UInt64]
    private let limits: WorkbookLimits
    private var budget: Int
    /// The archive's bytes; libzip reads from them until it is closed.
    private let storage: UnsafeMutableRawBufferPointer

    /// Opens an archive.
    ///
    /// - Throws: ``WorkbookError`` where the bytes are none, or one that is too large or ambiguous.
    init(_ bytes: some Collection<UInt8>, limits: WorkbookLimits) throws(WorkbookError) {
        guard bytes.count <= limits.fileBytes else {
            throw WorkbookError("the file has \(bytes.count) bytes; a workbook may have \(limits.fileBytes)")
        }
        let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 1)
        unsafe storage.copyBytes(from: bytes)
        var error = unsafe zip_error_t()
        unsafe zip_error_init(&error)
        defer { unsafe zip_error_fini(&error) }
        guard let source = unsafe zip_source_buffer_create(storage.baseAddress, UInt64(bytes.count), 0, &error) else {
            unsafe storage.deallocate()
            throw WorkbookError("there is not memory enough")
        }
        guard let archive = unsafe zip_open_from_source(source, ZIP_RDONLY, &error) else {
            let words = unsafe String(cString: zip_error_strerror(&error))
            unsafe zip_source_free(source)
            unsafe storage.deallocate()
            throw WorkbookError("is no workbook of the .xlsx format, or a damaged one (\(words))")
        }
        do throws(WorkbookError) {
            self.indexes = try unsafe Self.names(archive, limits)
        } catch {
            unsafe zip_discard(archive)
            unsafe storage.deallocate()
            throw error
        }
        unsafe self.archive = archive
        unsafe self.storage = storage
        self.limits = limits
        self.budget = limits.totalBytes
    }

    deinit {
        unsafe zip_discard(self.archive)
        unsafe self.storage.deallocate()
    }

    private static func names(
        _ archive: OpaquePointer,
        _ limits: WorkbookLimits
    ) throws(WorkbookError) -> [String: UInt64] {
        let count = unsafe zip_get_num_entries(archive, 0)
        guard count >= 0, count <= limits.parts else {
            throw WorkbookError("the file has \(count) parts; a workbook may have \(limits.parts)")
        }
        var indexes: [String: UInt64] = [:]
        for index in 0..<UInt64(count) {
            guard let name = unsafe zip_get_name(archive, index, 0) else { continue }
            let text = unsafe String(cString: name).lowercased()
            // Which of two parts of one name counts, programs don't agree on.
            if indexes.updateValue(index, forKey: text) != nil {
                throw WorkbookError("stands twice in the file", at: text)
            }
        }
        return indexes
    }

    /// Whether there is such a part.
    func has(_ name: String) -> Bool { self.indexes[name.lowercased()] != nil }

    /// A part's bytes, inflated.
    ///
    /// - Throws: ``WorkbookError`` where it is missing, locked, damaged or too large.
    func part(_ name: String) throws(WorkbookError) -> [UInt8] {
        guard let index = self.indexes[name.lowercased()] else {
            throw WorkbookError("is missing: this is no workbook, or a damaged one", at: name)
        }
        guard let file = unsafe zip_fopen_index(self.archive, index, 0) else {
            let words = unsafe String(cString: zip_strerror(self.archive))
            throw WorkbookError("can't be opened (\(words))", at: name)
        }
        defer { unsafe zip_fclose(file) }
        // The size that the archive states is not believed; what comes out is counted.
        let most = min(self.limits.partBytes, self.budget)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { buffer in
                guard let start = buffer.baseAddress else { return zip_int64_t(-1) }
                return unsafe zip_fread(file, start, UInt64(buffer.count))
            }
            guard count >= 0 else {
                let words = unsafe String(cString: zip_file_strerror(file))
                throw WorkbookError("is damaged (\(words))", at: name)
            }
            if count == 0 { break }
            guard bytes.count + Int(count) <= most else {
                throw WorkbookError("inflates to more than the \(most) bytes that are allowed", at: name)
            }
            bytes.append(contentsOf: chunk.prefix(Int(count)))
        }
        self.budget -= bytes.count
        return bytes
    }
}
