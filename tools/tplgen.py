#!/usr/bin/env python3
"""Turns one HTML template into one C function.

    tplgen.py IN.html OUT.c OUT.h

The language is described in src/web/README.md. The generator knows at each place which HTML
position it is in (text, plain text, attribute, address), so that every value is escaped by
position here and by C type in html.h. What cannot be made safe, or would need a looser
Content-Security-Policy, is refused with file and line.
"""
import os
import re
import sys

VOID = set('area br col hr img input link meta source track wbr'.split())
BLOCK = set('''html head body title meta link script main header footer nav section article
    aside address div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption colgroup col thead tbody
    tfoot tr th td form fieldset legend details summary figure figcaption blockquote pre hr option
    optgroup select template search dialog svg g path rect circle line'''.split())
# a <p> is closed by the browser as soon as one of these begins
NOT_IN_P = set('''address article aside blockquote details div dl fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre search section table ul'''.split())
PLAIN = set('title textarea option text tspan desc'.split())   # hold text only, no elements
VERBATIM = set('pre textarea'.split())                         # every space counts
REFUSED_TAGS = set('style base iframe frame object embed applet noscript math marquee'.split())
URL_ATTRS = set('href src action formaction cite poster background manifest data ping longdesc '
                'xlink:href'.split())
REFUSED_ATTRS = {'style': 'inline style', 'srcset': 'srcset', 'srcdoc': 'srcdoc',
                 'http-equiv': 'http-equiv', 'nonce': 'nonce'}
WORD_ATTRS = set('alt title placeholder aria-label label data-label aria-description'.split())
NAME = re.compile(r'[A-Za-z][A-Za-z0-9:_-]*')
SPACE = ' \t\r\n\f'
LITERAL_MAX = 3000      # C11 promises string literals of 4095 bytes


class TemplateError(Exception):
    def __init__(self, path, line, message):
        super().__init__(f'{path}:{line}: error: {message}')


def has_letters(text):
    return re.search(r'[^\W\d_]', re.sub(r'&#?\w+;', '', text)) is not None


class Block:
    """An open {% if %}, {% for %} or {% while %} and the HTML state it must return to."""

    def __init__(self, word, line, state):
        self.word, self.line, self.state, self.has_else = word, line, state, False


