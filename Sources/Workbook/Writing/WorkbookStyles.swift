internal import CXlsxWriter

/// The formats that sheets share; the workbook owns them.
@safe struct WorkbookStyles {
    let head: UnsafeMutablePointer<lxw_format>?
    let requiredHead: UnsafeMutablePointer<lxw_format>?
    let text: UnsafeMutablePointer<lxw_format>?
    let wrapped: UnsafeMutablePointer<lxw_format>?
    private let money: UnsafeMutablePointer<lxw_format>?
    private let date: UnsafeMutablePointer<lxw_format>?

    init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
        func new(_ code: String) -> UnsafeMutablePointer<lxw_format>? {
            let format = unsafe workbook_add_format(workbook)
            unsafe format_set_num_format(format, code)
            return unsafe format
        }
        unsafe self.text = new("@")
        unsafe self.money = new("0.00")
        unsafe self.date = new("yyyy-mm-dd")
        unsafe self.wrapped = new("@")
        unsafe format_set_text_wrap(self.wrapped)
        unsafe format_set_align(self.wrapped, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        unsafe self.head = new("@")
        unsafe self.requiredHead = new("@")
        unsafe format_set_bg_color(self.head, 0xE7ECEF)
        unsafe format_set_bg_color(self.requiredHead, 0xFFE8B3)
        func underline(_ format: UnsafeMutablePointer<lxw_format>?) {
            unsafe format_set_bold(format)
            unsafe format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
        }
        unsafe underline(self.head)
        unsafe underline(self.requiredHead)
    }

    func format(_ format: ColumnPlan.Format) -> UnsafeMutablePointer<lxw_format>? {
        switch format {
        case .general: nil
        case .text: unsafe self.text
        case .money: unsafe self.money
        case .date: unsafe self.date
        }
    }
}
