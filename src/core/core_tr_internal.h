/* Private to core: the compiled translations, and filling the placeholders of a sentence. */
#ifndef KHAJU_CORE_TR_INTERNAL_H
#define KHAJU_CORE_TR_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

/*
 * The table that tools/pogen.py --compile writes from po/fa.po. Open addressing: a power of two of
 * slots, at most half of them taken, probed one by one from hash & mask. The hash is tr_hash() of
 * tr.c; pogen.py computes the same.
 */
struct tr_entry {
    uint32_t hash;
    uint32_t length;   /* of msgid, in bytes */
    const char *msgid; /* NULL: an empty slot */
    const char *msgstr;
};
extern const struct tr_entry tr_table[];
extern const size_t tr_table_mask;

/* A number of up to 18 digits in Persian, two bytes each, and its end. */
enum { TR_DIGITS_SIZE = 40 };

/*
 * Writes pattern with {1}..{9} replaced into out, cut at a character's border if it does not fit.
 * A placeholder without a value stays as it is, so that the mistake is seen. Returns the length
 * the whole sentence has (as snprintf does); out may be NULL when size is 0.
 */
size_t tr_fill(char *out, size_t size, const char *pattern, size_t count,
               const char *const *values);

/* In Persian: value with Persian digits if it is nothing but a short whole number, written to
   digits; otherwise value itself. */
const char *tr_localised_number(const char *value, char digits[TR_DIGITS_SIZE]);

#endif
