/* Values between the store and libpq. */
#ifndef KHAJU_STORE_POSTGRES_VALUE_H
#define KHAJU_STORE_POSTGRES_VALUE_H

#include "store.h"
#include <libpq-fe.h>

enum {
    POSTGRES_BOOL = 16,
    POSTGRES_BYTEA = 17,
    POSTGRES_INT8 = 20,
    POSTGRES_TEXT = 25,
    POSTGRES_FLOAT8 = 701
};

/* The inputs of one call, as libpq wants them. */
struct postgres_parameters {
    int count;
    Oid types[STORE_COLUMNS_MAX];
    const char *values[STORE_COLUMNS_MAX];
    int lengths[STORE_COLUMNS_MAX];
    int formats[STORE_COLUMNS_MAX];
    uint64_t numbers[STORE_COLUMNS_MAX];
};

/* The types only, for PQprepare. */
void postgres_declare(struct postgres_parameters *parameters,
                      const struct store_statement *statement);
/* Types and values; they point into inputs and into parameters. */
enum err postgres_fill(struct postgres_parameters *parameters,
                       const struct store_statement *statement,
                       const struct store_value *inputs) WARN_UNUSED;

/* A whole number as the server writes it: int8 "12", numeric "12.000", bool "t". */
bool postgres_whole(const char *text, Oid type, int64_t *out);
/* One value, as declared; false if it is not of that type. blob_out: PQfreemem() it. */
bool postgres_column(const PGresult *result, int row, int position, enum store_type type,
                     struct store_value *out, unsigned char **blob_out);

#endif
