/* From PostgreSQL's SQLSTATE to the program's errors. */
#ifndef KHAJU_STORE_POSTGRES_ERROR_H
#define KHAJU_STORE_POSTGRES_ERROR_H

#include "err.h"
#include <libpq-fe.h>
#include <stdbool.h>

/* Records the failure of a result (NULL: of the connection). what: the statement. */
enum err postgres_error(const PGconn *pq, const PGresult *result, const char *what);
/* Would the same transaction succeed if it were simply run again? */
bool postgres_repeatable(const PGconn *pq, const PGresult *result);

#endif
