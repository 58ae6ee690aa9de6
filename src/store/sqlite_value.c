/* Binds by declared type, and reads back only what is of that type. */
#include "sqlite_value.h"

#include <math.h>

int sqlite_bind(sqlite3_stmt *prepared, int position, enum store_type type,
                const struct store_value *value) {
    if (value->null) {
        return sqlite3_bind_null(prepared, position);
    }
    switch (type) {
    case STORE_TEXT:
        return sqlite3_bind_text(prepared, position, value->text, -1, SQLITE_STATIC);
    case STORE_INT:
        return sqlite3_bind_int64(prepared, position, value->integer);
    case STORE_REAL:
        return sqlite3_bind_double(prepared, position, value->real);
    case STORE_BLOB:
        if (value->blob.size == 0) {
            return sqlite3_bind_zeroblob(prepared, position, 0);
        }
        return sqlite3_bind_blob64(prepared, position, value->blob.data, value->blob.size,
                                   SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

/* One value of the current row, as declared; false if it is not of that type. */
bool sqlite_column(sqlite3_stmt *prepared, int position, enum store_type type,
                   struct store_value *out) {
    int stored = sqlite3_column_type(prepared, position);
    *out = (struct store_value){.null = stored == SQLITE_NULL};
    if (out->null) {
        return true;
    }
    switch (type) {
    case STORE_TEXT:
        out->text = (const char *)sqlite3_column_text(prepared, position);
        return out->text != NULL;
    case STORE_INT:
        out->integer = sqlite3_column_int64(prepared, position);
        /* a whole number that arithmetic made a real, such as round(x), is still one */
        return stored == SQLITE_INTEGER ||
               (stored == SQLITE_FLOAT &&
                fabs(sqlite3_column_double(prepared, position)) < 9007199254740992.0 &&
                (double)out->integer == sqlite3_column_double(prepared, position));
    case STORE_REAL:
        out->real = sqlite3_column_double(prepared, position);
        return stored == SQLITE_FLOAT || stored == SQLITE_INTEGER;
    case STORE_BLOB:
        out->blob.data = sqlite3_column_blob(prepared, position);
        out->blob.size = (size_t)sqlite3_column_bytes(prepared, position);
        if (out->blob.data == NULL) {
            out->blob.data = "";
        }
        return stored == SQLITE_BLOB || stored == SQLITE_TEXT;
    }
    return false;
}
