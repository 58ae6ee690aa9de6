/* Every part of the kit, drawn once as one page. With KHAJU_GALLERY=FOLDER the page and its static
   files are written there, to be looked at or handed to a browser. */
#include "gallery_html.h"
#include "web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static const struct form_option channels[] = {
    {"web", "درگاه اینترنتی", NULL},
    {"office", "دفتر پیشخوان", "با کارت ملی"},
    {"visit", "مراجعه حضوری", NULL},
};

static const struct form_field fee_fields[] = {
    {.name = "case", .type = FORM_TEXT, .label = "مورد", .required = true, .max = 100},
    {.name = "amount", .type = FORM_MONEY, .label = "مبلغ (ریال)"},
};

static const struct form_field fields[] = {
    {.name = "title", .type = FORM_TEXT, .label = "عنوان خدمت", .required = true, .max = 200},
    {.name = "code",
     .type = FORM_TEXT,
     .label = "شناسه",
     .latin = true,
     .width = 10,
     .hint = "یازده رقم، بدون خط تیره"},
    {.name = "about", .type = FORM_MULTILINE, .label = "شرح", .max = 1000},
    {.name = "since", .type = FORM_DATE, .label = "تاریخ راه‌اندازی"},
    {.name = "volume", .type = FORM_INT, .label = "پرونده در سال", .least = 0, .most = INT64_MAX},
    {.name = "kind",
     .type = FORM_RADIO,
     .label = "راه ارائه",
     .options = channels,
     .option_count = 3,
     .required = true},
    {.name = "ways",
     .type = FORM_CHECKBOXES,
     .label = "راه‌ها",
     .options = channels,
     .option_count = 3},
    {.name = "main",
     .type = FORM_SELECT,
     .label = "راه اصلی",
     .options = channels,
     .option_count = 3},
    {.name = "online", .type = FORM_YESNO, .label = "پرداخت برخط"},
    {.name = "link", .type = FORM_URL, .label = "نشانی"},
    {.name = "file", .type = FORM_FILE, .label = "پرونده"},
    {.name = "fee",
     .type = FORM_GROUP,
     .label = "هزینه‌ها",
     .fields = fee_fields,
     .field_count = 2,
     .max = 10},
};

static const struct http_field typed[] = {
    {"title", ""},
    {"code", "12۳<\"'>"},
    {"about", "سطر یک\nسطر دو </textarea>"},
    {"since.day", "31"},
    {"since.month", "12"},
    {"since.year", "1404"},
    {"volume", "زیاد"},
    {"ways", "web"},
    {"ways", "office"},
    {"online", "0"},
    {"link", "javascript:alert(1)"},
    {"fee.0.case", "عادی"},
    {"fee.0.amount", "۲۵۰٬۰۰۰"},
    {"fee.1.amount", "-5"},
};

static const struct web_bar bars[] = {
    {"اداره کل ثبت اسناد و املاک استان اصفهان", "/agencies/1", 42, NULL, true},
    {"شرکت آب و فاضلاب", "/agencies/2", 17, "۱۷ خدمت", true},
    {"سازمان جهاد کشاورزی", NULL, 0, NULL, true},
    {"شهرداری <b>اصفهان</b>", "/agencies/4", 0, NULL, false},
};

static const struct web_crumb nav[] = {
    {"خدمات", "/services"},
    {"دستگاه‌ها", "/agencies"},
    {"شهرستان‌ها", "/counties"},
    {"اسناد بالادستی", "/upstream"},
    {"سند توسعه", "/document"},
};
static const struct web_crumb crumbs[] = {{"خانه", "/"}, {"خدمات", "/services"}, {"نمونه", NULL}};