class Template:
    def __init__(self, path, source):
        self.path, self.source, self.at, self.line = path, source, 0, 1
        self.args, self.includes, self.ops, self.blocks = None, [], [], []
        self.stack = []            # open elements: (name, line)
        self.mode = 'text'         # text, tag, value
        self.tag = self.attr = self.quote = None
        self.tag_attrs, self.tag_line = {}, 0
        self.value_start = True    # nothing of the attribute's value was written yet
        self.after_block = True    # the last thing written was the edge of a block element
        self.split = False

    # ---- errors, reading ----
    def fail(self, message, line=None):
        raise TemplateError(self.path, line or self.line, message)

    def take(self, count):
        text = self.source[self.at:self.at + count]
        self.at += count
        self.line += text.count('\n')
        return text

    def take_until(self, end, what):
        found = self.source.find(end, self.at)
        if found < 0:
            self.fail(f'{what} is not closed by {end}')
        text = self.take(found - self.at)
        self.take(len(end))
        return text

    def state(self):
        return (self.mode, self.tag, self.attr, self.quote, tuple(name for name, _ in self.stack))

    def restore(self, state, stack):
        self.mode, self.tag, self.attr, self.quote, _ = state
        self.stack = list(stack)

    # ---- writing ----
    def literal(self, text):
        if not text:
            return
        if self.ops and self.ops[-1][0] == 'literal':
            self.ops[-1][1] += text
        else:
            self.ops.append(['literal', text, self.line])

    def code(self, text, line):
        self.ops.append(['code', text, line])

    # ---- the main loop ----
    def parse(self):
        while self.at < len(self.source):
            ahead = self.source[self.at:self.at + 2]
            if ahead == '{#':
                self.take(2)
                self.take_until('#}', 'a comment {#')
            elif ahead == '{%':
                self.control()
            elif ahead == '{{':
                self.expression()
            elif ahead == '[[':
                self.sentence()
            elif self.mode == 'text':
                self.text()
            elif self.mode == 'tag':
                self.in_tag()
            else:
                self.value()
        if self.blocks:
            self.fail(f'{{% {self.blocks[-1].word} %}} has no {{% end %}}', self.blocks[-1].line)
        if self.mode != 'text':
            self.fail(f'<{self.tag}> is not finished', self.tag_line)
        if self.stack and not self.split:
            self.fail(f'<{self.stack[-1][0]}> is never closed', self.stack[-1][1])

    def next_construct(self, stops):
        """Length of plain source up to the next template construct or one of the characters."""
        end = self.at
        while end < len(self.source):
            if self.source[end] in stops or self.source[end:end + 2] in ('{{', '{%', '{#', '[['):
                break
            end += 1
        return end - self.at

    # ---- text and tags ----
    def verbatim(self):
        return any(name in VERBATIM for name, _ in self.stack)

    def text(self):
        line = self.line
        raw = self.take(self.next_construct('<'))
        if self.stack and self.stack[-1][0] == 'script' and raw.strip():
            self.fail('a <script> has a src and nothing inside', line)
        if has_letters(raw):
            start = line + raw[:len(raw) - len(raw.lstrip())].count('\n')
            self.fail('text outside [[…]] cannot be translated: '
                      f'"{raw.strip().splitlines()[0][:40]}"', start)
        if self.source[self.at:self.at + 1] != '<':
            self.write_text(raw, False)
            return
        if self.source.startswith('<!--', self.at):
            self.write_text(raw, False)
            self.take(4)
            comment = self.take_until('-->', 'a comment <!--')
            if any(mark in comment for mark in ('{{', '{%', '[[')):
                self.fail('no template code inside <!-- -->; use {# #}')
            return
        if self.source.startswith('<!', self.at):
            self.write_text(raw, True)
            doctype = self.take_until('>', 'a declaration <!')
            if doctype.lower() != '<!doctype html':
                self.fail('only <!doctype html> is known')
            self.literal('<!doctype html>')
            return
        closing = self.source.startswith('</', self.at)
        match = NAME.match(self.source, self.at + (2 if closing else 1))
        if not match:
            self.fail('a tag needs a literal name after "<" (write &lt; for the sign)')
        self.write_text(raw, match.group().lower() in BLOCK)
        self.take((2 if closing else 1) + len(match.group()))
        if closing:
            self.close_tag(match.group().lower())
        else:
            self.open_tag(match.group().lower())

    def write_text(self, raw, block_follows):
        """Runs of space become one; beside the edge of a block element they go."""
        if self.verbatim():
            self.literal(raw)
            return
        text = re.sub(r'[ \t\r\n\f]+', ' ', raw)
        if self.after_block and text.startswith(' '):
            text = text[1:]
        if block_follows and text.endswith(' '):
            text = text[:-1]
        if text:
            self.after_block = False
        self.literal(text)

    def open_tag(self, name):
        if name in REFUSED_TAGS:
            self.fail(f'<{name}> is refused')
        if name in NOT_IN_P and any(open_name == 'p' for open_name, _ in self.stack):
            self.fail(f'a <p> cannot hold a <{name}>; the browser would close it before')
        if self.stack and self.stack[-1][0] in PLAIN and name not in ('tspan', 'title'):
            self.fail(f'<{self.stack[-1][0]}> holds text only, not <{name}>')
        self.mode, self.tag, self.tag_attrs, self.tag_line = 'tag', name, {}, self.line
        self.literal('<' + name)

    def close_tag(self, name):
        rest = self.take_until('>', f'</{name}')
        if rest.strip():
            self.fail(f'</{name}> has attributes')
        if name in VOID:
            self.fail(f'<{name}> has no closing tag')
        if not self.stack:
            self.fail(f'</{name}> closes nothing')
        open_name, line = self.stack.pop()
        if open_name != name:
            self.fail(f'</{name}> closes <{open_name}> of line {line}')
        self.literal(f'</{name}>')
        self.after_block = name in BLOCK

    def in_tag(self):
        char = self.source[self.at]
        if char in SPACE:
            self.take(1)
        elif char == '>' or self.source.startswith('/>', self.at):
            self.finish_tag(self.take(1 if char == '>' else 2))
        else:
            match = re.compile(r'[A-Za-z_:@][A-Za-z0-9_:.-]*').match(self.source, self.at)
            if not match:
                self.fail(f'an attribute cannot begin with {char!r}')
            self.attribute(match.group())

    def attribute(self, written):
        self.take(len(written))
        name = written.lower()
        if name.startswith('on'):
            self.fail(f'{name}= is an inline script; it is refused')
        if name in REFUSED_ATTRS:
            self.fail(f'{name}= is refused ({REFUSED_ATTRS[name]})')
        if name in self.tag_attrs and not self.blocks:
            self.fail(f'{name}= is there twice')
        self.tag_attrs[name] = ''
        self.literal(' ' + written)
        equals = re.compile(r'\s*=\s*').match(self.source, self.at)
        if not equals:
            return
        self.take(len(equals.group()))
        quote = self.source[self.at:self.at + 1]
        if quote not in ('"', "'"):
            self.fail(f'the value of {name}= needs quotes')
        self.take(1)
        self.mode, self.attr, self.quote, self.value_start = 'value', name, quote, True
        self.literal('=' + quote)

    def value(self):
        line = self.line
        raw = self.take(self.next_construct(self.quote))
        if '<' in raw:
            self.fail(f'"<" inside {self.attr}=; is a quote missing? (write &lt;)', line)
        if self.attr in URL_ATTRS and self.value_start:
            scheme = re.match(r'\s*([A-Za-z][A-Za-z0-9+.-]*)\s*:', raw)
            if scheme and scheme.group(1).lower() not in ('http', 'https', 'mailto', 'tel'):
                self.fail(f'{scheme.group(1).lower()}: is refused in {self.attr}=', line)
            if self.tag == 'script' and re.match(r'\s*(https?:)?//', raw):
                self.fail('scripts come from this program only', line)
        if self.attr in WORD_ATTRS and has_letters(raw):
            self.fail(f'text outside [[…]] cannot be translated: {self.attr}="{raw[:40]}"',
                      line)
        if raw:
            self.value_start = False
            self.tag_attrs[self.attr] += raw
        self.literal(raw)
        if self.source[self.at:self.at + 1] == self.quote:
            self.literal(self.take(1))
            self.mode, self.attr, self.quote = 'tag', None, None
        elif self.at >= len(self.source):
            self.fail(f'the value of {self.attr}= is not closed', self.tag_line)

    def finish_tag(self, end):
        if self.tag == 'script' and 'src' not in self.tag_attrs:
            self.fail('a <script> without src is refused', self.tag_line)
        if self.tag == 'img' and 'alt' not in self.tag_attrs:
            self.fail('<img> needs alt=', self.tag_line)
        in_svg = self.tag == 'svg' or any(name == 'svg' for name, _ in self.stack)
        if end == '/>' and not in_svg and self.tag not in VOID:
            self.fail(f'<{self.tag}/> does not close itself in HTML', self.tag_line)
        self.literal('/>' if end == '/>' and in_svg else '>')
        if self.tag not in VOID and end == '>':
            self.stack.append((self.tag, self.tag_line))
        self.after_block = self.tag in BLOCK
        self.mode, self.tag = 'text', None

    # ---- values ----
    def position(self):
        if self.mode == 'value':
            if self.attr in URL_ATTRS:
                return 'html_url' if self.value_start else 'html_part'
            return 'html_attr'
        if self.mode == 'tag':
            self.fail(f'no value inside <{self.tag} …> outside a quoted attribute', self.line)
        top = self.stack[-1][0] if self.stack else ''
        if top == 'script':
            self.fail('no value inside <script>')
        return 'html_plain' if top in PLAIN else 'html_text'

    def expression(self):
        line, position = self.line, self.position()
        self.take(2)
        code = self.take_until('}}', 'a value {{').strip()
        if not code:
            self.fail('an empty {{ }}', line)
        self.wrote_value()
        self.code(f'{position}(out, {code});', line)

    def wrote_value(self):
        self.after_block = False
        if self.mode == 'value':
            self.value_start = False
            self.tag_attrs[self.attr] += '\0'

    def sentence(self):
        line, position = self.line, self.position()
        if position in ('html_url', 'html_part'):
            self.fail(f'no translated text in {self.attr}=')
        self.take(2)
        parts = self.sentence_parts(line)
        message = re.sub(r'\s+', ' ', parts[0]).strip()
        values = [part.strip() for part in parts[1:]]
        if not message or '|' in message:
            self.fail('a sentence is [[words]] or [[words {1} | value]]', line)
        wanted = {int(number) for number in re.findall(r'\{([1-9])\}', message)}
        if wanted != set(range(1, len(values) + 1)):
            self.fail(f'the sentence names {len(wanted)} placeholders but is given {len(values)} '
                      'values', line)
        self.wrote_value()
        if not values:
            self.code(f'html_text_str(out, tr({c_string(message)}));', line)
            return
        # inside an attribute a sentence is still for people: plain text, Persian digits
        inner = 'html_text' if position == 'html_text' else 'html_plain'
        cases = ' '.join(f'case {number}: {inner}(out, {value}); break;'
                         for number, value in enumerate(values, 1))
        self.code('{ const char *html_rest = tr(%s); '
                  'for (int html_n; (html_n = html_sentence(out, &html_rest)) != 0;) '
                  'switch (html_n) { %s default: break; } }' % (c_string(message), cases), line)

    def sentence_parts(self, line):
        """Splits [[message | value | value]]; brackets and quotes of values are respected."""
        parts, depth, quote = [''], 0, None
        while True:
            if self.at >= len(self.source):
                self.fail('[[ is not closed by ]]', line)
            if depth == 0 and not quote and self.source.startswith(']]', self.at):
                self.take(2)
                return parts
            if depth == 0 and not quote and self.source.startswith(' | ', self.at):
                self.take(3)
                parts.append('')
                continue
            char = self.take(1)
            parts[-1] += char
            if len(parts) == 1:
                continue
            if quote:
                if char == '\\':
                    parts[-1] += self.take(1)
                elif char == quote:
                    quote = None
            elif char in '"\'':
                quote = char
            elif char in '([':
                depth += 1
            elif char in ')]':
                depth -= 1

    # ---- {% … %} ----
    def control(self):
        line = self.line
        self.take(2)
        inside = self.take_until('%}', '{%').strip()
        word = re.match(r'\w*', inside).group()
        rest = inside[len(word):].strip()
        if word == 'else' and rest.startswith('if'):
            word, rest = 'elif', rest[2:].strip()
        if word == 'args':
            if self.args is not None:
                self.fail('{% args %} is there twice', line)
            self.args = re.sub(r'\s+', ' ', rest)
        elif word == 'include':
            if not re.fullmatch(r'"[\w./-]+"|<[\w./-]+>', rest):
                self.fail('{% include "header.h" %}', line)
            self.includes.append(rest)
        elif word == 'do':
            if self.mode != 'text':
                self.fail('{% do %} stands between tags, not inside one', line)
            self.code(rest.rstrip(';') + ';', line)
            self.after_block = False
        elif word in ('if', 'for', 'while'):
            self.condition(word, rest, line)
            self.blocks.append(Block(word, line, (self.state(), tuple(self.stack))))
            self.code(f'{word} {rest} {{', line)
        elif word in ('elif', 'else'):
            self.branch(word, rest, line)
        elif word == 'end':
            if not self.blocks:
                self.fail('{% end %} ends nothing', line)
            self.check_balance(self.blocks.pop(), 'end', line)
            self.code('}', line)
        elif word == 'body':
            if self.blocks or self.mode != 'text' or self.split:
                self.fail('{% body %} stands once, outside every block and tag', line)
            self.split = True
            self.ops.append(['split', '', line])
        else:
            self.fail(f'{{% {word} %}} is not known', line)

    def condition(self, word, rest, line):
        if not (rest.startswith('(') and rest.endswith(')')):
            self.fail(f'{{% {word} (…) %}} needs its parentheses', line)

    def branch(self, word, rest, line):
        if not self.blocks or self.blocks[-1].word != 'if':
            self.fail(f'{{% {word} %}} without {{% if %}}', line)
        block = self.blocks[-1]
        if block.has_else:
            self.fail(f'{{% {word} %}} after {{% else %}}', line)
        self.check_balance(block, word, line)
        self.restore(*block.state)
        if word == 'else':
            block.has_else = True
            self.code('} else {', line)
        else:
            self.condition('elif', rest, line)
            self.code(f'}} else if {rest} {{', line)

    def check_balance(self, block, word, line):
        if self.state() != block.state[0]:
            opened = self.state()[4][len(block.state[0][4]):]
            detail = f'<{opened[-1]}> is still open' if opened else 'it does not end where it began'
            self.fail(f'what stands between {{% {block.word} %}} of line {block.line} and '
                      f'{{% {word} %}} must close the tags it opens: {detail}', line)


