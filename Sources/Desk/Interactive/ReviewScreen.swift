public import Messages

/// What a reviewer sees and does at a terminal: a list, a task's page, an answer, its confirmation, its result.
///
/// It does nothing by itself: it takes keys and news, and says what is to be done.
public struct ReviewScreen: Sendable {
    /// What is to be done.
    public enum Action: Sendable, Equatable {
        /// Nothing but to draw again.
        case none
        /// The end.
        case quit
        /// Read tasks, so many left out from the front.
        case list(TaskFilter, offset: Int)
        /// Read the page of a task.
        case open(String)
        /// Let the reviewer write the note in an editor, beginning with this text.
        case edit(String)
        /// Send an answer.
        case send(ReviewOutcome, ApplicationKey)
    }

    enum Mode: Sendable {
        case list
        case search
        case page(TaskPage)
        case answer(TaskPage, AnswerForm)
        case confirm(TaskPage, AnswerForm, ReviewOutcome)
        case sending(ReviewOutcome)
        case result(AnswerResult)
        case help
    }

    let reviewer: String
    var mode: Mode = .list
    var tasks = TaskList(tasks: [], offset: 0, hasMore: false)
    /// Whether the list has been read since it was last asked for without anything to show.
    var isRead = false
    var filter: TaskFilter
    var search = TextField()
    var selected = 0
    var typed = ""
    var scroll = 0
    var notice: String?
    var today: String
    /// The height that was drawn last: what a page is for the keys that scroll.
    var height = 24

    /// A screen of a reviewer; asks for the list first.
    ///
    /// - Parameter today: The date, `YYYY-MM-DD`.
    public init(reviewer: String, filter: TaskFilter, today: String) {
        self.reviewer = reviewer
        self.filter = filter
        self.today = today
        self.search.set(filter.search)
    }

    /// The action that fills the list.
    public var start: Action { .list(self.filter, offset: 0) }

    // MARK: News

    /// Takes tasks that were read.
    public mutating func show(_ tasks: TaskList, today: String) {
        self.tasks = tasks
        self.isRead = true
        self.today = today
        self.selected = min(self.selected, max(0, tasks.tasks.count - 1))
    }

    /// Takes a page that was read; `nil` if there is no such task any more.
    public mutating func show(_ page: TaskPage?) {
        guard let page else {
            self.notice = "That task is not there any more."
            return
        }
        self.scroll = 0
        self.mode = .page(page)
    }

    /// Takes the note as it came back from the editor.
    public mutating func show(note: String) {
        guard case .answer(let page, var form) = self.mode else { return }
        form.note.set(note)
        self.mode = .answer(page, form)
    }

    /// Takes what became of an answer.
    public mutating func show(_ result: AnswerResult) {
        self.scroll = 0
        self.mode = .result(result)
    }

    /// Takes something to tell at the foot of the screen.
    public mutating func show(problem: String) { self.notice = problem }

    // MARK: Keys

    /// Takes a key.
    public mutating func press(_ key: Key) -> Action {
        self.notice = nil
        if key == .control("c") { return .quit }
        switch self.mode {
        case .list: return self.pressInList(key)
        case .search: return self.pressInSearch(key)
        case .page(let page): return self.press(key, in: page)
        case .answer(let page, let form): return self.press(key, page, form)
        case .confirm(let page, let form, let outcome): return self.press(key, page, form, outcome)
        case .sending: return .none
        case .result:
            // A key must not open a task of the list that was there before the answer.
            self.tasks = TaskList(tasks: [], offset: self.tasks.offset, hasMore: false)
            self.isRead = false
            return self.backToList()
        case .help:
            self.mode = .list
            return .none
        }
    }

    mutating func backToList() -> Action {
        self.mode = .list
        self.scroll = 0
        self.typed = ""
        return .list(self.filter, offset: self.tasks.offset)
    }
}
