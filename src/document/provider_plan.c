/* Rows that the plan derives in C: ranking with reasons, settings, duties, roadmap, overview. */
#include "provider_plan.h"

#include "calendar.h"
#include "plan.h"
#include "text.h"
#include "tr.h"
#include "words.h"
#include "upstream.h"

enum { PAGE_ROWS = 100, TOP = 30, RANDOM_RUNS = 200, SEED = 1400 };

static const char *severity_words(int severity) {
    return severity >= 3 ? tr("High") : severity == 2 ? tr("Medium") : tr("Low");
}

/* «ماده ۳۷ قانون …؛ …»: the clauses a rule rests on. */
static const char *basis_of(struct arena *arena, const struct plan_rule *rule) {
    const char *text = "";
    for (size_t i = 0; i < rule->clause_count && text != NULL; i++) {
        const struct plan_basis_clause *clause = &rule->clauses[i];
        const char *title =
            clause->document_title[0] != '\0' ? clause->document_title : clause->document_id;
        text = arena_printf(arena, "%s%s%s %s", text, i > 0 ? "؛ " : "",
                            registry_clause_label(arena, clause->clause), title);
    }
    return text;
}

enum err provider_fill_rules(struct provider_run *run) {
    struct plan_rule_list list;
    struct arena *arena = run->arena;
    enum err err = plan_rules(run->db, arena, NULL, &list);
    for (size_t i = 0; err == ERR_NONE && i < list.count; i++) {
        struct cell *row = list.rows[i].enabled ? provider_row(run) : NULL;
        if (row == NULL) {
            continue;
        }
        row[0] = cell_text(list.rows[i].title);
        row[1] = cell_text(plan_cause_label(list.rows[i].cause));
        row[2] = cell_text(severity_words(list.rows[i].severity));
        row[3] = cell_int(arena, list.rows[i].services);
        row[4] = cell_text(basis_of(arena, &list.rows[i]));
    }
    return err;
}

enum err provider_fill_ranking(struct provider_run *run) {
    struct plan_ranking_filter filter = {.limit = PAGE_ROWS};
    struct arena *arena = run->arena;
    do {
        struct plan_ranked_list page;
        enum err err = plan_ranking(run->db, arena, &filter, &page);
        if (err != ERR_NONE) {
            return err;
        }
        for (size_t i = 0; i < page.count; i++) {
            struct cell *row = provider_row(run);
            if (row == NULL) {
                continue;
            }
            const struct plan_ranked *one = &page.rows[i];
            row[0] = cell_int(arena, one->item.rank);
            row[1] =
                cell_link(cell_text(one->title), arena_printf(arena, "/services/%s", one->number));
            row[2] = cell_text(one->agency_name);
            row[3] = cell_text(one->reason);
        }
        filter.after = page.next;
        /* beyond what is kept the order is the plan's page; the count is its total */
        if (run->out->row_count == PROVIDER_ROWS_MAX) {
            run->out->total = page.total;
            filter.after = NULL;
        }
    } while (filter.after != NULL);
    return ERR_NONE;
}

enum err provider_fill_sensitivity(struct provider_run *run) {
    struct plan_sensitive_list list;
    struct arena *arena = run->arena;
    enum err err = plan_ranking_sensitivity(
        run->db, arena,
        &(struct plan_sensitivity_options){
            .share = 0.5, .seed = SEED, .random_runs = RANDOM_RUNS, .top = TOP},
        &list);
    for (size_t i = 0; err == ERR_NONE && i < list.count; i++) {
        struct cell *row = provider_row(run);
        const struct plan_sensitive *one = &list.rows[i];
        if (row == NULL) {
            continue;
        }
        row[0] = cell_link(cell_text(one->title), arena_printf(arena, "/services/%s", one->number));
        row[1] = cell_int(arena, one->row.rank);
        row[2] = cell_int(arena, one->row.best);
        row[3] = cell_int(arena, one->row.worst);
        row[4] = cell_real(
            arena, (struct maybe_real){list.runs > 0, 100.0 * (double)one->row.in_top /
                                                          (double)(list.runs > 0 ? list.runs : 1)});
    }
    return err;
}

static const char *basis_words(const struct plan_setting *setting) {
    switch (setting->basis) {
    case PLAN_BASIS_LAW:
        return tr("Law");
    case PLAN_BASIS_METHOD:
        return tr("Method");
    case PLAN_BASIS_ASSUMED:
        break;
    }
    return tr("Assumed");
}

enum err provider_fill_settings(struct provider_run *run) {
    const struct plan_setting *settings;
    struct arena *arena = run->arena;
    enum err err = plan_settings_list(run->db, arena, &settings);
    for (size_t i = 0; err == ERR_NONE && i < PLAN_SETTING_COUNT; i++) {
        struct cell *row = provider_row(run);
        if (row == NULL) {
            break;
        }
        bool fraction = settings[i].value.value != (double)(int64_t)settings[i].value.value;
        row[0] = cell_text(settings[i].label);
        row[1] = fraction && settings[i].value.known
                     ? cell_text(text_decimal(arena, settings[i].value.value, 3))
                     : cell_real(arena, settings[i].value);
        row[2] = cell_text(settings[i].unit);
        row[3] = cell_text(basis_words(&settings[i]));
        row[4] = cell_text(settings[i].source);
    }
    return err;
}

/* ---- duties ---- */

static bool is_open(const struct plan_duty *duty) {
    switch (duty->coverage) {
    case PLAN_COVERAGE_SUSPECT:
    case PLAN_COVERAGE_PROPOSED:
    case PLAN_COVERAGE_CHOOSE:
    case PLAN_COVERAGE_UNREAD:
        return true;
    default:
        return false;
    }
}

