/* The shortest word-level script between two texts. See redline.h. */
#include "redline.h"

#include "buf.h"
#include <stdbool.h>
#include <string.h>

struct word {
    const char *text;
    size_t length;
    unsigned long hash;
};

struct text {
    struct word *words;
    size_t count;
};

struct compare {
    const struct word *before, *after;
    char *removed, *added;   /* one flag a word */
    int *forward, *backward; /* furthest x on each diagonal */
    long offset;             /* of diagonal 0 in the two arrays */
};

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static unsigned long hash_of(const char *text, size_t length) {
    unsigned long hash = 5381;
    for (size_t i = 0; i < length; i++) {
        hash = hash * 33 + (unsigned char)text[i];
    }
    return hash;
}

/* Splits at blanks; a line break is a word of its own, so that paragraphs stay. */
static enum err split(struct arena *arena, const char *source, struct text *out) {
    size_t count = 0;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1) {
            if (count > REDLINE_WORDS_MAX) {
                return err_set(ERR_LIMIT, "DOC-3", "The text is too long to be compared.", NULL);
            }
            out->words = ARENA_ARRAY(arena, count + 1, struct word);
            if (out->words == NULL) {
                return err_failed();
            }
        }
        count = 0;
        for (const char *at = source; *at != '\0';) {
            if (is_blank(*at)) {
                at++;
                continue;
            }
            size_t length = *at == '\n' ? 1 : strcspn(at, " \t\r\n");
            if (pass == 1) {
                out->words[count] = (struct word){at, length, hash_of(at, length)};
            }
            count++;
            at += length;
        }
    }
    out->count = count;
    return ERR_NONE;
}

