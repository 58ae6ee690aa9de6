"""The template generator, by example: what comes out, and what is refused, with its line."""
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tplgen  # noqa: E402


def body(source, stem='page'):
    """The statements of the generated function, without #line and braces."""
    c, _ = tplgen.generate('page.html', source, stem)
    lines = c.split('\n')
    start = next(i for i, line in enumerate(lines) if line == '{') + 1
    return [line.strip() for line in lines[start:] if line.strip() and not line.startswith('#')
            and line != '}']


def markup(source):
    """Only the static markup, joined."""
    return ''.join(bytes(match, 'utf-8').decode('unicode_escape').encode('latin-1').decode('utf-8')
                   for match in re.findall(r'html_markup\(out, "((?:[^"\\]|\\.)*)"',
                                           '\n'.join(body(source))))


def refusal(source):
    try:
        tplgen.generate('page.html', source, 'page')
    except tplgen.TemplateError as error:
        return str(error)
    return None


class Positions(unittest.TestCase):
    def calls(self, source):
        return [line.split('(')[0] for line in body(source) if not line.startswith('html_markup')]

    def test_text(self):
        self.assertEqual(self.calls('<p>{{ x }}</p>'), ['html_text'])

    def test_attribute(self):
        self.assertEqual(self.calls('<p class="{{ x }}" id=\'{{ y }}\'></p>'),
                         ['html_attr', 'html_attr'])

    def test_address_at_its_start_is_checked_and_behind_it_encoded(self):
        self.assertEqual(self.calls('<a href="{{ x }}"></a>'), ['html_url'])
        self.assertEqual(self.calls('<a href="/s/{{ x }}?q={{ y }}"></a>'),
                         ['html_part', 'html_part'])
        self.assertEqual(self.calls('<a href="{{ x }}?q={{ y }}"></a>'), ['html_url', 'html_part'])

    def test_every_address_attribute(self):
        for name in ('href', 'src', 'action', 'formaction', 'cite', 'poster', 'xlink:href'):
            self.assertEqual(self.calls(f'<i {name}="{{{{ x }}}}"></i>'), ['html_url'], name)
            upper = f'<i {name.upper()}="{{{{ x }}}}"></i>'
            self.assertEqual(self.calls(upper), ['html_url'], name)

    def test_places_for_text_only(self):
        for tag in ('title', 'textarea', 'option', 'text', 'desc'):
            self.assertEqual(self.calls(f'<{tag}>{{{{ x }}}}</{tag}>'), ['html_plain'], tag)

    def test_the_value_after_a_tag_is_text_again(self):
        self.assertEqual(self.calls('<a href="{{ u }}">{{ x }}</a>{{ y }}'),
                         ['html_url', 'html_text', 'html_text'])


class Sentences(unittest.TestCase):
    def test_plain(self):
        self.assertIn('html_text_str(out, tr("All agencies"));', body('<p>[[All\n  agencies]]</p>'))

    def test_in_an_attribute(self):
        self.assertIn('html_text_str(out, tr("Search"));', body('<p title="[[Search]]"></p>'))

    def test_values_are_escaped_by_position(self):
        text = ''.join(body('<p>[[{1} of {2} | words(a) | b[f(1, "]]")]]]</p>'))
        self.assertIn('tr("{1} of {2}")', text)
        self.assertIn('case 1: html_text(out, words(a));', text)
        self.assertIn('case 2: html_text(out, b[f(1, "]]")]);', text)
        self.assertIn('case 1: html_plain(out, n);',
                      ''.join(body('<p aria-label="[[{1} services | n]]"></p>')))

    def test_or_in_a_value_is_no_border(self):
        self.assertIn('case 1: html_text(out, a || b);', ''.join(body('<p>[[{1} | a || b]]</p>')))


