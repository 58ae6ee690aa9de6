/* A client that sends exactly the bytes it is told. For tests. */
#ifndef KHAJU_TEST_RAW_CLIENT_H
#define KHAJU_TEST_RAW_CLIENT_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { RAW_REPLY_MAX = 1 << 20, RAW_TIMEOUT_S = 10 };

struct raw_reply {
    char text[RAW_REPLY_MAX]; /* head and body, NUL-terminated */
    size_t length;
    int status; /* 0: the connection ended without a reply */
    const char *body;
    size_t body_length;
};

static inline int raw_connect(uint16_t port) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct timeval patience = {.tv_sec = RAW_TIMEOUT_S};
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) != 0 ||
        connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        perror("raw_connect");
        abort();
    }
    return fd;
}

static inline void raw_send(int fd, const void *data, size_t length) {
    const char *at = data;
    while (length > 0) {
        ssize_t sent = send(fd, at, length, MSG_NOSIGNAL);
        if (sent <= 0) {
            return; /* the server has hung up: its reply tells */
        }
        at += sent;
        length -= (size_t)sent;
    }
}

static inline void raw_say(int fd, const char *text) {
    raw_send(fd, text, strlen(text));
}

/* A header's value, copied to out; "" if it is not there. */
static inline const char *raw_header(const struct raw_reply *reply, const char *name,
                                     char out[512]) {
    size_t length = strlen(name);
    out[0] = '\0';
    for (const char *at = strstr(reply->text, "\r\n"); at != NULL && at + 2 < reply->body;
         at = strstr(at + 2, "\r\n")) {
        if (strncasecmp(at + 2, name, length) == 0 && at[2 + length] == ':') {
            (void)snprintf(out, 512, "%.*s", (int)strcspn(at + 4 + length, "\r"), at + 4 + length);
            break;
        }
    }
    return out;
}

/* Reads one reply; head tells whether it answers a HEAD request. */
static inline void raw_read(int fd, struct raw_reply *reply, bool head) {
    reply->length = 0;
    reply->status = 0;
    reply->body = reply->text;
    reply->body_length = 0;
    reply->text[0] = '\0';
    const char *end = NULL;
    while (end == NULL && recv(fd, reply->text + reply->length, 1, 0) == 1) {
        reply->text[++reply->length] = '\0';
        end = reply->length >= 4 && strcmp(reply->text + reply->length - 4, "\r\n\r\n") == 0
                  ? reply->text
                  : NULL;
    }
    if (end == NULL) {
        return;
    }
    char length[512];
    reply->body = reply->text + reply->length;
    reply->status = (int)strtol(reply->text + 9, NULL, 10);
    size_t wanted = (size_t)strtoul(raw_header(reply, "Content-Length", length), NULL, 10);
    if (head || reply->status == 304) {
        wanted = 0;
    }
    while (reply->body_length < wanted && reply->length + 1 < RAW_REPLY_MAX) {
        ssize_t got = recv(fd, reply->text + reply->length, wanted - reply->body_length, 0);
        if (got <= 0) {
            break;
        }
        reply->length += (size_t)got;
        reply->body_length += (size_t)got;
    }
    reply->text[reply->length] = '\0';
}

/* True if the server has closed the connection. */
static inline bool raw_closed(int fd) {
    char byte;
    return recv(fd, &byte, 1, 0) == 0;
}

#endif