def c_string(text):
    out = []
    for byte in text.encode('utf-8'):
        char = chr(byte)
        if char in '"\\':
            out.append('\\' + char)
        elif char == '\n':
            out.append('\\n')
        elif byte < 32 or byte == 127:
            out.append('\\%03o' % byte)
        elif char == '?':
            out.append('\\?')
        else:
            out.append(char)
    return '"' + bytes(map(ord, ''.join(out))).decode('utf-8') + '"'


def literal_calls(text):
    """html_markup calls for a run of markup, cut at character borders."""
    calls, piece, size = [], '', 0
    for char in text:
        width = len(char.encode('utf-8'))
        if size + width > LITERAL_MAX:
            calls.append(f'    html_markup(out, {c_string(piece)}, {size});')
            piece, size = '', 0
        piece += char
        size += width
    calls.append(f'    html_markup(out, {c_string(piece)}, {size});')
    return calls


def generate(path, source, stem):
    template = Template(path, source)
    template.parse()
    arguments = 'struct html *out' + (f', {template.args}' if template.args else '')
    name = f'{stem}_html'
    functions = [f'{name}_begin', f'{name}_end'] if template.split else [name]

    header = [f'/* Made from {os.path.basename(path)}; do not edit. */',
              f'#ifndef KHAJU_TPL_{stem.upper()}_H', f'#define KHAJU_TPL_{stem.upper()}_H',
              '#include "html.h"']
    header += [f'#include {include}' for include in template.includes]
    for struct in sorted(set(re.findall(r'struct (\w+)', template.args or ''))):
        header.append(f'struct {struct};')
    header += [f'void {function}({arguments});' for function in functions]
    header.append('#endif')

    quoted = c_string(path)
    body = [f'/* Made from {os.path.basename(path)}; do not edit. */', f'#include "{name}.h"',
            '#include "tr.h"', '#include "web.h"', '']
    body += [f'void {functions[0]}({arguments})', '{']
    for kind, text, line in template.ops:
        if kind == 'literal':
            body += literal_calls(text)
        elif kind == 'split':
            body += ['}', '', f'void {functions[1]}({arguments})', '{']
        else:
            body += [f'#line {line} {quoted}', '    ' + re.sub(r'\s*\n\s*', ' ', text)]
    body += ['}', '']
    return '\n'.join(body), '\n'.join(header) + '\n'


def main(arguments):
    if len(arguments) != 4:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    path, out_c, out_h = arguments[1:]
    stem = os.path.splitext(os.path.basename(path))[0]
    if not re.fullmatch(r'[a-z][a-z0-9_]*', stem):
        print(f'{path}:1: error: a template is named like a C function', file=sys.stderr)
        return 1
    try:
        with open(path, encoding='utf-8') as file:
            body, header = generate(path, file.read(), stem)
    except UnicodeDecodeError:
        print(f'{path}:1: error: not UTF-8', file=sys.stderr)
        return 1
    except TemplateError as error:
        print(error, file=sys.stderr)
        return 1
    for target, text in ((out_c, body), (out_h, header)):
        with open(target, 'w', encoding='utf-8') as file:
            file.write(text)
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv))
