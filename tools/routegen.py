#!/usr/bin/env python3
"""Makes the table of routes, and the description of the API, from the PAGE lines beside handlers.

    routegen.py --schemas DIR --version X --out routes.c openapi.json FILE...

A page is declared where it is written:

    // One service, as the API gives it.
    // Everything that is known about it, with its sources.
    // query: fields text? - which parts, separated by commas
    // reply: Service
    PAGE(GET, "/api/v1/services/{id}", api_service, CAN(public_read))

The first sentence is the summary, what follows the description. Directive lines document routes
under /api/: `path: NAME TYPE - text` and `query: NAME TYPE[?] - text` (TYPE: text, int, bool, date,
or values a|b|c; `?` means optional), `reply: SCHEMA` or `reply: content/type`. SCHEMA is a file of
data/openapi, SCHEMA.json. Flags after the permission: UPLOAD, STRICT (see http.h).

routes.c references every handler, so a missing one does not link. Refused: a page without a comment
or a permission, a malformed path, the same method and path twice, two pages with one handler, an
unknown flag, an API route without a reply, an unknown schema.
"""
import argparse
import json
import pathlib
import re
import sys

METHODS = ("GET", "POST", "PUT", "DELETE")
FLAGS = {"UPLOAD": "HTTP_ROUTE_UPLOAD", "STRICT": "HTTP_ROUTE_STRICT"}
PAGE = re.compile(r"^PAGE\((.*?)\)[ \t]*;?[ \t]*$", re.M | re.S)
ARGUMENTS = re.compile(
    r'\s*(\w+)\s*,\s*"([^"]*)"\s*,\s*(\w+)\s*(?:,\s*CAN\((\w+)\)\s*((?:,\s*\w+\s*)*))?', re.S)
PATH = re.compile(r"/|(?:/(?:[a-z0-9_][a-z0-9_.-]*|\{[a-z][a-z0-9_]*\}))+")
DIRECTIVE = re.compile(r"(path|query|reply):\s*(.*)")
FIELD = re.compile(r"([a-z][a-z0-9_]*)\s+([a-z]+(?:\|[a-z0-9_-]+)*|[a-z0-9_-]+(?:\|[a-z0-9_-]+)+)"
                   r"(\?)?\s+[-–—]\s+(.+)")
TYPES = {"text": {"type": "string"}, "int": {"type": "integer"}, "bool": {"type": "boolean"},
         "date": {"type": "string", "format": "date"}}


class Mistake(Exception):
    """A page that may not be built, with its place."""


class Route:
    def __init__(self, place, method, path, handler, permission, flags):
        self.place = place
        self.method = method
        self.path = path
        self.handler = handler
        self.permission = permission
        self.public = "public_read" in permission
        self.flags = flags
        self.summary = ""
        self.description = ""
        self.parameters = []
        self.reply = None

    @property
    def api(self):
        return self.path.startswith("/api/")

    @property
    def params(self):
        return re.findall(r"\{(\w+)\}", self.path)

    @property
    def shape(self):
        return self.method, re.sub(r"\{\w+\}", "{}", self.path)


def comment_above(text, start):
    """The // lines that end right above a position."""
    lines = []
    for line in reversed(text[:start].splitlines()):
        if not line.startswith("//"):
            break
        lines.insert(0, line[2:].strip())
    return lines


def read_field(place, kind, text):
    match = FIELD.fullmatch(text)
    if not match:
        raise Mistake(f"{place}: `{kind}: {text}` should read NAME TYPE - text")
    name, kind_of_value, optional, words = match.groups()
    if "|" in kind_of_value:
        schema = {"type": "string", "enum": kind_of_value.split("|")}
    elif kind_of_value in TYPES:
        schema = dict(TYPES[kind_of_value])
    else:
        raise Mistake(f"{place}: unknown type {kind_of_value}; known are {', '.join(TYPES)}")
    return {"name": name, "in": kind, "required": kind == "path" or not optional,
            "description": words, "schema": schema}


