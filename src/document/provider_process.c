/* Rows about processes, as-is and to-be. See provider_process.h. */
#include "provider_process.h"

#include "library_file.h"
#include "pair.h"
#include "text.h"
#include "tr.h"
#include "vocabulary.h"
#include <math.h>
#include <string.h>

/* Names have line breaks, and whatever else a file holds. */
static const char *clean(struct arena *arena, const char *text) {
    const char *line = text == NULL ? NULL : text_clean(arena, text, false);
    return line == NULL ? tr("nameless") : line;
}

static const char *name_of(struct arena *arena, const struct bpmn_element *element) {
    return clean(arena, element->name != NULL ? element->name : element->id);
}

/* ---- visits ---- */

static int reason_of(const struct journey_visit *visit) {
    return visit->reason == NULL ? 0 : vocabulary_value(VOCABULARY_VISIT_REASON, visit->reason);
}

static struct cell reason_cell(const struct journey_visit *visit) {
    int reason = reason_of(visit);
    return cell_text(vocabulary_label(VOCABULARY_VISIT_REASON,
                                      reason != 0 ? reason : (int)VISIT_REASON_UNKNOWN));
}

static struct cell clause_cell(struct arena *arena, const struct journey_visit *visit) {
    return cell_text(visit->clause != NULL ? clean(arena, visit->clause)
                                           : tr("no clause is named"));
}

static void visit_row(struct provider_run *run, const struct journey_visit *visit,
                      const char *change) {
    struct cell *row = provider_row(run);
    int reason = reason_of(visit);
    if (row == NULL) {
        return;
    }
    row[0] = cell_text(name_of(run->arena, visit->element));
    row[1] = reason_cell(visit);
    row[2] = clause_cell(run->arena, visit);
    row[3] = cell_text(reason == 0
                           ? NULL
                           : vocabulary_label(VOCABULARY_QUEUE,
                                              (int)visit_reason_queue((enum visit_reason)reason)));
    row[4] = cell_text(change);
}

enum err provider_fill_visits(struct provider_run *run) {
    const struct pair *pair = run->about->pair;
    const struct journey_comparison *comparison = pair->comparison;
    for (size_t i = 0; comparison != NULL && i < comparison->visit_count; i++) {
        const struct journey_visit_change *change = &comparison->visits[i];
        visit_row(run, change->to_be != NULL ? change->to_be : change->as_is,
                  journey_mark_label(change->mark));
    }
    for (size_t side = 0; comparison == NULL && side < PAIR_SIDES; side++) {
        const struct journey *journey = pair->sides[side].journey;
        for (size_t i = 0; journey != NULL && i < journey->visit_count; i++) {
            visit_row(run, &journey->visits[i], NULL);
        }
    }
    return ERR_NONE;
}

/* ---- the steps of a drawing ---- */

static const char *documents_of(struct arena *arena, const struct journey *journey,
                                const struct bpmn_element *element) {
    const char *text = NULL;
    for (size_t i = 0; i < journey->document_count; i++) {
        const struct journey_document *document = &journey->documents[i];
        if (document->element == element) {
            const char *name = clean(arena, document->name);
            text = text == NULL ? name : arena_printf(arena, "%s، %s", text, name);
        }
    }
    return text;
}

