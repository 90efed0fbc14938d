#ifndef CPOSTGRESQL_SHIM_H
#define CPOSTGRESQL_SHIM_H

#include <libpq-fe.h>

// Characters in the header, which Swift would take for 8-bit integers.
static const int rb_pg_diag_severity = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int rb_pg_diag_sqlstate = PG_DIAG_SQLSTATE;
static const int rb_pg_diag_message = PG_DIAG_MESSAGE_PRIMARY;

#endif
