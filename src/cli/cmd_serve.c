/* khaju serve: plugs the rooms together and waits for the end. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "document.h"
#include "document_job.h"
#include "http.h"
#include "log.h"
#include "page.h"
#include "province.h"
#include "text.h"

enum {
    BODY_MAX = 1 << 20,
    FIELDS_MAX = 4000,
    REQUEST_MEMORY = 64 << 20,
    CACHE_MB = 64,
    CACHE_MB_MAX = 4096,
};
static const uint64_t upload_max = UINT64_C(512) << 20;

static const struct page_nav nav[] = {
    {TR_NOOP("Services"), "/services", CAN_public_read},
    {TR_NOOP("Agencies"), "/agencies", CAN_public_read},
    {TR_NOOP("Upstream documents"), "/upstream", CAN_public_read},
    {TR_NOOP("Development document"), "/document", CAN_public_read},
    {TR_NOOP("Where the province stands"), "/plan", CAN_plan_read},
    {TR_NOOP("Desk"), "/desk", CAN_desk_read},
};

/* What one run of the server holds; undone in reverse. */
struct serving {
    struct store *store;
    struct page_app *app;
    struct http_server *server;
    struct http_asset *assets;
    size_t asset_count;
};

static enum err make_folder(const char *path) {
    if (mkdir(path, 0750) == 0 || errno == EEXIST) {
        return ERR_NONE;
    }
    return err_set(ERR_IO, "CLI-10", "The folder {1} cannot be made: {2}.", path, strerror(errno),
                   NULL);
}

/* The province's name under the program's; kept for the life of the process. */
static enum err read_province(struct cli *cli, struct store *store, const char **out) {
    struct store_db *db = NULL;
    enum err err = store_reader_acquire(store, &db);
    if (err == ERR_NONE) {
        err = registry_province(db, cli->arena, out);
        store_reader_release(db);
    }
    return err;
}

static enum err list_assets(struct cli *cli, struct serving *serving) {
    const struct web_file *files = web_file_list(&serving->asset_count);
    serving->assets = ARENA_ARRAY(cli->arena, serving->asset_count + 1, struct http_asset);
    if (serving->assets == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < serving->asset_count; i++) {
        serving->assets[i] = (struct http_asset){files[i].path, files[i].type, files[i].data,
                                                 files[i].size, files[i].gzip, files[i].gzip_size};
    }
    return ERR_NONE;
}

static enum err start_pages(struct cli *cli, const char *folder, struct serving *serving) {
    struct page_options options = {.store = serving->store, .nav = nav, .nav_count = COUNT_OF(nav)};
    const char *key = arena_printf(cli->arena, "%s/page.key", folder);
    const char *province = "";
    enum err err = key == NULL ? err_failed() : page_key_load(key, options.key);
    if (err == ERR_NONE) {
        err = read_province(cli, serving->store, &province);
    }
    if (err == ERR_NONE) {
        options.subtitle =
            province[0] == '\0'
                ? tr("Public services of the province")
                : tr_fmt(cli->arena, "Electronic services of the province of {1}", province);
        err = page_app_create(&options, &serving->app);
    }
    return err;
}

static enum err start_http(struct cli *cli, const char *folder, int64_t cache_mb,
                           struct serving *serving) {
    bool limited = !cli_switch(cli, "--no-rate-limit");
    enum err err = list_assets(cli, serving);
    if (err != ERR_NONE) {
        return err;
    }
    struct http_options options = {
        .listen = cli_value(cli, "--listen"),
        .body_max = BODY_MAX,
        .upload_max = upload_max,
        .fields_max = FIELDS_MAX,
        .request_memory = REQUEST_MEMORY,
        .cache_bytes = (size_t)cache_mb << 20,
        .trust_proxy = cli_switch(cli, "--behind-proxy"),
        .tls = cli_switch(cli, "--behind-tls"),
        .upload_dir = folder,
        .routes = page_routes,
        .route_count = page_route_count,
        .assets = serving->assets,
        .asset_count = serving->asset_count,
        .hooks = page_app_hooks(serving->app),
    };
    if (limited) {
        options.rates[HTTP_RATE_READ] = (struct http_rate){1200, 300};
        options.rates[HTTP_RATE_WRITE] = (struct http_rate){240, 60};
        options.rates[HTTP_RATE_STRICT] = (struct http_rate){30, 15};
    }
    return http_server_start(&options, &serving->server);
}

static void stop(struct serving *serving) {
    document_jobs_stop(); /* first: requests wait for jobs */
    http_server_stop(serving->server);
    page_app_destroy(serving->app);
    store_close(serving->store);
}

/* The address as a browser takes it, with the port that was really given. */
static void announce(struct cli *cli, const struct serving *serving) {
    const char *listen = cli_value(cli, "--listen");
    const char *colon = strrchr(listen, ':');
    printf("Khaju listens on http://%.*s:%u\n",
           colon != NULL ? (int)(colon - listen) : (int)strlen(listen), listen,
           http_server_port(serving->server));
    fflush(stdout);
}

static int run(struct cli *cli) {
    struct serving serving = {0};
    const char *folder = cli_value(cli, "--data");
    int64_t cache_mb = CACHE_MB;
    if (cli_value(cli, "--cache-mb") != NULL &&
        (!text_int(cli_value(cli, "--cache-mb"), &cache_mb) || cache_mb < 0 ||
         cache_mb > CACHE_MB_MAX)) {
        return cli_usage(cli, "--cache-mb takes a whole number from 0 to %d", CACHE_MB_MAX);
    }
    /* Before any thread is made, so that only sigwait below sees the signals. */
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);

    enum err err = cli_open_store(cli, &(struct store_options){0}, &serving.store);
    if (err == ERR_NONE) {
        err = make_folder(folder);
    }
    if (err == ERR_NONE) {
        const char *made = arena_printf(cli->arena, "%s/document", folder);
        err = made == NULL ? err_failed() : ERR_NONE;
        document_cache_dir_set(made != NULL ? made : folder);
    }
    if (err == ERR_NONE) {
        err = document_jobs_start(serving.store);
    }
    if (err == ERR_NONE) {
        err = start_pages(cli, folder, &serving);
    }
    if (err == ERR_NONE) {
        err = start_http(cli, folder, cache_mb, &serving);
    }
    if (err != ERR_NONE) {
        int code = cli_fail(err);
        stop(&serving);
        return code;
    }
    announce(cli, &serving);
    int signal_number = 0;
    sigwait(&ends, &signal_number);
    log_event(LOG_INFO, "serve.end", "signal", signal_number == SIGTERM ? "TERM" : "INT", NULL);
    stop(&serving);
    return CLI_DONE;
}

const struct cli_command cmd_serve = {
    .name = "serve",
    .arguments = "",
    .summary = "Serve the pages and the API until SIGTERM or SIGINT.",
    .options = {CLI_DB_OPTION,
                {"--listen", "HOST:PORT", "address and port; port 0 takes a free one",
                 "127.0.0.1:8080"},
                {"--data", "DIR", "folder for keys, uploads and made files", "var"},
                {"--cache-mb", "N", "memory for finished public pages; 0 turns it off (default 64)",
                 NULL},
                {"--behind-proxy", NULL, "believe X-Forwarded-For of the reverse proxy", NULL},
                {"--behind-tls", NULL, "browsers come by https: HSTS and Secure cookies", NULL},
                {"--no-rate-limit", NULL, "no limit per visitor (measuring only)", NULL}},
    .run = run,
};
