/* Regular expressions as XPath 3.1 writes them (clause 5.6 of its functions), run by ICU. */
#ifndef KHAJU_FEEL_REGEX_H
#define KHAJU_FEEL_REGEX_H

#include <stdbool.h>
#include "buf.h"
#include "feel_value.h"

struct feel_regex_flags {
    bool dot_all;
    bool multiline;
    bool ignore_case;
    bool free_spacing;
    bool literal;
};

/* s m i x q, each any number of times; false: another letter. */
bool feel_regex_flags(struct feel_string text, struct feel_regex_flags *out);
/* Writes the same pattern in ICU's words; false: it is no XPath pattern. */
bool feel_regex_translate(struct feel_string pattern, struct feel_regex_flags flags,
                          struct buf *out);

#endif
