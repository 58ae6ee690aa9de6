/* Our own elements in the extensionElements of a file. */
#include "extension.h"

#include <string.h>

#include "text.h"

static const struct xml_node *ours_from(const struct xml_node *element) {
    while (element != NULL && !text_equal(element->uri, KHAJU_URI)) {
        element = xml_next_element(element);
    }
    return element;
}

const struct xml_node *bpmn_extension_first(const struct xml_node *xml) {
    const struct xml_node *extensions = bpmn_child(xml, "extensionElements");
    return extensions == NULL ? NULL : ours_from(xml_first_element(extensions));
}

const struct xml_node *bpmn_extension_next(const struct xml_node *extension) {
    return ours_from(xml_next_element(extension));
}

const struct xml_node *bpmn_extension(const struct xml_node *xml, const char *name) {
    const struct xml_node *extension = bpmn_extension_first(xml);
    while (extension != NULL && strcmp(extension->name, name) != 0) {
        extension = bpmn_extension_next(extension);
    }
    return extension;
}

const char *bpmn_extension_text(struct arena *arena, const struct xml_node *extension,
                                const char *attribute) {
    const char *value = xml_attribute(extension, attribute);
    if (text_is_blank(value)) {
        return NULL;
    }
    size_t length = strlen(value);
    if (length > EXTENSION_TEXT_MAX) {
        length = text_utf8_valid(value, EXTENSION_TEXT_MAX); /* not within a character */
        value = arena_strndup(arena, value, length);
    }
    value = value == NULL ? NULL : text_clean(arena, value, false);
    return text_is_blank(value) ? NULL : value;
}

static int64_t seconds_of(const struct xml_node *extension, const char *attribute) {
    const char *text = xml_attribute(extension, attribute);
    int64_t seconds;
    return text != NULL && bpmn_duration(text, &seconds) ? seconds : -1;
}

bool bpmn_time(const struct xml_node *xml, struct bpmn_time *out) {
    const struct xml_node *extension = bpmn_extension(xml, "time");
    *out = (struct bpmn_time){-1, -1, -1};
    if (extension == NULL) {
        return false;
    }
    out->best = seconds_of(extension, "best");
    out->probable = seconds_of(extension, "probable");
    out->worst = seconds_of(extension, "worst");
    return true;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static const char *skip_blank(const char *text) {
    return text + strspn(text, " \t\r\n");
}

/* Up to four digits after the point count, which is a millionth of the whole. */
static int32_t read_percent(const char *text) {
    int32_t value = 0;
    text = skip_blank(text);
    const char *start = text;
    for (; is_digit(*text) && value <= 100; text++) {
        value = value * 10 + (*text - '0');
    }
    if (text == start || value > 100) {
        return -1;
    }
    value *= EXTENSION_SHARE_ALL / 100;
    if (*text == '.' && is_digit(text[1])) {
        int32_t unit = EXTENSION_SHARE_ALL / 1000;
        for (text++; is_digit(*text); text++) {
            value += (*text - '0') * unit;
            unit /= 10;
        }
    }
    return *skip_blank(text) == '\0' && value <= EXTENSION_SHARE_ALL ? value : -1;
}

int32_t bpmn_share(const struct xml_node *xml) {
    const struct xml_node *extension = bpmn_extension(xml, "share");
    const char *percent = extension == NULL ? NULL : xml_attribute(extension, "percent");
    return percent == NULL ? -1 : read_percent(percent);
}

/* Designators of a date and of a time in their order, with their seconds. */
struct unit {
    char letter;
    int64_t seconds;
};

enum { DAY = 86400 };
static const int64_t longest = INT64_C(1000) * 365 * DAY;

/* Adds numbers with their units, each at most once and in their order, up to a 'T' or the end.
   False: something else is there, or nothing. */
static bool read_units(const char **text, const struct unit *units, size_t count, int64_t *sum) {
    const char *at = *text;
    size_t next = 0;
    while (is_digit(*at)) {
        int64_t number = 0;
        for (; is_digit(*at) && number <= longest; at++) {
            number = number * 10 + (*at - '0');
        }
        bool fraction = (*at == '.' || *at == ',') && is_digit(at[1]);
        for (at += fraction; fraction && is_digit(*at); at++) {}
        while (next < count && units[next].letter != *at) {
            next++;
        }
        if (next == count || (fraction && *at != 'S') || number > longest / units[next].seconds) {
            return false;
        }
        *sum += number * units[next].seconds;
        next++;
        at++;
    }
    bool some = at != *text;
    *text = at;
    return some;
}

bool bpmn_duration(const char *text, int64_t *seconds) {
    static const struct unit dates[] = {
        {'Y', 365 * DAY}, {'M', 30 * DAY}, {'W', 7 * DAY}, {'D', DAY}};
    static const struct unit times[] = {{'H', 3600}, {'M', 60}, {'S', 1}};
    int64_t sum = 0;
    text = skip_blank(text);
    if (*text++ != 'P') {
        return false;
    }
    bool some = read_units(&text, dates, COUNT_OF(dates), &sum);
    if (*text == 'T') {
        text++;
        some = read_units(&text, times, COUNT_OF(times), &sum);
    }
    if (!some || *skip_blank(text) != '\0' || sum > longest) {
        return false;
    }
    *seconds = sum;
    return true;
}
