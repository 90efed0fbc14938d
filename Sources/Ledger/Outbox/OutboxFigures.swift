/// How full the outbox is, in SQL that both ledgers understand.
enum OutboxFigures {
    /// How many events are pending, how many came back, and when the oldest pending one was made.
    static let columns = "CAST(sum(pending) AS bigint), CAST(sum(returned) AS bigint), min(oldest_at)"

    /// Where ``columns`` come from: rows of single events, and bundles.
    static let source = """
        (
            SELECT count(*) FILTER (WHERE returned IS NULL) AS pending,
                count(*) FILTER (WHERE returned IS NOT NULL) AS returned,
                min(created_at) FILTER (WHERE returned IS NULL) AS oldest_at
            FROM outbox
            UNION ALL SELECT coalesce(sum(number), 0), 0, min(oldest_at) FROM outbox_bundle
        ) AS part
        """
}
