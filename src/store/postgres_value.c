/* Numbers and blobs go out in binary; everything comes back as text. */
#include "postgres_value.h"

#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static Oid oid_of(enum store_type type) {
    static const Oid oids[] = {[STORE_TEXT] = POSTGRES_TEXT,
                               [STORE_INT] = POSTGRES_INT8,
                               [STORE_REAL] = POSTGRES_FLOAT8,
                               [STORE_BLOB] = POSTGRES_BYTEA};
    return oids[type];
}

void postgres_declare(struct postgres_parameters *parameters,
                      const struct store_statement *statement) {
    parameters->count = (int)statement->input_count;
    for (size_t i = 0; i < statement->input_count; i++) {
        parameters->types[i] = oid_of(statement->inputs[i].type);
    }
}

enum err postgres_fill(struct postgres_parameters *parameters,
                       const struct store_statement *statement, const struct store_value *inputs) {
    postgres_declare(parameters, statement);
    for (size_t i = 0; i < statement->input_count; i++) {
        const struct store_value *input = &inputs[i];
        enum store_type type = statement->inputs[i].type;
        parameters->formats[i] = type != STORE_TEXT;
        parameters->lengths[i] = sizeof(uint64_t);
        parameters->values[i] = input->null ? NULL : (const char *)&parameters->numbers[i];
        if (input->null) {
            continue;
        }
        if (type == STORE_TEXT) {
            parameters->values[i] = input->text;
        } else if (type == STORE_BLOB) {
            if (input->blob.size > INT32_MAX) {
                return err_set(ERR_LIMIT, "STO-19", "A value is too large for the database.", NULL);
            }
            parameters->values[i] = input->blob.size > 0 ? input->blob.data : "";
            parameters->lengths[i] = (int)input->blob.size;
        } else {
            uint64_t bits = 0;
            memcpy(&bits,
                   type == STORE_INT ? (const void *)&input->integer : (const void *)&input->real,
                   sizeof(bits));
            parameters->numbers[i] = htobe64(bits);
        }
    }
    return ERR_NONE;
}

/* A whole number as the server writes it: int8 "12", numeric "12.000", bool "t". */
bool postgres_whole(const char *text, Oid type, int64_t *out) {
    if (type == POSTGRES_BOOL) {
        *out = text[0] == 't';
        return true;
    }
    char *end = NULL;
    errno = 0;
    *out = strtoll(text, &end, 10);
    if (*end == '.') {
        end++;
        end += strspn(end, "0");
    }
    return errno == 0 && end != text && *end == '\0';
}

/* One value, as declared; false if it is not of that type. blob_out is freed by the caller. */
bool postgres_column(const PGresult *result, int row, int position, enum store_type type,
                     struct store_value *out, unsigned char **blob_out) {
    const char *text = PQgetvalue(result, row, position);
    *out = (struct store_value){.null = PQgetisnull(result, row, position) != 0};
    if (out->null) {
        return true;
    }
    char *end = NULL;
    switch (type) {
    case STORE_TEXT:
        out->text = text;
        return true;
    case STORE_INT:
        return postgres_whole(text, PQftype(result, position), &out->integer);
    case STORE_REAL:
        /* the decimal point is right: this program never calls setlocale() */
        out->real = strtod(text, &end);
        return end != text && *end == '\0';
    case STORE_BLOB:
        *blob_out = PQunescapeBytea((const unsigned char *)text, &out->blob.size);
        out->blob.data = *blob_out;
        return *blob_out != NULL;
    }
    return false;
}
