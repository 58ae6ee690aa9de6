#!/usr/bin/env python3
"""Turns catalogues of named SQL statements into C functions.

    sqlgen.py --room NAME --uses a,b [--quiet] --out X.c X.h FILE.sql…
    sqlgen.py --catalogue --out X.c FILE.sql…

A catalogue file is described in src/store/README.md. This program never parses a SELECT: it cuts
the text into words and looks only for parameters, for the tables after INTO, UPDATE, FROM and
JOIN, and for a LIMIT. Everything it refuses, it refuses with file:line.
"""

import argparse
import re
import sys
from pathlib import Path

MODES = ('exec', 'rows', 'one', 'maybe', 'many', 'each')
COLUMNS_MAX = 128         # STORE_COLUMNS_MAX
ROWS_LEAST, ROWS_MAX = 8, 32     # of one INSERT
TYPES = ('text', 'int', 'real', 'blob')
ENGINES = ('sqlite', 'postgres')
ENGINE_TABLES = ['sqlite', 'pg']      # sqlite_schema, pg_tables: for the room store only
VERBS = ('SELECT', 'WITH', 'VALUES', 'INSERT', 'UPDATE', 'DELETE')
C_WORDS = set('''auto break case char const continue default do double else enum extern float for
    goto if inline int long register restrict return short signed sizeof static struct switch
    typedef union unsigned void volatile while bool true false'''.split())

NAME_LINE = re.compile(r'--\s*name:\s*(.*)$')
HEADER_LINE = re.compile(r'--\s*(in|out|bounded):\s*(.*)$')
ENGINE_LINE = re.compile(r'--\s*(sqlite|postgres):\s*$')
WORD = re.compile(r'''
    (?P<string>'(?:[^']|'')*') | (?P<quoted>"(?:[^"]|"")*") | (?P<comment>--[^\n]*|/\*.*?\*/) |
    (?P<cast>::) | (?P<param>:[A-Za-z_][A-Za-z0-9_]*) | (?P<positional>\?\d*|\$\d+) |
    (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?) | (?P<word>[A-Za-z_][A-Za-z0-9_]*) |
    (?P<space>\s+) | (?P<sign>.)''', re.VERBOSE | re.DOTALL)


class Refused(Exception):
    """A mistake in a catalogue, with its place."""

    def __init__(self, path, line, message):
        super().__init__(f'{path}:{line}: {message}')


class Column:
    """An input or an output: a name, a type, and whether it may be NULL."""

    def __init__(self, name, kind, nullable):
        self.name, self.kind, self.nullable = name, kind, nullable

    def c_type(self):
        if self.nullable and self.kind in ('int', 'real'):
            return f'struct maybe_{self.kind} '
        return {'text': 'const char *', 'int': 'int64_t ', 'real': 'double ',
                'blob': 'struct store_blob '}[self.kind]

    def c_member(self):
        return f'    {self.c_type()}{self.name};'

    def to_value(self):
        maybe = 'maybe_' if self.nullable and self.kind in ('int', 'real') else ''
        return f'store_value_{maybe}{self.kind}(in->{self.name})'

    def from_value(self, index, keep):
        if self.kind in ('int', 'real'):
            maybe = 'maybe_' if self.nullable else ''
            return f'store_{maybe}{self.kind}(&values[{index}])'
        if keep:
            return f'store_keep_{self.kind}(arena, &values[{index}])'
        return f'store_{self.kind}(&values[{index}])'


class Token:
    def __init__(self, kind, text, line):
        self.kind, self.text, self.line = kind, text, line
        self.upper = text.upper() if kind == 'word' else text


