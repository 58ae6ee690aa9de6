/*
 * Timers (10.5.5.2): dates, durations and repeating intervals of ISO 8601. A literal is read as it
 * stands; anything else is an expression that gives text, a date and time, or a duration. A local
 * time is one of the library's zone.
 */
#include <stdlib.h>
#include <string.h>

#include "engine_internal.h"
#include "feel_time.h"
#include "text.h"

enum { SECOND = 1000, NANOS_PER_MILLI = 1000000 };

/* What a timer says: when first, then how often after what. */
struct schedule {
    int64_t due;
    int64_t left; /* -1: without end */
    const char *period;
};

static struct feel_string string_of(const char *text, size_t length) {
    return (struct feel_string){text, length};
}

/* The clock of the library's zone at an instant; false beyond what the calendar spans. */
static bool local_moment(const struct engine_run *run, int64_t at, struct feel_moment *out) {
    int64_t seconds = at / SECOND - (at % SECOND < 0);
    int64_t nanos = (at - seconds * SECOND) * NANOS_PER_MILLI;
    const char *zone = run->definition->library->zone;
    struct feel_moment start = {.date = {1970, 1, 1}, .zone = FEEL_ZONE_OFFSET};
    if (zone != NULL) {
        start.zone = FEEL_ZONE_NAMED;
        start.zone_name = zone;
        struct feel_value value = feel_date_time_value(run->arena, start);
        if (value.type != FEEL_DATE_TIME) {
            return false;
        }
        start = *value.moment;
    }
    return feel_moment_add(&start, seconds - feel_moment_seconds(&start), nanos, out);
}

struct feel_value engine_moment_value(const struct engine_run *run, int64_t at) {
    struct feel_moment moment;
    return local_moment(run, at, &moment) ? feel_date_time_value(run->arena, moment)
                                          : feel_null(NULL);
}

/* A time without zone is one of the library's. */
static bool instant_of(const struct engine_run *run, struct feel_moment moment, int64_t *out) {
    if (moment.zone == FEEL_ZONE_LOCAL && run->definition->library->zone != NULL) {
        moment.zone = FEEL_ZONE_NAMED;
        moment.zone_name = run->definition->library->zone;
        struct feel_value value = feel_date_time_value(run->arena, moment);
        if (value.type != FEEL_DATE_TIME) {
            return false;
        }
        moment = *value.moment;
    }
    int64_t seconds = feel_moment_seconds(&moment);
    bool fits = seconds > INT64_MIN / SECOND + 1 && seconds < INT64_MAX / SECOND - 1;
    *out = fits ? seconds * SECOND + moment.nano / NANOS_PER_MILLI : 0;
    return fits;
}

static bool add_months(const struct engine_run *run, int64_t at, int64_t months, int64_t *out) {
    struct feel_moment moment;
    if (!local_moment(run, at, &moment) ||
        !feel_date_add_months(moment.date, months, &moment.date)) {
        return false;
    }
    struct feel_value value = feel_date_time_value(run->arena, moment);
    return value.type == FEEL_DATE_TIME && instant_of(run, *value.moment, out);
}

static bool add_duration(const struct engine_run *run, int64_t at, struct feel_value duration,
                         int64_t *out) {
    if (duration.type == FEEL_MONTHS_DURATION) {
        return add_months(run, at, duration.months, out);
    }
    if (duration.type != FEEL_DAYS_DURATION) {
        return false;
    }
    int64_t seconds;
    int64_t nanos;
    feel_seconds_split(duration.seconds, &seconds, &nanos);
    const int64_t limit = INT64_MAX / SECOND / 4;
    if (seconds > limit || seconds < -limit || at > INT64_MAX / 2 || at < INT64_MIN / 2) {
        return false;
    }
    *out = at + seconds * SECOND + nanos / NANOS_PER_MILLI;
    return true;
}

/* FEEL's durations have months or days; those of ISO 8601 may have both: P1M3DT2H. */
static bool add_period(const struct engine_run *run, int64_t at, const char *text, size_t length,
                       int64_t *out) {
    struct feel_value whole = feel_duration_parse(string_of(text, length));
    if (whole.type != FEEL_NULL) {
        return add_duration(run, at, whole, out);
    }
    const char *time = memchr(text, 'T', length);
    size_t days = time == NULL ? length : (size_t)(time - text);
    while (days > 0 && text[days - 1] != 'Y' && text[days - 1] != 'M') {
        days--;
    }
    char rest[64] = "P";
    if (days == 0 || days == length || length - days > sizeof(rest) - 2) {
        return false;
    }
    memcpy(rest + 1, text + days, length - days);
    struct feel_value months = feel_duration_parse(string_of(text, days));
    struct feel_value seconds = feel_duration_parse(string_of(rest, length - days + 1));
    return months.type == FEEL_MONTHS_DURATION && seconds.type == FEEL_DAYS_DURATION &&
           add_duration(run, at, months, &at) && add_duration(run, at, seconds, out);
}

static bool read_date(const struct engine_run *run, const char *text, size_t length, int64_t *out) {
    struct feel_moment moment;
    return feel_date_time_parse(run->arena, string_of(text, length), &moment) &&
           instant_of(run, moment, out);
}

