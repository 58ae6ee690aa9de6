/* khaju routes, khaju openapi: what the program answers to. */
#include <stdio.h>

#include "cli.h"
#include "page.h"

static const char *const permissions[] = {
#define X(name, label, roles) #name,
    PEOPLE_PERMISSIONS(X)
#undef X
};
static const char *const methods[] = {"GET", "POST", "PUT", "DELETE", "OTHER"};

static int run_routes(struct cli *cli) {
    (void)cli;
    for (size_t i = 0; i < page_route_count; i++) {
        const struct http_route *route = &page_routes[i];
        printf("%-6s %-52s %-20s %s\n", methods[route->method], route->path,
               permissions[route->permission], route->summary);
    }
    return CLI_DONE;
}

static int run_openapi(struct cli *cli) {
    (void)cli;
    return fputs(page_openapi, stdout) < 0 || fflush(stdout) != 0 ? CLI_BROKEN : CLI_DONE;
}

const struct cli_command cmd_routes = {
    .name = "routes",
    .arguments = "",
    .summary = "List every page: method, address, permission, what it is.",
    .run = run_routes,
};

const struct cli_command cmd_openapi = {
    .name = "openapi",
    .arguments = "",
    .summary = "Print the description of the API (OpenAPI 3.1, JSON).",
    .run = run_openapi,
};
