#!/usr/bin/env python3
"""Turns files into a C array, so that the program carries its texts with it.

    embed.py --prefix NAME --out X.c [--header X.h] FILE...

writes, sorted by name (the files' base names, which must differ):

    const struct embed NAME_files[] = {{"0001_store_first.sql", data, size}, ...};
    const size_t NAME_count = ...;

struct embed is declared in src/core/embed.h. Each file's data is followed by a NUL that is not
counted in its size, so that a text may be used as a string. --header writes the two declarations.
"""
import argparse
import os
import re
import sys

BYTES_A_LINE = 24


def c_string(text):
    """A C string literal; bytes outside printable ASCII become three-digit octal escapes."""
    out = []
    for byte in text.encode("utf-8"):
        char = chr(byte)
        if char in '"\\':
            out.append("\\" + char)
        elif 32 <= byte < 127:
            out.append(char)
        else:
            out.append("\\%03o" % byte)
    return '"' + "".join(out) + '"'


def array(index, data):
    """One file as an array of bytes, with a NUL after its end."""
    values = [str(byte) for byte in data + b"\0"]
    lines = [
        "    " + ",".join(values[i : i + BYTES_A_LINE]) + ","
        for i in range(0, len(values), BYTES_A_LINE)
    ]
    return "static const unsigned char file_%d[] = {\n%s\n};\n" % (index, "\n".join(lines))


def source(prefix, files):
    """The C file; files is a list of (name, bytes)."""
    files = sorted(files)
    names = [name for name, _ in files]
    for name in names:
        if names.count(name) > 1:
            raise ValueError("two files are called %s; give them different names" % name)
    out = ["/* Written by tools/embed.py; do not edit. */\n", '#include "embed.h"\n\n']
    out.append(declarations(prefix))
    for index, (_, data) in enumerate(files):
        out.append(array(index, data))
    # one empty element at the end: C has no empty arrays
    out.append("const struct embed %s_files[] = {\n" % prefix)
    for index, (name, data) in enumerate(files):
        out.append("    {%s, file_%d, %d},\n" % (c_string(name), index, len(data)))
    out.append("    {0, 0, 0},\n};\n")
    out.append("const size_t %s_count = %d;\n" % (prefix, len(files)))
    return "".join(out)


def declarations(prefix):
    return "extern const struct embed %s_files[];\nextern const size_t %s_count;\n" % (
        prefix,
        prefix,
    )


def header(prefix):
    guard = "KHAJU_EMBED_%s_H" % prefix.upper()
    return (
        "/* Written by tools/embed.py; do not edit. */\n#ifndef %s\n#define %s\n"
        '#include "embed.h"\n%s#endif\n' % (guard, guard, declarations(prefix))
    )


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write(text)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--prefix", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--header")
    parser.add_argument("files", nargs="*", metavar="FILE")
    options = parser.parse_args(arguments)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", options.prefix):
        parser.error("the prefix must be a C identifier in lower case")
    files = []
    for path in options.files:
        with open(path, "rb") as data:
            files.append((os.path.basename(path), data.read()))
    try:
        write(options.out, source(options.prefix, files))
    except ValueError as mistake:
        sys.exit("embed.py: %s" % mistake)
    if options.header:
        write(options.header, header(options.prefix))


if __name__ == "__main__":
    main(sys.argv[1:])
