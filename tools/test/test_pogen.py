"""The translations' tool, by example: what it finds, compiles, sorts, and refuses."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOOLS))
import pogen  # noqa: E402

PO = '''\
msgid ""
msgstr ""
"Language: fa\\n"

# a note
msgid "Two {1}"
msgstr "دو {1}"

msgid "One"
msgstr "یک"
'''


def found(text, extract=pogen.extract_c):
    return [msgid for msgid, _ in extract(text)]


class Extract(unittest.TestCase):
    def test_calls_that_speak(self):
        self.assertEqual(found('tr("a"); TR_NOOP("b") tr_fmt(arena, "c {1}", x)'),
                         ["a", "b", "c {1}"])
        self.assertEqual(found('tr_fmt2(f(a, b)->arena, "d", (x, y), z); tr_format(a, "e", 1, v)'),
                         ["d", "e"])
        self.assertEqual(found('return err_set(ERR_IO, "CSV-1", "f {1}", g("no"), NULL);'),
                         ["f {1}"])

    def test_joins_adjacent_literals(self):
        self.assertEqual(found('tr("a "\n   "b" /* c */ "\\"d\\" \\xE2\\x80\\x8C")'),
                         ['a b"d" \u200c'])

    def test_both_sides_of_a_choice(self):
        self.assertEqual(found('tr(many ? "services" : "service")'), ["services", "service"])

    def test_labels_of_x_macros(self):
        self.assertEqual(found('#define ROLES(X) \\\n    X(admin, "Admin", false) \\\n'
                               '    X(own, "Use one\'s own", R(a) | R(b))\n#define X(name, label)'),
                         ["Admin", "Use one's own"])

    def test_x_macros_with_slugs_and_codes(self):
        self.assertEqual(found('X(A, "a-b", "Label", "Hint of it") X(B, "DOP-1", WARNING) '
                               'X(C, "g2c", TR_NOOP("To citizens"), "Not this")'),
                         ["Label", "Hint of it", "To citizens"])

    def test_leaves_the_rest_alone(self):
        self.assertEqual(found('/* tr("a") */ // tr("b")\n str("c"); x = "tr(\\"d\\")"; tr(e); '
                               'xtr("f"); err_set(e, "CODE", message, NULL); \'"\' tr("g")'), ["g"])
        self.assertEqual(found('const char *tr(const char *msgid);'), [])

    def test_lines(self):
        self.assertEqual(list(pogen.extract_c('\n/*\n*/\ntr(\n"a")')), [("a", 5)])

    def test_templates(self):
        text = ('{# [[no]] #}<p title="[[Title]]">[[A\n  {1} | view->x]]</p>\n'
                '{{ form_widget(form, tr("B")) }}{% if (x) %}')
        self.assertEqual(list(pogen.extract_template(text)),
                         [("Title", 1), ("A {1}", 1), ("B", 3)])

    def test_an_unknown_escape_has_a_place(self):
        with self.assertRaisesRegex(pogen.Mistake, "x.c:2"):
            list(pogen.extract_c('\ntr("\\q")', "x.c"))


class Read(unittest.TestCase):
    def test_reads_entries(self):
        entries = pogen.read_po(PO)
        self.assertEqual([(e.msgid, e.msgstr) for e in entries],
                         [("", "Language: fa\n"), ("Two {1}", "دو {1}"), ("One", "یک")])
        self.assertEqual(entries[1].comments, ["# a note"])

    def test_refuses_with_a_place(self):
        for text, place in (("msgid x", "po:1"), ('msgstr "x"', "po:1"), ('"x"', "po:1"),
                            ('msgid "a"\n\nmsgid "b"\nmsgstr "c"', "po:1"),
                            ('msgid "a"\nmsgstr "b"\nmsgstr "c"', "po:3"), ('msgid "\\q"', "po:1"),
                            ('msgid "unclosed', "po:1")):
            with self.assertRaisesRegex(pogen.Mistake, place, msg=text):
                pogen.read_po(text)

    def test_survives_a_union_merge_without_an_empty_line(self):
        entries = pogen.read_po('msgid "a"\nmsgstr "1"\nmsgid "b"\nmsgstr "2"\n')
        self.assertEqual([e.msgid for e in entries], ["a", "b"])


class Sort(unittest.TestCase):
    def test_sorts_and_drops_duplicates_and_is_stable(self):
        out = pogen.sort_po(PO + '\nmsgid "One"\nmsgstr "یک"\n')
        self.assertEqual([e.msgid for e in pogen.read_po(out)], ["", "One", "Two {1}"])
        self.assertIn("# a note\nmsgid \"Two {1}\"", out)
        self.assertEqual(pogen.sort_po(out), out)

    def test_keeps_contradictions_for_the_check(self):
        out = pogen.sort_po(PO + '\nmsgid "One"\nmsgstr "یکی"\n')
        self.assertEqual(len(pogen.read_po(out)), 4)

    def test_keeps_line_ends_inside(self):
        text = 'msgid "a\\nb"\nmsgstr "c\\n\\td\\\\"\n'
        again = pogen.read_po(pogen.sort_po(text))[0]
        self.assertEqual((again.msgid, again.msgstr), ("a\nb", "c\n\td\\"))


class Check(unittest.TestCase):
    def check(self, po, *msgids):
        return pogen.check({m: ["a.c:1"] for m in msgids}, pogen.read_po(po))

    def test_complete(self):
        self.assertEqual(self.check(PO, "One", "Two {1}"), [])

    def test_each_mistake(self):
        for po, msgids, words in (
                (PO, ("One", "Two {1}", "New"), "a.c:1: not translated: New"),
                (PO, ("One",), "po:6: not used: Two"),
                ('msgid "a"\nmsgstr ""', ("a",), "not translated"),
                ('msgid "a"\nmsgstr " "', ("a",), "not translated"),
                ('#, fuzzy\nmsgid "a"\nmsgstr "b"', ("a",), "fuzzy"),
                ('msgid "a {1}"\nmsgstr "b"', ("a {1}",), "placeholders"),
                ('msgid "a"\nmsgstr "b {2}"', ("a",), "placeholders"),
                ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "b"', ("a",), "twice"),
                ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"', ("a",), "in two ways")):
            mistakes = self.check(po, *msgids)
            self.assertEqual(len(mistakes), 1, po)
            self.assertIn(words, mistakes[0])


class Compile(unittest.TestCase):
    def test_the_hash_tells_length_and_padding_apart(self):
        self.assertEqual(pogen.tr_hash(b""), 0)
        self.assertNotEqual(pogen.tr_hash(b"abcdefgh"), pogen.tr_hash(b"abcdefgh\0"))

    def test_every_entry_is_found_by_probing(self):
        po = "".join('msgid "m%d"\nmsgstr "t"\n\n' % i for i in range(100))
        text = pogen.compile_po(po)
        self.assertIn("tr_table[256]", text)
        slots = {int(line.split("]")[0].strip()[1:]) for line in text.split("\n")
                 if line.startswith("    [")}
        self.assertEqual(len(slots), 100)
        for i in range(100):
            slot = pogen.tr_hash(b"m%d" % i) % 256
            while '[%d] = {0x%08x, %d, "m%d",' % (slot, pogen.tr_hash(b"m%d" % i), len("m%d" % i),
                                                  i) not in text:
                self.assertIn(slot, slots)
                slot = (slot + 1) % 256

    def test_leaves_out_what_is_not_translated(self):
        text = pogen.compile_po('msgid "a"\nmsgstr ""\n\n#, fuzzy\nmsgid "b"\nmsgstr "c"\n')
        self.assertIn("tr_table[2] = {\n    {0},\n}", text)

    def test_literals_survive_c(self):
        self.assertEqual(pogen.c_literal('a"\\\n۱2'), '"a\\"\\\\\\012\\333\\2612"')


class Command(unittest.TestCase):
    def run_in_tree(self, po, source, *arguments):
        with tempfile.TemporaryDirectory() as top:
            for name, text in (("po/fa.po", po), ("src/room/a.c", source),
                               ("src/room/test/test_a.c", 'tr("only in a test")')):
                path = pathlib.Path(top) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return subprocess.run([sys.executable, TOOLS / "pogen.py", *arguments, top], text=True,
                                  capture_output=True, check=False)

    def test_check_says_what_and_where(self):
        good = self.run_in_tree(PO, 'tr("One"); tr("Two {1}")', "--check")
        self.assertEqual((good.returncode, good.stdout), (0, "2 translations, complete\n"))
        bad = self.run_in_tree(PO, '\ntr("Three")', "--check")
        self.assertEqual(bad.returncode, 1)
        self.assertIn("src/room/a.c:2: not translated: Three", bad.stdout)

    def test_extract_prints_a_po(self):
        out = self.run_in_tree(PO, 'tr("a"); tr("a")', "--extract").stdout
        self.assertEqual(out, '#: src/room/a.c:1 src/room/a.c:1\nmsgid "a"\nmsgstr ""\n\n')

    def test_what_has_no_words_is_not_asked_for(self):
        source = 'tr_fmt(a, "{1} ({2})", x, y); tr("%"); tr("")'
        self.assertEqual(self.run_in_tree(PO, source, "--extract").stdout, "")

    def test_a_broken_file_is_one_sentence(self):
        bad = self.run_in_tree("nonsense", "", "--check")
        self.assertEqual(bad.returncode, 1)
        self.assertEqual(bad.stderr, "pogen.py: po/fa.po:1: not a line of a .po file: nonsense\n")


if __name__ == "__main__":
    unittest.main()