enum err provider_fill_steps(struct provider_run *run) {
    const struct pair_side *side = &run->about->pair->sides[run->about->side];
    struct arena *arena = run->arena;
    for (size_t i = 0; side->bpmn != NULL && i < side->bpmn->element_count; i++) {
        const struct bpmn_element *element = side->bpmn->elements[i];
        struct cell *row = bpmn_is(element, BPMN_IS_ACTIVITY) ? provider_row(run) : NULL;
        if (row == NULL) {
            continue;
        }
        row[0] = cell_text(name_of(arena, element));
        row[1] = cell_text(tr("no visit"));
        row[2] = cell_text(NULL);
        for (size_t k = 0; k < side->journey->visit_count; k++) {
            const struct journey_visit *visit = &side->journey->visits[k];
            if (visit->element == element) {
                row[1] = reason_cell(visit);
                row[2] = clause_cell(arena, visit);
            }
        }
        row[3] = cell_text(documents_of(arena, side->journey, element));
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

/* ---- amounts ---- */

static struct cell amount_cell(struct arena *arena, const struct pair_side *side, size_t subject,
                               size_t path) {
    return side->journey == NULL ? cell_text(NULL)
                                 : cell_text(journey_text(arena, (enum journey_subject)subject,
                                                          side->journey->amounts[subject][path]));
}

/* «۲ مراجعه کمتر»; what is only known to be "at least" cannot be compared. */
static struct cell change_cell(struct arena *arena, const struct pair *pair, size_t subject,
                               size_t path) {
    enum { WHOLE = 1 };
    const double same = subject == JOURNEY_SECONDS ? WHOLE : 0.005;
    if (pair->comparison == NULL) {
        return cell_text(NULL);
    }
    struct journey_amount as_is = pair->comparison->as_is->amounts[subject][path];
    struct journey_amount to_be = pair->comparison->to_be->amounts[subject][path];
    if (as_is.at_least || to_be.at_least) {
        return cell_text(tr("cannot be told"));
    }
    double less = as_is.value - to_be.value;
    if (fabs(less) < same) {
        return cell_text(journey_mark_label(JOURNEY_SAME));
    }
    const char *amount = journey_text(arena, (enum journey_subject)subject,
                                      (struct journey_amount){.value = fabs(less)});
    return cell_text(amount == NULL ? NULL
                     : less > 0     ? tr_fmt(arena, "{1} less", amount)
                                    : tr_fmt(arena, "{1} more", amount));
}

enum err provider_fill_measures(struct provider_run *run) {
    const struct pair *pair = run->about->pair;
    struct arena *arena = run->arena;
    for (size_t i = 0; pair != NULL && i < JOURNEY_SUBJECTS * JOURNEY_PATHS; i++) {
        size_t subject = i / JOURNEY_PATHS, path = i % JOURNEY_PATHS;
        struct cell *row = provider_row(run);
        if (row == NULL) {
            break;
        }
        row[0] = cell_text(arena_printf(arena, "%s، %s",
                                        journey_subject_label((enum journey_subject)subject),
                                        journey_path_label((enum journey_path)path)));
        row[1] = amount_cell(arena, &pair->sides[PAIR_AS_IS], subject, path);
        row[2] = amount_cell(arena, &pair->sides[PAIR_TO_BE], subject, path);
        row[3] = change_cell(arena, pair, subject, path);
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

/* ---- documents, agencies, hand-overs ---- */

struct asking {
    struct provider_run *run;
    const char *kind;
};

static void asked_row(const struct asking *asking, const char *name, struct cell as_is,
                      struct cell to_be) {
    struct cell *row = provider_row(asking->run);
    if (row != NULL) {
        row[0] = cell_text(asking->kind);
        row[1] = cell_text(name);
        row[2] = as_is;
        row[3] = to_be;
    }
}

static struct cell yes(bool is) {
    return cell_text(is ? tr("Yes") : tr("No"));
}

/* A list of one side only: the other one is not published. */
static void asked_alone(const struct asking *asking, size_t side, const char *name) {
    struct cell cells[PAIR_SIDES] = {{.state = CELL_UNKNOWN}, {.state = CELL_UNKNOWN}};
    cells[side] = yes(true);
    asked_row(asking, name, cells[PAIR_AS_IS], cells[PAIR_TO_BE]);
}

static const char *agency_name(struct arena *arena, const struct journey_agency *agency) {
    return clean(arena, agency->name != NULL ? agency->name : agency->code);
}

static void asked_compared(struct provider_run *run, const struct journey_comparison *both) {
    struct arena *arena = run->arena;
    const struct asking documents = {run, tr("Document asked for")};
    const struct asking agencies = {run, tr("Agency")};
    for (size_t i = 0; i < both->document_count; i++) {
        const struct journey_document_change *change = &both->documents[i];
        const struct journey_document *one = change->as_is ? change->as_is : change->to_be;
        asked_row(&documents, clean(arena, one->name), yes(change->as_is != NULL),
                  yes(change->to_be != NULL));
    }
    for (size_t i = 0; i < both->agency_count; i++) {
        const struct journey_agency_change *change = &both->agencies[i];
        const struct journey_agency *one = change->as_is ? change->as_is : change->to_be;
        asked_row(&agencies, agency_name(arena, one), yes(change->as_is != NULL),
                  yes(change->to_be != NULL));
    }
}

static void asked_of_side(struct provider_run *run, size_t side) {
    const struct journey *journey = run->about->pair->sides[side].journey;
    const struct asking documents = {run, tr("Document asked for")};
    const struct asking agencies = {run, tr("Agency")};
    for (size_t i = 0; i < journey->document_count; i++) {
        asked_alone(&documents, side, clean(run->arena, journey->documents[i].name));
    }
    for (size_t i = 0; i < journey->agency_count; i++) {
        asked_alone(&agencies, side, agency_name(run->arena, &journey->agencies[i]));
    }
}

/* How many hand-overs of a side lead from one to the other; before: only those before this one. */
static int64_t hand_overs(const struct journey *journey, const struct journey_hand_over *like,
                          size_t before) {
    int64_t count = 0;
    for (size_t i = 0; journey != NULL && i < journey->hand_over_count && i < before; i++) {
        const struct journey_hand_over *one = &journey->hand_overs[i];
        count += strcmp(one->from ? one->from : "", like->from ? like->from : "") == 0 &&
                 strcmp(one->to ? one->to : "", like->to ? like->to : "") == 0;
    }
    return count;
}

/* Each way once, with how often it is drawn on either side. */
static void asked_hand_overs(struct provider_run *run) {
    const struct pair *pair = run->about->pair;
    const struct asking asking = {run, tr("Hand-over")};
    struct arena *arena = run->arena;
    for (size_t side = 0; side < PAIR_SIDES; side++) {
        const struct journey *journey = pair->sides[side].journey;
        for (size_t i = 0; journey != NULL && i < journey->hand_over_count; i++) {
            const struct journey_hand_over *one = &journey->hand_overs[i];
            struct cell cells[PAIR_SIDES];
            bool seen = hand_overs(journey, one, i) > 0 ||
                        (side == PAIR_TO_BE &&
                         hand_overs(pair->sides[PAIR_AS_IS].journey, one, SIZE_MAX) > 0);
            for (size_t k = 0; !seen && k < PAIR_SIDES; k++) {
                const struct journey *of = pair->sides[k].journey;
                cells[k] =
                    of == NULL ? cell_text(NULL) : cell_int(arena, hand_overs(of, one, SIZE_MAX));
            }
            if (!seen) {
                asked_row(&asking,
                          tr_fmt(arena, "from «{1}» to «{2}»", clean(arena, one->from),
                                 clean(arena, one->to)),
                          cells[PAIR_AS_IS], cells[PAIR_TO_BE]);
            }
        }
    }
}

enum err provider_fill_asked(struct provider_run *run) {
    const struct pair *pair = run->about->pair;
    if (pair->comparison != NULL) {
        asked_compared(run, pair->comparison);
    }
    for (size_t side = 0; pair->comparison == NULL && side < PAIR_SIDES; side++) {
        if (pair->sides[side].journey != NULL) {
            asked_of_side(run, side);
        }
    }
    asked_hand_overs(run);
    return arena_failed(run->arena) ? err_failed() : ERR_NONE;
}

/* ---- all pairs ---- */

static enum err comparison_row(struct provider_run *run, struct pair *pair) {
    static const size_t subjects[] = {JOURNEY_VISITS, JOURNEY_DOCUMENTS, JOURNEY_SECONDS};
    struct arena *arena = arena_create(LIBRARY_MEMORY_MAX);
    enum err err = arena == NULL ? err_failed() : pair_open(run->db, arena, pair);
    struct cell *row = err == ERR_NONE ? provider_row(run) : NULL;
    if (row != NULL) {
        row[0] = cell_text(pair->title);
        if (pair->service_number[0] != '\0') {
            row[0].href = arena_printf(run->arena, "/services/%s", pair->service_number);
        }
        row[1] = cell_text(pair->agency);
        for (size_t i = 0; i < COUNT_OF(subjects) * PAIR_SIDES; i++) {
            row[2 + i] = amount_cell(run->arena, &pair->sides[i % PAIR_SIDES],
                                     subjects[i / PAIR_SIDES], JOURNEY_PROBABLE);
        }
    }
    arena_destroy(arena);
    return err;
}

enum err provider_fill_comparison(struct provider_run *run) {
    struct pair_list pairs;
    enum err err = pair_list(run->db, run->arena, "", "", &pairs);
    for (size_t i = 0; err == ERR_NONE && i < pairs.count; i++) {
        struct pair pair = pairs.rows[i];
        if (pair_has(&pair, PAIR_AS_IS) && pair_has(&pair, PAIR_TO_BE)) {
            err = comparison_row(run, &pair);
        }
    }
    return err == ERR_NONE && arena_failed(run->arena) ? err_failed() : err;
}
