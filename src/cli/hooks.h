/* The upward hooks: what a lower room needs from one above it. Plugged in here, nowhere else. */
#ifndef KHAJU_CLI_HOOKS_H
#define KHAJU_CLI_HOOKS_H

/* Before any command runs. */
void cli_hooks(void);

#endif
