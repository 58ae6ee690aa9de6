/*
 * The labels of clauses as people read them. The data name a clause by a short English label, by
 * which rules and the document refer to it: «Art. 37», «Note 7(W), duty».
 */
#include <string.h>

#include "buf.h"
#include "text.h"
#include "upstream.h"

/* The longest come first, so that a part of a longer one is not taken for itself. */
static const struct {
    const char *from, *to;
} words[] = {
    {"East Azerbaijan document", "سند آذربایجان شرقی"},
    {"Service profile fields", "اقلام شناسنامه خدمت"},
    {"Transparency festival", "جشنواره شفافیت"},
    {"Parliament follow-up", "پیگیری مجلس"},
    {"Annual report shape", "ساختار گزارش سالانه"},
    {"National assessment", "ارزیابی ملی"},
    {"(no classification)", "(منع طبقه‌بندی)"},
    {"Connected agencies", "دستگاه‌های متصل"},
    {"Challenge taxonomy", "دسته‌بندی چالش‌ها"},
    {"Management council", "شورای مدیریت"},
    {"Commission tables", "جدول‌های کمیسیون"},
    {"Ranking measure ", "سنجه رتبه‌بندی "},
    {"Publication duty", "تکلیف انتشار"},
    {"(document only)", "همه سند"},
    {"PR-led practice", "تجربه‌های روابط عمومی"},
    {"National window", "پنجره ملی"},
    {"Zanjan baseline", "وضع پایه زنجان"},
    {"Isfahan history", "پیشینه اصفهان"},
    {"Provincial duty", "تکلیف استانی"},
    {"Platform scope", "دامنه سکو"},
    {"Maturity model", "مدل بلوغ"},
    {"Decree clause ", "بند تصویب‌نامه "},
    {"Cover circular", "نامه ابلاغ"},
    {"Response rate", "نرخ پاسخ‌گویی"},
    {"GSB rationale", "چرایی گذرگاه خدمات دولت"},
    {"Final section", "بخش پایانی"},
    {"Ranking rule", "قاعده رتبه‌بندی"},
    {"Governorates", "استانداری‌ها"},
    {"Shafaf score", "امتیاز سامانه شفاف"},
    {"(separation)", "(تفکیک)"},
    {"— (summary)", "چکیده"},
    {"— (content)", "محتوا"},
    {"(oversight)", "(نظارت)"},
    {"Instruction", "دستورالعمل"},
    {"Legal basis", "مبنای قانونی"},
    {"RTI rating", "رتبه جهانی دسترسی به اطلاعات"},
    {"NIX volume", "حجم تبادل در مرکز ملی تبادل اطلاعات"},
    {"Programme ", "برنامه "},
    {"Desk tasks", "کارهای میز"},
    {"Exclusions", "استثناها"},
    {"— (scope)", "دامنه"},
    {"(chapeau)", "(صدر)"},
    {"(penalty)", "(مجازات)"},
    {"(members)", "(اعضا)"},
    {"(summary)", "(چکیده)"},
    {"(content)", "(محتوا)"},
    {"data item", "قلم داده"},
    {"Liability", "مسئولیت"},
    {"Structure", "ساختار"},
    {"(columns)", "(ستون‌ها)"},
    {"(section ", "(بخش "},
    {"Preamble", "مقدمه"},
    {"Section ", "بخش "},
    {"(topics)", "(موضوع‌ها)"},
    {"Clause ", "بند "},
    {"(scope)", "(دامنه)"},
    {"Receipt", "رسید"},
    {"Scoring", "امتیازدهی"},
    {"(rule)", "(قاعده)"},
    {"Round ", "دوره "},
    {"Arts. ", "مواد "},
    {"Decree", "تصویب‌نامه"},
    {"Right ", "حق "},
    {"Point ", "خواسته "},
    {"items ", "بندهای "},
    {"Annex ", "پیوست "},
    {"Start", "آغاز"},
    {"Art. ", "ماده "},
    {"Note ", "تبصره "},
    {"item ", "بند "},
    {"Note", "تبصره"},
    {" of ", " از "},
    {"duty", "تکلیف"},
    {"(W)", "(و)"},
    {"(a)", "(الف)"},
    {"(b)", "(ب)"},
    {"Ban", "ممنوعیت"},
    {", ", "، "},
};

/* Drops a Latin item letter that is followed by its Persian one: «b (ب)» → «ب». */
static size_t skip_item_letter(const char *text, struct buf *out) {
    size_t letters = strspn(text, "abcdefghijklmnopqrstuvwxyz");
    if (letters == 0 || strncmp(text + letters, " (", 2) != 0) {
        return 0;
    }
    const char *inside = text + letters + 2;
    const char *close = strchr(inside, ')');
    if (close == NULL) {
        return 0;
    }
    buf_str(out, "«");
    buf_append(out, inside, (size_t)(close - inside));
    buf_str(out, "»");
    return (size_t)(close + 1 - text);
}

const char *registry_clause_label(struct arena *arena, const char *label) {
    struct buf out;
    buf_init(&out, 2000);
    for (const char *at = label; *at != '\0';) {
        size_t took = at > label && at[-1] == ' ' ? skip_item_letter(at, &out) : 0;
        for (size_t i = 0; took == 0 && i < COUNT_OF(words); i++) {
            size_t length = strlen(words[i].from);
            if (strncmp(at, words[i].from, length) == 0) {
                buf_str(&out, words[i].to);
                took = length;
            }
        }
        if (took == 0) {
            buf_char(&out, *at);
            took = 1;
        }
        at += took;
    }
    const char *text = text_persian_digits(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

const char *registry_deadline_text(struct arena *arena, const char *deadline) {
    const char *slash = strstr(deadline, " / ");
    size_t length = slash != NULL ? (size_t)(slash - deadline) : strlen(deadline);
    const char *own = arena_strndup(arena, deadline, length);
    return own == NULL ? NULL : text_persian_digits(arena, own);
}
