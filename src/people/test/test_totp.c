/* One-time codes against the vectors of RFC 6238, appendix B (SHA-1, the last six digits). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "people.h"

/* "12345678901234567890" in base 32 */
static const char secret[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

static const struct {
    int64_t seconds;
    const char *code;
} vectors[] = {
    {59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
    {1234567890, "005924"}, {2000000000, "279037"}, {INT64_C(20000000000), "353130"},
};

static void match__agrees_with_rfc_6238(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(vectors); i++) {
        int64_t step;
        assert_true(
            people_totp_match(secret, vectors[i].code, vectors[i].seconds * 1000, 0, &step));
        assert_int_equal(step, vectors[i].seconds / 30);
    }
}

static void match__forgives_one_step_and_no_more(void **state) {
    (void)state;
    const int64_t at = INT64_C(1111111109000);
    int64_t step;
    assert_true(people_totp_match(secret, "081804", at + 30000, 0, &step));
    assert_true(people_totp_match(secret, "081804", at - 30000, 0, &step));
    assert_false(people_totp_match(secret, "081804", at + 60000, 0, &step));
    assert_false(people_totp_match(secret, "081804", at - 60000, 0, &step));
}

static void match__takes_each_step_once(void **state) {
    (void)state;
    const int64_t at = INT64_C(1111111109000);
    int64_t step, again;
    assert_true(people_totp_match(secret, "081804", at, 0, &step));
    assert_false(people_totp_match(secret, "081804", at, step, &again));
    assert_false(people_totp_match(secret, "081804", at + 30000, step, &again));
}

static void match__reads_persian_digits_and_spaces(void **state) {
    (void)state;
    int64_t step;
    assert_true(people_totp_match(secret, "۰۸۱ ۸۰۴", INT64_C(1111111109000), 0, &step));
}

static void match__refuses_what_is_no_code(void **state) {
    (void)state;
    static const char *const wrong[] = {"", "08180", "0818045", "08180a", "000000", "-81804"};
    int64_t step;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_false(people_totp_match(secret, wrong[i], INT64_C(1111111109000), 0, &step));
    }
    char long_one[5000];
    memset(long_one, '0', sizeof(long_one) - 1);
    long_one[sizeof(long_one) - 1] = '\0';
    assert_false(people_totp_match(secret, long_one, INT64_C(1111111109000), 0, &step));
    assert_false(people_totp_match("not base 32!", "081804", INT64_C(1111111109000), 0, &step));
}

static void secret__is_new_each_time_and_can_be_used(void **state) {
    (void)state;
    char a[PEOPLE_TOTP_SECRET_SIZE], b[PEOPLE_TOTP_SECRET_SIZE];
    people_totp_secret(a);
    people_totp_secret(b);
    assert_int_equal(strlen(a), PEOPLE_TOTP_SECRET_SIZE - 1);
    assert_string_not_equal(a, b);
    struct arena *arena = arena_create(1 << 16);
    const char *link = people_totp_link(arena, a, "someone");
    assert_non_null(strstr(link, "otpauth://totp/Khaju:someone?secret="));
    assert_non_null(strstr(link, a));
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(match__agrees_with_rfc_6238),
        cmocka_unit_test(match__forgives_one_step_and_no_more),
        cmocka_unit_test(match__takes_each_step_once),
        cmocka_unit_test(match__reads_persian_digits_and_spaces),
        cmocka_unit_test(match__refuses_what_is_no_code),
        cmocka_unit_test(secret__is_new_each_time_and_can_be_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
