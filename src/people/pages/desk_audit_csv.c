/*
 * The audit trail as a file. Rows are written to a temporary file a page at a time, so memory stays
 * small however long the trail is.
 */
#include "audit_query.h"
#include "calendar.h"
#include "csv.h"
#include "page.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROWS = 200, PAGE_BYTES_MAX = 32 << 20 };

static void row(struct buf *out, struct arena *arena, const struct people_act *act) {
    const char *cells[] = {
        act->id,
        calendar_format_gregorian(arena, act->at_ms),
        calendar_format(arena, act->at_ms, true),
        act->account_name,
        people_act_sentence(arena, act),
        act->act,
        act->object_type,
        act->object_id,
        act->agency_id,
        act->detail,
    };
    for (size_t i = 0; i < COUNT_OF(cells); i++) {
        const char *text = cells[i] != NULL ? cells[i] : "";
        csv_write_cell(out, text, csv_may_run(text));
        buf_str(out, i + 1 < COUNT_OF(cells) ? "," : "\r\n");
    }
}

static enum err write_rows(struct page *page, struct people_audit_filter filter, FILE *file) {
    struct buf text;
    buf_init(&text, PAGE_BYTES_MAX);
    struct people_acts acts = {.more = true};
    struct arena *arena = arena_create(8 << 20);
    char last_id[ID_SIZE];
    enum err err = arena ? ERR_NONE : err_failed();
    filter.limit = ROWS;
    while (!err && acts.more) {
        arena_reset(arena);
        buf_clear(&text);
        err = people_audit_list(page->db, arena, &filter, &acts);
        for (size_t i = 0; !err && i < acts.count; i++) {
            row(&text, arena, &acts.rows[i]);
        }
        err = err ? err : text.failed;
        if (!err) {
            fwrite(buf_text(&text), 1, text.length,
                   file); /* whether it failed is seen at the end */
        }
        if (!err && acts.count > 0) {
            const struct people_act *last = &acts.rows[acts.count - 1];
            snprintf(last_id, sizeof(last_id), "%s", last->id);
            filter.before_ms = last->at_ms;
            filter.before_id = last_id;
        }
    }
    arena_destroy(arena);
    buf_finish(&text);
    return err;
}

static enum err temporary_file(FILE **out) {
    *out = tmpfile();
    return *out ? ERR_NONE : err_set(ERR_IO, "PEO-61", "A temporary file could not be made", NULL);
}

// The audit trail as a CSV file, with the filters of the list.
PAGE(GET, "/desk/audit.csv", desk_audit_csv, CAN(audit_read))
enum err desk_audit_csv(struct page *page) {
    struct audit_query query;
    FILE *file;
    enum err err = audit_query_read(page, &query);
    if (!err) {
        err = temporary_file(&file);
    }
    if (err) {
        return err;
    }
    fputs("\xEF\xBB\xBF"
          "id,date,date_fa,person,sentence,act,object_type,object,agency,detail\r\n",
          file);
    err = write_rows(page, query.filter, file);
    int fd = -1;
    if (!err && (fflush(file) != 0 || ferror(file) || (fd = dup(fileno(file))) < 0 ||
                 lseek(fd, 0, SEEK_SET) < 0)) {
        err = err_set(ERR_IO, "PEO-62", "The file could not be written", NULL);
    }
    fclose(file);
    if (err) {
        if (fd >= 0) {
            close(fd);
        }
        return err;
    }
    return http_reply_file(page->req, fd, "text/csv; charset=utf-8", "khaju-audit.csv");
}
