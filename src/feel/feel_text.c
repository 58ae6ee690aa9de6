/* Values as text: as string() gives it, and as an expression that gives the value again. */
#include "feel_internal.h"

#include "feel_time.h"

enum { TEXT_MAX = 16 * 1024 * 1024 };

struct writer {
    struct arena *arena;
    struct buf buf;
    bool as_expression; /* dates as @"…", and functions as null */
    unsigned depth;
};

static void write_value(struct writer *writer, struct feel_value value);

static void write_quoted(struct writer *writer, struct feel_string text) {
    buf_char(&writer->buf, '"');
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if (c == '"' || c == '\\') {
            buf_char(&writer->buf, '\\');
            buf_char(&writer->buf, (char)c);
        } else if (c == '\n') {
            buf_str(&writer->buf, "\\n");
        } else if (c < 0x20) {
            buf_printf(&writer->buf, "\\u%04X", c);
        } else {
            buf_char(&writer->buf, (char)c);
        }
    }
    buf_char(&writer->buf, '"');
}

static void write_temporal(struct writer *writer, const char *text) {
    const char *quote = writer->as_expression ? "\"" : "";
    buf_printf(&writer->buf, "%s%s%s%s", writer->as_expression ? "@" : "", quote, text ? text : "",
               quote);
}

static void write_list(struct writer *writer, const struct feel_list *list) {
    buf_char(&writer->buf, '[');
    for (size_t i = 0; i < list->count && writer->buf.failed == ERR_NONE; i++) {
        buf_str(&writer->buf, i > 0 ? ", " : "");
        write_value(writer, list->items[i]);
    }
    buf_char(&writer->buf, ']');
}

static bool plain_name(struct feel_string name) {
    bool letters = name.length > 0 && (name.bytes[0] < '0' || name.bytes[0] > '9');
    for (size_t i = 0; i < name.length; i++) {
        char c = name.bytes[i];
        letters = letters &&
                  ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '_' || (unsigned char)c >= 0xc0 || ((unsigned char)c >= 0x80 && i > 0));
    }
    return letters;
}

static void write_context(struct writer *writer, const struct feel_context *context) {
    buf_char(&writer->buf, '{');
    for (size_t i = 0; i < context->count && writer->buf.failed == ERR_NONE; i++) {
        struct feel_string name = context->entries[i].name;
        buf_str(&writer->buf, i > 0 ? ", " : "");
        if (plain_name(name)) {
            buf_append(&writer->buf, name.bytes, name.length);
        } else {
            write_quoted(writer, name);
        }
        buf_str(&writer->buf, ": ");
        write_value(writer, context->entries[i].value);
    }
    buf_char(&writer->buf, '}');
}

static void write_range(struct writer *writer, const struct feel_range *range) {
    static const char *const symbols[] = {"", "<", "<=", ">", ">=", "=", "!="};
    if (range->form == FEEL_INTERVAL) {
        buf_char(&writer->buf, range->low_closed ? '[' : '(');
        write_value(writer, range->low);
        buf_str(&writer->buf, "..");
        write_value(writer, range->high);
        buf_char(&writer->buf, range->high_closed ? ']' : ')');
        return;
    }
    bool below = range->form == FEEL_LESS || range->form == FEEL_AT_MOST;
    buf_printf(&writer->buf, "(%s ", symbols[range->form]);
    write_value(writer, below ? range->high : range->low);
    buf_char(&writer->buf, ')');
}

static void write_scalar(struct writer *writer, struct feel_value value) {
    char number[FEEL_NUMBER_TEXT_SIZE];
    struct arena *arena = writer->arena;
    switch (value.type) {
    case FEEL_BOOLEAN:
        buf_str(&writer->buf, value.boolean ? "true" : "false");
        break;
    case FEEL_NUMBER:
        feel_number_format(value.number, number);
        buf_str(&writer->buf, number);
        break;
    case FEEL_DATE:
        write_temporal(writer, feel_date_text(arena, value.date));
        break;
    case FEEL_TIME:
        write_temporal(writer, feel_time_text(arena, value.moment));
        break;
    case FEEL_DATE_TIME:
        write_temporal(writer, feel_date_time_text(arena, value.moment));
        break;
    case FEEL_DAYS_DURATION:
        write_temporal(writer, feel_seconds_text(arena, value.seconds));
        break;
    case FEEL_MONTHS_DURATION:
        write_temporal(writer, feel_months_text(arena, value.months));
        break;
    case FEEL_FUNCTION:
        buf_str(&writer->buf, writer->as_expression ? "null" : "function");
        break;
    default:
        buf_str(&writer->buf, "null");
    }
}

static void write_value(struct writer *writer, struct feel_value value) {
    if (++writer->depth > FEEL_NESTING_MAX && writer->buf.failed == ERR_NONE) {
        writer->buf.failed = err_set(ERR_LIMIT, "FEEL-8", "The value is nested too deeply.", NULL);
    }
    if (writer->buf.failed == ERR_NONE) {
        switch (value.type) {
        case FEEL_STRING:
            write_quoted(writer, value.string);
            break;
        case FEEL_LIST:
            write_list(writer, value.list);
            break;
        case FEEL_CONTEXT:
            write_context(writer, value.context);
            break;
        case FEEL_RANGE:
            write_range(writer, value.range);
            break;
        default:
            write_scalar(writer, value);
        }
    }
    writer->depth--;
}

static const char *text_of(struct arena *arena, struct feel_value value, bool as_expression) {
    struct writer writer = {.arena = arena, .as_expression = as_expression};
    buf_init(&writer.buf, TEXT_MAX);
    write_value(&writer, value);
    const char *text = writer.buf.failed == ERR_NONE
                           ? arena_strndup(arena, buf_text(&writer.buf), writer.buf.length)
                           : NULL;
    buf_finish(&writer.buf);
    return text;
}

const char *feel_text(struct arena *arena, struct feel_value value) {
    return text_of(arena, value, true);
}

const char *feel_string_text(struct arena *arena, struct feel_value value) {
    return value.type == FEEL_STRING ? value.string.bytes : text_of(arena, value, false);
}
