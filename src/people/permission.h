/*
 * Roles, permissions and which role has which: one table, read by the check, by the page that
 * explains it and by the tests. Source: the roles of the product, docs/roles.md.
 */
#ifndef KHAJU_PEOPLE_PERMISSION_H
#define KHAJU_PEOPLE_PERMISSION_H

#include "tr.h"

/* name, Persian-facing label, scoped to agencies? */
#define PEOPLE_ROLES(X) \
    X(admin, "System administrator", false) \
    X(it_manager, "IT management", false) \
    X(public_relations, "Public Relations", false) \
    X(working_group, "Member of the working group", false) \
    X(deputy_governor, "Deputy governor", false) \
    X(auditor, "Auditor", false) \
    X(agency_head, "Agency head", true) \
    X(agency_officer, "Agency officer", true) \
    X(counter_office, "Counter office", true)

/* name, label, roles (bits) */
#define R(role) (1u << ROLE_##role)
#define PEOPLE_EVERYONE 0xffffffffu
#define PEOPLE_STAFF 0x7fffffffu /* anybody who is signed in */
#define PEOPLE_PERMISSIONS(X) \
    X(public_read, "Read public pages", PEOPLE_EVERYONE) \
    X(account_own, "Use one's own account", PEOPLE_STAFF) \
    X(desk_read, "See the desk", PEOPLE_STAFF) \
    X(service_edit, "Edit a service profile", \
      R(admin) | R(it_manager) | R(agency_head) | R(agency_officer)) \
    X(service_confirm, "Confirm what an agency reported", R(it_manager)) \
    X(report_enter, "Report yearly figures", R(it_manager) | R(agency_head) | R(agency_officer)) \
    X(registry_import, "Import data files", R(admin) | R(it_manager)) \
    X(plan_read, "See diagnosis, gaps and ranking", PEOPLE_STAFF) \
    X(plan_edit, "Set targets, duties, requirements and settings", R(it_manager)) \
    X(model_read, "See processes and decisions", PEOPLE_STAFF) \
    X(model_write, "Add, change and publish processes and decisions", R(it_manager)) \
    X(document_read_draft, "Read drafts of the document", PEOPLE_STAFF) \
    X(document_edit, "Write and compile the document", R(it_manager)) \
    X(document_publish, "Publish a version of the document", R(it_manager) | R(deputy_governor)) \
    X(people_manage, "Manage accounts and authority", R(admin)) \
    X(audit_read, "Read the audit trail", R(admin) | R(auditor) | R(it_manager))

enum role {
#define X(name, label, scoped) ROLE_##name,
    PEOPLE_ROLES(X)
#undef X
        ROLE_COUNT
};
enum permission {
#define X(name, label, roles) CAN_##name,
    PEOPLE_PERMISSIONS(X)
#undef X
        CAN_COUNT
};
/* CAN(service_edit) in a PAGE line */
#define CAN(name) CAN_##name

#endif
