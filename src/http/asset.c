/* The table of assets: addresses sorted, found by bisection. */
#include "asset.h"

#include <stdlib.h>
#include <string.h>
#include "headers.h"

enum { ASSETS_MAX = 1000 };

struct asset_address {
    const char *path;
    struct MHD_Response *plain, *gzip; /* gzip may be NULL */
};

struct assets {
    size_t count;
    struct asset_address addresses[];
};

static struct MHD_Response *response_create(const struct http_asset *asset, bool gzip, bool tls,
                                            const char *cache_control) {
    /* persistent: the bytes belong to the program, the library only reads them */
    union {
        const void *in;
        void *out;
    } bytes = {.in = gzip ? asset->gzip : asset->data};
    struct MHD_Response *response = MHD_create_response_from_buffer(
        gzip ? asset->gzip_size : asset->size, bytes.out, MHD_RESPMEM_PERSISTENT);
    if (response == NULL) {
        return NULL;
    }
    bool ok = headers_secure(response, NULL, tls) &&
              MHD_add_response_header(response, "Content-Type", asset->type) == MHD_YES &&
              MHD_add_response_header(response, "Cache-Control", cache_control) == MHD_YES;
    if (asset->gzip != NULL) {
        ok = ok && MHD_add_response_header(response, "Vary", "Accept-Encoding") == MHD_YES;
    }
    if (gzip) {
        ok = ok && MHD_add_response_header(response, "Content-Encoding", "gzip") == MHD_YES;
    }
    if (!ok) {
        MHD_destroy_response(response);
        return NULL;
    }
    return response;
}

static enum err asset_add(struct assets *assets, const struct http_asset *asset, bool tls) {
    bool hashed = strncmp(asset->path, "/assets/", 8) == 0;
    const char *cache_control =
        hashed ? "public, max-age=31536000, immutable" : "public, max-age=86400";
    struct asset_address *address = &assets->addresses[assets->count++];
    address->path = asset->path;
    address->plain = response_create(asset, false, tls, cache_control);
    address->gzip = asset->gzip != NULL ? response_create(asset, true, tls, cache_control) : NULL;
    bool ok = address->plain != NULL && (asset->gzip == NULL || address->gzip != NULL);
    return ok ? ERR_NONE
              : err_set(ERR_INTERNAL, "HTTP-21", "The file {1} of the program cannot be served.",
                        asset->path, NULL);
}

static int address_compare(const void *a, const void *b) {
    const struct asset_address *left = a;
    const struct asset_address *right = b;
    return strcmp(left->path, right->path);
}

enum err assets_create(const struct http_asset *list, size_t count, bool tls, struct assets **out) {
    struct assets *assets = count <= ASSETS_MAX
                                ? calloc(1, sizeof *assets + count * sizeof(struct asset_address))
                                : NULL;
    if (assets == NULL) {
        return err_memory();
    }
    for (size_t i = 0; i < count; i++) {
        enum err err = asset_add(assets, &list[i], tls);
        if (err != ERR_NONE) {
            assets_destroy(assets);
            return err;
        }
    }
    qsort(assets->addresses, assets->count, sizeof assets->addresses[0], address_compare);
    *out = assets;
    return ERR_NONE;
}

void assets_destroy(struct assets *assets) {
    if (assets == NULL) {
        return;
    }
    for (size_t i = 0; i < assets->count; i++) {
        struct asset_address *address = &assets->addresses[i];
        if (address->plain != NULL) {
            MHD_destroy_response(address->plain);
        }
        if (address->gzip != NULL) {
            MHD_destroy_response(address->gzip);
        }
    }
    free(assets);
}

struct MHD_Response *assets_find(struct assets *assets, const char *target, size_t length,
                                 bool gzip) {
    size_t low = 0;
    size_t high = assets->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct asset_address *address = &assets->addresses[middle];
        int order = strncmp(target, address->path, length);
        if (order == 0 && address->path[length] == '\0') {
            return gzip && address->gzip != NULL ? address->gzip : address->plain;
        }
        if (order <= 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}
