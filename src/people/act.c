/*
 * Acts in words. A room that records a new kind of act adds its line here; an act without a line is
 * shown by its code, never hidden.
 */
#include "audit.h"
#include "people.h"
#include <string.h>

static const struct people_act_kind kinds[] = {
    {"sign_in", TR_NOOP("signed in")},
    {"sign_in.refused", TR_NOOP("was refused at sign-in")},
    {"sign_out", TR_NOOP("signed out")},
    {"session.end", TR_NOOP("ended other sessions")},
    {"password.change", TR_NOOP("changed their password")},
    {"password.reset", TR_NOOP("gave out a one-time password")},
    {"totp.on", TR_NOOP("switched the second step of sign-in on")},
    {"totp.off", TR_NOOP("switched the second step of sign-in off")},
    {"totp.codes", TR_NOOP("made new recovery codes")},
    {"totp.remove", TR_NOOP("removed a lost second step of sign-in")},
    {"account.add", TR_NOOP("added an account")},
    {"account.edit", TR_NOOP("changed an account")},
    {"account.lock", TR_NOOP("locked an account")},
    {"account.unlock", TR_NOOP("unlocked an account")},
    {"account.close", TR_NOOP("closed an account")},
    {"authority.grant", TR_NOOP("delegated authority")},
    {"authority.revoke", TR_NOOP("revoked delegated authority")},
};

const struct people_act_kind *people_act_kinds(size_t *count_out) {
    *count_out = COUNT_OF(kinds);
    return kinds;
}

const char *people_act_sentence(struct arena *arena, const struct people_act *act) {
    const char *who = act->account_name                          ? act->account_name
                      : strcmp(act->act, "sign_in.refused") == 0 ? tr("Somebody")
                                                                 : tr("The system");
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (strcmp(kinds[i].act, act->act) == 0) {
            return tr_fmt(arena, "{1} {2}", who, tr(kinds[i].label));
        }
    }
    return tr_fmt(arena, "{1} did “{2}”", who, act->act);
}
