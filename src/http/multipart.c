/*
 * The delimiter is CR LF "--" boundary. CR occurs in it only at its start, so after a mismatch the
 * bytes matched so far are data and only the current byte can begin a new match.
 */
#include "multipart.h"

#include <string.h>
#include <strings.h>
#include "text.h"

static enum err form_broken(void) {
    return err_set(ERR_INVALID, "HTTP-8",
                   "The form arrived damaged or was cut off on the way. Please send it again.",
                   NULL);
}

/* Reads a parameter `name=value` or `name="value"` of a header into out; false if it is absent,
   malformed or too long. */
static bool header_parameter(const char *header, const char *name, char *out, size_t size) {
    size_t name_length = strlen(name);
    const char *at = strchr(header, ';');
    while (at != NULL) {
        at += 1 + strspn(at + 1, " \t");
        bool here = strncasecmp(at, name, name_length) == 0 && at[name_length] == '=';
        at += strcspn(at, "=;");
        size_t used = 0;
        if (*at == '=' && at[1] == '"') {
            at += 2;
            while (*at != '\0' && *at != '"') {
                at += at[0] == '\\' && (at[1] == '"' || at[1] == '\\');
                if (here && used + 1 < size) {
                    out[used] = *at;
                }
                used++;
                at++;
            }
            if (*at != '"') {
                return false;
            }
            at++;
        } else if (*at == '=') {
            at++;
            for (; *at != '\0' && *at != ';' && *at != ' '; at++, used++) {
                if (here && used + 1 < size) {
                    out[used] = *at;
                }
            }
        }
        if (here) {
            out[used < size ? used : 0] = '\0';
            return used < size;
        }
        at = strchr(at, ';');
    }
    return false;
}

static bool boundary_valid(const char *boundary) {
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "'()+_,-./:=? ";
    size_t length = strlen(boundary);
    return length > 0 && length <= MULTIPART_BOUNDARY_MAX && strspn(boundary, allowed) == length &&
           boundary[length - 1] != ' ';
}

enum err multipart_init(struct multipart *parser, const char *content_type,
                        const struct multipart_sink *sink) {
    char boundary[MULTIPART_BOUNDARY_MAX + 1];
    *parser = (struct multipart){.sink = *sink, .state = MULTIPART_PREAMBLE};
    if (!header_parameter(content_type, "boundary", boundary, sizeof boundary) ||
        !boundary_valid(boundary)) {
        return form_broken();
    }
    size_t length = strlen(boundary);
    memcpy(parser->delimiter, "\r\n--", 4);
    memcpy(parser->delimiter + 4, boundary, length + 1);
    parser->delimiter_length = length + 4;
    parser->matched = 2; /* the first boundary may stand at the very start */
    return ERR_NONE;
}

/* A browser may send a path as a file's name: only the last part counts. */
static void filename_strip(char *filename) {
    char *last = filename;
    for (char *at = filename; *at != '\0'; at++) {
        if (*at == '/' || *at == '\\') {
            last = at + 1;
        }
    }
    memmove(filename, last, strlen(last) + 1);
}

/* One complete header line of a part. */
static enum err header_line(struct multipart *parser) {
    static const char disposition[] = "content-disposition:";
    if (++parser->header_count > MULTIPART_HEADERS_MAX) {
        return form_broken();
    }
    if (strncasecmp(parser->line, disposition, sizeof disposition - 1) != 0) {
        return ERR_NONE;
    }
    size_t length = parser->line_length;
    parser->has_name = header_parameter(parser->line, "name", parser->name, sizeof parser->name);
    parser->has_filename =
        header_parameter(parser->line, "filename", parser->filename, sizeof parser->filename);
    if (!parser->has_name || text_utf8_valid(parser->line, length) != length) {
        return form_broken();
    }
    if (parser->has_filename) {
        filename_strip(parser->filename);
    }
    return ERR_NONE;
}

static enum err headers_feed(struct multipart *parser, char c) {
    if (c != '\n') {
        if (c == '\0' || parser->line_length + 1 >= sizeof parser->line) {
            return form_broken();
        }
        parser->line[parser->line_length++] = c;
        return ERR_NONE;
    }
    if (parser->line_length == 0 || parser->line[parser->line_length - 1] != '\r') {
        return form_broken();
    }
    parser->line[--parser->line_length] = '\0';
    if (parser->line_length > 0) {
        enum err err = header_line(parser);
        parser->line_length = 0;
        return err;
    }
    if (!parser->has_name) {
        return form_broken();
    }
    parser->state = MULTIPART_DATA;
    parser->matched = 0;
    return parser->sink.begin(parser->sink.context, parser->name,
                              parser->has_filename ? parser->filename : NULL);
}

/* After a boundary: CR LF begins a part, "--" ends the body, blanks between are allowed. */
static enum err boundary_end_feed(struct multipart *parser, char c) {
    parser->line[parser->line_length++] = c;
    if (parser->line_length == 1 && (c == ' ' || c == '\t')) {
        parser->line_length = 0;
    } else if (parser->line_length == 2 && memcmp(parser->line, "--", 2) == 0) {
        parser->state = MULTIPART_DONE;
    } else if (parser->line_length == 2 && memcmp(parser->line, "\r\n", 2) == 0) {
        parser->state = MULTIPART_HEADERS;
        parser->line_length = 0;
        parser->header_count = 0;
        parser->has_name = false;
        parser->has_filename = false;
    } else if (parser->line_length == 2) {
        return form_broken();
    }
    return ERR_NONE;
}

/* Hands data to the sink; the preamble has none. */
static enum err data_emit(struct multipart *parser, const char *data, size_t length) {
    if (parser->state != MULTIPART_DATA || length == 0) {
        return ERR_NONE;
    }
    return parser->sink.data(parser->sink.context, data, length);
}

/* Data up to the next byte that could belong to a delimiter; consumes at least one byte. */
static enum err data_feed(struct multipart *parser, const char *data, size_t length,
                          size_t *consumed) {
    *consumed = 1;
    if (data[0] == parser->delimiter[parser->matched]) {
        if (++parser->matched < parser->delimiter_length) {
            return ERR_NONE;
        }
        enum err err =
            parser->state == MULTIPART_DATA ? parser->sink.end(parser->sink.context) : ERR_NONE;
        parser->state = MULTIPART_BOUNDARY_END;
        parser->line_length = 0;
        return err;
    }
    if (parser->matched > 0) {
        size_t matched = parser->matched;
        parser->matched = 0;
        *consumed = 0;
        return data_emit(parser, parser->delimiter, matched);
    }
    const char *cr = memchr(data, '\r', length);
    *consumed = cr != NULL ? (size_t)(cr - data) : length;
    return data_emit(parser, data, *consumed);
}

enum err multipart_feed(struct multipart *parser, const char *data, size_t length) {
    enum err err = ERR_NONE;
    size_t at = 0;
    while (err == ERR_NONE && at < length && parser->state != MULTIPART_DONE) {
        size_t consumed = 1;
        if (parser->state == MULTIPART_HEADERS) {
            err = headers_feed(parser, data[at]);
        } else if (parser->state == MULTIPART_BOUNDARY_END) {
            err = boundary_end_feed(parser, data[at]);
        } else {
            err = data_feed(parser, data + at, length - at, &consumed);
        }
        at += consumed;
    }
    return err;
}

enum err multipart_finish(struct multipart *parser) {
    return parser->state == MULTIPART_DONE ? ERR_NONE : form_broken();
}
