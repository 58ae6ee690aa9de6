/* Values between the store and SQLite. */
#ifndef KHAJU_STORE_SQLITE_VALUE_H
#define KHAJU_STORE_SQLITE_VALUE_H

#include "store.h"
#include <sqlite3.h>

/* Gives SQLite's result code. The value's memory must stay until the statement is reset. */
int sqlite_bind(sqlite3_stmt *prepared, int position, enum store_type type,
                const struct store_value *value);
/* One value of the current row, as declared; false if it is not of that type. */
bool sqlite_column(sqlite3_stmt *prepared, int position, enum store_type type,
                   struct store_value *out);

#endif
