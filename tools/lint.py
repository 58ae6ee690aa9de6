#!/usr/bin/env python3
"""Checks the house rules that no compiler sees. `tools/lint.py` from the top of the tree.

An exemption is a line `PATH RULE reason…` in tools/lint-exempt.txt. One that is no longer needed is
an error, so the list can only shrink.
"""
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
EXEMPT = TOP / "tools" / "lint-exempt.txt"

BANNED = {
    "strcpy": "arena_strdup or buf_str", "strcat": "buf_str", "sprintf": "arena_printf",
    "vsprintf": "arena_printf", "strtok": "a bounded parser", "atoi": "text_int",
    "atol": "text_int", "atof": "strtod with its end checked", "gets": "fgets",
    "system": "fork and exec", "popen": "fork and exec", "alloca": "the arena",
    "setjmp": "returned errors",
    "longjmp": "returned errors", "rand": "randombytes_*", "srand": "randombytes_*",
    "localtime": "calendar.h", "gmtime": "gmtime_r",
}
LINE_MAX = 100
LIMITS = {".c": 1000, ".h": 250, ".html": 120, ".py": 700}
FUNCTION_MAX = 70

COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
FUNCTION = re.compile(r"^[a-z_][\w \*]*?\b(\w+)\([^;{}]*\)\s*\{\s*$", re.M)
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")


def blank(match):
    return re.sub(r"[^\n]", " ", match.group())


class Lint:
    def __init__(self):
        self.found = []

    def add(self, path, line, rule, message):
        self.found.append((str(path.relative_to(TOP)), line, rule, message))

    def matches(self, path, text, pattern, rule, message):
        for match in re.finditer(pattern, text, re.M):
            self.add(path, text.count("\n", 0, match.start()) + 1, rule,
                     message.format(*match.groups()))

    def common(self, path, text):
        for number, line in enumerate(text.split("\n"), 1):
            if path.suffix in (".c", ".h", ".py") and len(line) > LINE_MAX:
                self.add(path, number, "line", f"{len(line)} columns, at most {LINE_MAX}")
            if line != line.rstrip():
                self.add(path, number, "space", "white space at the end of the line")
            if "\t" in line:
                self.add(path, number, "tab", "a tab; four spaces here")
            if UNFINISHED.search(line):
                self.add(path, number, "unfinished", "finish it, or say it in an issue")
        limit = LIMITS.get(path.suffix)
        length = text.count("\n")
        if limit and length > limit:
            self.add(path, 1, "length", f"{length} lines, at most {limit}")

    def code(self, path, room):
        text = path.read_text(encoding="utf-8")
        self.common(path, text)
        bare = COMMENT.sub(blank, text)
        code = STRING.sub(blank, bare)
        if room != "store":
            self.matches(path, code, r"\b(sqlite3_\w+|PQ[a-z]\w+)\b", "store",
                         "{} belongs to store")
        if room != "web":
            for match in STRING.finditer(bare):
                if re.search(r"</?[a-z][a-z0-9]*[ >/\\]", match.group()):
                    self.add(path, bare.count("\n", 0, match.start()) + 1, "markup",
                             "markup in a string; use a template or the kit in web")
            self.matches(path, code, r"\bhtml_markup\s*\(", "markup", "html_markup is for web")
        self.matches(path, code, r"\btypedef\s+(?:struct|enum|union)\b[^(;]*[{;]", "typedef",
                     "no typedef for structs")
        for name, instead in BANNED.items():
            self.matches(path, code, rf"(?<![\w.>]){name}\s*\(", "banned", f"{name}: use {instead}")
        self.internal(path, bare, room)
        self.functions(path, code)

    def internal(self, path, text, room):
        for match in re.finditer(r'#include "((\w+?)_(?:\w+_)?internal\.h)"', text):
            if match.group(2) != room:
                self.add(path, text.count("\n", 0, match.start()) + 1, "internal",
                         f"{match.group(1)} is private to another room")

    def functions(self, path, code):
        for match in FUNCTION.finditer(code):
            start = match.end()
            close = re.compile(r"^\}", re.M).search(code, start)
            if close:
                lines = code.count("\n", match.start(), close.start())
                if lines > FUNCTION_MAX:
                    self.add(path, code.count("\n", 0, match.start()) + 1, "function",
                             f"{match.group(1)} has {lines} lines, at most {FUNCTION_MAX}")

    def sql(self, path, text, room):
        self.common(path, text)
        if "/sql/" in str(path) and "-- name:" not in text:
            self.add(path, 1, "sql", "no named statement")

    def readme(self, folder):
        if (folder / "meson.build").exists() and not (folder / "README.md").exists():
            self.add(folder / "meson.build", 1, "readme", "a room needs a README.md")

    def machine(self, path, text):
        self.matches(path, text, r"(/work/(?:main|wt|shared)\b|/root/)", "machine",
                     "a path of one machine: {}")


def read_exemptions():
    rows = []
    if EXEMPT.exists():
        for line in EXEMPT.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                rows.append(tuple(line.split(maxsplit=2)))
    return rows


def run(top=TOP):
    lint = Lint()
    for path in sorted(top.glob("src/**/*")) + sorted(top.glob("test/**/*.[ch]")) + \
            sorted(top.glob("bench/**/*.[ch]")):
        if not path.is_file() or "node_modules" in path.parts:
            continue
        room = path.relative_to(top).parts[1] if path.is_relative_to(top / "src") else None
        if path.suffix in (".c", ".h"):
            lint.code(path, room)
        elif path.suffix == ".html":
            lint.common(path, path.read_text(encoding="utf-8"))
        elif path.suffix == ".sql":
            lint.sql(path, path.read_text(encoding="utf-8"), room)
    for path in sorted(top.glob("tools/**/*.py")):
        lint.common(path, path.read_text(encoding="utf-8"))
    for pattern in ("src/**/*", "tools/**/*.py", "docs/**/*.md", "*.md", "script/*",
                    "test/**/*.mjs"):
        for path in sorted(top.glob(pattern)):
            if path.is_file() and path.name != "lint.py" and "corpus" not in path.parts \
                    and "node_modules" not in path.parts:
                try:
                    lint.machine(path, path.read_text(encoding="utf-8"))
                except UnicodeDecodeError:
                    continue
    for folder in sorted((top / "src").iterdir()):
        if folder.is_dir():
            lint.readme(folder)

    exemptions = read_exemptions()
    used = set()
    failures = []
    for path, line, rule, message in lint.found:
        exempt = [row for row in exemptions if row[0] == path and row[1] == rule]
        if exempt:
            used.update(exempt)
        else:
            failures.append(f"{path}:{line}: {rule}: {message}")
    for row in exemptions:
        if len(row) < 3:
            failures.append(f"{EXEMPT.name}: no reason given for {' '.join(row)}")
        elif row not in used:
            failures.append(f"{EXEMPT.name}: no longer needed: {' '.join(row)}")
    return failures


if __name__ == "__main__":
    problems = run()
    print("\n".join(problems))
    sys.exit(1 if problems else 0)
