/* The first page of those who are signed in: only what the person may do. */
#include "desk_card.h"
#include "desk_html.h"
#include "page.h"

static const struct {
    enum permission permission;
    const char *href, *title, *what;
} entries[] = {
    {CAN_plan_read, "/plan", TR_NOOP("Where the province stands"),
     TR_NOOP("Present state, diagnosis, gaps, ranking and duties")},
    {CAN_model_read, "/desk/models", TR_NOOP("Processes and decisions"),
     TR_NOOP("Drawings, checks, versions, comparison and simulation")},
    {CAN_service_edit, "/desk/services", TR_NOOP("Service profiles"),
     TR_NOOP("Correct a profile, its channels, fees and inquiries")},
    {CAN_report_enter, "/desk/reports", TR_NOOP("Yearly figures"),
     TR_NOOP("Report volume, visits and times; see what was returned")},
    {CAN_document_read_draft, "/desk/document", TR_NOOP("Development document"),
     TR_NOOP("Chapters, problems, versions and downloads")},
    {CAN_registry_import, "/desk/import", TR_NOOP("Import data files"),
     TR_NOOP("Load a file, see its report first")},
    {CAN_people_manage, "/desk/people", TR_NOOP("Accounts"), TR_NOOP("People, roles and agencies")},
    {CAN_people_manage, "/desk/authority", TR_NOOP("Delegated authority"),
     TR_NOOP("Who may decide what, until when")},
    {CAN_audit_read, "/desk/audit", TR_NOOP("Audit trail"), TR_NOOP("Who did what, and when")},
    {CAN_account_own, "/account", TR_NOOP("Your account"),
     TR_NOOP("Password, two-step sign-in and open sessions")},
};

// The desk: what the person who is signed in may do.
PAGE(GET, "/desk", desk_show, CAN(desk_read))
enum err desk_show(struct page *page) {
    struct desk_card cards[COUNT_OF(entries)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(entries); i++) {
        if (page_may(page, entries[i].permission, NULL)) {
            cards[count++] =
                (struct desk_card){entries[i].href, tr(entries[i].title), tr(entries[i].what)};
        }
    }
    struct html *out =
        page_begin(page, &(struct page_head){.title = tr("Desk"), .section = "desk"});
    desk_html(out, page->person, cards, count);
    return page_end(page);
}
