/*
 * Acts in words. A room that records a new kind of act adds its line here; an act without a line is
 * shown by its code, never hidden.
 */
#include "audit.h"
#include "json.h"
#include "people.h"
#include <string.h>

static const struct people_act_kind kinds[] = {
    {"sign_in", TR_NOOP("Sign-in"), TR_NOOP("{1} signed in")},
    {"sign_in.refused", TR_NOOP("Refused sign-in"), TR_NOOP("{1} was refused at sign-in ({2})")},
    {"sign_out", TR_NOOP("Sign-out"), TR_NOOP("{1} signed out")},
    {"session.end", TR_NOOP("End of other sessions"), TR_NOOP("{1} ended other sessions")},
    {"password.change", TR_NOOP("Change of password"), TR_NOOP("{1} changed their password")},
    {"password.reset", TR_NOOP("One-time password"),
     TR_NOOP("{1} made a one-time password for {2}")},
    {"totp.on", TR_NOOP("Second step on"), TR_NOOP("{1} switched the second step of sign-in on")},
    {"totp.off", TR_NOOP("Second step off"),
     TR_NOOP("{1} switched the second step of sign-in off")},
    {"totp.codes", TR_NOOP("New recovery codes"), TR_NOOP("{1} made new recovery codes")},
    {"totp.remove", TR_NOOP("Removal of a lost second step"),
     TR_NOOP("{1} removed the lost second step of {2}")},
    {"account.add", TR_NOOP("New account"), TR_NOOP("{1} added the account {2}")},
    {"account.edit", TR_NOOP("Change of an account"), TR_NOOP("{1} changed the account {2}")},
    {"account.lock", TR_NOOP("Lock of an account"), TR_NOOP("{1} locked the account {2}")},
    {"account.unlock", TR_NOOP("Unlock of an account"), TR_NOOP("{1} unlocked the account {2}")},
    {"account.close", TR_NOOP("Closing of an account"), TR_NOOP("{1} closed the account {2}")},
    {"authority.grant", TR_NOOP("Delegation of authority"),
     TR_NOOP("{1} delegated authority to {2}")},
    {"authority.revoke", TR_NOOP("Revocation of authority"),
     TR_NOOP("{1} revoked the authority of {2}")},
    {"registry.import", TR_NOOP("Import of a data file"), TR_NOOP("{1} imported {2}")},
    {"service.create", TR_NOOP("New service"), TR_NOOP("{1} added the service {2}")},
    {"service.edit", TR_NOOP("Change of a service profile"),
     TR_NOOP("{1} changed the profile of the service {2}")},
    {"service.verify", TR_NOOP("Verification of a service"),
     TR_NOOP("{1} verified the level of the service {2}")},
    {"plan.rule", TR_NOOP("Change of a rule"), TR_NOOP("{1} changed the rule {2}")},
    {"plan.setting", TR_NOOP("Change of a setting"), TR_NOOP("{1} changed the setting {2}")},
    {"plan.target", TR_NOOP("Target"), TR_NOOP("{1} set a target")},
    {"plan.target.remove", TR_NOOP("Removal of a target"), TR_NOOP("{1} removed a target")},
    {"plan.duty", TR_NOOP("Duty of an agency"), TR_NOOP("{1} recorded a duty")},
    {"plan.duty.remove", TR_NOOP("Removal of a duty"), TR_NOOP("{1} removed a duty")},
    {"plan.duty.accept", TR_NOOP("Acceptance of proposed duties"),
     TR_NOOP("{1} accepted the proposed duties")},
    {"plan.requirement", TR_NOOP("Requirement"), TR_NOOP("{1} recorded a requirement")},
    {"library.add", TR_NOOP("New process or decision"),
     TR_NOOP("{1} added the process or decision {2}")},
    {"library.version", TR_NOOP("New version of a process or decision"),
     TR_NOOP("{1} saved a new version of {2}")},
    {"library.change", TR_NOOP("Change of title or place of a process or decision"),
     TR_NOOP("{1} changed title, agency, service or role of {2}")},
    {"library.publish", TR_NOOP("Publication of a process or decision"),
     TR_NOOP("{1} published a version of {2}")},
    {"library.withdraw", TR_NOOP("Withdrawal of a process or decision"),
     TR_NOOP("{1} withdrew a version of {2}")},
    {"document.chapter_edit", TR_NOOP("Change of a chapter"),
     TR_NOOP("{1} changed the chapter {2} of the document")},
    {"document.compile", TR_NOOP("Compiling of the document"),
     TR_NOOP("{1} compiled a version of the document")},
    {"document.state", TR_NOOP("New state of the document"),
     TR_NOOP("{1} moved a version of the document to another state")},
};

const struct people_act_kind *people_act_kinds(size_t *count_out) {
    *count_out = COUNT_OF(kinds);
    return kinds;
}

/* Whom or what the act was done to: by the name its detail gives, else by its id. */
static const char *object_of(struct arena *arena, const struct people_act *act) {
    static const char *const keys[] = {"username", "account", "title", "name", "peer"};
    json_t *detail = NULL;
    if (act->detail && json_read(arena, act->detail, &detail) == ERR_NONE) {
        for (size_t i = 0; i < COUNT_OF(keys); i++) {
            const char *text = json_text(detail, keys[i]);
            if (text) {
                return text;
            }
        }
    }
    return act->object_id;
}

const char *people_act_sentence(struct arena *arena, const struct people_act *act) {
    const char *who = act->account_name                          ? act->account_name
                      : strcmp(act->act, "sign_in.refused") == 0 ? tr("Somebody")
                                                                 : tr("The system");
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (strcmp(kinds[i].act, act->act) == 0) {
            return tr_fmt(arena, kinds[i].sentence, who, object_of(arena, act));
        }
    }
    return tr_fmt(arena, "{1} did “{2}”", who, act->act);
}
