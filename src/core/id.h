/*
 * Identifiers made by the program. An id is 26 characters of Crockford base 32 (lower case): 48
 * bits of milliseconds, 80 random bits; ids made later sort later, also within one millisecond
 * (within one process). Thread-safe.
 */
#ifndef KHAJU_CORE_ID_H
#define KHAJU_CORE_ID_H

#include <stdbool.h>
#include <stdint.h>

enum { ID_SIZE = 27, ID_LENGTH = 26 };

void id_make(int64_t now_ms, char out[ID_SIZE]);
/* True if text has the form of an id: 26 characters of the alphabet and a time that fits. */
bool id_valid(const char *text);

#endif
