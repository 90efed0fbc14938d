internal import CXlsxWriter

/// Writes workbooks of the .xlsx format.
@safe public struct WorkbookWriter {
    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private let styles: WorkbookStyles
    private let lists: ChoiceLists

    /// Drop-downs and formats reach down to this row.
    static let lastRow: UInt32 = 9_999

    /// Writes a workbook into a file, which is replaced where there is one.
    ///
    /// The same sheets give the same bytes.
    ///
    /// - Parameters:
    ///   - sheets: The sheets; the first is shown when the workbook is opened.
    ///   - title: What the file's properties say.
    ///   - path: The file.
    /// - Throws: ``WorkbookError`` where it can't be written.
    public static func write(_ sheets: [SheetPlan], title: String, to path: String) throws(WorkbookError) {
        guard let workbook = unsafe workbook_new(path) else { throw WorkbookError("there is not memory enough") }
        let lists = ChoiceLists(sheets)
        let writer = unsafe WorkbookWriter(workbook: workbook, styles: WorkbookStyles(workbook), lists: lists)
        var failure: WorkbookError?
        do throws(WorkbookError) {
            writer.setProperties(title)
            for sheet in sheets + lists.sheets { try writer.add(sheet) }
        } catch {
            failure = error
        }
        // Closing frees everything, so it comes also after a fault.
        let result = unsafe workbook_close(workbook)
        if let failure { throw failure }
        guard result == LXW_NO_ERROR else {
            let words = unsafe String(cString: lxw_strerror(result))
            throw WorkbookError("the workbook can't be written: \(words)", at: path)
        }
    }

    private func setProperties(_ title: String) {
        unsafe title.withCString { title in
            var properties = unsafe lxw_doc_properties()
            unsafe properties.title = UnsafeMutablePointer(mutating: title)
            // A time of its own would make every file another: 2024-01-01.
            unsafe properties.created = 1_704_067_200
            _ = unsafe workbook_set_properties(self.workbook, &properties)
        }
    }

    private func add(_ plan: SheetPlan) throws(WorkbookError) {
        guard let sheet = unsafe workbook_add_worksheet(self.workbook, plan.name) else {
            throw WorkbookError("no sheet can have this name", at: plan.name)
        }
        unsafe worksheet_freeze_panes(sheet, 1, UInt16(clamping: plan.frozenColumns))
        for (index, column) in plan.columns.enumerated() {
            let place = UInt16(clamping: index)
            let format = plan.wraps ? unsafe self.styles.wrapped : unsafe self.styles.format(column.format)
            _ = unsafe worksheet_set_column(sheet, place, place, column.width, format)
            let head = column.isRequired ? unsafe self.styles.requiredHead : unsafe self.styles.head
            _ = unsafe worksheet_write_string(sheet, 0, place, column.header, head)
            if !column.note.isEmpty { unsafe self.note(column.note, sheet, place) }
            if !column.choices.isEmpty { unsafe self.dropDown(column, sheet, place) }
        }
        for (index, row) in plan.rows.enumerated() {
            for (place, text) in row.enumerated() where !text.isEmpty {
                let format = plan.wraps ? unsafe self.styles.wrapped : unsafe self.styles.text
                // Longer texts than a cell can hold are cut; nothing of ours is that long.
                _ = unsafe worksheet_write_string(
                    sheet,
                    UInt32(clamping: index + 1),
                    UInt16(clamping: place),
                    String(text.prefix(8000)),
                    format
                )
            }
        }
    }

    private func note(_ text: String, _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ column: UInt16) {
        var options = unsafe lxw_comment_options()
        unsafe options.width = 320
        // About 50 characters go on a line of that width.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.count / 50 + 1 }
        unsafe options.height = UInt16(clamping: 16 * lines.reduce(1, +))
        _ = unsafe worksheet_write_comment_opt(sheet, 0, column, text, &options)
    }

    private func dropDown(_ plan: ColumnPlan, _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ column: UInt16) {
        unsafe self.lists.range(of: plan.choices)
            .withCString { formula in
                var validation = unsafe lxw_data_validation()
                unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
                unsafe validation.value_formula = UnsafeMutablePointer(mutating: formula)
                if plan.isOpen { unsafe validation.show_error = UInt8(LXW_VALIDATION_OFF.rawValue) }
                _ = unsafe worksheet_data_validation_range(sheet, 1, column, Self.lastRow, column, &validation)
            }
    }
}
