/* After signing in again: the form that was being sent. */
#include "continue_html.h"
#include "continue_view.h"

// The form that was being sent when the session ended, ready to be sent.
PAGE(GET, "/continue/{id}", continue_show, CAN(account_own))
enum err continue_show(struct page *page) {
    struct page_continue view;
    enum err err = page_continue_load(page, page_param(page, "id"), &view);
    if (err != ERR_NONE) {
        return err;
    }
    struct html *out =
        page_begin(page, &(struct page_head){.title = tr("Go on where you stopped")});
    continue_html(out, &view);
    return page_end(page);
}
