extension Duration {
    /// For people: whole seconds, or tenths below ten.
    public var rounded: String {
        let seconds = Double(self.components.seconds) + Double(self.components.attoseconds) / 1e18
        return seconds < 10 ? "\((seconds * 10).rounded() / 10) s" : "\(Int(seconds.rounded())) s"
    }
}
