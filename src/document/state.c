/* The states of a version: which may follow which, who may move it. See document_version.h. */
#include "document_version.h"

#include "document_sql.h"
#include "tr.h"
#include <string.h>

static const struct {
    const char *slug;
    const char *label;
    bool open;
} states[] = {
#define X(name, slug, label, open) {slug, label, open},
    DOCUMENT_STATES(X)
#undef X
};

/* Every step there is, and what it needs. A review may send a version back to draft; a step into
   the public's sight needs the right to publish. */
static const struct step {
    enum document_state from, to;
    enum permission permission;
} steps[] = {
    {DOCUMENT_DRAFT, DOCUMENT_AGENCY_REVIEW, CAN_document_edit},
    {DOCUMENT_AGENCY_REVIEW, DOCUMENT_WORKING_GROUP, CAN_document_edit},
    {DOCUMENT_AGENCY_REVIEW, DOCUMENT_DRAFT, CAN_document_edit},
    {DOCUMENT_WORKING_GROUP, DOCUMENT_CONSULTATION, CAN_document_publish},
    {DOCUMENT_WORKING_GROUP, DOCUMENT_DRAFT, CAN_document_edit},
    {DOCUMENT_CONSULTATION, DOCUMENT_APPROVED, CAN_document_publish},
    {DOCUMENT_CONSULTATION, DOCUMENT_WORKING_GROUP, CAN_document_publish},
    {DOCUMENT_APPROVED, DOCUMENT_NOTIFIED, CAN_document_publish},
    {DOCUMENT_APPROVED, DOCUMENT_SUPERSEDED, CAN_document_publish},
    {DOCUMENT_NOTIFIED, DOCUMENT_SUPERSEDED, CAN_document_publish},
};

const char *document_state_slug(enum document_state state) {
    return states[state].slug;
}

const char *document_state_label(enum document_state state) {
    return tr(states[state].label);
}

bool document_state_public(enum document_state state) {
    return states[state].open;
}

bool document_state_read(const char *slug, enum document_state *out) {
    for (size_t i = 0; i < DOCUMENT_STATE_COUNT; i++) {
        if (strcmp(states[i].slug, slug) == 0) {
            *out = (enum document_state)i;
            return true;
        }
    }
    return false;
}

static const struct step *find_step(enum document_state from, enum document_state to) {
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        if (steps[i].from == from && steps[i].to == to) {
            return &steps[i];
        }
    }
    return NULL;
}

/* The system (the CLI, on the machine itself) may do every step that exists. */
static bool may(const struct person *who, enum permission permission) {
    return who == NULL || people_may(who, permission, NULL);
}

size_t document_next_states(enum document_state state, const struct person *who,
                            enum document_state out[DOCUMENT_STATE_COUNT]) {
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        if (steps[i].from == state && may(who, steps[i].permission)) {
            out[count++] = steps[i].to;
        }
    }
    return count;
}

/* One version from one state to another, with its line in the history. */
static enum err move_one(struct store_db *db, struct arena *arena, int64_t number,
                         enum document_state from, enum document_state to,
                         const struct document_move *move, const char *note) {
    int64_t changed = 0;
    struct document_transition_last_row last;
    enum err err = document_version_state_update(
        db, &(struct document_version_state_update_in){number, states[from].slug, states[to].slug},
        &changed);
    if (err == ERR_NONE && changed == 0) {
        err =
            err_set(ERR_CONFLICT, "DOC-9",
                    "The version is not in the state you saw; somebody moved it meanwhile.", NULL);
    }
    if (err == ERR_NONE) {
        err = document_transition_last(db, arena, &(struct document_transition_last_in){number},
                                       &last);
    }
    if (err == ERR_NONE) {
        err = document_transition_insert(
            db,
            &(struct document_transition_insert_in){number, last.position + 1, states[from].slug,
                                                    states[to].slug, move->now_ms,
                                                    move->who != NULL ? move->who->name : "", note},
            NULL);
    }
    if (err == ERR_NONE) {
        err = people_audit(db, move->now_ms, move->who, "document.state", "document_version",
                           arena_printf(arena, "%lld", (long long)number), NULL,
                           arena_printf(arena, "{\"from\":\"%s\",\"to\":\"%s\"}", states[from].slug,
                                        states[to].slug));
    }
    return err;
}

enum err document_state_move(struct store_db *db, struct arena *arena,
                             const struct document_move *move) {
    const struct step *step = find_step(move->from, move->to);
    if (step == NULL) {
        return err_set(ERR_INVALID, "DOC-15", "A version cannot go from «{1}» to «{2}».",
                       document_state_label(move->from), document_state_label(move->to), NULL);
    }
    if (!may(move->who, step->permission)) {
        return err_set(ERR_DENIED, "DOC-16", "You may not move a version to «{1}».",
                       document_state_label(move->to), NULL);
    }
    enum err err = move_one(db, arena, move->number, move->from, move->to, move,
                            move->note != NULL ? move->note : "");
    if (err != ERR_NONE || move->to != DOCUMENT_NOTIFIED) {
        return err;
    }
    struct document_versions_superseded_rows older;
    err = document_versions_superseded(
        db, arena,
        &(struct document_versions_superseded_in){move->number, states[DOCUMENT_NOTIFIED].slug},
        &older);
    for (size_t i = 0; err == ERR_NONE && i < older.count; i++) {
        err = move_one(db, arena, older.rows[i].number, DOCUMENT_NOTIFIED, DOCUMENT_SUPERSEDED,
                       move, tr_fmt(arena, "Superseded by version {1}.", move->number));
    }
    return err;
}

enum err document_transitions(struct store_db *db, struct arena *arena, int64_t number,
                              struct document_transition_list *out) {
    struct document_transition_rows_rows rows;
    enum err err = document_transition_rows(
        db, arena, &(struct document_transition_rows_in){number, 200}, &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct document_transition *all =
        ARENA_ARRAY(arena, rows.count + 1, struct document_transition);
    for (size_t i = 0; all != NULL && i < rows.count; i++) {
        all[i] =
            (struct document_transition){rows.rows[i].state_from, rows.rows[i].state_to,
                                         rows.rows[i].author, rows.rows[i].note, rows.rows[i].at};
    }
    *out = (struct document_transition_list){all, rows.count};
    return all == NULL ? err_failed() : ERR_NONE;
}