/* R3/PT10H, R/2026-03-21T08:00:00Z/P1D, R2/PT1H/2026-… (4.5 of ISO 8601:2004); R alone: no end. */
static bool read_cycle(const struct engine_run *run, const char *text, struct schedule *out) {
    if (*text != 'R') {
        return false;
    }
    char *end;
    out->left = -1;
    if (text[1] != '/') {
        out->left = strtoll(text + 1, &end, 10);
        if (end == text + 1 || *end != '/' || out->left < 0) {
            return false;
        }
        text = end - 1;
    }
    const char *first = text + 2;
    const char *slash = strchr(first, '/');
    size_t length = slash == NULL ? strlen(first) : (size_t)(slash - first);
    int64_t now = run->state->now;
    if (slash == NULL || *first == 'P') { /* what ends an interval is not needed: the number is */
        out->period = arena_strndup(run->arena, first, length);
        return out->period != NULL && add_period(run, now, first, length, &out->due);
    }
    out->period = slash + 1;
    int64_t after;
    return read_date(run, first, length, &out->due) &&
           add_period(run, out->due, out->period, strlen(out->period), &after);
}

static bool read_text(const struct engine_run *run, enum engine_timer_form form, const char *text,
                      struct schedule *out) {
    *out = (struct schedule){0};
    size_t length = strlen(text);
    if (form == ENGINE_TIMER_DATE) {
        return read_date(run, text, length, &out->due);
    }
    if (form == ENGINE_TIMER_AFTER) {
        return add_period(run, run->state->now, text, length, &out->due);
    }
    return read_cycle(run, text, out);
}

bool engine_timer_literal(struct arena *arena, enum engine_timer_form form, const char *text) {
    struct engine_library library = {0};
    struct engine_definition definition = {.library = &library};
    struct engine_state state = {0};
    struct engine_run run = {.arena = arena, .definition = &definition, .state = &state};
    struct schedule schedule;
    return read_text(&run, form, text, &schedule);
}

static bool read_value(const struct engine_run *run, const struct engine_trigger *trigger,
                       struct feel_value value, struct schedule *out) {
    *out = (struct schedule){0};
    switch (value.type) {
    case FEEL_STRING:
        return read_text(run, trigger->form, value.string.bytes, out);
    case FEEL_DATE_TIME:
        return instant_of(run, *value.moment, &out->due);
    case FEEL_DATE:
        return instant_of(run, (struct feel_moment){.date = value.date}, &out->due);
    case FEEL_DAYS_DURATION:
    case FEEL_MONTHS_DURATION:
        out->left = trigger->form == ENGINE_TIMER_CYCLE ? -1 : 0;
        out->period = feel_string_text(run->arena, value);
        return out->period != NULL && add_duration(run, run->state->now, value, &out->due);
    default:
        return false;
    }
}

/* It runs already: its activity is begun once more after an incident. */
static bool is_set(const struct engine_state *state, uint32_t token, uint32_t frame,
                   const struct engine_node *node, uint32_t trigger) {
    for (size_t i = 0; i < state->timers.count; i++) {
        const struct engine_timer *timer = &state->timers.items[i];
        if (!timer->gone && timer->token == token && timer->frame == frame && timer->node == node &&
            timer->trigger == trigger) {
            return true;
        }
    }
    return false;
}

const char *engine_set_timer(struct engine_run *run, uint32_t token, uint32_t frame,
                             const struct engine_node *node, uint32_t number) {
    const struct engine_trigger *trigger = &node->triggers[number];
    struct schedule schedule;
    if (is_set(run->state, token, frame, node, number)) {
        return NULL;
    }
    if (trigger->literal != NULL) {
        if (!read_text(run, trigger->form, trigger->literal, &schedule)) {
            return "ENG-29";
        }
    } else if (trigger->expression == NULL) {
        return "ENG-41";
    } else {
        struct feel_value value;
        const char *wrong = engine_try(run, engine_find_token(run->state, token), frame,
                                       trigger->expression, &value);
        if (wrong != NULL || !read_value(run, trigger, value, &schedule)) {
            return wrong == NULL ? "ENG-29" : wrong;
        }
    }
    struct engine_timer timer = {
        .token = token,
        .frame = frame,
        .node = node,
        .trigger = number,
        .due = schedule.due,
        .left = schedule.left > 0 ? schedule.left - 1 : schedule.left,
        .period = schedule.left == 0 ? NULL : schedule.period,
    };
    (void)ENGINE_PUSH(run->arena, run->state->timers, timer);
    return NULL;
}

/* The first that is due until then, by time, then by age. */
static struct engine_timer *next_due(struct engine_state *state, int64_t now) {
    struct engine_timer *next = NULL;
    for (size_t i = 0; i < state->timers.count; i++) {
        struct engine_timer *timer = &state->timers.items[i];
        if (!timer->gone && timer->due <= now && (next == NULL || timer->due < next->due)) {
            next = timer;
        }
    }
    return next;
}

/* A cycle goes on, if there are further times and the period leads forward. */
static void rearm(struct engine_run *run, struct engine_timer *timer) {
    int64_t next = 0;
    bool again = timer->left != 0 && timer->period != NULL &&
                 add_period(run, timer->due, timer->period, strlen(timer->period), &next) &&
                 next > timer->due;
    if (again) {
        timer->due = next;
        timer->left -= timer->left > 0;
    } else {
        timer->gone = true;
    }
}

bool engine_advance(struct engine_run *run, int64_t now) {
    struct engine_state *state = run->state;
    while (state->status == ENGINE_RUNNING && !arena_failed(run->arena)) {
        struct engine_timer *timer = next_due(state, now);
        if (timer == NULL) {
            break;
        }
        if (run->steps > ENGINE_STEPS_MAX / 2) {
            return false;
        }
        state->now = timer->due > state->now ? timer->due : state->now;
        struct engine_catch place = {timer->token, timer->frame, timer->node, timer->trigger};
        rearm(run, timer);
        run->steps++;
        engine_catch(run, place, NULL);
        engine_run_ready(run);
    }
    state->now = now > state->now ? now : state->now;
    return true;
}
