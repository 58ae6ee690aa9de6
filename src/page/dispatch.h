/* The hooks of http_options, made of this room. Private. */
#ifndef KHAJU_PAGE_DISPATCH_H
#define KHAJU_PAGE_DISPATCH_H

#include "page_internal.h"

enum err page_dispatch(void *context, struct http_req *req, const struct http_route *route);
enum err page_failed(void *context, struct http_req *req, enum err err, int status);
bool page_admit(void *context, struct http_req *req, const struct http_route *route);

#endif