static bool same(const struct compare *compare, long x, long y) {
    const struct word *a = &compare->before[x];
    const struct word *b = &compare->after[y];
    return a->hash == b->hash && a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* A point on a shortest path, found from both ends at once. */
struct middle {
    long x, y;
    bool found;
};

static struct middle find_middle(struct compare *compare, long x0, long x1, long y0, long y1) {
    long n = x1 - x0, m = y1 - y0, delta = n - m;
    bool odd = (delta & 1) != 0;
    long most = (n + m + 1) / 2;
    int *forward = compare->forward + compare->offset;
    int *backward = compare->backward + compare->offset;
    if (most > REDLINE_EDITS_MAX) {
        most = REDLINE_EDITS_MAX;
    }
    forward[1] = 0;
    backward[1] = 0;
    for (long d = 0; d <= most; d++) {
        /* diagonals that would leave the grid are not walked */
        long low = -(d - 2 * (d > m ? d - m : 0));
        long high = d - 2 * (d > n ? d - n : 0);
        for (long k = low; k <= high; k += 2) {
            long x = k == -d || (k != d && forward[k - 1] < forward[k + 1]) ? forward[k + 1]
                                                                            : forward[k - 1] + 1;
            long y = x - k;
            while (x < n && y < m && y >= 0 && same(compare, x0 + x, y0 + y)) {
                x++, y++;
            }
            forward[k] = (int)x;
            long other = delta - k;
            if (odd && other >= -(d - 1) && other <= d - 1 && x + backward[other] >= n) {
                return (struct middle){x0 + x, y0 + y, true};
            }
        }
        for (long k = low; k <= high; k += 2) {
            long x = k == -d || (k != d && backward[k - 1] < backward[k + 1]) ? backward[k + 1]
                                                                              : backward[k - 1] + 1;
            long y = x - k;
            while (x < n && y < m && y >= 0 && same(compare, x1 - x - 1, y1 - y - 1)) {
                x++, y++;
            }
            backward[k] = (int)x;
            long other = delta - k;
            if (!odd && other >= -d && other <= d && x + forward[other] >= n) {
                return (struct middle){x1 - x, y1 - y, true};
            }
        }
    }
    return (struct middle){.found = false};
}

/* Flags what is removed from before[x0..x1) and added in after[y0..y1). Each step halves the number
   of edits, so the depth is logarithmic. */
static void mark(struct compare *compare, long x0, long x1, long y0, long y1) {
    while (x0 < x1 && y0 < y1 && same(compare, x0, y0)) {
        x0++, y0++;
    }
    while (x0 < x1 && y0 < y1 && same(compare, x1 - 1, y1 - 1)) {
        x1--, y1--;
    }
    struct middle middle = {.found = false};
    if (x0 < x1 && y0 < y1) {
        middle = find_middle(compare, x0, x1, y0, y1);
        /* a corner would not make the problem smaller */
        bool corner = (middle.x == x0 && middle.y == y0) || (middle.x == x1 && middle.y == y1);
        bool inside = middle.x >= x0 && middle.x <= x1 && middle.y >= y0 && middle.y <= y1;
        middle.found = middle.found && !corner && inside;
    }
    if (middle.found) {
        mark(compare, x0, middle.x, y0, middle.y);
        mark(compare, middle.x, x1, middle.y, y1);
        return;
    }
    memset(compare->removed + x0, 1, (size_t)(x1 - x0));
    memset(compare->added + y0, 1, (size_t)(y1 - y0));
}

/* ---- runs ---------------------------------------------------------------------------------- */

struct writer {
    struct arena *arena;
    struct redline *out;
    size_t capacity;
    enum redline_kind kind;
    struct buf text;
    size_t words;
};

static void end_run(struct writer *writer) {
    const char *text = buf_text(&writer->text);
    if (text[0] == '\0') {
        return;
    }
    struct redline *out = writer->out;
    switch (writer->kind) {
    case REDLINE_SAME:
        out->same += writer->words;
        break;
    case REDLINE_REMOVED:
        out->removed += writer->words;
        break;
    case REDLINE_ADDED:
        out->added += writer->words;
        break;
    }
    if (out->run_count < writer->capacity) {
        out->runs[out->run_count++] =
            (struct redline_run){writer->kind, arena_strdup(writer->arena, text), writer->words};
    }
    buf_clear(&writer->text);
    writer->words = 0;
}

static void put(struct writer *writer, enum redline_kind kind, const struct word *word) {
    if (kind != writer->kind) {
        end_run(writer);
        writer->kind = kind;
    }
    const char *text = buf_text(&writer->text);
    bool line = word->text[0] == '\n';
    if (text[0] != '\0' && !line && text[writer->text.length - 1] != '\n') {
        buf_char(&writer->text, ' ');
    }
    buf_append(&writer->text, word->text, word->length);
    writer->words += !line;
}

static enum err write_runs(struct arena *arena, const struct text *before, const struct text *after,
                           const struct compare *compare, size_t size, struct redline *out) {
    size_t changes = 2;
    for (size_t i = 1; i < before->count; i++) {
        changes += compare->removed[i] != compare->removed[i - 1];
    }
    for (size_t i = 1; i < after->count; i++) {
        changes += compare->added[i] != compare->added[i - 1];
    }
    struct writer writer = {.arena = arena, .out = out, .capacity = 2 * changes + 4};
    out->runs = ARENA_ARRAY(arena, writer.capacity, struct redline_run);
    if (out->runs == NULL) {
        return err_failed();
    }
    buf_init(&writer.text, size + 2);
    size_t x = 0, y = 0;
    while (x < before->count || y < after->count) {
        if (x < before->count && compare->removed[x]) {
            put(&writer, REDLINE_REMOVED, &before->words[x++]);
        } else if (y < after->count && compare->added[y]) {
            put(&writer, REDLINE_ADDED, &after->words[y++]);
        } else {
            put(&writer, REDLINE_SAME, &after->words[y++]);
            x++;
        }
    }
    end_run(&writer);
    enum err failed = writer.text.failed;
    buf_finish(&writer.text);
    return failed != ERR_NONE ? failed : arena_failed(arena) ? err_failed() : ERR_NONE;
}

enum err redline_compare(struct arena *arena, const char *before, const char *after,
                         struct redline *out) {
    struct text a, b;
    *out = (struct redline){0};
    enum err err = split(arena, before, &a);
    if (err == ERR_NONE) {
        err = split(arena, after, &b);
    }
    if (err != ERR_NONE) {
        return err;
    }
    long reach = (long)(a.count + b.count + 1) / 2;
    if (reach > REDLINE_EDITS_MAX) {
        reach = REDLINE_EDITS_MAX;
    }
    struct compare compare = {.before = a.words, .after = b.words, .offset = reach + 1};
    compare.removed = ARENA_ARRAY(arena, a.count + 1, char);
    compare.added = ARENA_ARRAY(arena, b.count + 1, char);
    compare.forward = ARENA_ARRAY(arena, 2 * (size_t)reach + 4, int);
    compare.backward = ARENA_ARRAY(arena, 2 * (size_t)reach + 4, int);
    if (arena_failed(arena)) {
        return err_failed();
    }
    mark(&compare, 0, (long)a.count, 0, (long)b.count);
    return write_runs(arena, &a, &b, &compare, strlen(before) + strlen(after), out);
}
