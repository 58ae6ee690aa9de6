/*
 * The words of the form as people write them, folded (text_fold): one row a spelling. Slugs and
 * English labels are accepted too. A word that is not here is reported, never guessed.
 */
#include <string.h>
#include "text.h"
#include "values.h"

struct spelling {
    enum vocabulary list;
    int value;
    const char *folded;
};

static const struct spelling spellings[] = {
    {VOCABULARY_TYPE, TYPE_G2C, "خدمت به شهروندان"},
    {VOCABULARY_TYPE, TYPE_G2B, "خدمت به کسب وکار"},
    {VOCABULARY_TYPE, TYPE_G2B, "خدمت به کسب و کار"},
    {VOCABULARY_TYPE, TYPE_G2G, "خدمت به دیگر دستگاه های دولتی"},
    {VOCABULARY_NATURE, NATURE_SOVEREIGN, "حاکمیتی"},
    {VOCABULARY_NATURE, NATURE_COMMERCIAL, "تصدی گری"},
    {VOCABULARY_NATURE, NATURE_COMMERCIAL, "تصدیگری"},
    {VOCABULARY_NATURE, NATURE_SUPPORT, "حمایتی"},
    {VOCABULARY_LEVEL, LEVEL_NATIONAL, "ملی"},
    {VOCABULARY_LEVEL, LEVEL_COUNTRYWIDE, "کشوری"},
    {VOCABULARY_LEVEL, LEVEL_REGIONAL, "منطقه ای"},
    {VOCABULARY_LEVEL, LEVEL_PROVINCIAL, "استانی"},
    {VOCABULARY_LEVEL, LEVEL_COUNTY, "شهرستانی"},
    {VOCABULARY_LEVEL, LEVEL_CITY, "شهری"},
    {VOCABULARY_LEVEL, LEVEL_RURAL, "روستایی"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_BIRTH, "تولد"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_EDUCATION, "اموزش"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_HEALTH, "سلامت"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_TAX, "مالیات"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_BUSINESS, "کسب و کار"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_BUSINESS, "کسب وکار"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_SOCIAL_SECURITY, "تامین اجتماعی"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_PROPERTY, "ثبت مالکیت"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_UTILITIES, "تاسیسات شهری"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_INSURANCE, "بیمه"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_MARRIAGE, "ازدواج"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_RETIREMENT, "بازنشستگی"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_CERTIFICATES, "مدارک و گواهینامه ها"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_CERTIFICATES, "مدارک و گواهی نامه ها"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_DEATH, "وفات"},
    {VOCABULARY_LIFE_EVENT, LIFE_EVENT_OTHER, "سایر"},
    {VOCABULARY_START, START_REQUEST, "تقاضای گیرنده خدمت"},
    {VOCABULARY_START, START_TIME, "فرارسیدن زمانی مشخص"},
    {VOCABULARY_START, START_EVENT, "رخداد رویدادی مشخص"},
    {VOCABULARY_START, START_AGENCY, "تشخیص دستگاه"},
    {VOCABULARY_START, START_OTHER, "سایر"},
    {VOCABULARY_FORMER_LEVEL, FORMER_LEVEL_ABSENT, "غیرالکترونیکی"},
    {VOCABULARY_FORMER_LEVEL, FORMER_LEVEL_INFORMING, "اطلاع رسانی"},
    {VOCABULARY_FORMER_LEVEL, FORMER_LEVEL_INTERACTIVE, "تعاملی"},
    {VOCABULARY_FORMER_LEVEL, FORMER_LEVEL_TRANSACTIONAL, "تراکنشی"},
    {VOCABULARY_PERIOD, PERIOD_DAY, "روز"},
    {VOCABULARY_PERIOD, PERIOD_MONTH, "ماه"},
    {VOCABULARY_PERIOD, PERIOD_SEASON, "فصل"},
    {VOCABULARY_PERIOD, PERIOD_YEAR, "سال"},
};

