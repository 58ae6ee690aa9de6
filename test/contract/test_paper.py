"""The document on paper: what stands in the PDF and the DOCX made of the real data."""
import csv
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile

import rig

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
CHAPTERS = sorted((rig.TOP / "data" / "document").glob("[0-9][0-9]-*.md"))
PAGES_LEAST = 40
FOOT = 57    # points from below: there stands the number of the page
STAND_IN = "\u0674"    # set for a half-space, must not be copied
A4_RIGHT_MARGIN = 530    # points; text from right to left begins beyond it
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def run(*command):
    return subprocess.run(list(map(str, command)), text=True, timeout=300, check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def plain(text):
    return " ".join(text.translate(MARKS).split())


def ligatures(text):
    """pdftotext turns lam-alef round, whoever made the file (docs/decisions/0013-paper.md)."""
    return plain(text).replace("لا", "ال")


def titles():
    return [plain(path.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# "))
            for path in CHAPTERS]


def words_of(path):
    """For each page its words with their place: (left, from below, right, word as it is seen)."""
    for page in run("pdftotext", "-bbox", path, "-").stdout.split("<page ")[1:]:
        height = float(re.search(r'height="([\d.]+)"', page).group(1))
        found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>([^<]*)<', page)
        yield [(float(left), height - float(top), float(right), plain(word))
               for left, top, right, word in found]


def pages_of(path):
    done = run("pdftotext", path, "-")
    return [plain(page) for page in done.stdout.split("\f")[:-1]], done.stderr


class Made:
    """The files, made once for all tests of this module."""


def setUpModule():
    folder = Made.folder = pathlib.Path(tempfile.mkdtemp(prefix="khaju-paper-"))
    unittest.addModuleCleanup(shutil.rmtree, folder, ignore_errors=True)
    Made.pdf, Made.docx = folder / "d.pdf", folder / "d.docx"
    with rig.khaju(rig.PROGRAM, rig.LOADED) as one:
        one.must("plan", "refresh")
        one.must("library", "load", rig.TOP / "data" / "processes" / "models.csv", "--demonstration")
        one.must("document", "compile")
        one.must("document", "export", "--format", "pdf", "--out", Made.pdf)
        one.must("document", "export", "--format", "docx", "--out", Made.docx)
        one.must("document", "export", "--format", "docx", "--out", folder / "again.docx")
    Made.pages, Made.complaints = pages_of(Made.pdf)
    with zipfile.ZipFile(Made.docx) as archive:
        Made.parts = {name: archive.read(name) for name in archive.namelist()}
    Made.body = ET.fromstring(Made.parts["word/document.xml"])


class Pdf(unittest.TestCase):
    def test_every_font_is_vazirmatn_and_embedded(self):
        rows = run("pdffonts", Made.pdf).stdout.splitlines()[2:]
        self.assertGreaterEqual(len(rows), 2)
        for row in rows:
            self.assertIn("+Vazirmatn", row)
            embedded = row.split()[-5]
            self.assertEqual(embedded, "yes", row)

    def test_words_can_be_copied_in_the_order_they_are_read(self):
        text = " ".join(Made.pages)
        self.assertEqual(Made.complaints, "")
        self.assertGreater(len(Made.pages), PAGES_LEAST)
        for word in ("الکترونیک", "شهروند", "استانداری اصفهان", "دستگاه‌های اجرایی", "می‌شود",
                     "«گزارش نشده»"):
            self.assertIn(word, text)
        self.assertNotIn(STAND_IN, text)

    def test_contents_lead_to_the_page_on_which_each_chapter_begins(self):
        contents = " ".join(Made.pages[1:4])
        for title in titles():
            found = re.search(re.escape(ligatures(title)) + r"[ .]*?([۰-۹]+)", contents)
            self.assertIsNotNone(found, title)
            page = Made.pages[int(found.group(1).translate(LATIN)) - 1]
            self.assertIn(ligatures(title), page[:300])

    def test_every_page_but_the_cover_carries_its_number(self):
        pages = [[word for _, below, _, word in page if below < FOOT] for page in words_of(Made.pdf)]
        self.assertEqual(pages[0], [])
        for number, words in enumerate(pages[1:], 2):
            # seen from the left: pdftotext turns numbers of two digits with the line
            self.assertIn("".join(words), (str(number).translate(PERSIAN),
                                           str(number).translate(PERSIAN)[::-1]))

    def test_a_figure_of_the_data_stands_in_the_text(self):
        with open(rig.DATA / "services.csv", encoding="utf-8-sig", newline="") as file:
            count = sum(1 for _ in csv.DictReader(file))
        self.assertIn(f"{str(count).translate(PERSIAN)} خدمت", " ".join(Made.pages))

    def test_the_outline_and_the_title_are_whole(self):
        self.assertIn("سند توسعه خدمات الکترونیک به شهروندان", run("pdfinfo", Made.pdf).stdout)
        outline = [bytes.fromhex(title.decode()).decode("utf-16") for title in
                   re.findall(rb"/Title <([0-9a-f]+)>", Made.pdf.read_bytes())]
        whole = plain(" ".join(outline))
        for title in titles():
            self.assertIn(title, whole)
        self.assertNotIn(STAND_IN, whole)


    def test_wide_processes_are_drawn_on_turned_pages_in_joined_letters(self):
        sizes = re.findall(r"size: +([\d.]+) x ([\d.]+)",
                           run("pdfinfo", "-f", "1", "-l", len(Made.pages), Made.pdf).stdout)
        turned = [page for page, (width, height) in zip(Made.pages, sizes, strict=True)
                  if float(width) > float(height)]
        self.assertEqual(len(turned), 4)    # two services, as they are and as they are to be
        for page, (name, step) in zip(turned, (
                ("smart-card.as-is.bpmn", "تحویل حضوری کارت"),
                ("smart-card.to-be.bpmn", "تحویل کارت در"),
                ("land-type.as-is.bpmn", "بازدید محل"), ("land-type.to-be.bpmn", "بررسی"))):
            self.assertIn(name, page)
            self.assertIn(step, page)
            self.assertRegex(page, r"[0-9a-f]{64}")    # the fingerprint of the file


class Docx(unittest.TestCase):
    def test_every_paragraph_and_every_persian_run_is_right_to_left(self):
        paragraphs = list(Made.body.iter(W + "p"))
        self.assertGreater(len(paragraphs), 1000)
        for paragraph in paragraphs:
            self.assertIsNotNone(paragraph.find(f"{W}pPr/{W}bidi"))
            for one in paragraph.iter(W + "r"):
                text = "".join(part.text or "" for part in one.findall(W + "t"))
                if re.search(r"[\u0600-\u06ff]", text):
                    self.assertIsNotNone(one.find(f"{W}rPr/{W}rtl"), text)

    def test_tables_run_from_the_right_and_repeat_their_head(self):
        tables = list(Made.body.iter(W + "tbl"))
        self.assertGreater(len(tables), 15)
        for table in tables:
            self.assertIsNotNone(table.find(f"{W}tblPr/{W}bidiVisual"))
            rows = table.findall(W + "tr")
            self.assertIsNotNone(rows[0].find(f"{W}trPr/{W}tblHeader"))
            for row in rows:
                self.assertIsNotNone(row.find(f"{W}trPr/{W}cantSplit"))

    def headings(self, level):
        for paragraph in Made.body.iter(W + "p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            if style is not None and style.get(W + "val") == f"Heading{level}":
                yield plain("".join(text.text or "" for text in paragraph.iter(W + "t")))

    def test_chapters_are_headings_of_the_first_level(self):
        found = " ".join(self.headings(1))
        for title in titles():
            self.assertIn(title, found)
        self.assertGreater(len(list(self.headings(2))), 20)

    def test_numbers_are_persian_those_the_word_processor_counts_too(self):
        for cell in Made.body.iter(W + "tc"):
            text = "".join(part.text or "" for part in cell.iter(W + "t"))
            self.assertIsNone(re.fullmatch(r"[0-9]{1,3}", text.strip()), text)
        numbering = ET.fromstring(Made.parts["word/numbering.xml"])
        levels = [level for level in numbering.iter(W + "lvl")
                  if level.find(W + "numFmt").get(W + "val") == "decimal"]
        self.assertTrue(levels)
        for level in levels:
            self.assertEqual(level.find(f"{W}rPr/{W}rFonts").get(W + "ascii"), "Vazirmatn FD")

    def test_contents_of_two_levels_point_to_bookmarks_that_are_there(self):
        marks = {mark.get(W + "name") for mark in Made.body.iter(W + "bookmarkStart")}
        fields = [field.get(W + "instr").split()[1] for field in Made.body.iter(W + "fldSimple")]
        self.assertGreater(len(fields), len(CHAPTERS) * 3)
        self.assertEqual([name for name in fields if name not in marks], [])

    def test_charts_are_pictures_with_words_for_those_who_do_not_see(self):
        pictures = [one for name, one in Made.parts.items() if name.startswith("word/media/")]
        self.assertGreaterEqual(len(pictures), 5)
        for picture in pictures:
            self.assertEqual(picture[:8], b"\x89PNG\r\n\x1a\n")
        for drawing in Made.body.iter(WP + "docPr"):
            self.assertTrue(drawing.get("descr"))

    def test_wide_processes_stand_in_turned_sections_and_fill_them(self):
        turned = [size for size in Made.body.iter(W + "pgSz") if size.get(W + "orient") == "landscape"]
        self.assertEqual(len(turned), 2)
        drawn = [float(inline.find(WP + "extent").get("cx")) / 360000    # centimetres
                 for inline in Made.body.iter(WP + "inline")
                 if re.match("وضع (موجود|مطلوب): ", inline.find(WP + "docPr").get("descr"))]
        self.assertEqual(len(drawn), 4)
        for width in drawn:
            self.assertTrue(16 < width < 26, width)

    def test_the_same_version_makes_the_same_file(self):
        self.assertEqual(Made.docx.read_bytes(), (Made.folder / "again.docx").read_bytes())

    def test_libreoffice_shows_it_from_the_right(self):
        run("soffice", f"-env:UserInstallation=file://{Made.folder}/profile", "--headless",
            "--convert-to", "pdf", "--outdir", Made.folder / "office", Made.docx)
        shown = Made.folder / "office" / "d.pdf"
        pages, _ = pages_of(shown)
        text = " ".join(pages)
        self.assertGreater(len(pages), PAGES_LEAST)
        self.assertNotIn("not found", text)
        for title in titles():
            self.assertIn(ligatures(title), ligatures(text))
        begins = sum(word == "فصل"[::-1] and right > A4_RIGHT_MARGIN
                     for page in words_of(shown) for _, _, right, word in page)
        self.assertGreaterEqual(begins, len(CHAPTERS))


if __name__ == "__main__":
    unittest.main()
