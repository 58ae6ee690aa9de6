/* What the templates of a comparison and of measures are given. */
#ifndef KHAJU_LIBRARY_COMPARE_VIEW_H
#define KHAJU_LIBRARY_COMPARE_VIEW_H

#include "compare.h"
#include "library_picture.h"
#include "library_show_view.h"

struct library_compare_view {
    const struct library_opened *as_is, *to_be; /* NULL: none is chosen yet */
    const struct journey_comparison *comparison;
    struct library_picture as_is_picture, to_be_picture;
    /* choosing the other one */
    const struct library_model *model; /* the one the page is about */
    const struct library_list *others;
    const char *words;
};

/* "a name", or the id, or the type of an element. */
const char *library_element_name(const struct bpmn_element *element);
const char *library_visit_reason(const struct journey_visit *visit);
/* The classes of a tag for a mark. */
const char *library_mark_tag(enum journey_mark mark);
/* What differs in a changed element: "name, time". */
const char *library_differences(struct arena *arena, uint32_t differences);

#endif