static void gallery_charts(struct html *out) {
    static const char *const rows[] = {"ثبت احوال", "شرکت آب و فاضلاب استان اصفهان",
                                       "سازمان جهاد کشاورزی", "شهرداری"};
    static const char *const columns[] = {"اطلاع", "درخواست", "تولید", "ارائه"};
    static const char *const many[] = {
        "اطلاع‌رسانی", "احراز هویت", "فرم", "مدارک", "پرداخت", "پیگیری", "تحویل"};
    struct web_heat_cell cells[28];
    for (int i = 0; i < 28; i++) {
        cells[i] = (struct web_heat_cell){
            .known = i % 9 != 5, .level = i % 7, .href = i % 2 == 0 ? "/services" : NULL};
    }
    static const struct web_levels levels[] = {
        {"استان", "/plan", {12, 40, 31, 22, 9, 1, 0}, 70},
        {"ثبت احوال", NULL, {0, 2, 2, 0, 1, 0, 0}, 0},
        {"هنوز هیچ", NULL, {0}, 0},
    };
    static const struct web_bubble bubbles[] = {
        {"اصفهان", "/counties/1", 32.65, 51.67, 2243249, "۲٬۲۴۳٬۲۴۹ نفر", true, 4},
        {"کاشان", "/counties/2", 33.98, 51.43, 364482, "۳۶۴٬۴۸۲ نفر", true, 3},
        {"نجف‌آباد", "/counties/3", 32.63, 51.36, 319205, "۳۱۹٬۲۰۵ نفر", true, 2},
        {"خمینی‌شهر", NULL, 32.69, 51.53, 319727, "۳۱۹٬۷۲۷ نفر", true, 1},
        {"سمیرم", NULL, 31.41, 51.57, 74109, NULL, true, 0},
        {"خور و بیابانک", NULL, 33.77, 55.08, 19761, NULL, true, 5},
        {"نایین", NULL, 32.86, 53.09, 39261, NULL, false, 5},
        {"گلپایگان", NULL, 33.45, 50.29, 90086, NULL, true, 6},
        {"فلاورجان", NULL, 32.55, 51.51, 249814, NULL, true, 2},
        {"لنجان", NULL, 32.37, 51.37, 262912, NULL, true, 2},
    };
    struct arena *arena = out->arena;
    html_text(out, web_chart_heat(arena, "بلوغ به تفکیک دستگاه و مرحله", "چهار دستگاه", rows, 4,
                                  columns, 4, cells));
    html_text(out,
              web_chart_heat(arena, "بلوغ به تفکیک معیار", "هفت معیار", rows, 4, many, 7, cells));
    html_text(out, web_chart_levels(arena, "سطح خدمات", "شمار خدمات در هر سطح", levels, 3));
    struct web_bar counties[10];
    for (int i = 0; i < 10; i++) {
        counties[i] = (struct web_bar){bubbles[i].label, "/counties", bubbles[i].size, NULL,
                                       bubbles[i].known};
    }
    html_text(out, web_chart_bars(arena, "جمعیت", "جمعیت ده شهرستان", counties, 10));
    html_text(out, web_chart_map(arena, "شهرستان‌ها", "جمعیت و سطح", bubbles, 10));
}

static void write_whole(const char *folder, const char *name, const void *data, size_t size) {
    char path[4096];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* The same charts as a PDF shows them: `weasyprint print.html print.pdf`. */
static void write_print(const struct html *out, const char *folder) {
    static const char head[] = "<!doctype html><html lang=fa dir=rtl><meta charset=utf-8><style>"
                               "@font-face{font-family:Vazirmatn;"
                               "src:url(vazirmatn-regular.ttf)}figure{width:450px}</style>";
    struct buf whole;
    buf_init(&whole, 4 << 20);
    buf_str(&whole, head);
    const char *body = strstr(buf_text(&out->buf), "<main");
    assert_int_equal(web_charts_for_print(body, &whole), ERR_NONE);
    write_whole(folder, "print.html", whole.data, whole.length);
    buf_finish(&whole);
    const struct web_file *font = web_file_named("vazirmatn-regular.ttf");
    write_whole(folder, "vazirmatn-regular.ttf", font->data, font->size);
}

static void write_gallery(const struct html *out, const char *folder) {
    char assets[4096];
    static const char *const names[] = {"khaju.css", "khaju.js", "mark.svg", "vazirmatn.woff2",
                                        "vazirmatn-latin.woff2"};
    snprintf(assets, sizeof(assets), "%s/assets", folder);
    mkdir(folder, 0755);
    mkdir(assets, 0755);
    write_whole(folder, "index.html", out->buf.data, out->buf.length);
    static const char phone[] = "<!doctype html><title>390</title>"
                                "<iframe src=index.html width=390 height=9000></iframe>";
    write_whole(folder, "phone.html", phone, sizeof(phone) - 1);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const struct web_file *file = web_file_named(names[i]);
        assert_non_null(file);
        write_whole(folder, file->path + 1, file->data, file->size);
    }
}

static void gallery__draws_every_part_and_escapes_all(void **state) {
    struct arena *arena = arena_create(8 << 20);
    struct html out = {.arena = arena};
    struct form *form = form_create(arena, fields, sizeof(fields) / sizeof(fields[0]));
    struct web_layout layout = {.title = "نمونه",
                                .section = "services",
                                .subtitle = "استان اصفهان",
                                .nav = nav,
                                .nav_count = 5,
                                .crumbs = crumbs,
                                .crumb_count = 3,
                                .notice = "تغییرات ذخیره شد.",
                                .person_name = "کارشناس نمونه",
                                .csrf_token = "token"};
    buf_init(&out.buf, 4 << 20);
    assert_int_equal(form_read_fields(form, typed, sizeof(typed) / sizeof(typed[0])), ERR_INVALID);
    web_layout_begin(&out, &layout);
    gallery_html(&out, form, bars, 4);
    gallery_charts(&out);
    web_layout_end(&out, &layout);
    assert_int_equal(out.buf.failed, ERR_NONE);
    assert_false(arena_failed(arena));
    /* what was typed or named never becomes markup */
    assert_null(strstr(buf_text(&out.buf), "<script>alert"));
    assert_null(strstr(buf_text(&out.buf), "<b>اصفهان"));
    assert_null(strstr(buf_text(&out.buf), "دو </textarea>"));
    assert_null(strstr(buf_text(&out.buf), " style="));
    const char *folder = getenv("KHAJU_GALLERY");
    if (folder != NULL) {
        write_gallery(&out, folder);
        write_print(&out, folder);
    }
    buf_finish(&out.buf);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gallery__draws_every_part_and_escapes_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
