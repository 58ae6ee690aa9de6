/*
 * Passwords: argon2id by libsodium, rules by NIST SP 800-63B (length and not a common one; no
 * composition, no forced renewal). Digits typed on a Persian keyboard count as Latin ones, so that
 * a password works on every device.
 */
#include "people_internal.h"
#include "people_sql.h"
#include "text.h"
#include <sodium.h>
#include <string.h>

/* Common ones that are long enough to pass the length rule; shorter ones need no list. */
static const char *const common[] = {
    "0123456789",   "012345678910",     "0987654321",   "09121234567",  "09131234567",
    "1020304050",   "102030405060",     "1111122222",   "1122334455",   "112233445566",
    "123123123123", "1231231234",       "1234512345",   "123456123456", "1234567890",
    "12345678900",  "12345678901",      "123456789a",   "123456789q",   "1234567891",
    "12345678910",  "123456789abc",     "1234554321",   "1357924680",   "13571357135",
    "147258369147", "1472583690",       "159357258456", "1q2w3e4r5t",   "1q2w3e4r5t6y",
    "1qaz2wsx3edc", "9876543210",       "abcd123456",   "abcdefghij",   "admin12345",
    "admin123456",  "administrator",    "adminadmin",   "allahakbar",   "changeme123",
    "computer123",  "esfahan123",       "esfahan1234",  "football123",  "iloveyou123",
    "iran123456",   "isfahan123",       "isfahan1234",  "khaju12345",   "khajukhaju",
    "letmein123",   "mohammad123",      "p@ssw0rd123",  "parsiparsi",   "passw0rd123",
    "password00",   "password01",       "password11",   "password12",   "password123",
    "password1234", "passwordpassword", "perspolis1",   "q1w2e3r4t5",   "q1w2e3r4t5y6",
    "qazwsxedcrfv", "qwerty12345",      "qwerty123456", "qwertyuiop",   "qwertyuiop123",
    "salam12345",   "salamsalam",       "supervisor",   "testtest123",  "welcome123",
    "welcome1234",  "zxcvbnm123",       "zxcvbnmasd",
};

const char *people_password_normal(struct arena *arena, const char *password) {
    return text_latin_digits(arena, password);
}

static bool one_character(const char *text) {
    size_t length = strlen(text);
    return length > 0 && strspn(text, (char[]){text[0], '\0'}) == length;
}

enum err people_password_check(struct arena *arena, const char *password, const char *username) {
    const char *normal = people_password_normal(arena, password);
    const char *key = normal ? people_code_clean(arena, normal) : NULL;
    if (!key) {
        return err_failed();
    }
    size_t length = text_length(normal);
    if (length < PEOPLE_PASSWORD_MIN) {
        return err_set(ERR_INVALID, "PEO-1",
                       "The password is too short: use at least {1} characters; "
                       "a sentence of a few words is good",
                       "10", NULL);
    }
    if (length > PEOPLE_PASSWORD_MAX) {
        return err_set(ERR_INVALID, "PEO-2", "The password is too long: at most {1} characters",
                       "200", NULL);
    }
    bool guessable = one_character(key) || (username && *username && strstr(key, username) &&
                                            strlen(key) < strlen(username) + 6);
    for (size_t i = 0; i < COUNT_OF(common) && !guessable; i++) {
        guessable = strcmp(key, common[i]) == 0;
    }
    if (guessable) {
        return err_set(ERR_INVALID, "PEO-3",
                       "This password is too easy to guess: choose another one", NULL);
    }
    return ERR_NONE;
}

enum err people_password_hash(struct arena *arena, const struct people_policy *policy,
                              const char *password, char out[PEOPLE_HASH_SIZE]) {
    _Static_assert(PEOPLE_HASH_SIZE == crypto_pwhash_STRBYTES, "libsodium's size of a hash");
    const char *normal = people_password_normal(arena, password);
    if (!normal) {
        return err_failed();
    }
    if (sodium_init() < 0 ||
        crypto_pwhash_str_alg(out, normal, strlen(normal),
                              (unsigned long long)policy->hash_operations,
                              (size_t)policy->hash_memory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return err_set(ERR_MEMORY, "PEO-4",
                       "There is not enough memory to check a password now: try again later", NULL);
    }
    return ERR_NONE;
}

bool people_password_matches(const char *hash, const char *password) {
    return sodium_init() >= 0 && strlen(hash) < crypto_pwhash_STRBYTES &&
           crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

bool people_password_outdated(const struct people_policy *policy, const char *hash) {
    return crypto_pwhash_str_needs_rehash(hash, (unsigned long long)policy->hash_operations,
                                          (size_t)policy->hash_memory) != 0;
}

enum err people_password_verify(struct store_db *reader, struct arena *arena,
                                const char *account_id, const char *password,
                                const char **hash_out) {
    struct people_account_get_row row;
    bool found;
    *hash_out = NULL;
    enum err err = people_account_get(
        reader, arena, &(struct people_account_get_in){.id = account_id, .username = ""}, &row,
        &found);
    if (err) {
        return err;
    }
    const char *normal = people_password_normal(arena, password);
    if (!normal) {
        return err_failed();
    }
    if (!found || !people_password_matches(row.password_hash, normal)) {
        return err_set(ERR_INVALID, "PEO-5", "The present password is not right", NULL);
    }
    *hash_out = row.password_hash;
    return ERR_NONE;
}

void people_one_time_make(char out[PEOPLE_ONE_TIME_SIZE]) {
    /* 16 characters of base 32: 80 bits */
    people_code_make(16, out, PEOPLE_ONE_TIME_SIZE);
}
