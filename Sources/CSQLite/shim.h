#ifndef REBATED_CSQLITE_SHIM_H
#define REBATED_CSQLITE_SHIM_H

#include <sqlite3.h>

// Takes a variable number of arguments, which Swift can't pass.
static inline int rb_sqlite_keep_no_statistics(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

#endif
