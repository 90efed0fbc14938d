public import CoreMetrics

// Handlers of declared metrics: whoever counts asks for them once and holds them.
extension Metric {
    /// A counter with values for its labels, in their order.
    public func counter(_ values: String..., in factory: any MetricsFactory) -> Counter {
        Counter(label: self.name, dimensions: self.dimensions(values), factory: factory)
    }

    /// A counter of what is no whole number.
    public func sum(_ values: String..., in factory: any MetricsFactory) -> FloatingPointCounter {
        FloatingPointCounter(label: self.name, dimensions: self.dimensions(values), factory: factory)
    }

    /// A gauge with values for its labels, in their order.
    public func gauge(_ values: String..., in factory: any MetricsFactory) -> Gauge {
        Gauge(label: self.name, dimensions: self.dimensions(values), factory: factory)
    }

    /// A histogram of spans of time.
    public func timer(_ values: String..., in factory: any MetricsFactory) -> Timer {
        Timer(label: self.name, dimensions: self.dimensions(values), factory: factory)
    }

    /// A histogram of numbers.
    public func recorder(_ values: String..., in factory: any MetricsFactory) -> Recorder {
        Recorder(label: self.name, dimensions: self.dimensions(values), aggregate: true, factory: factory)
    }

    private func dimensions(_ values: [String]) -> [(String, String)] { Array(zip(self.labels, values)) }
}
