/* From SQLite's result codes to the program's errors. */
#ifndef KHAJU_STORE_SQLITE_ERROR_H
#define KHAJU_STORE_SQLITE_ERROR_H

#include "err.h"
#include <sqlite3.h>

/* Records the failure rc of this connection (NULL: there is none yet). what: statement or file. */
enum err sqlite_error(sqlite3 *sqlite, int rc, const char *what);

#endif