class Control(unittest.TestCase):
    def test_blocks(self):
        lines = body('<ul>{% for (int i = 0; i < n; i++) %}<li>{% if (a) %}{{ x }}{% elif (b) %}'
                     '{{ y }}{% else if (c) %}{{ w }}{% else %}{{ z }}{% end %}</li>{% end %}</ul>')
        code = [line for line in lines if not line.startswith('html_')]
        self.assertEqual(code, ['for (int i = 0; i < n; i++) {', 'if (a) {', '} else if (b) {',
                                '} else if (c) {', '} else {', '}', '}'])

    def test_do_declares_and_calls(self):
        self.assertIn('const char *x = f();', body('{% do const char *x = f() %}<p>{{ x }}</p>'))

    def test_attributes_may_depend(self):
        source = '<input {% if (a) %}checked{% end %} {% if (b) %}disabled{% end %}>'
        self.assertEqual(markup(source), '<input checked disabled>')

    def test_part_of_a_value_may_depend(self):
        self.assertEqual(markup('<p class="a{% if (x) %} b{% end %}"></p>'), '<p class="a b"></p>')

    def test_arguments_and_headers(self):
        c, header = tplgen.generate('a.html', '{% args const struct view *view, int n %}\n'
                                    '{% include "room.h" %}\n{% include <string.h> %}\n<p></p>',
                                    'a')
        self.assertIn('void a_html(struct html *out, const struct view *view, int n);', header)
        self.assertIn('struct view;', header)
        self.assertIn('#include "room.h"', header)
        self.assertIn('#include <string.h>', header)
        self.assertIn('void a_html(struct html *out, const struct view *view, int n)', c)

    def test_body_splits_the_function(self):
        c, header = tplgen.generate('a.html', '<main>{% body %}</main>', 'a')
        self.assertIn('void a_html_begin(struct html *out);', header)
        self.assertIn('void a_html_end(struct html *out);', header)
        self.assertLess(c.index('<main>'), c.index('void a_html_end'))
        self.assertGreater(c.index('</main>'), c.index('void a_html_end'))

    def test_compiler_errors_point_into_the_template(self):
        c, _ = tplgen.generate('dir/a.html', '<p>\n\n{{ wrong }}\n</p>', 'a')
        self.assertIn('#line 3 "dir/a.html"\n    html_text(out, wrong);', c)

    def test_comments_leave_nothing(self):
        self.assertEqual(markup('<p>{# secret\n{{ x }} #}</p><!-- gone --><i></i>'),
                         '<p></p><i></i>')


class Whitespace(unittest.TestCase):
    def test_beside_blocks_it_goes(self):
        self.assertEqual(markup('<ul>\n  <li>\n    <b>&amp;</b>\n  </li>\n</ul>\n'),
                         '<ul><li><b>&amp;</b></li></ul>')

    def test_between_inline_elements_one_stays(self):
        self.assertEqual(markup('<p><b></b>\n   <i></i></p>'), '<p><b></b> <i></i></p>')

    def test_around_values_one_stays(self):
        self.assertEqual(markup('<p>{{ a }}\n  {{ b }} – {{ c }}</p>'), '<p>  – </p>')

    def test_in_pre_and_textarea_every_space_stays(self):
        self.assertEqual(markup('<pre>\n  -\n   -</pre>'), '<pre>\n  -\n   -</pre>')
        self.assertEqual(markup('<textarea> \n </textarea>'), '<textarea> \n </textarea>')

    def test_long_markup_is_cut_at_characters(self):
        source = '<p>' + '…' * 5000 + '</p>'
        self.assertEqual(markup(source), source)
        sizes = [int(size) for size in re.findall(r', (\d+)\);', '\n'.join(body(source)))]
        self.assertEqual(sum(sizes), len(source.encode()))
        self.assertLess(max(sizes), 4000)


