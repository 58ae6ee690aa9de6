/* One entry of the desk; texts are translated. */
#ifndef KHAJU_FRONT_DESK_CARD_H
#define KHAJU_FRONT_DESK_CARD_H

struct desk_card {
    const char *href, *title, *what;
};

#endif
