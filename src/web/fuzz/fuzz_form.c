/* Any fields as a form, one "name=value" a line: nothing crashes, what is right fits its
   declaration, what is drawn never lets a typed character become markup. */
#include <string.h>

#include "form.h"
#include "fuzz.h"
#include "text.h"

enum { FIELDS_MAX = 300, TITLE_MAX = 20, ROWS_MAX = 4 };

static const struct form_option options[] = {{"a", "A", NULL}, {"b", "B", "hint"}};
static const struct form_field inner[] = {
    {.name = "t", .type = FORM_TEXT, .label = "T", .required = true},
    {.name = "m", .type = FORM_MONEY, .label = "M"},
    {.name = "c", .type = FORM_CHECKBOXES, .label = "C", .options = options, .option_count = 2},
    {.name = "d", .type = FORM_DATE, .label = "D"},
};
static const struct form_field fields[] = {
    {.name = "title", .type = FORM_TEXT, .label = "Title", .max = TITLE_MAX},
    {.name = "code", .type = FORM_TEXT, .label = "Code", .latin = true},
    {.name = "about", .type = FORM_MULTILINE, .label = "About", .max = 200},
    {.name = "pass", .type = FORM_PASSWORD, .label = "Pass"},
    {.name = "days", .type = FORM_INT, .label = "Days", .least = 1, .most = 365},
    {.name = "since", .type = FORM_DATE, .label = "Since"},
    {.name = "link", .type = FORM_URL, .label = "Link"},
    {.name = "way", .type = FORM_RADIO, .label = "Way", .options = options, .option_count = 2},
    {.name = "main", .type = FORM_SELECT, .label = "Main", .options = options, .option_count = 2},
    {.name = "all", .type = FORM_CHECKBOXES, .label = "All", .options = options, .option_count = 2},
    {.name = "yes", .type = FORM_YESNO, .label = "Yes"},
    {.name = "fee",
     .type = FORM_GROUP,
     .label = "Fee",
     .fields = inner,
     .field_count = 4,
     .max = ROWS_MAX},
};

static void check_values(const struct form *form) {
    int64_t value;
    const char *link = form_value(form, "link");
    FUZZ_PROMISE(text_length(form_value(form, "title")) <= TITLE_MAX);
    FUZZ_PROMISE(form_rows(form, "fee") <= ROWS_MAX);
    FUZZ_PROMISE(!form_int(form, "days", &value) || (value >= 1 && value <= 365));
    FUZZ_PROMISE(form_value(form, "since")[0] == '\0' || form_day(form, "since", &value));
    FUZZ_PROMISE(link[0] == '\0' || link[0] == 'h' || link[0] == 'H');
    for (size_t row = 0; row < form_rows(form, "fee"); row++) {
        char name[40];
        (void)snprintf(name, sizeof(name), "fee.%zu.t", row);
        FUZZ_PROMISE(form_value(form, name)[0] != '\0');
    }
}

/* http only lets valid UTF-8 through; the same is done here. */
static size_t split(char *text, struct http_field *out) {
    size_t count = 0;
    for (char *line = text; line != NULL && count < FIELDS_MAX;) {
        char *end = strchr(line, '\n');
        if (end != NULL) {
            *end++ = '\0';
        }
        char *equals = strchr(line, '=');
        if (equals != NULL && text_utf8_valid(line, strlen(line)) == strlen(line)) {
            *equals = '\0';
            out[count++] = (struct http_field){line, equals + 1};
        }
        line = end;
    }
    return count;
}

/* A typed quotation mark that got through would make their number odd, or a tag end inside one. */
static bool quotes_pair(const char *markup) {
    bool inside = false;
    for (; *markup != '\0'; markup++) {
        inside = *markup == '"' ? !inside : inside;
        if (inside && (*markup == '<' || *markup == '>')) {
            return false;
        }
    }
    return !inside;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct http_field sent[FIELDS_MAX];
    char *text = malloc(size + 1);
    struct arena *arena = arena_create(32 << 20);
    FUZZ_PROMISE(text != NULL && arena != NULL);
    memcpy(text, data, size);
    text[size] = '\0';
    size_t count = split(text, sent);
    struct form *form = form_create(arena, fields, COUNT_OF(fields));
    FUZZ_PROMISE(form != NULL);
    enum err err = form_read_fields(form, sent, count);
    FUZZ_PROMISE(err == ERR_NONE || err == ERR_INVALID || err == ERR_LIMIT);
    FUZZ_PROMISE((err == ERR_NONE) == form_ok(form) || err == ERR_LIMIT);
    if (err == ERR_NONE && form_acted(form) == NULL) {
        check_values(form);
    }
    const char *markup = form_widgets(form).markup;
    FUZZ_PROMISE(strstr(markup, "<script") == NULL && quotes_pair(markup));
    FUZZ_PROMISE((form_summary(form).markup[0] != '\0') == !form_ok(form));
    arena_destroy(arena);
    free(text);
    return 0;
}
