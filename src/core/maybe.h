/* Numbers that may be unknown. Unknown, zero and free are three different things. */
#ifndef KHAJU_CORE_MAYBE_H
#define KHAJU_CORE_MAYBE_H

#include <stdbool.h>
#include <stdint.h>

struct maybe_int {
    bool known;
    int64_t value;
};
struct maybe_real {
    bool known;
    double value;
};

static inline struct maybe_int known_int(int64_t value) {
    return (struct maybe_int){true, value};
}
static inline struct maybe_real known_real(double value) {
    return (struct maybe_real){true, value};
}
#define UNKNOWN_INT ((struct maybe_int){false, 0})
#define UNKNOWN_REAL ((struct maybe_real){false, 0.0})

#endif
