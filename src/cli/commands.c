/* The commands, in the order of the help. */
#include "cli.h"

const struct cli_command *const cli_commands[] = {
    &cmd_serve,
    &cmd_init,
    &cmd_migrate,
    &cmd_import,
    &cmd_document_compile,
    &cmd_document_export,
    &cmd_routes,
    &cmd_openapi,
    &cmd_doctor,
    &cmd_user_add,
    &cmd_db_copy,
    &cmd_backup,
    &cmd_restore,
    &cmd_demo_accounts,
    &cmd_library_load,
    &cmd_plan_load,
    &cmd_plan_refresh,
    &cmd_process_check,
    &cmd_process_draw,
    &cmd_process_compare,
    &cmd_process_run,
    &cmd_decide,
};
const size_t cli_command_count = COUNT_OF(cli_commands);