int value_read_word(struct arena *arena, enum vocabulary list, const char *text) {
    const char *folded = text_fold(arena, text == NULL ? "" : text);
    size_t count = 0;
    const struct vocabulary_word *words = vocabulary_words(list, &count);
    for (size_t i = 0; folded != NULL && i < COUNT_OF(spellings); i++) {
        if (spellings[i].list == list && strcmp(spellings[i].folded, folded) == 0) {
            return spellings[i].value;
        }
    }
    for (size_t i = 0; folded != NULL && i < count; i++) {
        const char *slug = text_fold(arena, words[i].slug);
        const char *label = text_fold(arena, words[i].label);
        if ((slug != NULL && strcmp(slug, folded) == 0) ||
            (label != NULL && strcmp(label, folded) == 0)) {
            return (int)i + 1;
        }
    }
    return 0;
}

enum err value_read_set(struct arena *arena, enum vocabulary list, const char *text, uint32_t *out,
                        const char **unknown) {
    struct value_list items;
    *out = 0;
    *unknown = NULL;
    enum err err = value_read_list(arena, text, &items);
    for (size_t i = 0; err == ERR_NONE && i < items.count; i++) {
        int value = value_read_word(arena, list, items.items[i]);
        if (value != 0) {
            *out |= VOCABULARY_BIT(value);
        } else if (*unknown == NULL) {
            *unknown = items.items[i];
        }
    }
    return err;
}

/* Parts of words by which the reason of a visit is known; the first that fits wins. */
struct reason_word {
    enum visit_reason reason;
    const char *folded;
};
static const struct reason_word reason_words[] = {
    {VISIT_REASON_ORIGINAL, "اصالت مدرک"},
    {VISIT_REASON_ORIGINAL, "اصالت مدارک"},
    {VISIT_REASON_ORIGINAL, "اصل مدارک"},
    {VISIT_REASON_ORIGINAL, "اصل مدرک"},
    {VISIT_REASON_ORIGINAL, "تحویل اسناد"},
    {VISIT_REASON_ORIGINAL, "تحویل مدارک"},
    {VISIT_REASON_ORIGINAL, "ثبت مدارک"},
    {VISIT_REASON_BIOMETRICS, "اثر انگشت"},
    {VISIT_REASON_BIOMETRICS, "تصویر"},
    {VISIT_REASON_BIOMETRICS, "عکس"},
    {VISIT_REASON_IDENTITY, "اصالت فرد"},
    {VISIT_REASON_IDENTITY, "احراز هویت"},
    {VISIT_REASON_SIGNATURE, "امضا"},
    {VISIT_REASON_PAYMENT, "پرداخت"},
    {VISIT_REASON_INSPECTION, "بازدید"},
    {VISIT_REASON_INSPECTION, "بازرس"},
    {VISIT_REASON_INSPECTION, "ازمون در محل"},
    {VISIT_REASON_INTERVIEW, "مصاحبه"},
    {VISIT_REASON_INTERVIEW, "معاینه"},
    {VISIT_REASON_INTERVIEW, "کمیسیون"},
    {VISIT_REASON_INTERVIEW, "جلسه"},
    {VISIT_REASON_COLLECTING, "تحویل"},
    {VISIT_REASON_COLLECTING, "دریافت"},
    {VISIT_REASON_NO_NETWORK, "زیرساخت"},
    {VISIT_REASON_HABIT, "پیگیری"},
    {VISIT_REASON_HABIT, "عادت"},
};

enum visit_reason value_read_visit_reason(struct arena *arena, const char *text) {
    const char *folded = text_fold(arena, text == NULL ? "" : text);
    for (size_t i = 0; folded != NULL && i < COUNT_OF(reason_words); i++) {
        if (strstr(folded, reason_words[i].folded) != NULL) {
            return reason_words[i].reason;
        }
    }
    int value = value_read_word(arena, VOCABULARY_VISIT_REASON, text);
    return value != 0 ? (enum visit_reason)value : VISIT_REASON_UNKNOWN;
}
