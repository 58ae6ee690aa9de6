/* Life events: the services by what happens in a life. */
#include "event_list_html.h"
#include "event_row.h"
#include "page.h"
#include "registry.h"
#include "vocabulary.h"

// Life events, each with the number of its services.
PAGE(GET, "/events", event_list, CAN(public_read))
enum err event_list(struct page *page) {
    struct registry_count_list counts;
    struct registry_totals totals;
    struct event_row rows[LIFE_EVENT_END];
    size_t count = 0;
    enum err err = registry_counts(page->db, page->arena, "life_event", &counts);
    if (err == ERR_NONE) {
        err = registry_totals(page->db, page->arena, &totals);
    }
    if (err != ERR_NONE) {
        return err;
    }
    for (int event = LIFE_EVENT_NONE + 1; event < LIFE_EVENT_END; event++) {
        rows[count] = (struct event_row){vocabulary_slug(VOCABULARY_LIFE_EVENT, event),
                                         vocabulary_label(VOCABULARY_LIFE_EVENT, event), 0};
        for (size_t i = 0; i < counts.count; i++) {
            if (vocabulary_value(VOCABULARY_LIFE_EVENT, counts.rows[i].value) == event) {
                rows[count].services = counts.rows[i].services;
            }
        }
        count++;
    }
    http_cacheable(page->req);
    struct html *out =
        page_begin(page, &(struct page_head){.title = tr("Life events"), .section = "services"});
    event_list_html(out, rows, count, totals.services);
    return page_end(page);
}
