/* Opening the socket the server listens on, with words for everything that can be in the way. */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "server.h"
#include "text.h"

enum { LISTEN_BACKLOG = 1024, LISTEN_HOST_MAX = 256, LISTEN_PORT_MAX = 65535 };

static enum err address_bad(const char *address) {
    return err_set(ERR_INVALID, "HTTP-1",
                   "{1} is not an address to listen on. Write it like 127.0.0.1:8080 or "
                   "[::1]:8080.",
                   address, NULL);
}

/* "host:port" or "[v6]:port" → host and port text. */
static enum err address_split(const char *address, char host[LISTEN_HOST_MAX],
                              const char **port_out) {
    const char *colon = strrchr(address, ':');
    int64_t port = 0;
    if (colon == NULL || !text_int(colon + 1, &port) || port < 0 || port > LISTEN_PORT_MAX) {
        return address_bad(address);
    }
    const char *start = address;
    const char *end = colon;
    if (*start == '[') {
        start++;
        end = colon > start && colon[-1] == ']' ? colon - 1 : start;
    } else if (memchr(start, ':', (size_t)(end - start)) != NULL) {
        return address_bad(address);
    }
    if (end <= start || (size_t)(end - start) >= LISTEN_HOST_MAX) {
        return address_bad(address);
    }
    memcpy(host, start, (size_t)(end - start));
    host[end - start] = '\0';
    *port_out = colon + 1;
    return ERR_NONE;
}

static enum err listen_error(const char *address, int number) {
    switch (number) {
    case EADDRINUSE:
        return err_set(ERR_UNAVAILABLE, "HTTP-2",
                       "The address {1} is in use by another program. Stop it, or choose another "
                       "address with --listen.",
                       address, NULL);
    case EACCES:
        return err_set(ERR_DENIED, "HTTP-3",
                       "This user may not listen on {1}; ports below 1024 need a privilege.",
                       address, NULL);
    case EADDRNOTAVAIL:
        return err_set(ERR_UNAVAILABLE, "HTTP-24", "This machine does not have the address {1}.",
                       address, NULL);
    default:
        return err_set(ERR_IO, "HTTP-25", "Listening on {1} failed: {2}", address, strerror(number),
                       NULL);
    }
}

static int socket_open(const struct addrinfo *info) {
    int fd = socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int on = 1;
    if (fd >= 0 &&
        (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
         bind(fd, info->ai_addr, info->ai_addrlen) != 0 || listen(fd, LISTEN_BACKLOG) != 0)) {
        int number = errno;
        (void)close(fd);
        errno = number;
        return -1;
    }
    return fd;
}

static uint16_t socket_port(int fd) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &length) != 0) {
        return 0;
    }
    if (address.ss_family == AF_INET6) {
        return ntohs(((struct sockaddr_in6 *)&address)->sin6_port);
    }
    return ntohs(((struct sockaddr_in *)&address)->sin_port);
}

enum err http_listen(const char *address, int *fd_out, uint16_t *port_out) {
    char host[LISTEN_HOST_MAX];
    const char *port = NULL;
    enum err err = address_split(address, host, &port);
    if (err != ERR_NONE) {
        return err;
    }
    struct addrinfo hints = {.ai_family = AF_UNSPEC,
                             .ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    if (getaddrinfo(host, port, &hints, &found) != 0) {
        return address_bad(address);
    }
    int fd = socket_open(found);
    int number = errno;
    freeaddrinfo(found);
    if (fd < 0) {
        return listen_error(address, number);
    }
    *fd_out = fd;
    *port_out = socket_port(fd);
    return ERR_NONE;
}