class Statement:
    """One named statement: what its header declares and the text for each engine."""

    def __init__(self, path, line, name, mode):
        self.path, self.line, self.name, self.mode = path, line, name, mode
        self.comment, self.inputs, self.outputs = [], [], []
        self.bounded = False
        self.bodies = {}        # engine or 'both' → list of (line, text)
        self.sql = {}           # engine → text with positions
        self.sql_many = {}      # :rows: the same for `rows` rows at once
        self.writes = False

    def rows(self):
        """How many rows of a :rows statement go into one INSERT; a few at once gain nothing."""
        fit = min(ROWS_MAX, COLUMNS_MAX // len(self.inputs))
        return fit if fit >= ROWS_LEAST else 1

    def refuse(self, line, message):
        raise Refused(self.path, line, f'{self.name}: {message}')


def parse_columns(statement, line, text, columns):
    """Adds "id text, closed_at int?" to columns."""
    for part in text.split(','):
        part = part.strip()
        if not part:
            statement.refuse(line, 'empty entry in the list (a comma too many?)')
        match = re.fullmatch(r'([a-z][a-z0-9_]*)\s+([a-z]+)(\??)', part)
        if not match:
            statement.refuse(line, f'cannot read "{part}"; write: name type, or name type?')
        name, kind, question = match.groups()
        if kind not in TYPES:
            statement.refuse(line, f'unknown type "{kind}" of {name}; known: {", ".join(TYPES)}')
        if name in C_WORDS:
            statement.refuse(line, f'"{name}" is a word of C; choose another name')
        if any(column.name == name for column in columns):
            statement.refuse(line, f'"{name}" is declared twice')
        if len(columns) == COLUMNS_MAX:
            statement.refuse(line, f'more than {COLUMNS_MAX} columns')
        columns.append(Column(name, kind, bool(question)))


def parse_name(path, line, text):
    match = re.fullmatch(r'([a-z][a-z0-9_]*)\s+:([a-z]+)', text.strip())
    if not match:
        raise Refused(path, line, 'write: -- name: some_name :mode')
    name, mode = match.groups()
    if mode not in MODES:
        raise Refused(path, line, f'{name}: unknown mode ":{mode}"; known: :{" :".join(MODES)}')
    return Statement(path, line, name, mode)


def parse_header_line(statement, line, text):
    header = HEADER_LINE.match(text)
    if not header:
        statement.comment.append(text.lstrip('-').strip())
        return
    word, rest = header.groups()
    if word == 'bounded':
        if not rest.strip():
            statement.refuse(line, 'say why it is bounded')
        statement.bounded = True
    else:
        columns = statement.inputs if word == 'in' else statement.outputs
        parse_columns(statement, line, rest, columns)


def parse_file(path):
    """Cuts a catalogue file into statements."""
    statements, current, engine, in_header = [], None, None, False
    for line, text in enumerate(Path(path).read_text(encoding='utf-8').splitlines(), 1):
        stripped = text.strip()
        name = NAME_LINE.match(stripped)
        if name:
            current = parse_name(path, line, name.group(1))
            statements.append(current)
            engine, in_header = None, True
            continue
        if current is None:
            if stripped and not stripped.startswith('--'):
                raise Refused(path, line, 'SQL before the first "-- name:" line')
            continue
        section = ENGINE_LINE.match(stripped)
        if section:
            engine, in_header = section.group(1), False
            if engine in current.bodies:
                current.refuse(line, f'two bodies for {engine}')
            current.bodies[engine] = []
        elif in_header and stripped.startswith('--'):
            parse_header_line(current, line, stripped)
        elif in_header and not stripped:
            continue
        else:
            in_header = False
            if HEADER_LINE.match(stripped):
                current.refuse(line, 'in:, out: and bounded: stand before the SQL')
            current.bodies.setdefault(engine or 'both', []).append((line, text))
    if not statements:
        raise Refused(path, 1, 'no "-- name:" line in this file')
    return statements


def tokens_of(lines):
    """Words of a body, comments and spaces left out, each with its line."""
    line, text = lines[0][0], '\n'.join(part for _, part in lines)
    for match in WORD.finditer(text):
        kind = match.lastgroup
        if kind not in ('space', 'comment'):
            yield Token(kind, match.group(), line)
        line += match.group().count('\n')


def check_shape(statement, tokens):
    """One statement, of a known verb, without the dialect of one engine."""
    for index, token in enumerate(tokens):
        if token.text == ';' and index + 1 < len(tokens):
            statement.refuse(tokens[index + 1].line, 'one statement only; text after ";"')
        if token.kind == 'cast':
            statement.refuse(token.line, 'write CAST(x AS type), not "::"')
        if token.kind == 'positional':
            statement.refuse(token.line, f'write :name, not "{token.text}"')
    if not tokens or tokens[-1].text != ';':
        last = tokens[-1].line if tokens else statement.line
        statement.refuse(last, 'the statement must end with ";"')
    if tokens[0].upper not in VERBS:
        statement.refuse(tokens[0].line, f'must begin with one of {", ".join(VERBS)}')


def is_write(tokens, index):
    """Whether the word at index makes the statement a writing one."""
    following = tokens[index + 1].upper if index + 1 < len(tokens) else ''
    before = tokens[index - 1].upper if index else ''
    word = tokens[index].upper
    if word == 'UPDATE':
        return following != 'SET' and before != 'ON'       # not ON CONFLICT DO UPDATE SET
    if word == 'DELETE':
        return following == 'FROM'
    return word in ('INSERT', 'REPLACE') and following in ('INTO', 'OR')


def local_names(tokens):
    """Names of common table expressions: NAME AS (  or  NAME (columns) AS (."""
    names = set()
    for index, token in enumerate(tokens):
        if token.kind != 'word' or tokens[index - 1].upper not in ('WITH', 'RECURSIVE', ','):
            continue
        after = index + 1
        if after < len(tokens) and tokens[after].text == '(':
            after = skip_group(tokens, after)
        if after + 1 < len(tokens) and tokens[after].upper == 'AS':
            after += 1
            while tokens[after].upper in ('NOT', 'MATERIALIZED'):
                after += 1
            if tokens[after].text == '(':
                names.add(token.text)
    return names


def skip_group(tokens, index):
    """The position after the parenthesis that closes the one at index."""
    depth = 0
    while index < len(tokens):
        if tokens[index].text == '(':
            depth += 1
        elif tokens[index].text == ')':
            depth -= 1
            if depth == 0:
                return index + 1
        index += 1
    return index


def tables_after_from(tokens, index):
    """Table names of a FROM list: "a x, b AS y, (SELECT …) z"; inner FROMs come on their own."""
    while index < len(tokens):
        if tokens[index].upper == 'LATERAL':
            index += 1
        if tokens[index].text == '(':
            index = skip_group(tokens, index)
        elif tokens[index].kind == 'word':
            if tokens[index + 1].text == '(':              # a table function, such as json_each
                index = skip_group(tokens, index + 1)
            else:
                yield tokens[index]
                index += 1
        else:
            yield tokens[index]
            return
        if index < len(tokens) and tokens[index].upper == 'AS':
            index += 1
        if index < len(tokens) and tokens[index].kind == 'word':
            index += 1
        if index < len(tokens) and tokens[index].text == '(':
            index = skip_group(tokens, index)
        if index >= len(tokens) or tokens[index].text != ',':
            return
        index += 1


def check_tables(statement, tokens, room, uses):
    """Writes only to tables of the own room, reads only of the own room and its uses."""
    local = local_names(tokens)
    readable = [room] + uses + (ENGINE_TABLES if room == 'store' else [])
    for index, token in enumerate(tokens):
        if token.kind != 'word':
            continue
        if is_write(tokens, index):
            statement.writes = True
            table = index + 1
            while tokens[table].upper in ('INTO', 'OR', 'IGNORE', 'REPLACE', 'ABORT', 'FROM'):
                table += 1
            if not tokens[table].text.startswith(room + '_'):
                statement.refuse(tokens[table].line, f'writes "{tokens[table].text}"; room {room} '
                                 f'writes only tables named {room}_…')
        if token.upper not in ('FROM', 'JOIN') or tokens[index - 1].upper == 'DISTINCT':
            continue
        for table in tables_after_from(tokens, index + 1):
            if table.kind != 'word':
                statement.refuse(table.line, f'cannot tell which table is read: {table.text}')
            if table.text not in local and not any(
                    table.text.startswith(name + '_') for name in readable):
                statement.refuse(table.line, f'reads "{table.text}"; room {room} may read only '
                                 f'tables of: {", ".join(readable)}')


def check_parameters(statement, tokens, used):
    declared = [column.name for column in statement.inputs]
    for token in tokens:
        if token.kind == 'param':
            name = token.text[1:]
            if name not in declared:
                statement.refuse(token.line, f'parameter :{name} is not declared in "-- in:"')
            used.add(name)


def values_group(tokens):
    """Where the one row after VALUES begins and ends; (0, 0) if there is none."""
    for index, token in enumerate(tokens[:-1]):
        if token.upper == 'VALUES' and tokens[index + 1].text == '(':
            return index + 1, skip_group(tokens, index + 1)
    return 0, 0


def numbered(statement, lines, mark, rows=1):
    """The body as one text, each :name replaced by its number, comments dropped; the row after
    VALUES that many times."""
    position = {column.name: number for number, column in enumerate(statement.inputs, 1)}
    pieces = []
    for match in WORD.finditer('\n'.join(text for _, text in lines)):
        if match.lastgroup == 'space':
            pieces.append(Token('space', '\n' if '\n' in match.group() else ' ', 0))
        elif match.lastgroup != 'comment':
            pieces.append(Token(match.lastgroup, match.group(), 0))
    start, end = 0, len(pieces)
    if rows > 1:
        words = [index for index, piece in enumerate(pieces) if piece.kind != 'space']
        start, end = values_group([pieces[index] for index in words])
        start, end = words[start], words[end - 1] + 1

    def text_of(some, row):
        return ''.join(f'{mark}{position[piece.text[1:]] + row * len(position)}'
                       if piece.kind == 'param' else piece.text for piece in some)

    middle = ', '.join(text_of(pieces[start:end], row) for row in range(rows))
    text = text_of(pieces[:start], 0) + middle + text_of(pieces[end:], 0)
    return text.strip().removesuffix(';').strip()


def check_rows(statement, tokens):
    start, end = values_group(tokens)
    if tokens[0].upper != 'INSERT' or not end or not statement.inputs or statement.outputs:
        statement.refuse(statement.line, ':rows is an INSERT of VALUES (…), with inputs only')
    for index, token in enumerate(tokens):
        if token.kind == 'param' and not start < index < end:
            statement.refuse(token.line, f'{token.text} of :rows stands outside VALUES (…)')


def check_mode(statement, words):
    if statement.mode == 'rows':
        return
    if statement.mode == 'exec':
        if statement.outputs:
            statement.refuse(statement.line, ':exec has no "-- out:"; use :one, :maybe or :many')
        if not statement.writes:
            statement.refuse(statement.line, ':exec writes nothing; use :one, :maybe or :many')
    elif not statement.outputs:
        statement.refuse(statement.line, f':{statement.mode} needs "-- out:"')
    if statement.mode == 'many' and 'LIMIT' not in words and not statement.bounded:
        statement.refuse(statement.line, ':many needs a LIMIT, or "-- bounded: why"')


def check_statement(statement, room, uses):
    """Refuses what is wrong and fills sql, writes."""
    bodies = statement.bodies
    if 'both' in bodies and len(bodies) > 1:
        if any(text.strip() for _, text in bodies['both']):
            statement.refuse(bodies['both'][0][0], 'a common body and bodies per engine')
        del bodies['both']
    if not bodies:
        statement.refuse(statement.line, 'there is no SQL')
    missing = [engine for engine in ENGINES if engine not in bodies]
    if 'both' not in bodies and missing:
        statement.refuse(statement.line, f'there is no body for {missing[0]}')
    used = set()
    for lines in bodies.values():
        tokens = list(tokens_of(lines))
        check_shape(statement, tokens)
        check_parameters(statement, tokens, used)
        check_tables(statement, tokens, room, uses)
        check_mode(statement, {token.upper for token in tokens})
        if statement.mode == 'rows':
            check_rows(statement, tokens)
    for column in statement.inputs:
        if column.name not in used:
            statement.refuse(statement.line, f'parameter {column.name} is declared and not used')
    for engine, mark in (('sqlite', '?'), ('postgres', '$')):
        body = bodies.get(engine) or bodies['both']
        statement.sql[engine] = numbered(statement, body, mark)
        if statement.mode == 'rows':
            statement.sql_many[engine] = numbered(statement, body, mark, statement.rows())


def c_string(text, indent):
    lines = text.split('\n')
    quoted = []
    for number, line in enumerate(lines):
        escaped = line.strip().replace('\\', '\\\\').replace('"', '\\"').replace('??', '?\\?')
        quoted.append(f'"{escaped}{" " if number + 1 < len(lines) else ""}"')
    return ('\n' + ' ' * indent).join(quoted)


class Names:
    """C names of a statement."""

    def __init__(self, room, statement):
        self.function = f'{room}_{statement.name}'
        self.input = f'struct {self.function}_in'
        self.row = f'struct {self.function}_row'
        self.rows = f'struct {self.function}_rows'
        self.each = f'{self.function}_each'


def struct(name, columns):
    return f'{name} {{\n' + '\n'.join(column.c_member() for column in columns) + '\n};\n'


def signature(statement, names):
    """The function's head, wrapped at 100 columns."""
    arguments = ['struct store_db *db']
    if statement.mode in ('one', 'maybe', 'many'):
        arguments.append('struct arena *arena')
    if statement.inputs:
        arguments.append(f'const {names.input} *in')
    arguments += {'exec': ['int64_t *changed_out'],
                  'rows': ['size_t count'],
                  'one': [f'{names.row} *out'],
                  'maybe': [f'{names.row} *out', 'bool *found_out'],
                  'many': [f'{names.rows} *out'],
                  'each': [f'{names.each} *row', 'void *context']}[statement.mode]
    head = f'enum err {names.function}('
    lines, current = [], head
    for number, argument in enumerate(arguments):
        last = number + 1 == len(arguments)
        piece = argument + (')' if last else ',')
        if len(current) + len(piece) + 13 > 100:
            lines.append(current.rstrip())
            current = ' ' * len(head)
        current += piece + ('' if last else ' ')
    lines.append(current)
    return '\n'.join(lines)


def comment_of(statement):
    if not statement.comment:
        return ''
    text = [line.replace('*/', '* /') for line in statement.comment]
    return '/* ' + '\n   '.join(text) + ' */\n'


def header_of(room, statements):
    guard = f'KHAJU_{room.upper()}_SQL_H'
    out = [f'/* Made by sqlgen.py from src/{room}/sql; do not edit. */',
           f'#ifndef {guard}', f'#define {guard}', '', '#include "store.h"', '']
    for statement in statements:
        names = Names(room, statement)
        if statement.inputs:
            out.append(struct(names.input, statement.inputs))
        if statement.outputs:
            out.append(struct(names.row, statement.outputs))
        if statement.mode == 'many':
            out.append(f'{names.rows} {{\n    {names.row} *rows;\n    size_t count;\n}};\n')
        if statement.mode == 'each':
            out.append(f'typedef enum err {names.each}(void *context, const {names.row} *row);\n')
        out.append(comment_of(statement) + signature(statement, names) + ' WARN_UNUSED;\n')
    return '\n'.join(out + ['#endif', ''])


def columns_array(name, columns):
    if not columns:
        return ''
    rows = ''.join(f'    {{"{column.name}", STORE_{column.kind.upper()}, '
                   f'{"true" if column.nullable else "false"}}},\n' for column in columns)
    return f'static const struct store_column {name}[] = {{\n{rows}}};\n\n'


def statement_of(room, statement, name, quiet, rows=1):
    """The arrays and the struct store_statement."""
    sql = statement.sql if rows == 1 else statement.sql_many
    inputs = statement.inputs * rows
    fields = [f'.name = "{room}.{statement.name}"',
              f'.sqlite = {c_string(sql["sqlite"], 14)}',
              f'.postgres = {c_string(sql["postgres"], 16)}']
    for which, columns in (('input', inputs), ('output', statement.outputs)):
        if columns:
            fields += [f'.{which}s = {name}_{which}s', f'.{which}_count = {len(columns)}']
    flags = (('writes', statement.writes), ('quiet', quiet), ('streamed', statement.mode == 'each'))
    fields += [f'.{flag} = true' for flag, on in flags if on]
    body = ''.join(f'    {field},\n' for field in fields)
    return (columns_array(f'{name}_inputs', inputs) +
            columns_array(f'{name}_outputs', statement.outputs) +
            f'const struct store_statement {name}_statement = {{\n{body}}};\n\n')


def reader_of(statement, names):
    """The function that fills a row struct from the values of a row."""
    keep = statement.mode != 'each'
    assign = ''.join(f'    row->{column.name} = {column.from_value(index, keep)};\n'
                     for index, column in enumerate(statement.outputs))
    if keep:
        return (f'static void {names.function}_read(struct arena *arena,\n'
                f'    const struct store_value *values, void *out) {{\n'
                f'    {names.row} *row = out;\n{assign}}}\n\n')
    return (f'struct {names.function}_call {{\n    {names.each} *row;\n    void *context;\n}};\n\n'
            f'static enum err {names.function}_read(void *context,\n'
            f'    const struct store_value *values) {{\n'
            f'    const struct {names.function}_call *call = context;\n'
            f'    {names.row} one;\n    {names.row} *row = &one;\n{assign}'
            f'    return call->row(call->context, row);\n}}\n\n')


def rows_function_of(statement, names):
    """Inserts any number of rows, as many at once as one statement takes."""
    name = names.function
    values = ''.join(f'    values[{index}] = {column.to_value()};\n'
                     for index, column in enumerate(statement.inputs))
    return (f'static void {name}_fill(const void *row, struct store_value *values) {{\n'
            f'    const {names.input} *in = row;\n{values}}}\n\n'
            f'{signature(statement, names)} {{\n'
            f'    static const struct store_insert insert = {{&{name}_statement,\n'
            f'        &{definitions(name, statement)[-1][0]}_statement, {statement.rows()}, '
            f'sizeof(*in), {name}_fill}};\n'
            f'    return store_run_rows(db, &insert, in, count);\n}}\n')


def function_of(statement, names):
    name = names.function
    if statement.mode == 'rows':
        return rows_function_of(statement, names)
    inputs, given = '', 'NULL'
    if statement.inputs:
        values = ''.join(f'        {column.to_value()},\n' for column in statement.inputs)
        inputs, given = f'    const struct store_value inputs[] = {{\n{values}    }};\n', 'inputs'
    call = {
        'exec': f'return store_run(db, &{name}_statement, {given}, NULL, NULL, changed_out);',
        'one': f'return store_run_one(db, &{name}_statement, {given}, arena, {name}_read, out);',
        'maybe': f'return store_run_maybe(db, &{name}_statement, {given}, arena, {name}_read,\n'
                 f'        out, found_out);',
        'many': f'struct store_rows rows = {{0}};\n'
                f'    enum err err = store_run_many(db, &{name}_statement, {given}, arena,\n'
                f'        {name}_read, sizeof(*out->rows), &rows);\n'
                f'    out->rows = rows.rows;\n    out->count = rows.count;\n    return err;',
        'each': f'struct {name}_call call = {{row, context}};\n'
                f'    return store_run(db, &{name}_statement, {given}, {name}_read, &call, NULL);',
    }[statement.mode]
    return f'{signature(statement, names)} {{\n{inputs}    {call}\n}}\n'


def definitions(name, statement):
    """The names of its C statements, each with how many rows it takes."""
    several = statement.mode == 'rows' and statement.rows() > 1
    return [(name, 1)] + ([(f'{name}_many', statement.rows())] if several else [])


def source_of(room, statements, quiet):
    out = [f'/* Made by sqlgen.py from src/{room}/sql; do not edit. */\n'
           f'#include "{room}_sql.h"\n#include "row.h"\n']
    for statement in statements:
        names = Names(room, statement)
        reader = reader_of(statement, names) if statement.outputs else ''
        out.append(f'/* ---- {statement.name} ---- */\n')
        for name, rows in definitions(names.function, statement):
            out.append(f'extern const struct store_statement {name}_statement;\n' +
                       statement_of(room, statement, name, quiet, rows))
        out.append(reader + function_of(statement, names))
    return '\n'.join(out)


def read_room(paths, room, uses):
    statements, seen = [], {}
    for path in paths:
        for statement in parse_file(path):
            if statement.name in seen:
                first = seen[statement.name]
                statement.refuse(statement.line, f'the name is taken: {first.path}:{first.line}')
            seen[statement.name] = statement
            check_statement(statement, room, uses)
            statements.append(statement)
    return statements


def catalogue_of(paths):
    """store_catalogue[]: the statements of every room, for the test that prepares them all."""
    names = []
    for path in paths:
        room = Path(path).resolve().parent.parent.name
        for statement in parse_file(path):
            names += [f'{name}_statement'
                      for name, _ in definitions(f'{room}_{statement.name}', statement)]
    externs = ''.join(f'extern const struct store_statement {name};\n' for name in names)
    rows = ''.join(f'    &{name},\n' for name in names) or '    NULL,\n'
    return ('/* Made by sqlgen.py from every catalogue; do not edit. */\n#include "store.h"\n\n'
            f'{externs}\nconst struct store_statement *const store_catalogue[] = {{\n{rows}}};\n'
            f'const size_t store_catalogue_count = {len(names)};\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--room')
    parser.add_argument('--uses', default='')
    parser.add_argument('--quiet', action='store_true')
    parser.add_argument('--catalogue', action='store_true')
    parser.add_argument('--out', nargs='+', required=True, metavar='FILE')
    parser.add_argument('files', nargs='*')
    options = parser.parse_args()
    outputs = 1 if options.catalogue else 2
    written, paths = options.out[:outputs], options.out[outputs:] + options.files
    if len(written) != outputs or not (options.catalogue or options.room):
        parser.error('write --room NAME --out X.c X.h FILE… or --catalogue --out X.c FILE…')
    try:
        if options.catalogue:
            texts = [catalogue_of(paths)]
        else:
            uses = [name for name in options.uses.split(',') if name]
            statements = read_room(paths, options.room, uses)
            texts = [source_of(options.room, statements, options.quiet),
                     header_of(options.room, statements)]
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    for path, text in zip(written, texts):
        Path(path).write_text(text, encoding='utf-8')
    return 0


if __name__ == '__main__':
    sys.exit(main())
