/* The Jalali year the desk asks figures of. */
#ifndef KHAJU_REGISTRY_DESK_YEAR_H
#define KHAJU_REGISTRY_DESK_YEAR_H

#include <stdint.h>
#include "calendar.h"

enum { DESK_YEAR_LEAST = 1380 };

static inline int desk_year_of(int64_t now_ms) {
    return calendar_jalali(calendar_day_of_ms(now_ms)).year;
}

#endif