static struct cell document_cell(struct provider_run *run, const struct plan_duty *duty) {
    return cell_link(cell_text(duty->clause.document_title),
                     arena_printf(run->arena, "/upstream/%s", duty->clause.document_id));
}

/* «۱۲ از ۴۰»: services of the holders without a finding that rests on the clause. */
static struct cell progress_cell(struct provider_run *run, const struct plan_duty *duty) {
    if (duty->id[0] == '\0' || duty->rules == 0 || duty->services == 0) {
        return cell_text(NULL);
    }
    return cell_text(tr_fmt(run->arena, "{1} of {2} services", duty->services_met, duty->services));
}

typedef void duty_row(struct provider_run *run, const struct plan_duty *duty);

static enum err each_duty(struct provider_run *run, duty_row *fill) {
    struct plan_duty_filter filter = {.limit = PAGE_ROWS};
    do {
        struct plan_duty_list page;
        enum err err = plan_duties(run->db, run->arena, &filter, &page);
        if (err != ERR_NONE) {
            return err;
        }
        for (size_t i = 0; i < page.count; i++) {
            fill(run, &page.rows[i]);
        }
        filter.after = page.next;
    } while (filter.after != NULL);
    return arena_failed(run->arena) ? err_failed() : ERR_NONE;
}

static void clause_duty_row(struct provider_run *run, const struct plan_duty *duty) {
    bool owed = duty->coverage == PLAN_COVERAGE_COVERED || is_open(duty);
    struct cell *row = owed ? provider_row(run) : NULL;
    if (row == NULL) {
        return;
    }
    row[0] = document_cell(run, duty);
    row[1] = cell_text(registry_clause_label(run->arena, duty->clause.clause));
    row[2] = cell_text(duty->clause.obliged);
    row[3] = cell_text(registry_deadline_text(run->arena, duty->clause.deadline));
    row[4] = cell_text(plan_coverage_label(duty->coverage));
    row[5] = progress_cell(run, duty);
}

enum err provider_fill_clause_duties(struct provider_run *run) {
    return each_duty(run, clause_duty_row);
}

static void open_clause_row(struct provider_run *run, const struct plan_duty *duty) {
    struct cell *row = is_open(duty) ? provider_row(run) : NULL;
    if (row == NULL) {
        return;
    }
    row[0] = document_cell(run, duty);
    row[1] = cell_text(registry_clause_label(run->arena, duty->clause.clause));
    row[2] = cell_text(duty->clause.obliged);
    row[3] = cell_text(plan_coverage_label(duty->coverage));
}

enum err provider_fill_open_clauses(struct provider_run *run) {
    return each_duty(run, open_clause_row);
}

/* ---- roadmap and overview ---- */

enum err provider_fill_roadmap(struct provider_run *run) {
    struct plan_milestone_list list;
    struct arena *arena = run->arena;
    enum err err = plan_roadmap(run->db, arena, NULL, calendar_day_of_ms(run->now_ms), &list);
    for (size_t i = 0; err == ERR_NONE && i < list.count; i++) {
        struct cell *row = provider_row(run);
        const struct plan_milestone *one = &list.rows[i];
        if (row == NULL) {
            break;
        }
        row[0] = cell_text(plan_half_text(arena, one->half));
        row[1] = cell_int(arena, one->services);
        row[2] = cell_int(arena, one->suggested);
        row[3] = cell_int(arena, one->zero_visit_total);
        row[4] = cell_real(arena, one->debt_removed);
        row[5] = cell_int(arena, one->debt_unknown);
    }
    return err;
}

static void indicator(struct provider_run *run, const char *label, struct cell value,
                      struct cell left_out) {
    struct cell *row = provider_row(run);
    if (row != NULL) {
        row[0] = cell_text(label);
        row[1] = value;
        row[2] = left_out;
    }
}

enum err provider_fill_overview(struct provider_run *run) {
    struct plan_overview now;
    struct arena *arena = run->arena;
    enum err err = plan_overview(run->db, arena, NULL, calendar_day_of_ms(run->now_ms), &now);
    if (err != ERR_NONE) {
        return err;
    }
    int64_t zero_visit = 0;
    for (int stage = 4; stage <= MATURITY_MAX; stage++) {
        zero_visit += now.stage[stage];
    }
    struct cell none = cell_text(NULL);
    indicator(run, tr("Mean satisfaction of citizens (0 to 10)"),
              cell_real(arena, now.satisfaction), none);
    indicator(run, tr("Services whose satisfaction can be published"),
              cell_int(arena, now.published), cell_int(arena, now.services - now.published));
    indicator(run, tr("Visits a year (visit debt)"), cell_real(arena, now.debt.sum),
              cell_int(arena, now.debt.unknown));
    indicator(run, tr("Burden of citizens a year (rial)"), cell_real(arena, now.burden.sum),
              cell_int(arena, now.burden.unknown));
    indicator(run, tr("Services at level 4 and more"), cell_int(arena, zero_visit),
              cell_int(arena, now.not_assessed));
    indicator(run, tr("Services that only inform or notify"),
              cell_int(arena, now.notification_only), none);
    indicator(run, tr("Services with a visit that no clause demands"),
              cell_int(arena, now.visits_without_clause), none);
    indicator(run, tr("Findings of the diagnosis"), cell_int(arena, now.findings), none);
    indicator(run, tr("Targets that were reached"), cell_int(arena, now.targets_reached),
              cell_int(arena, now.targets_set - now.targets_reached));
    indicator(run, tr("Targets that are late"), cell_int(arena, now.targets_late), none);
    return ERR_NONE;
}
