/* Any bytes as a Jalali date: what is accepted is a day that exists, and reads the same again. */
#include <string.h>

#include "calendar.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { TEXT_SIZE = 256 };
    char text[TEXT_SIZE] = {0};
    memcpy(text, data, size < TEXT_SIZE - 1 ? size : TEXT_SIZE - 1);
    struct jalali date;
    if (!calendar_parse_jalali(text, &date)) {
        return 0;
    }
    int64_t day;
    FUZZ_PROMISE(calendar_day(date, &day));
    struct jalali back = calendar_jalali(day);
    FUZZ_PROMISE(back.year == date.year && back.month == date.month && back.day == date.day);
    FUZZ_PROMISE(calendar_day_of_ms(calendar_ms_of_day(day)) == day);

    (void)snprintf(text, sizeof(text), "%04d/%d/%02d", date.year, date.month, date.day);
    FUZZ_PROMISE(calendar_parse_jalali(text, &back));
    FUZZ_PROMISE(back.year == date.year && back.month == date.month && back.day == date.day);
    return 0;
}
