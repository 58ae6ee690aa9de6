/*
 * The hidden token of a form (against cross-site request forgery). It is bound twice: to the
 * session it was drawn in (or, for somebody who is not signed in, to a random cookie), and to the
 * account. A form drawn in a session that has ended since, for the same account, is recognised and
 * may be confirmed instead of being lost.
 */
#ifndef KHAJU_PAGE_FORM_TOKEN_H
#define KHAJU_PAGE_FORM_TOKEN_H

#include <stdint.h>
#include "seal.h"

struct form_token_owner {
    const char *session; /* session id, or the value of the form cookie; "" if there is none */
    const char *account; /* account id, or "" */
};

enum form_token_state {
    FORM_TOKEN_WRONG,   /* not ours, or not for this browser */
    FORM_TOKEN_EARLIER, /* an earlier session of the same account */
    FORM_TOKEN_GOOD,
};

enum { FORM_TOKEN_EARLIER_MS = 48 * 3600 * 1000 };

/* NULL only when memory is out. */
const char *form_token_make(struct arena *arena, const unsigned char key[SEAL_KEY_SIZE],
                            const struct form_token_owner *owner, int64_t now_ms);
/* token may be NULL. */
enum form_token_state form_token_check(struct arena *arena, const unsigned char key[SEAL_KEY_SIZE],
                                       const struct form_token_owner *owner, int64_t now_ms,
                                       const char *token);

#endif
