/* The description of the API, made with the routes. */
#include <string.h>
#include "page.h"

// The description of this API in OpenAPI 3.1.
// reply: application/json
PAGE(GET, "/api/v1/openapi.json", openapi_show, CAN(public_read))
enum err openapi_show(struct page *page) {
    http_cacheable(page->req);
    return http_reply(page->req, 200, "application/json", page_openapi, strlen(page_openapi));
}
