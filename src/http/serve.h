/* The callbacks of libmicrohttpd that carry a request from its first line to its end. Private. */
#ifndef KHAJU_HTTP_SERVE_H
#define KHAJU_HTTP_SERVE_H

#include "server.h"

void *serve_target(void *context, const char *uri, struct MHD_Connection *connection);
size_t serve_unescape(void *context, struct MHD_Connection *connection, char *text);
enum MHD_Result serve_request(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload_data,
                              size_t *upload_data_size, void **request_context);
void serve_completed(void *context, struct MHD_Connection *connection, void **request_context,
                     enum MHD_RequestTerminationCode code);

#endif
