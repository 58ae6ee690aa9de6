/* Fault injection. A counter a kind; zero means disarmed, so an unarmed point costs one load. */
#include "fault.h"

#include <stdatomic.h>

static atomic_ulong remaining[FAULT_KINDS];
static atomic_bool fired[FAULT_KINDS];

void fault_arm(enum fault_kind kind, unsigned long nth) {
    atomic_store(&fired[kind], false);
    atomic_store(&remaining[kind], nth);
}

bool fault_fired(enum fault_kind kind) {
    return atomic_load(&fired[kind]);
}

#ifdef KHAJU_FAULTS
bool fault_hit(enum fault_kind kind) {
    unsigned long left = atomic_load_explicit(&remaining[kind], memory_order_relaxed);
    do {
        if (left == 0) {
            return false;
        }
    } while (!atomic_compare_exchange_weak(&remaining[kind], &left, left - 1));
    if (left > 1) {
        return false;
    }
    atomic_store(&fired[kind], true);
    return true;
}
#endif
