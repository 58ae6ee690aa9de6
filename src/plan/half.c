/* Jalali half-years and the suggested target of a service. Pure. */
#include "plan_target.h"

#include "calendar.h"
#include "text.h"
#include "tr.h"

struct plan_half plan_half_of(int64_t day) {
    struct jalali date = calendar_jalali(day);
    return (struct plan_half){date.year, date.month <= 6 ? 1 : 2};
}

struct plan_half plan_half_add(struct plan_half half, int steps) {
    int count = half.year * 2 + (half.half - 1) + steps;
    return (struct plan_half){count / 2, count % 2 + 1};
}

/* The day before the next half-year begins, so that leap years need no rule here. */
int64_t plan_half_end(struct plan_half half) {
    struct plan_half next = plan_half_add(half, 1);
    int64_t day = 0;
    bool known = calendar_day((struct jalali){next.year, next.half == 1 ? 1 : 7, 1}, &day);
    return known ? day - 1 : 0;
}

const char *plan_half_text(struct arena *arena, struct plan_half half) {
    const char *year = arena_printf(arena, "%d", half.year);
    year = year ? text_persian_digits(arena, year) : "";
    return half.half == 1 ? tr_fmt(arena, "First half of {1}", year)
                          : tr_fmt(arena, "Second half of {1}", year);
}

struct plan_suggestion plan_suggest(int64_t today, int default_target, enum queue queue) {
    int steps = queue == QUEUE_AUTHORITY ? 1 : queue == QUEUE_LAW ? 4 : 2;
    struct plan_half due = plan_half_add(plan_half_of(today), steps);
    return (struct plan_suggestion){default_target, plan_half_end(due), queue};
}
