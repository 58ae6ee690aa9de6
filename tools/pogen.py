#!/usr/bin/env python3
"""Keeps and compiles the translations of the province's language.

    pogen.py --compile IN.po OUT.c      the table that src/core/tr.c searches
    pogen.py --extract [TOP]            every source string of the tree, with its places
    pogen.py --check [TOP]              fails if po/fa.po and the source strings do not agree
    pogen.py --sort [FILE.po]           sorts by msgid and drops exact duplicates

Source strings are the literals of tr("…"), tr_fmt(arena, "…"), err_set(error, "CODE", "…"),
TR_NOOP("…"), the labels of X-macro lines X(name, "Label"…), and [[…]] or [[… | value]] in
templates.
Adjacent literals are joined as C does. A .po file here is plain: msgid, msgstr and comments.
"""
import argparse
import pathlib
import re
import sys

PLACEHOLDER = re.compile(r"\{[1-9]\}")


class Mistake(Exception):
    """Something the person who wrote the file has to mend."""


# ---- .po files -----------------------------------------------------------------------------------

ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r", "'": "'", "?": "?"}


def unescape(body, where):
    """The text of a C or .po literal between its quotes."""
    out = bytearray()
    i = 0
    while i < len(body):
        if body[i] != "\\":
            out += body[i].encode("utf-8")
            i += 1
            continue
        number = re.compile(r"x([0-9a-fA-F]{2})|([0-7]{1,3})").match(body, i + 1)
        if number:
            out.append(int(number.group(1), 16) if number.group(1) else int(number.group(2), 8))
            i = number.end()
        elif i + 1 < len(body) and body[i + 1] in ESCAPES:
            out += ESCAPES[body[i + 1]].encode("utf-8")
            i += 2
        else:
            raise Mistake("%s: unknown escape in \"%s\"" % (where, body))
    return out.decode("utf-8")


def escape(text):
    for char, name in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(char, name)
    return text


class Entry:
    """One msgid with its translation; comments are the lines above it."""

    def __init__(self, line):
        self.line = line
        self.comments = []
        self.msgid = None
        self.msgstr = None

    @property
    def fuzzy(self):
        return any(c.startswith("#,") and "fuzzy" in c for c in self.comments)

    def same(self, other):
        return (self.msgid, self.msgstr) == (other.msgid, other.msgstr)


def read_po(text, name="po"):
    """All entries in order, the header (msgid "") among them."""
    entries = []
    entry = None
    field = None
    for number, line in enumerate(text.split("\n"), 1):
        where = "%s:%d" % (name, number)
        line = line.strip()
        keyword = re.fullmatch(r'(msgid|msgstr)?\s*"(.*)"', line)
        if not line or line.startswith("#"):
            if entry is not None and entry.msgstr is not None:
                entry = None
            if line and not line.startswith("#~"):
                if entry is None:
                    entry = Entry(number)
                    entries.append(entry)
                entry.comments.append(line)
            continue
        if not keyword:
            raise Mistake("%s: not a line of a .po file: %s" % (where, line))
        if keyword.group(1) == "msgid":
            if entry is None or entry.msgid is not None:
                entry = Entry(number)
                entries.append(entry)
            entry.line = number
        elif keyword.group(1) == "msgstr" and (entry is None or entry.msgid is None):
            raise Mistake("%s: msgstr without msgid" % where)
        field = keyword.group(1) or field
        if entry is None or field is None:
            raise Mistake("%s: a string that belongs to nothing" % where)
        old = getattr(entry, field)
        if keyword.group(1) and old is not None:
            raise Mistake("%s: a second %s" % (where, field))
        setattr(entry, field, (old or "") + unescape(keyword.group(2), where))
    for entry in entries:
        if entry.msgid is None and entry.comments:
            continue  # a comment that stands alone
        if entry.msgstr is None:
            raise Mistake("%s:%d: msgid without msgstr" % (name, entry.line))
    return [entry for entry in entries if entry.msgid is not None]