def read_comment(route, lines):
    words = []
    for line in lines:
        directive = DIRECTIVE.fullmatch(line)
        if not directive:
            words.append(line)
        elif directive.group(1) == "reply":
            route.reply = directive.group(2).strip()
        else:
            route.parameters.append(
                read_field(route.place, directive.group(1), directive.group(2).strip()))
    text = " ".join(words).strip()
    if not text:
        raise Mistake(f"{route.place}: a page needs a comment above it that says what it shows")
    summary, _, rest = text.partition(". ")
    route.summary = summary.rstrip(".")
    route.description = rest.strip()


def read_route(place, arguments, comment):
    match = ARGUMENTS.fullmatch(arguments)
    if not match:
        raise Mistake(f'{place}: should read PAGE(METHOD, "/path", handler, CAN(permission))')
    method, path, handler, permission, flags = match.groups()
    if method not in METHODS:
        raise Mistake(f"{place}: unknown method {method}; known are {', '.join(METHODS)}")
    if not permission:
        raise Mistake(f"{place}: {handler} names no permission: CAN(…)")
    if not PATH.fullmatch(path):
        raise Mistake(f"{place}: {path} is not a path like /services/{{id}}")
    names = re.findall(r"\{(\w+)\}", path)
    if len(set(names)) != len(names):
        raise Mistake(f"{place}: {path} names a parameter twice")
    flags = re.findall(r"\w+", flags or "")
    for flag in flags:
        if flag not in FLAGS:
            raise Mistake(f"{place}: unknown flag {flag}; known are {', '.join(FLAGS)}")
    route = Route(place, method, path, handler, permission, flags)
    read_comment(route, comment)
    for parameter in route.parameters:
        if parameter["in"] == "path" and parameter["name"] not in names:
            raise Mistake(f"{place}: {path} has no parameter {parameter['name']}")
    if route.api and not route.reply:
        raise Mistake(f"{place}: an API route says what it gives: // reply: SCHEMA")
    return route


def read_routes(name, text):
    routes = []
    for match in PAGE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        routes.append(
            read_route(f"{name}:{line}", match.group(1), comment_above(text, match.start())))
    return routes


def check_routes(routes):
    shapes = {}
    handlers = {}
    for route in routes:
        for known, key in ((shapes, route.shape), (handlers, route.handler)):
            if key in known:
                raise Mistake(f"{route.place}: {route.method} {route.path} ({route.handler}) is "
                              f"declared already at {known[key]}")
            known[key] = route.place


def c_string(text):
    out = []
    for byte in text.encode("utf-8"):
        char = chr(byte)
        if char in '"\\':
            out.append("\\" + char)
        elif char == "\n":
            out.append("\\n")
        elif 32 <= byte < 127:
            out.append(char)
        else:
            out.append("\\%03o" % byte)
    return '"' + "".join(out) + '"'


def c_source(routes, openapi):
    out = ["/* Written by tools/routegen.py; do not edit. */\n", '#include "page.h"\n\n']
    for route in routes:
        out.append(f"enum err {route.handler}(struct page *page);\n")
    out.append("\nconst struct http_route page_routes[] = {\n")
    for route in routes:
        flags = [FLAGS[flag] for flag in route.flags]
        if route.api:
            flags.insert(0, "HTTP_ROUTE_API")
        out.append("    {HTTP_%s, %s, %s,\n     %s,\n     CAN_%s, %s, (void (*)(void))%s},\n" % (
            route.method, c_string(route.path), c_string(route.handler), c_string(route.summary),
            route.permission, " | ".join(flags) or "0", route.handler))
    # one empty element at the end: C has no empty arrays
    out.append("    {0},\n};\n")
    out.append(f"const size_t page_route_count = {len(routes)};\n\n")
    # as numbers: a string literal of this length is more than C11 promises
    data = openapi.encode("utf-8")
    out.append("const char page_openapi[] = {\n")
    for start in range(0, len(data), 24):
        out.append("    " + ",".join(str(byte) if byte < 128 else str(byte - 256)
                                     for byte in data[start:start + 24]) + ",\n")
    out.append("    0};\n")
    return "".join(out)


