/* 8 bytes time, 8 bytes random, a signature for the session, a signature for the account. */
#include "form_token.h"

#include <sodium.h>
#include <string.h>

enum {
    TOKEN_TIME_SIZE = 8,
    TOKEN_NONCE_SIZE = 16, /* time and random */
    TOKEN_SIZE = TOKEN_NONCE_SIZE + 2 * SEAL_MAC_SIZE,
};

static void token_sign(const unsigned char key[SEAL_KEY_SIZE], const struct form_token_owner *owner,
                       unsigned char token[TOKEN_SIZE]) {
    char nonce[TOKEN_NONCE_SIZE * 2 + 1];
    (void)sodium_bin2hex(nonce, sizeof nonce, token, TOKEN_NONCE_SIZE);
    const char *session[] = {nonce, owner->session, NULL};
    const char *account[] = {nonce, owner->account, NULL};
    seal_mac(key, "form-session", session, token + TOKEN_NONCE_SIZE);
    seal_mac(key, "form-account", account, token + TOKEN_NONCE_SIZE + SEAL_MAC_SIZE);
}

const char *form_token_make(struct arena *arena, const unsigned char key[SEAL_KEY_SIZE],
                            const struct form_token_owner *owner, int64_t now_ms) {
    unsigned char token[TOKEN_SIZE];
    for (size_t i = 0; i < TOKEN_TIME_SIZE; i++) {
        token[i] = (unsigned char)((uint64_t)now_ms >> (8 * i));
    }
    randombytes_buf(token + TOKEN_TIME_SIZE, TOKEN_NONCE_SIZE - TOKEN_TIME_SIZE);
    token_sign(key, owner, token);
    return seal_encode(arena, token, sizeof token);
}

enum form_token_state form_token_check(struct arena *arena, const unsigned char key[SEAL_KEY_SIZE],
                                       const struct form_token_owner *owner, int64_t now_ms,
                                       const char *text) {
    size_t size = 0;
    unsigned char *token = text != NULL ? seal_decode(arena, text, TOKEN_SIZE, &size) : NULL;
    if (token == NULL || size != TOKEN_SIZE) {
        return FORM_TOKEN_WRONG;
    }
    unsigned char right[TOKEN_SIZE];
    memcpy(right, token, TOKEN_NONCE_SIZE);
    token_sign(key, owner, right);
    const unsigned char *session = token + TOKEN_NONCE_SIZE;
    const unsigned char *account = session + SEAL_MAC_SIZE;
    bool same_session = seal_equal(session, right + TOKEN_NONCE_SIZE, SEAL_MAC_SIZE);
    bool same_account =
        seal_equal(account, right + TOKEN_NONCE_SIZE + SEAL_MAC_SIZE, SEAL_MAC_SIZE);
    uint64_t made_ms = 0;
    for (size_t i = 0; i < TOKEN_TIME_SIZE; i++) {
        made_ms |= (uint64_t)token[i] << (8 * i);
    }
    if (same_session && same_account && owner->session[0] != '\0') {
        return FORM_TOKEN_GOOD;
    }
    bool recent = (uint64_t)now_ms < made_ms + FORM_TOKEN_EARLIER_MS;
    return same_account && owner->account[0] != '\0' && recent ? FORM_TOKEN_EARLIER
                                                               : FORM_TOKEN_WRONG;
}
