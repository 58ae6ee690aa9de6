/* Start, stop, and the life of a connection. What happens to a request is in serve.c. */
#include <arpa/inet.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include "log.h"
#include "reply.h"
#include "serve.h"

enum {
    SERVER_STOP_WAIT_MS = 10000,
    SERVER_STOP_STEP_MS = 5,
    SERVER_TIMEOUT_S = 60,
    SERVER_THREADS_MAX = 64,
    SERVER_FILES_KEPT = 128, /* descriptors left for the database and uploads */
};

static void peer_read(struct http_req *req) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(req->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info != NULL ? info->client_addr : NULL;
    const char *text = NULL;
    if (address != NULL && address->sa_family == AF_INET) {
        text = inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, req->peer,
                         sizeof req->peer);
    } else if (address != NULL && address->sa_family == AF_INET6) {
        text = inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr, req->peer,
                         sizeof req->peer);
    }
    if (text == NULL) {
        memcpy(req->peer, "unknown", sizeof "unknown");
    }
}

static void connection_opened(struct http_server *server, struct MHD_Connection *connection,
                              void **socket_context) {
    struct http_req *req = calloc(1, sizeof *req);
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *socket_context = req;
    if (req == NULL || info == NULL) {
        return; /* serve_target finds no context, and the request ends */
    }
    req->server = server;
    req->connection = connection;
    req->fd = info->connect_fd;
    req->outcome.fd = -1;
    peer_read(req);
    http_reaper_expect(req, server->options.header_timeout_s);
    http_reaper_add(server, req);
}

static void on_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode code) {
    struct http_server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        connection_opened(server, connection, socket_context);
    } else if (*socket_context != NULL) {
        struct http_req *req = *socket_context;
        if (req->server != NULL) {
            http_reaper_remove(server, req);
        }
        free(req);
        *socket_context = NULL;
    }
}

static void on_library_log(void *context, const char *format, va_list arguments) {
    (void)context;
    char text[256];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    (void)vsnprintf(text, sizeof text, format, arguments);
#pragma GCC diagnostic pop
    log_event(LOG_DEBUG, "http.library", "text", text, NULL);
}

/* As many connections as descriptors allow; asks the system for more of them first. */
static unsigned connections_max(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return FD_SETSIZE - SERVER_FILES_KEPT;
    }
    rlim_t wanted = HTTP_CONNECTIONS_MAX + SERVER_FILES_KEPT;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || getrlimit(RLIMIT_NOFILE, &limit) != 0) {
            return FD_SETSIZE - SERVER_FILES_KEPT;
        }
    }
    if (limit.rlim_cur >= wanted) {
        return HTTP_CONNECTIONS_MAX;
    }
    return limit.rlim_cur > 2 * SERVER_FILES_KEPT ? (unsigned)limit.rlim_cur - SERVER_FILES_KEPT
                                                  : SERVER_FILES_KEPT;
}

static unsigned threads_count(int wanted) {
    long count = wanted > 0 ? wanted : sysconf(_SC_NPROCESSORS_ONLN);
    count = count < 2 ? 2 : count;
    return count > SERVER_THREADS_MAX ? SERVER_THREADS_MAX : (unsigned)count;
}

static enum err daemon_start(struct http_server *server) {
    /* our own reaper is exact; the library's timeout only has to be longer */
    unsigned timeout_s = 2u * (unsigned)server->options.header_timeout_s;
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL,
        serve_request, server, MHD_OPTION_EXTERNAL_LOGGER, on_library_log, NULL,
        MHD_OPTION_LISTEN_SOCKET, server->listener, MHD_OPTION_THREAD_POOL_SIZE,
        threads_count(server->options.threads), MHD_OPTION_CONNECTION_LIMIT, connections_max(),
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HTTP_CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, timeout_s, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_NOTIFY_COMPLETED,
        serve_completed, server, MHD_OPTION_URI_LOG_CALLBACK, serve_target, server,
        MHD_OPTION_UNESCAPE_CALLBACK, serve_unescape, NULL, MHD_OPTION_END);
    if (server->daemon == NULL) {
        return err_set(ERR_UNAVAILABLE, "HTTP-26", "The server cannot start its threads.", NULL);
    }
    return ERR_NONE;
}

static void server_destroy(struct http_server *server) {
    if (server->listener >= 0) {
        (void)close(server->listener);
    }
    http_reaper_stop(server);
    router_destroy(server->router);
    cache_destroy(server->cache);
    assets_destroy(server->assets);
    rate_destroy(server->rate);
    metrics_destroy(server->metrics);
    (void)pthread_mutex_destroy(&server->connections_lock);
    (void)pthread_cond_destroy(&server->reaper_wake);
    free(server);
}

static enum err server_build(struct http_server *server) {
    const struct http_options *options = &server->options;
    enum err err = http_listen(options->listen, &server->listener, &server->port);
    if (err == ERR_NONE) {
        err = router_create(options->routes, options->route_count, &server->router);
    }
    if (err == ERR_NONE) {
        err = metrics_create(options->routes, options->route_count, &server->metrics);
    }
    if (err == ERR_NONE) {
        err = assets_create(options->assets, options->asset_count, options->tls, &server->assets);
    }
    if (err == ERR_NONE) {
        err = rate_create(options->rates, &server->rate);
    }
    if (err == ERR_NONE && options->cache_bytes > 0) {
        err = cache_create(options->cache_bytes, &server->cache);
    }
    if (err == ERR_NONE) {
        err = http_reaper_start(server);
    }
    return err == ERR_NONE ? daemon_start(server) : err;
}

enum err http_server_start(const struct http_options *options, struct http_server **out) {
    struct http_server *server = calloc(1, sizeof *server);
    if (server == NULL) {
        return err_memory();
    }
    server->options = *options;
    server->listener = -1;
    if (sodium_init() < 0) {
        free(server);
        return err_set(ERR_UNAVAILABLE, "HTTP-28", "The system gives no random numbers.", NULL);
    }
    if (server->options.header_timeout_s <= 0) {
        server->options.header_timeout_s = SERVER_TIMEOUT_S;
    }
    (void)pthread_mutex_init(&server->connections_lock, NULL);
    (void)pthread_cond_init(&server->reaper_wake, NULL);
    enum err err = server_build(server);
    if (err != ERR_NONE) {
        server_destroy(server);
        return err;
    }
    *out = server;
    return ERR_NONE;
}

uint16_t http_server_port(const struct http_server *server) {
    return server->port;
}

void http_server_stop(struct http_server *server) {
    if (server == NULL) {
        return;
    }
    (void)MHD_quiesce_daemon(server->daemon);
    /* A suspended connection must be resumed before the library may stop: the store answers every
       command it accepted, so that this ends. Others get some time. */
    const struct timespec step = {.tv_nsec = SERVER_STOP_STEP_MS * 1000000L};
    for (int waited = 0; atomic_load(&server->suspended) > 0 ||
                         (atomic_load(&server->in_flight) > 0 && waited < SERVER_STOP_WAIT_MS);
         waited += SERVER_STOP_STEP_MS) {
        (void)nanosleep(&step, NULL);
    }
    MHD_stop_daemon(server->daemon);
    server_destroy(server);
}
