/// Reads workbooks of the .xlsx format (Office Open XML, ECMA-376).
///
/// Nothing in a file is believed: sizes are counted as they come, names lead nowhere but into the file itself, document
/// types are refused, and what a file may take of memory is bounded by ``WorkbookLimits``.
public enum WorkbookReader {
    /// Reads all sheets, hidden ones too.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - limits: How large it may be.
    /// - Returns: The sheets in their order. Cells that hold an error or a formula without a value are among them, as
    ///   ``CellValue/unreadable(_:)``: only who needs them can tell whether that matters.
    /// - Throws: ``WorkbookError`` where the file is none, damaged, locked or too large.
    public static func read(
        _ bytes: some Collection<UInt8>,
        limits: WorkbookLimits = .standard
    ) throws(WorkbookError) -> [Sheet] {
        // The head of the container that old formats, and workbooks under a password, are kept in.
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw WorkbookError("is an old .xls file, or locked with a password; save it as .xlsx without one")
        }
        let archive = try ZipArchive(bytes, limits: limits)
        var root = RelationshipsPart(folder: "")
        try XMLPart.read(try archive.part("_rels/.rels"), name: "_rels/.rels", &root)
        let main = root.kinds["officeDocument"] ?? "xl/workbook.xml"
        var workbook = WorkbookPart()
        try XMLPart.read(try archive.part(main), name: main, &workbook)
        guard workbook.sheets.count <= limits.sheets else {
            throw WorkbookError("the workbook has \(workbook.sheets.count) sheets; it may have \(limits.sheets)")
        }
        let relations = try self.relations(of: main, archive)
        let shared = try self.shared(workbook, relations, archive, limits)
        var sheets: [Sheet] = []
        var cells = 0
        for (name, relation) in workbook.sheets {
            guard let part = relations.targets[relation] else {
                throw WorkbookError("the file does not say where the sheet is", at: name)
            }
            // Sheets that hold but a chart are no tables.
            if part.lowercased().contains("chartsheets/") { continue }
            var reader = SheetPart(name: name, shared: shared, limits: limits, mostCells: limits.cells - cells)
            try XMLPart.read(try archive.part(part), name: part, &reader)
            cells += reader.count
            sheets.append(Sheet(name: name, rows: reader.rows))
        }
        return sheets
    }

    /// The relations of a part stand beside it: those of `xl/workbook.xml` in `xl/_rels/workbook.xml.rels`.
    private static func relations(of part: String, _ archive: ZipArchive) throws(WorkbookError) -> RelationshipsPart {
        let pieces = part.split(separator: "/")
        let folder = pieces.dropLast().joined(separator: "/")
        let name = (pieces.dropLast() + ["_rels", "\(pieces.last ?? "").rels"]).joined(separator: "/")
        var reader = RelationshipsPart(folder: folder)
        try XMLPart.read(try archive.part(name), name: name, &reader)
        return reader
    }

    private static func shared(
        _ workbook: WorkbookPart,
        _ relations: RelationshipsPart,
        _ archive: ZipArchive,
        _ limits: WorkbookLimits
    ) throws(WorkbookError) -> SheetPart.Shared {
        var shared = SheetPart.Shared()
        shared.since1904 = workbook.since1904
        if let part = relations.kinds["sharedStrings"], archive.has(part) {
            var reader = SharedStringsPart(limits: limits)
            try XMLPart.read(try archive.part(part), name: part, &reader)
            shared.strings = reader.strings
        }
        if let part = relations.kinds["styles"], archive.has(part) {
            try XMLPart.read(try archive.part(part), name: part, &shared.styles)
        }
        return shared
    }
}
