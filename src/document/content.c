/* The canonical text of a version and its hash. See content.h. */
#include "content.h"

#include "document_sql.h"
#include "json.h"
#include "pack.h"
#include <sodium.h>
#include <string.h>

enum { LINE_MEMORY_MAX = 64 << 20 };

/* Writes one JSON value and a line end; releases json. */
static enum err put(struct arena *scratch, json_t *json, content_sink *sink, void *context) {
    if (json == NULL) {
        return err_memory();
    }
    json_keep(scratch, json);
    const char *line = json_write(scratch, json);
    if (line == NULL) {
        return err_failed();
    }
    sink(context, line, strlen(line));
    sink(context, "\n", 1);
    arena_reset(scratch);
    return ERR_NONE;
}

static json_t *block_json(struct arena *scratch, const struct document_evidence *block) {
    json_t *content = NULL;
    if (json_read(scratch, block->content, &content) != ERR_NONE) {
        return NULL;
    }
    return json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:I, s:s, s:I, s:O}", "block",
                     (json_int_t)block->k, "kind", block->kind, "provider", block->provider,
                     "label", block->label, "caption", block->caption, "chapter", block->chapter,
                     "line", (json_int_t)block->line, "value", block->value, "total",
                     (json_int_t)block->total, "content", content);
}

enum err content_canonical(const struct content *content, content_sink *sink, void *context) {
    struct arena *scratch = arena_create(LINE_MEMORY_MAX);
    if (scratch == NULL) {
        return err_failed();
    }
    enum err err =
        put(scratch,
            json_pack("{s:i, s:I, s:s, s:s}", "khaju_document", 1, "as_of",
                      (json_int_t)content->as_of, "author", content->author, "note", content->note),
            sink, context);
    for (size_t i = 0; err == ERR_NONE && i < content->chapter_count; i++) {
        const struct document_page *chapter = &content->chapters[i];
        err = put(scratch,
                  json_pack("{s:I, s:s, s:s, s:s, s:s, s:s}", "position",
                            (json_int_t)chapter->position, "chapter", chapter->slug, "title",
                            chapter->title, "source", chapter->source, "html", chapter->html,
                            "reading", chapter->reading),
                  sink, context);
    }
    for (size_t i = 0; err == ERR_NONE && i < content->block_count; i++) {
        err = put(scratch, block_json(scratch, &content->blocks[i]), sink, context);
    }
    for (size_t i = 0; err == ERR_NONE && i < content->problems.count; i++) {
        const struct document_problem *problem = &content->problems.items[i];
        err = put(scratch,
                  json_pack("{s:s, s:i, s:s, s:I, s:s}", "problem", problem->code, "severity",
                            (int)problem->severity, "chapter", problem->chapter, "line",
                            (json_int_t)problem->line, "message", problem->message),
                  sink, context);
    }
    arena_destroy(scratch);
    return err;
}

struct hashing {
    crypto_hash_sha256_state state;
    int64_t bytes;
};

static void hash_piece(void *context, const char *text, size_t length) {
    struct hashing *hashing = context;
    crypto_hash_sha256_update(&hashing->state, (const unsigned char *)text, length);
    hashing->bytes += (int64_t)length;
}

enum err content_hash(const struct content *content, char hash[CONTENT_HASH_SIZE],
                      int64_t *bytes_out) {
    struct hashing hashing = {.bytes = 0};
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_init(&hashing.state);
    enum err err = content_canonical(content, hash_piece, &hashing);
    if (err != ERR_NONE) {
        return err;
    }
    crypto_hash_sha256_final(&hashing.state, digest);
    sodium_bin2hex(hash, CONTENT_HASH_SIZE, digest, sizeof(digest));
    *bytes_out = hashing.bytes;
    return ERR_NONE;
}

/* ---- loading ------------------------------------------------------------------------------- */

static enum err load_blocks(struct store_db *db, struct arena *arena, int64_t number,
                            struct content *out) {
    struct document_version_blocks_rows rows;
    enum err err = document_version_blocks(
        db, arena, &(struct document_version_blocks_in){number, CONTENT_BLOCKS_MAX}, &rows);
    if (err != ERR_NONE) {
        return err;
    }
    out->blocks = ARENA_ARRAY(arena, rows.count + 1, struct document_evidence);
    if (out->blocks == NULL) {
        return err_failed();
    }
    for (size_t i = 0; err == ERR_NONE && i < rows.count; i++) {
        err = document_evidence_get(db, arena, number, rows.rows[i].k, &out->blocks[i]);
    }
    out->block_count = rows.count;
    return err;
}

enum err content_load(struct store_db *db, struct arena *arena, int64_t number,
                      struct content *out) {
    struct document_version version;
    struct document_page_list pages;
    *out = (struct content){0};
    enum err err = document_version_get(db, arena, number, &version);
    if (err == ERR_NONE) {
        err = document_pages(db, arena, number, &pages);
    }
    if (err == ERR_NONE) {
        out->as_of = version.as_of;
        out->author = version.author;
        out->note = version.note;
        out->chapters = pages.rows;
        out->chapter_count = pages.count;
        err = load_blocks(db, arena, number, out);
    }
    if (err == ERR_NONE) {
        err = document_problems(db, arena, number, &out->problems);
    }
    return err;
}
