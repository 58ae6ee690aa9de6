/* Files named on the command line. */
#include "cli.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum err cli_open_file(const char *path, FILE **out) {
    struct stat status;
    if (stat(path, &status) != 0) {
        return err_set(ERR_INVALID, "CLI-1", "The file {1} cannot be read: {2}.", path,
                       strerror(errno), NULL);
    }
    if (!S_ISREG(status.st_mode)) {
        return err_set(ERR_INVALID, "CLI-2", "{1} is not a file.", path, NULL);
    }
    *out = fopen(path, "rbe");
    if (*out == NULL) {
        return err_set(ERR_INVALID, "CLI-1", "The file {1} cannot be read: {2}.", path,
                       strerror(errno), NULL);
    }
    return ERR_NONE;
}