class Refusals(unittest.TestCase):
    CASES = [
        ('<p class={{ x }}></p>', 'needs quotes'),
        ('<p class=a></p>', 'needs quotes'),
        ('<p onclick="x()"></p>', 'inline script'),
        ('<p OnClick="x()"></p>', 'inline script'),
        ('<p style="color:red"></p>', 'inline style'),
        ('<style></style>', '<style> is refused'),
        ('<script>alert(1)</script>', 'without src'),
        ('<script src="/a.js">x</script>', 'nothing inside'),
        ('<script src="/a.js">{{ x }}</script>', 'no value inside <script>'),
        ('<script src="//cdn.example/x.js"></script>', 'this program only'),
        ('<script src="https://cdn.example/x.js"></script>', 'this program only'),
        ('<a href="javascript:x()"></a>', 'javascript: is refused'),
        ('<a href=" JavaScript:x()"></a>', 'javascript: is refused'),
        ('<a href="data:text/html,x"></a>', 'data: is refused'),
        ('<img src="a" srcset="b" alt="">', 'srcset'),
        ('<iframe></iframe>', '<iframe> is refused'),
        ('<base href="/">', '<base> is refused'),
        ('<meta http-equiv="refresh" content="0">', 'http-equiv'),
        ('<img src="/a.png">', 'needs alt'),
        ('<p><div></div></p>', 'cannot hold'),
        ('<p>', 'never closed'),
        ('</p>', 'closes nothing'),
        ('<b><i></b></i>', '</b> closes <i>'),
        ('<br></br>', 'no closing tag'),
        ('<div/>', 'does not close itself'),
        ('<{{ tag }}>', 'literal name'),
        ('<p {{ x }}></p>', 'outside a quoted attribute'),
        ('<p class="a', 'not closed'),
        ('<p class="a" class="b"></p>', 'twice'),
        ('<p class="a<b"></p>', 'quote missing'),
        ('<!-- {{ x }} -->', 'no template code'),
        ('<p>Hello</p>', 'cannot be translated'),
        ('<p>سلام</p>', 'cannot be translated'),
        ('<input placeholder="Name">', 'cannot be translated'),
        ('<a href="[[x]]"></a>', 'no translated text'),
        ('<p>[[{1} of {2} | a]]</p>', 'placeholders'),
        ('<p>[[ | a]]</p>', 'a sentence is'),
        ('<p>[[open</p>', 'not closed by ]]'),
        ('{{ }}', 'an empty'),
        ('{{ x', 'not closed'),
        ('{% if (a) %}<p>{% end %}</p>', '<p> is still open'),
        ('{% if (a) %}<p>{% else %}<p>{% end %}', '<p> is still open'),
        ('{% if (a) %}', 'has no {% end %}'),
        ('{% end %}', 'ends nothing'),
        ('{% else %}', 'without {% if %}'),
        ('{% for (;;) %}{% else %}{% end %}', 'without {% if %}'),
        ('{% if (a) %}{% else %}{% else %}{% end %}', 'after {% else %}'),
        ('{% if a %}{% end %}', 'parentheses'),
        ('{% loop %}', 'not known'),
        ('<p {% do x() %}></p>', 'between tags'),
        ('{% args int a %}{% args int b %}', 'twice'),
        ('{% if (a) %}{% body %}{% end %}', 'outside every block'),
        ('{% include room.h %}', 'header.h'),
        ('<option><b></b></option>', 'holds text only'),
    ]

    def test_each(self):
        for source, reason in self.CASES:
            found = refusal(source)
            self.assertIsNotNone(found, source)
            self.assertIn(reason, found, source)
            self.assertRegex(found, r'^page\.html:1: error: ', source)

    def test_the_line_is_named(self):
        self.assertTrue(refusal('<p>\n\n<b></p>').startswith('page.html:3:'))
        self.assertTrue(refusal('<div>\n<p></p>').startswith('page.html:1:'))
        self.assertTrue(refusal('<p>\n\n  Hello</p>').startswith('page.html:3:'))

    def test_what_is_allowed(self):
        for source in ('<p>&nbsp;·&times; 12 – «» !</p>', '<img src="/a.png" alt="">',
                       '<script src="/a.js" defer></script>', '<svg><path d="M0 0"/></svg>',
                       '<a href="https://example.ir">[[x]]</a>', '<a href="mailto:{{ x }}"></a>',
                       '<input type="text" required>', '<a href="/a:b"></a>'):
            self.assertIsNone(refusal(source), source)


if __name__ == '__main__':
    unittest.main()
