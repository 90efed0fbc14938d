/// The types that values are sent as, by their OID.
///
/// Source: PostgreSQL's `src/include/catalog/pg_type.dat`.
enum PostgreSQLType: UInt32 {
    case boolean = 16
    case bytes = 17
    case integer = 20
    case text = 25
    case booleans = 1_000
    case byteses = 1_001
    case texts = 1_009
    case integers = 1_016
}