def references(value):
    """Every schema a schema refers to."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "$ref" and inner.startswith("#/components/schemas/"):
                yield inner.rsplit("/", 1)[1]
            else:
                yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def reachable(routes, schemas):
    """The schemas that replies need, and what those need."""
    wanted = {}
    queue = [(route.place, route.reply) for route in routes if "/" not in route.reply]
    queue.append(("routegen.py", "Problem"))
    while queue:
        place, name = queue.pop()
        if name in wanted:
            continue
        if name not in schemas:
            raise Mistake(f"{place}: there is no schema {name}.json")
        wanted[name] = schemas[name]
        queue.extend((f"{name}.json", other) for other in references(schemas[name]))
    return dict(sorted(wanted.items()))


def operation(route):
    documented = {p["name"]: p for p in route.parameters if p["in"] == "path"}
    parameters = [documented.get(name, {"name": name, "in": "path", "required": True,
                                        "schema": {"type": "string"}}) for name in route.params]
    parameters += [p for p in route.parameters if p["in"] == "query"]
    if "/" in route.reply:
        content = {route.reply: {"schema": {"type": "string"}}}
    else:
        content = {"application/json": {
            "schema": {"$ref": f"#/components/schemas/{route.reply}"}}}
    problem = {"content": {"application/problem+json": {
        "schema": {"$ref": "#/components/schemas/Problem"}}}}
    result = {
        "operationId": route.handler,
        "summary": route.summary,
        "tags": [route.path.split("/")[3].split(".")[0] if route.path.count("/") > 2 else "api"],
    }
    if route.description:
        result["description"] = route.description
    if parameters:
        result["parameters"] = parameters
    if not route.public:
        result["security"] = [{"session": []}]
    result["responses"] = {
        "200": {"description": "What was asked for.", "content": content},
        "304": {"description": "It has not changed (If-None-Match)."},
        "4XX": {"description": "The request cannot be answered.", **problem},
        "5XX": {"description": "The server failed.", **problem},
    }
    return result


def security(routes):
    """How somebody signs in, if any route asks for it."""
    if all(route.public for route in routes):
        return {}
    return {"securitySchemes": {"session": {
        "type": "apiKey", "in": "cookie", "name": "khaju_session",
        "description": "The cookie of somebody who has signed in at /sign-in."}}}


def openapi_document(routes, schemas, version):
    api = [route for route in routes if route.api]
    paths = {}
    for route in api:
        paths.setdefault(route.path, {})[route.method.lower()] = operation(route)
    tags = sorted({tag for path in paths.values() for op in path.values() for tag in op["tags"]})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Khaju",
            "version": version,
            "description": "What a province knows about its public services. Lists are paged: "
                           "follow `next` until it is null. Unknown values are null; they are "
                           "never zero.",
        },
        "servers": [{"url": "/"}],
        "security": [],
        "tags": [{"name": tag, "description": f"Everything under {tag}."} for tag in tags],
        "paths": paths,
        "components": {"schemas": reachable(api, schemas), **security(api)},
    }


def read_schemas(folder):
    schemas = {}
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        try:
            schemas[path.stem] = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as mistake:
            raise Mistake(f"{path}: {mistake}") from mistake
    return schemas


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--schemas", required=True, metavar="DIR")
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", required=True, nargs=2, metavar=("ROUTES_C", "OPENAPI_JSON"))
    parser.add_argument("files", nargs="*", metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        routes = []
        for name in options.files:
            routes += read_routes(name, pathlib.Path(name).read_text(encoding="utf-8"))
        check_routes(routes)
        routes.sort(key=lambda route: (route.path, METHODS.index(route.method)))
        document = openapi_document(routes, read_schemas(options.schemas), options.version)
    except Mistake as mistake:
        sys.exit(f"routegen.py: {mistake}")
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    pathlib.Path(options.out[0]).write_text(c_source(routes, text), encoding="utf-8")
    pathlib.Path(options.out[1]).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
