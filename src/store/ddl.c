/*
 * The translator of migrations: cuts the text into words, and knows of each only whether the
 * statement it stands in defines a table. Strings, names in quotes and comments are left alone.
 */
#include "ddl.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { WORD_MAX = 64 };

struct ddl {
    const char *at;
    enum store_engine engine;
    struct buf *out;
    size_t words;            /* words of the statement so far */
    bool creates;            /* its first word is CREATE */
    bool table;              /* it is CREATE TABLE or ALTER TABLE */
    bool skipping;           /* lines for the other engine */
    char previous[WORD_MAX]; /* the word before; empty after a bracket or a comma */
};

static bool same(const char *a, const char *b) {
    return strcasecmp(a, b) == 0;
}

static void emit(struct ddl *ddl, const char *text, size_t length) {
    if (!ddl->skipping) {
        buf_append(ddl->out, text, length);
    }
}

static void emit_text(struct ddl *ddl, const char *text) {
    emit(ddl, text, strlen(text));
}

static bool is_mark(const char *line, size_t length, const char *word) {
    while (length > 0 && isspace((unsigned char)line[length - 1])) {
        length--;
    }
    size_t size = strlen(word);
    const char *text = line + 2;
    while (text < line + length && *text == ' ') {
        text++;
    }
    return (size_t)(line + length - text) == size && strncmp(text, word, size) == 0;
}

/* A comment line is dropped; it may be one of the three marks. */
static void comment(struct ddl *ddl) {
    size_t length = strcspn(ddl->at, "\n");
    if (is_mark(ddl->at, length, "sqlite:")) {
        ddl->skipping = ddl->engine != STORE_SQLITE;
    } else if (is_mark(ddl->at, length, "postgres:")) {
        ddl->skipping = ddl->engine != STORE_POSTGRES;
    } else if (is_mark(ddl->at, length, "both:")) {
        ddl->skipping = false;
    }
    ddl->at += length;
}

static enum err quoted(struct ddl *ddl) {
    char quote = *ddl->at;
    const char *end = ddl->at + 1;
    while (*end != '\0' && (*end != quote || end[1] == quote)) {
        end += *end == quote ? 2 : 1;
    }
    if (*end == '\0') {
        return err_set(ERR_INTERNAL, "STO-40", "A quote in a migration is not closed.", NULL);
    }
    emit(ddl, ddl->at, (size_t)(end + 1 - ddl->at));
    ddl->at = end + 1;
    return ERR_NONE;
}

/* What a word becomes, or NULL if it stays. A type follows a name: the first word after a bracket
   or a comma is a name, though it may be "text"; and CAST(x AS TEXT) is no column's type. */
static const char *translated(const struct ddl *ddl, const char *word) {
    bool is_name = ddl->previous[0] == '\0' || same(ddl->previous, "COLUMN");
    if (!ddl->table || is_name || same(ddl->previous, "AS")) {
        return NULL;
    }
    if (ddl->engine == STORE_SQLITE) {
        if (same(word, "BIGINT")) {
            return "INTEGER";
        }
        if (same(word, "DOUBLE")) {
            return "REAL";
        }
        return same(word, "PRECISION") && same(ddl->previous, "DOUBLE") ? "" : NULL;
    }
    if (same(word, "BLOB")) {
        return "BYTEA";
    }
    return same(word, "TEXT") ? "TEXT COLLATE \"C\"" : NULL;
}

static void word(struct ddl *ddl) {
    size_t length = 0;
    while (isalnum((unsigned char)ddl->at[length]) || ddl->at[length] == '_') {
        length++;
    }
    char text[WORD_MAX];
    size_t kept = length < sizeof(text) - 1 ? length : sizeof(text) - 1;
    memcpy(text, ddl->at, kept);
    text[kept] = '\0';

    const char *becomes = translated(ddl, text);
    if (becomes != NULL) {
        emit_text(ddl, becomes);
    } else {
        emit(ddl, ddl->at, length);
    }
    if (!ddl->skipping) {
        ddl->words++;
        if (ddl->words == 1) {
            ddl->creates = same(text, "CREATE");
        }
        if (ddl->words == 2) {
            ddl->table = same(text, "TABLE") && (ddl->creates || same(ddl->previous, "ALTER"));
        }
        memcpy(ddl->previous, text, sizeof(text));
    }
    ddl->at += length;
}

static void statement_end(struct ddl *ddl) {
    if (ddl->table && ddl->creates && ddl->engine == STORE_SQLITE) {
        emit_text(ddl, " STRICT");
    }
    emit_text(ddl, ";");
    if (!ddl->skipping) {
        ddl->words = 0;
        ddl->creates = ddl->table = false;
        ddl->previous[0] = '\0';
    }
    ddl->at++;
}

enum err store_ddl(const char *sql, enum store_engine engine, struct buf *out) {
    struct ddl ddl = {.at = sql, .engine = engine, .out = out};
    enum err err = ERR_NONE;
    while (err == ERR_NONE && *ddl.at != '\0') {
        if (ddl.at[0] == '-' && ddl.at[1] == '-') {
            comment(&ddl);
        } else if (*ddl.at == '\'' || *ddl.at == '"') {
            err = quoted(&ddl);
        } else if (isalpha((unsigned char)*ddl.at) || *ddl.at == '_') {
            word(&ddl);
        } else if (*ddl.at == ';') {
            statement_end(&ddl);
        } else {
            if (strchr("(,", *ddl.at) != NULL) {
                ddl.previous[0] = '\0';
            }
            emit(&ddl, ddl.at, 1);
            ddl.at++;
        }
    }
    return err != ERR_NONE ? err : out->failed;
}
