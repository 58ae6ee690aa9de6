/* Sending what a handler said; see reply.c. Private to this room. */
#ifndef KHAJU_HTTP_REPLY_H
#define KHAJU_HTTP_REPLY_H

#include "server.h"

/* Queues the outcome of the request; MHD_NO ends the connection. */
enum MHD_Result http_outcome_send(struct http_req *req);
/* Replaces the outcome by the page of an error; status 0: the error's own. */
void http_outcome_fail(struct http_req *req, enum err err, int status);
void http_outcome_finish(struct http_outcome *outcome);
/* A header the handler set, or NULL. */
const char *http_outcome_header(const struct http_req *req, const char *name);

#endif
