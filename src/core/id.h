/*
 * Identifiers made by the program. An id is 26 characters of Crockford base 32 (lower case): 48
 * bits of milliseconds, 80 random bits; ids made later sort later. A public number is short,
 * unguessable and carries a check character, to be read over the telephone.
 */
#ifndef KHAJU_CORE_ID_H
#define KHAJU_CORE_ID_H

#include <stdbool.h>
#include <stdint.h>

enum { ID_SIZE = 27, ID_LENGTH = 26 };

void id_make(int64_t now_ms, char out[ID_SIZE]);
bool id_valid(const char *text);

#endif
