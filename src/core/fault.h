/*
 * Fault injection: makes the Nth allocation, store call or write fail, for every N, in tests.
 * FAULT_POINT is a constant false in release builds (KHAJU_FAULTS undefined).
 */
#ifndef KHAJU_CORE_FAULT_H
#define KHAJU_CORE_FAULT_H

#include <stdbool.h>

enum fault_kind { FAULT_ALLOC, FAULT_STORE, FAULT_IO, FAULT_KINDS };

#ifdef KHAJU_FAULTS
bool fault_hit(enum fault_kind kind);
#define FAULT_POINT(kind) fault_hit(kind)
#else
#define FAULT_POINT(kind) false
#endif

/* Test side: the nth point of this kind from now on fails (1 = the next); 0 disarms.
   The counter is per thread-group: any thread's point counts. */
void fault_arm(enum fault_kind kind, unsigned long nth);
bool fault_fired(enum fault_kind kind);

#endif