def literal(text):
    """A .po string; one with inner line ends is written a line each."""
    lines = text.split("\n")
    if len(lines) <= 2 and (len(lines) == 1 or not lines[1]):
        return '"%s"' % escape(text)
    parts = [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    return "\n".join(['""'] + ['"%s"' % escape(part) for part in parts])


def write_po(entries):
    out = []
    for entry in entries:
        out += entry.comments
        out += ["msgid " + literal(entry.msgid), "msgstr " + literal(entry.msgstr), ""]
    return "\n".join(out)


def sort_po(text, name="po"):
    """Sorted by msgid, the header first, exact duplicates dropped; contradictions stay."""
    kept = []
    for entry in read_po(text, name):
        if not any(entry.same(other) for other in kept):
            kept.append(entry)
    return write_po(sorted(kept, key=lambda entry: entry.msgid))


# ---- compiling -----------------------------------------------------------------------------------


def tr_hash(data):
    """The hash of tr_hash() in src/core/tr.c."""
    value = len(data)
    for i in range(0, len(data), 8):
        word = int.from_bytes(data[i : i + 8], "little")
        value = ((value ^ word) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        value ^= value >> 32
    return value & 0xFFFFFFFF


def c_literal(text):
    """A C string. Octal escapes have three digits, so that no digit after them is swallowed."""
    out = []
    for byte in text.encode("utf-8"):
        char = chr(byte)
        out.append("\\" + char if char in '"\\' else char if 32 <= byte < 127 else "\\%03o" % byte)
    return '"' + "".join(out) + '"'


def compile_po(text, name="po"):
    """The C source of the table. The first translation of a msgid counts."""
    table = {}
    for entry in read_po(text, name):
        if entry.msgid and entry.msgstr and not entry.fuzzy:
            table.setdefault(entry.msgid, entry.msgstr)
    size = 2
    while size < 2 * len(table) + 1:
        size *= 2
    slots = [None] * size
    for msgid in sorted(table):
        data = msgid.encode("utf-8")
        value = tr_hash(data)
        slot = value % size
        while slots[slot] is not None:
            slot = (slot + 1) % size
        slots[slot] = "    [%d] = {0x%08x, %d, %s,\n        %s},\n" % (
            slot, value, len(data), c_literal(msgid), c_literal(table[msgid]))
    return (
        "/* Written by tools/pogen.py from the translations; do not edit. */\n"
        '#include "core_tr_internal.h"\n\n'
        "const struct tr_entry tr_table[%d] = {\n%s};\nconst size_t tr_table_mask = %d;\n"
        % (size, "".join(slot for slot in slots if slot) or "    {0},\n", size - 1)
    )


# ---- extracting ----------------------------------------------------------------------------------

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)
      | (?P<string>"(?:[^"\\\n]|\\.)*")
      | (?P<char>'(?:[^'\\\n]|\\.)*')
      | (?P<name>[A-Za-z_]\w*)
      | (?P<number>\.?\d[\w.]*)
      | (?P<joint>\\\n)
      | (?P<space>\s+)
      | (?P<mark>.)""",
    re.S | re.X,
)

# A literal of an X-macro line that is no label: a slug of the data, or the code of an error. Labels
# begin with a capital letter. A line that marks its labels with TR_NOOP needs no guess at all.
NO_LABEL = re.compile(r"[a-z0-9_.|-]*|[A-Z]+-[0-9]+|.*[\u0600-\u06ff].*")

# call → index of the argument that holds the source string; None: every label of an X-macro line
CALLS = {"tr": 0, "TR_NOOP": 0, "tr_format": 1, "tr_fmt": 1, "err_set": 2, "X": None}
CALLS.update({"tr_fmt%d" % n: 1 for n in range(1, 6)})


def tokens(text):
    """(kind, text, line) of C source, without comments and spaces."""
    line = 1
    for match in TOKEN.finditer(text):
        kind = match.lastgroup
        if kind not in ("comment", "space", "joint"):
            yield kind, match.group(), line
        line += match.group().count("\n")


def call_arguments(stream, start):
    """The arguments of a call whose '(' is stream[start]: a list of token lists, outermost level
    only (what is inside inner parentheses is left out)."""
    depth = 0
    arguments = [[]]
    for kind, text, line in stream[start:]:
        if text in ("(", "{", "[") and kind == "mark":
            depth += 1
        elif text in (")", "}", "]") and kind == "mark":
            depth -= 1
            if depth == 0:
                return arguments
        elif text == "," and kind == "mark" and depth == 1:
            arguments.append([])
        elif depth == 1:
            arguments[-1].append((kind, text, line))
    return []  # not closed: not a call


def joined_literals(argument, name):
    """Adjacent literals as one; `wide ? "a" : "b"` gives two."""
    parts = None
    for kind, text, line in argument + [("end", "", 0)]:
        if kind == "string":
            parts = (parts[0] + unescape(text[1:-1], "%s:%d" % (name, line)), parts[1]) \
                if parts else (unescape(text[1:-1], "%s:%d" % (name, line)), line)
        elif parts:
            yield parts
            parts = None


def extract_c(text, name="c"):
    """(msgid, line) of C source."""
    stream = list(tokens(text))
    for i, (kind, word, _) in enumerate(stream[:-1]):
        if kind != "name" or word not in CALLS or stream[i + 1][1] != "(":
            continue
        index = CALLS[word]
        arguments = call_arguments(stream, i + 1)
        found = [list(joined_literals(a, name)) for a in arguments]
        if index is None:
            marked = any(token[1] in CALLS for a in arguments for token in a)
            labels = [] if marked else [label for a in found for label in a]
            yield from (label for label in labels if not NO_LABEL.fullmatch(label[0]))
        elif index < len(found):
            yield from found[index]


def extract_template(text, name="html"):
    """(msgid, line) of a template: [[…]], and tr() and the like inside {{ }} and {% %}."""
    bare = re.sub(r"\{#.*?#\}", lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.S)
    for match in re.finditer(r"\[\[(.*?)\]\]", bare, re.S):
        msgid = re.sub(r"\s+", " ", match.group(1).split("|", 1)[0]).strip()
        yield msgid, bare.count("\n", 0, match.start()) + 1
    for match in re.finditer(r"\{\{.*?\}\}|\{%.*?%\}", bare, re.S):
        line = bare.count("\n", 0, match.start())
        for msgid, inner in extract_c(match.group(), name):
            yield msgid, line + inner


def extract_tree(top):
    """msgid → places, of all rooms; tests speak no language."""
    found = {}
    for path in sorted((pathlib.Path(top) / "src").rglob("*")):
        if path.suffix not in (".c", ".h", ".html") or {"test", "fuzz"} & set(path.parts):
            continue
        name = str(path.relative_to(top))
        text = path.read_text(encoding="utf-8")
        extract = extract_template if path.suffix == ".html" else extract_c
        for msgid, line in extract(text, name):
            if re.search(r"[^\W\d_]", PLACEHOLDER.sub("", msgid)):  # something to translate
                found.setdefault(msgid, []).append("%s:%d" % (name, line))
    return found


# ---- checking ------------------------------------------------------------------------------------


def check(found, entries, name="po"):
    """What is wrong, as a list of sentences."""
    mistakes = []
    known = {}
    for entry in entries:
        where = "%s:%d" % (name, entry.line)
        if not entry.msgid:
            continue
        if entry.msgid in known:
            kind = "twice" if known[entry.msgid].same(entry) else "translated in two ways"
            mistakes.append("%s: %s (also line %d; --sort drops equal ones): %s"
                            % (where, kind, known[entry.msgid].line, entry.msgid))
            continue
        known[entry.msgid] = entry
        if entry.fuzzy:
            mistakes.append("%s: fuzzy: %s" % (where, entry.msgid))
        if not entry.msgstr.strip():
            mistakes.append("%s: not translated: %s" % (where, entry.msgid))
        elif set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(entry.msgstr)):
            mistakes.append("%s: other placeholders in the translation: %s" % (where, entry.msgid))
        if entry.msgid not in found:
            mistakes.append("%s: not used: %s" % (where, entry.msgid))
    for msgid in sorted(found):
        if msgid not in known:
            mistakes.append("%s: not translated: %s" % (found[msgid][0], msgid))
    return mistakes


def main(arguments):
    here = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    act = parser.add_mutually_exclusive_group(required=True)
    act.add_argument("--compile", nargs=2, metavar=("IN", "OUT"))
    act.add_argument("--extract", nargs="?", const=here, type=pathlib.Path, metavar="TOP")
    act.add_argument("--check", nargs="?", const=here, type=pathlib.Path, metavar="TOP")
    act.add_argument("--sort", nargs="?", const=here / "po" / "fa.po", type=pathlib.Path,
                     metavar="FILE")
    options = parser.parse_args(arguments)
    if options.compile:
        source, target = map(pathlib.Path, options.compile)
        target.write_text(compile_po(source.read_text(encoding="utf-8"), str(source)),
                          encoding="utf-8")
    elif options.extract:
        for msgid, places in sorted(extract_tree(options.extract).items()):
            print("#: %s\nmsgid %s\nmsgstr \"\"\n" % (" ".join(places), literal(msgid)))
    elif options.check:
        path = options.check / "po" / "fa.po"
        entries = read_po(path.read_text(encoding="utf-8"), "po/fa.po")
        mistakes = check(extract_tree(options.check), entries, "po/fa.po")
        print("\n".join(mistakes) if mistakes else "%d translations, complete" % (len(entries) - 1))
        return 1 if mistakes else 0
    else:
        text = options.sort.read_text(encoding="utf-8")
        options.sort.write_text(sort_po(text, str(options.sort)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Mistake as mistake:
        sys.exit("pogen.py: %s" % mistake)
