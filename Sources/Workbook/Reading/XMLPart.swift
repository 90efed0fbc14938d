internal import Foundation
internal import FoundationXML

/// What takes the elements of one part as they come.
protocol PartReader {
    /// An element begins; names come without their prefix, attributes with it.
    mutating func start(_ element: Substring, _ attributes: [String: String]) throws(WorkbookError)
    /// Text within the element that began last; a text may come in pieces.
    mutating func text(_ text: String) throws(WorkbookError)
    /// An element ends.
    mutating func end(_ element: Substring) throws(WorkbookError)
}

/// Parses a part of a workbook, which is XML without a document type.
enum XMLPart {
    /// Hands the elements of `bytes` to `reader`.
    ///
    /// - Throws: ``WorkbookError`` naming the part, where it is not XML or `reader` refuses it.
    static func read<Reader: PartReader>(
        _ bytes: [UInt8],
        name: String,
        _ reader: inout Reader
    ) throws(WorkbookError) {
        if let problem = XMLProlog.problem(bytes) { throw WorkbookError(problem, at: name) }
        let driver = XMLDriver(reader)
        let parser = XMLParser(data: Data(bytes))
        parser.shouldResolveExternalEntities = false
        parser.delegate = driver
        let isWellFormed = parser.parse()
        if let error = driver.error { throw error.place.isEmpty ? WorkbookError(error.problem, at: name) : error }
        // The parser is content with a document that ends too soon.
        guard isWellFormed, driver.depth == 0, driver.hasRoot else {
            throw WorkbookError("is not well-formed XML (line \(parser.lineNumber))", at: name)
        }
        reader = driver.reader
    }
}

/// Passes a parser's events on until the reader has enough.
private final class XMLDriver<Reader: PartReader>: NSObject, XMLParserDelegate {
    var reader: Reader
    var error: WorkbookError?
    /// How many elements are open.
    private(set) var depth = 0
    private(set) var hasRoot = false
    /// A workbook's own elements are nested a dozen deep.
    private static var deepest: Int { 100 }

    init(_ reader: Reader) {
        self.reader = reader
    }

    private func pass(_ parser: XMLParser, _ body: (inout Reader) throws(WorkbookError) -> Void) {
        guard self.error == nil else { return }
        do throws(WorkbookError) {
            try body(&self.reader)
        } catch {
            self.error = error
            parser.abortParsing()
        }
    }

    private func local(_ name: String) -> Substring {
        name.lastIndex(of: ":").map { name[name.index(after: $0)...] } ?? name[...]
    }

    func parser(
        _ parser: XMLParser,
        didStartElement elementName: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        self.depth += 1
        self.hasRoot = true
        self.pass(parser) { reader throws(WorkbookError) in
            guard self.depth <= Self.deepest else { throw WorkbookError("has elements nested too deep") }
            try reader.start(self.local(elementName), attributes)
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        self.pass(parser) { reader throws(WorkbookError) in try reader.text(string) }
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        self.pass(parser) { reader throws(WorkbookError) in try reader.text(String(decoding: block, as: UTF8.self)) }
    }

    func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?) {
        self.depth -= 1
        self.pass(parser) { reader throws(WorkbookError) in try reader.end(self.local(elementName)) }
    }
}
