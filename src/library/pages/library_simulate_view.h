/* What the template of a simulation is given. */
#ifndef KHAJU_LIBRARY_SIMULATE_VIEW_H
#define KHAJU_LIBRARY_SIMULATE_VIEW_H

#include "library_picture.h"
#include "library_play.h"

struct library_choice_now {
    const char *value, *label;
};
struct library_simulate_view {
    const struct library_opened *opened;
    const char *csrf, *process_id;
    const char *process_name;
    const struct web_crumb *processes; /* when the file has several */
    size_t process_count;
    const char *process_href; /* of the one that is shown */
    struct library_played played;
    struct library_picture picture;
    const struct library_choice_now *choices; /* what can happen now */
    size_t choice_count;
    struct library_answers answers;
    const char *const *typed; /* for each answer */
    const char *lines;        /* other values, as typed */
    const char *problem;      /* why the last choice was refused; NULL: it was not */
};

#endif
