/* Signatures of what browsers carry for us: forms and notices. BLAKE2b, keyed. */
#ifndef KHAJU_PAGE_SEAL_H
#define KHAJU_PAGE_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include "arena.h"

enum { SEAL_MAC_SIZE = 16, SEAL_KEY_SIZE = 32 };

/* Signs several texts under a purpose; lengths are part of what is signed. Ends with NULL. */
void seal_mac(const unsigned char key[SEAL_KEY_SIZE], const char *purpose, const char *const *texts,
              unsigned char mac[SEAL_MAC_SIZE]);
bool seal_equal(const unsigned char *a, const unsigned char *b, size_t size);

/* base64 for addresses and cookies, without padding */
const char *seal_encode(struct arena *arena, const void *data, size_t size);
/* NULL if text is not that, or longer than max bytes; *size_out bytes and a NUL. */
unsigned char *seal_decode(struct arena *arena, const char *text, size_t max, size_t *size_out);

#endif
