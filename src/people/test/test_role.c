/* Who may do what: every role with every permission, for an own and for another agency. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "people.h"

/* Written down a second time on purpose: a changed table has to be changed here, knowingly. */
static const struct {
    enum permission permission;
    const char *roles; /* "*": anybody signed in; "**": everybody */
} expected[] = {
    {CAN_public_read, "**"},
    {CAN_account_own, "*"},
    {CAN_desk_read, "*"},
    {CAN_service_edit, "admin it_manager agency_head agency_officer"},
    {CAN_service_confirm, "it_manager"},
    {CAN_report_enter, "it_manager agency_head agency_officer"},
    {CAN_registry_import, "admin it_manager"},
    {CAN_plan_read, "*"},
    {CAN_plan_edit, "it_manager"},
    {CAN_model_read, "*"},
    {CAN_model_write, "it_manager"},
    {CAN_document_read_draft, "*"},
    {CAN_document_edit, "it_manager"},
    {CAN_document_publish, "it_manager deputy_governor"},
    {CAN_people_manage, "admin"},
    {CAN_audit_read, "admin auditor it_manager"},
};
static const char *const scoped = "agency_head agency_officer counter_office";

static bool has_word(const char *words, const char *word) {
    size_t length = strlen(word);
    for (const char *at = strstr(words, word); at; at = strstr(at + 1, word)) {
        bool starts = at == words || at[-1] == ' ';
        if (starts && (at[length] == ' ' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}

static void may__follows_the_table_for_every_role_permission_and_agency(void **state) {
    (void)state;
    const char *own[] = {"agency-own"};
    assert_int_equal(COUNT_OF(expected), CAN_COUNT);
    for (unsigned r = 0; r < ROLE_COUNT; r++) {
        const char *role = people_role_name((enum role)r);
        const struct person person = {
            .id = "p", .roles = 1u << r, .agencies = own, .agency_count = 1};
        for (size_t p = 0; p < COUNT_OF(expected); p++) {
            enum permission permission = expected[p].permission;
            bool anybody = expected[p].roles[0] == '*';
            bool granted = anybody || has_word(expected[p].roles, role);
            bool elsewhere = granted && (anybody || !has_word(scoped, role));
            assert_int_equal(people_may(&person, permission, NULL), granted);
            assert_int_equal(people_may(&person, permission, "agency-own"), granted);
            assert_int_equal(people_may(&person, permission, "agency-other"), elsewhere);
        }
    }
}

static void may__gives_a_citizen_what_is_public_and_nothing_else(void **state) {
    (void)state;
    for (unsigned p = 0; p < CAN_COUNT; p++) {
        assert_int_equal(people_may(NULL, (enum permission)p, NULL), p == CAN_public_read);
        assert_int_equal(people_may(NULL, (enum permission)p, "agency"), p == CAN_public_read);
    }
}

static void may__refuses_a_permission_that_does_not_exist(void **state) {
    (void)state;
    const struct person person = {.roles = UINT32_MAX};
    assert_false(people_may(&person, (enum permission)CAN_COUNT, NULL));
    assert_false(people_may(&person, (enum permission) - 1, NULL));
}

static void may__gives_a_scoped_role_without_agencies_nothing_scoped(void **state) {
    (void)state;
    const struct person person = {.roles = 1u << ROLE_agency_head};
    assert_false(people_may(&person, CAN_service_edit, NULL));
    assert_false(people_may(&person, CAN_service_edit, "agency"));
    assert_true(people_may(&person, CAN_desk_read, NULL));
}

static void may__waits_for_a_new_password(void **state) {
    (void)state;
    const struct person person = {.roles = 1u << ROLE_admin, .must_change_password = true};
    for (unsigned p = 0; p < CAN_COUNT; p++) {
        bool open = p == CAN_public_read || p == CAN_account_own;
        assert_int_equal(people_may(&person, (enum permission)p, NULL), open);
    }
}

static void names__go_both_ways(void **state) {
    (void)state;
    for (unsigned r = 0; r < ROLE_COUNT; r++) {
        enum role role;
        assert_true(people_role_parse(people_role_name((enum role)r), &role));
        assert_int_equal(role, r);
    }
    for (unsigned p = 0; p < CAN_COUNT; p++) {
        enum permission permission;
        assert_true(
            people_permission_parse(people_permission_name((enum permission)p), &permission));
        assert_int_equal(permission, p);
    }
    enum role role;
    assert_false(people_role_parse("governor", &role));
    assert_false(people_role_parse(NULL, &role));
}

/* docs/roles.md stands beside the sources this test was built from. */
static char *read_doc(void) {
    static char text[1 << 16];
    char path[1024];
    const char *here = __FILE__;
    snprintf(path, sizeof(path), "%.*s../../../docs/roles.md", (int)(strrchr(here, '/') + 1 - here),
             here);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t length = fread(text, 1, sizeof(text) - 1, file);
    fclose(file);
    text[length] = '\0';
    return text;
}

static const char *doc_cell(enum permission permission, enum role role) {
    uint32_t roles = people_permission_roles(permission);
    if (roles == PEOPLE_EVERYONE || roles == PEOPLE_STAFF) {
        return roles == PEOPLE_EVERYONE ? "all" : "yes";
    }
    return !(roles & (1u << role)) ? "–" : people_role_scoped(role) ? "own" : "yes";
}

static void doc__shows_the_table_as_it_is(void **state) {
    (void)state;
    const char *doc = read_doc();
    struct arena *arena = arena_create(1 << 20);
    const char *head = "| act |";
    for (unsigned r = 0; r < ROLE_COUNT; r++) {
        head = arena_printf(arena, "%s %s |", head, people_role_name((enum role)r));
    }
    assert_non_null(strstr(doc, head));
    for (unsigned p = 0; p < CAN_COUNT; p++) {
        const char *line =
            arena_printf(arena, "\n| `%s` %s |", people_permission_name((enum permission)p),
                         people_permission_label((enum permission)p));
        for (unsigned r = 0; r < ROLE_COUNT; r++) {
            line = arena_printf(arena, "%s %s |", line, doc_cell((enum permission)p, (enum role)r));
        }
        if (!strstr(doc, line)) {
            fail_msg("docs/roles.md lacks the line%s", line);
        }
    }
    size_t rows = 0;
    for (const char *at = strstr(doc, "\n| `"); at; at = strstr(at + 1, "\n| `")) {
        rows++;
    }
    assert_int_equal(rows, CAN_COUNT);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(may__follows_the_table_for_every_role_permission_and_agency),
        cmocka_unit_test(may__gives_a_citizen_what_is_public_and_nothing_else),
        cmocka_unit_test(may__refuses_a_permission_that_does_not_exist),
        cmocka_unit_test(may__gives_a_scoped_role_without_agencies_nothing_scoped),
        cmocka_unit_test(may__waits_for_a_new_password),
        cmocka_unit_test(names__go_both_ways),
        cmocka_unit_test(doc__shows_the_table_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
