/* Every route of the program asked by every role and by nobody: who lacks the permission of a route
   is stopped before its handler, who has it is not. */
#include "page_rig.h"

static char tokens[ROLE_COUNT][PEOPLE_TOKEN_SIZE];

static int open_all(void **state) {
    rig_begin(256 << 20);
    for (unsigned role = 0; role < ROLE_COUNT; role++) {
        account_add(people_role_name((enum role)role), 1u << role, false);
        sign_in(people_role_name((enum role)role), tokens[role]);
    }
    rig_serve(page_routes, page_route_count, (struct page_options){0},
              (struct http_options){.upload_max = 1 << 16});
    return 0;
}

/* "/services/{id}/edit" → "/services/x/edit" */
static const char *address_of(const struct http_route *route) {
    struct buf out;
    buf_init(&out, 1 << 12);
    for (const char *at = route->path; *at != '\0'; at++) {
        if (*at == '{') {
            buf_char(&out, 'x');
            at = strchr(at, '}');
        } else {
            buf_char(&out, *at);
        }
    }
    const char *address = arena_strdup(arena, buf_text(&out));
    buf_finish(&out);
    return address;
}

/* Stopped by the check of permissions (or, in a POST, only by the form token after it)? */
static bool stopped(const struct http_route *route, const char *cookies) {
    char location[512];
    if (route->method == HTTP_GET) {
        get(address_of(route), cookies);
    } else {
        post(address_of(route), cookies, "a=1");
    }
    if (reply.status == 0) {
        print_error("%s did not answer\n", route->path);
    }
    assert_int_not_equal(0, reply.status);
    raw_header(&reply, "Location", location);
    return reply.status == 401 || strstr(reply.body, "PAGE-10") != NULL ||
           strstr(reply.body, "PAGE-8\"") != NULL || strncmp(location, "/sign-in?next=", 14) == 0;
}

static void expect(const struct http_route *route, const char *who, const char *cookies,
                   bool allowed) {
    bool was_stopped = stopped(route, cookies);
    if (was_stopped == allowed) {
        print_error("%s %s (%s) for %s: status %d\n", route->method == HTTP_GET ? "GET" : "write",
                    route->path, people_permission_name((enum permission)route->permission), who,
                    reply.status);
    }
    assert_int_equal(!allowed, was_stopped);
    if (route->method != HTTP_GET && allowed) {
        assert_non_null(strstr(reply.body, "PAGE-7")); /* no write without a form token */
    }
}

static void matrix__of_routes_and_roles_is_enforced(void **state) {
    assert_true(page_route_count > 4);
    for (size_t i = 0; i < page_route_count; i++) {
        const struct http_route *route = &page_routes[i];
        uint32_t roles = people_permission_roles((enum permission)route->permission);
        expect(route, "nobody", "", roles == PEOPLE_EVERYONE);
        for (unsigned role = 0; role < ROLE_COUNT; role++) {
            expect(route, people_role_name((enum role)role), session(tokens[role]),
                   (roles & (1u << role)) != 0);
        }
    }
}

static void matrix__has_no_page_that_fails_on_an_empty_province(void **state) {
    for (size_t i = 0; i < page_route_count; i++) {
        const struct http_route *route = &page_routes[i];
        if (route->method == HTTP_GET) {
            get(address_of(route), session(tokens[ROLE_admin]));
            if (reply.status >= 500) {
                print_error("%s: status %d\n", route->path, reply.status);
            }
            assert_true(reply.status < 500);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matrix__of_routes_and_roles_is_enforced),
        cmocka_unit_test(matrix__has_no_page_that_fails_on_an_empty_province),
    };
    return cmocka_run_group_tests_name("matrix", tests, open_all, rig_end);
}
