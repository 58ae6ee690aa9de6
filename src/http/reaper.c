/*
 * The reaper ends connections that are too slow. The library's own timeout starts again with every
 * byte, so a client that sends one byte now and then would hold a connection for ever; here the
 * whole of the headers, and a body at a least speed, must arrive in time. Also ends idle
 * connections.
 *
 * A connection is only shut down, never closed: the library then sees its end and cleans up. The
 * list is locked while a descriptor is used, and a connection leaves the list before the library
 * closes its descriptor, so that no other file can be hit.
 */
#include <errno.h>
#include <sys/socket.h>
#include <time.h>
#include "server.h"

enum { REAPER_PERIOD_S = 1 };

int64_t http_clock_ns(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t clock_ms(void) {
    return http_clock_ns() / 1000000;
}

static void *reaper_main(void *context) {
    struct http_server *server = context;
    (void)pthread_mutex_lock(&server->connections_lock);
    while (server->reaper_running) {
        struct timespec until;
        (void)clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += REAPER_PERIOD_S;
        (void)pthread_cond_timedwait(&server->reaper_wake, &server->connections_lock, &until);
        int64_t now = clock_ms();
        for (struct http_req *req = server->connections; req != NULL; req = req->next) {
            int64_t deadline = atomic_load_explicit(&req->deadline_ms, memory_order_relaxed);
            if (deadline != 0 && now > deadline) {
                (void)shutdown(req->fd, SHUT_RDWR);
            }
        }
    }
    (void)pthread_mutex_unlock(&server->connections_lock);
    return NULL;
}

enum err http_reaper_start(struct http_server *server) {
    server->reaper_running = true;
    if (pthread_create(&server->reaper, NULL, reaper_main, server) != 0) {
        server->reaper_running = false;
        return err_set(ERR_UNAVAILABLE, "HTTP-26", "The server cannot start its threads.", NULL);
    }
    return ERR_NONE;
}

void http_reaper_stop(struct http_server *server) {
    (void)pthread_mutex_lock(&server->connections_lock);
    bool running = server->reaper_running;
    server->reaper_running = false;
    (void)pthread_cond_signal(&server->reaper_wake);
    (void)pthread_mutex_unlock(&server->connections_lock);
    if (running) {
        (void)pthread_join(server->reaper, NULL);
    }
}

void http_reaper_add(struct http_server *server, struct http_req *req) {
    (void)pthread_mutex_lock(&server->connections_lock);
    req->next = server->connections;
    if (req->next != NULL) {
        req->next->previous = req;
    }
    server->connections = req;
    (void)pthread_mutex_unlock(&server->connections_lock);
}

void http_reaper_remove(struct http_server *server, struct http_req *req) {
    (void)pthread_mutex_lock(&server->connections_lock);
    *(req->previous != NULL ? &req->previous->next : &server->connections) = req->next;
    if (req->next != NULL) {
        req->next->previous = req->previous;
    }
    (void)pthread_mutex_unlock(&server->connections_lock);
}

void http_reaper_expect(struct http_req *req, int seconds) {
    int64_t deadline = seconds > 0 ? clock_ms() + (int64_t)seconds * 1000 : 0;
    atomic_store_explicit(&req->deadline_ms, deadline, memory_order_relaxed);
}
