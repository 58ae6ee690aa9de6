/*
 * Trying a decision: inputs as people type them become values by the model's types, the decision is
 * made, and values are said in words again. Pure; everything in the arena.
 */
#ifndef KHAJU_LIBRARY_ASK_H
#define KHAJU_LIBRARY_ASK_H

#include "decision_view.h"

enum {
    LIBRARY_INPUTS_MAX = 60,     /* of one model, that can be tried */
    LIBRARY_ASK_STEPS = 50000,   /* of one expression */
    LIBRARY_TYPED_BYTES = 10000, /* of one input */
};

/* The element of this name that can be asked for: a decision or a decision service. The default
   (name NULL or "") is the first decision that no other one requires. view->count: none. */
size_t library_asked(const struct decision_view *view, const char *name);
/* Marks the input data that the element rests on, directly or through others; needed has
   view->count entries. */
void library_needed(const struct decision_view *view, size_t element, bool *needed);

struct library_question {
    const struct decision_model *model;
    const struct decision_view *view;
    size_t element;           /* what is asked */
    const char *const *typed; /* for each element of the view; NULL or "": not given */
    int64_t now_ms;
};
/* ERR_INVALID: an input could not be understood (*wrong is its element), or the decision cannot be
   made (*wrong is view->count). A date is typed as 1404/09/02. */
enum err library_ask(struct arena *arena, const struct library_question *question,
                     struct decision_result *out, size_t *wrong) WARN_UNUSED;

/* In words: "yes", «۱٬۲۰۰», «۲ آذر ۱۴۰۴»; what has no words as FEEL writes it. NULL: no memory. */
const char *library_value_text(struct arena *arena, struct feel_value value);

#endif
