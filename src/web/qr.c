/* QR codes (ISO/IEC 18004) by libqrencode, as SVG: sharp at every size, also in print. */
#include "qr_html.h"
#include "web.h"
#include <qrencode.h>

enum { QUIET_ZONE = 4, QR_MARKUP_MAX = 1 << 20 }; /* modules of white around: 18004, 6.3.8 */

/* Each run of dark modules of a row is one rectangle of the path. */
static void qr_path(const QRcode *code, struct buf *path) {
    for (int y = 0; y < code->width; y++) {
        const unsigned char *row = code->data + (ptrdiff_t)y * code->width;
        for (int x = 0; x < code->width;) {
            int run = 0;
            while (x + run < code->width && (row[x + run] & 1) != 0) {
                run++;
            }
            if (run > 0) {
                buf_printf(path, "M%d %dh%dv1h-%dz", x + QUIET_ZONE, y + QUIET_ZONE, run, run);
            }
            x += run > 0 ? run : 1;
        }
    }
}

struct html_raw web_qr(struct arena *arena, const char *label, const char *text) {
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (code == NULL) {
        return (struct html_raw){""};
    }
    struct buf path;
    struct html out = {.arena = arena};
    buf_init(&path, QR_MARKUP_MAX);
    buf_init(&out.buf, QR_MARKUP_MAX);
    qr_path(code, &path);
    qr_html(&out, label, buf_text(&path), code->width + 2 * QUIET_ZONE);
    const char *markup = path.failed == ERR_NONE && out.buf.failed == ERR_NONE
                             ? arena_strndup(arena, buf_text(&out.buf), out.buf.length)
                             : NULL;
    buf_finish(&out.buf);
    buf_finish(&path);
    QRcode_free(code);
    return (struct html_raw){markup == NULL ? "" : markup};
}
