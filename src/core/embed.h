/* Files that the program carries with it; the arrays are written by tools/embed.py. */
#ifndef KHAJU_CORE_EMBED_H
#define KHAJU_CORE_EMBED_H

#include <stddef.h>

struct embed {
    const char *name;          /* base name of the file */
    const unsigned char *data; /* followed by a NUL that size does not count */
    size_t size;
};

#endif
