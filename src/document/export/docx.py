"""Makes the DOCX of the document right-to-left: docx.py IN.html OUT.docx, in one folder.

pandoc turns the HTML into DOCX; what it does not know about Persian is put in afterwards, by fixed
steps on its XML: every paragraph bidirectional, every run right-to-left in a Persian font, tables
from right to left with their heads repeated and rows that do not break. The same input always gives
the same bytes. Exit 3: pandoc is not installed; exit 4: pandoc failed.
"""
import pathlib
import re
import subprocess
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(sys.argv[0]).resolve().parent))
import columns  # noqa: E402
import parts  # noqa: E402
import pictures  # noqa: E402

EPOCH = (1980, 1, 1, 0, 0, 0)
TABLE_SIZE = '<w:sz w:val="18" /><w:szCs w:val="18" />'


def only_words(html, folder):
    """What pandoc shall read: a link to a row becomes its words, a chart a picture."""
    # nothing may be fetched, from a disk or a network
    html = re.sub(r"<(img|object|iframe|link|audio|video|source)\b[^>]*>", "", html)
    html = pictures.replace_drawings(pictures.replace_charts(html, folder), folder)
    html = re.sub(r"</?(details|figure)\b[^>]*>", "", html)
    html = re.sub(r"<summary\b.*?</summary>", "", html, flags=re.S)
    html = re.sub(r"<caption class=\"govuk-visually-hidden\">.*?</caption>", "", html, flags=re.S)
    html = re.sub(r"<figcaption\b[^>]*>(.*?)</figcaption>",
                  r'<div custom-style="Table Caption"><p>\1</p></div>', html, flags=re.S)
    html = re.sub(r'<a class="kh-evidence"[^>]*>(.*?)</a>', r"\1", html, flags=re.S)
    html = re.sub(r'<h2 id="contents">(.*?)</h2>', r'<h1 id="contents">\1</h1>', html)
    # the title of the file is its title already
    html = re.sub(r'<h1 class="kh-cover-title">.*?</h1>', "", html, flags=re.S)
    html = re.sub(r'<ol class="kh-contents-list">(.*?)</ol>', contents, html, flags=re.S)
    # addresses on the site mean nothing in a file
    return re.sub(r'<a\b[^>]*href="/[^>]*>(.*?)</a>', r"\1", html, flags=re.S)


def contents(match):
    """Each line of the contents in a style of its own: document() puts the page numbers there."""
    return re.sub(r'<li class="kh-contents-(\d)">(.*?)</li>',
                  r'<div custom-style="TOC \1"><p>\2</p></div>', match.group(1), flags=re.S)


def run_properties(match):
    """Right-to-left goes where the schema wants it: fonts first, rtl last but one."""
    inside = re.sub(r"<w:(rFonts|rtl)\b[^>]*/>", "", match.group(1))
    style = re.search(r"<w:rStyle\b[^>]*/>", inside)
    inside = re.sub(r"<w:rStyle\b[^>]*/>", "", inside)
    inside = inside.replace("<w:b />", "<w:b /><w:bCs />").replace("<w:i />", "")
    size = re.search(r'<w:sz w:val="(\d+)" ?/>', inside)
    if size and "<w:szCs" not in inside:
        inside = inside.replace(size.group(), size.group() + f'<w:szCs w:val="{size.group(1)}" />')
    fonts = parts.DIGITS if parts.DIGITS in match.group(1) else parts.RUN
    return f'<w:rPr>{style.group() if style else ""}{fonts}{inside}<w:rtl /></w:rPr>'


def is_latin(text):
    """Codes and addresses stay left-to-right."""
    words = re.sub(r"<[^>]*>", "", text)
    return re.search(r"[A-Za-z]", words) and not re.search(r"[\u0600-\u06ff]", words)


def one_run(match):
    whole = match.group()
    latin = is_latin(whole)
    if "<w:rPr>" in whole:
        whole = re.sub(r"<w:rPr>(.*?)</w:rPr>", run_properties, whole, count=1, flags=re.S)
    else:
        whole = whole.replace("<w:r>", f"<w:r><w:rPr>{parts.RUN}<w:rtl /></w:rPr>", 1)
    return whole.replace("<w:rtl />", "") if latin else whole


def one_paragraph(match):
    """bidi belongs after keepNext, numPr and the like, before spacing and jc."""
    inside = re.sub(r'<w:jc w:val="(left|right)" ?/>', "", match.group(1))
    late = re.search(r"<w:(spacing|ind|contextualSpacing|jc|outlineLvl|rPr|sectPr)\b", inside)
    at = late.start() if late else len(inside)
    return f"<w:pPr>{inside[:at]}<w:bidi />{inside[at:]}</w:pPr>"


def widths(table):
    rows = re.findall(r"<w:tr>.*?</w:tr>", table, flags=re.S)
    return columns.columns([[re.sub(r"<[^>]*>", "", cell) for cell in
                             re.findall(r"<w:tc>.*?</w:tc>", row, flags=re.S)] for row in rows],
                           parts.TEXT_WIDTH)


def one_table(match):
    """From right to left, over the whole width; the head repeated; rows in one piece."""
    table = re.sub(r"<w:tr>.*?</w:tr>", one_row, match.group(), flags=re.S)
    grid = "".join(f'<w:gridCol w:w="{width}" />' for width in widths(table))
    table = re.sub(r"<w:tblGrid\b.*?</w:tblGrid>|<w:tblGrid ?/>", f"<w:tblGrid>{grid}</w:tblGrid>",
                   table, count=1, flags=re.S)
    table = re.sub(r"<w:tcW\b[^>]*/>", "", table)
    table = re.sub(r"<w:rtl /></w:rPr>|(?<!<w:rtl />)</w:rPr>(?=<w:t)",
                   lambda found: TABLE_SIZE + found.group(), table)
    inside = re.search(r"<w:tblPr>(.*?)</w:tblPr>", table, flags=re.S).group(1)
    inside = re.sub(r"<w:(tblW|tblLayout|jc)\b[^>]*/>", "", inside)
    style = re.search(r"<w:tblStyle\b[^>]*/>", inside)
    rest = inside.replace(style.group(), "") if style else inside
    return re.sub(r"<w:tblPr>.*?</w:tblPr>", (
        f'<w:tblPr>{style.group() if style else ""}<w:bidiVisual />'
        f'<w:tblW w:type="dxa" w:w="{parts.TEXT_WIDTH}" /><w:tblLayout w:type="fixed" />{rest}</w:tblPr>'),
        table, count=1, flags=re.S)


def one_row(match):
    head = "<w:tblHeader" in match.group()
    row = re.sub(r"<w:trPr>.*?</w:trPr>", "", match.group(), flags=re.S)
    properties = "<w:cantSplit />" + ("<w:tblHeader />" if head else "")
    return row.replace("<w:tr>", f"<w:tr><w:trPr>{properties}</w:trPr>", 1)


def document(xml):
    # a bookmark goes into its heading: LibreOffice loses one that stands between a table and it
    xml = re.sub(r"<w:bookmarkEnd\b[^>]*/>", "", xml)
    xml = re.sub(r'<w:bookmarkStart\b[^>]*w:id="(\d+)"[^>]*/>', r'\g<0><w:bookmarkEnd w:id="\1" />', xml)
    xml = re.sub(r"((?:<w:bookmark[^>]*/>)+)(<w:p>(?:<w:pPr>.*?</w:pPr>)?)", r"\2\1", xml, flags=re.S)
    xml = re.sub(r'<w:p><w:pPr><w:pStyle w:val="TOC\d" ?/>.*?</w:p>', page_numbers, xml, flags=re.S)
    xml = re.sub(r"<w:p>(?!<w:pPr>)", "<w:p><w:pPr></w:pPr>", xml)
    xml = xml.replace("<w:p />", "<w:p><w:pPr></w:pPr></w:p>").replace("<w:pPr />", "<w:pPr></w:pPr>")
    xml = re.sub(r"<w:pPr>(.*?)</w:pPr>", one_paragraph, xml, flags=re.S)
    xml = re.sub(r"<w:r>.*?</w:r>", one_run, xml, flags=re.S)
    xml = re.sub(r"<w:tbl>.*?</w:tbl>", one_table, xml, flags=re.S)
    xml = pictures.sizes(xml)
    xml = re.sub(r"<w:sectPr\b([^>]*)/>", r"<w:sectPr\1></w:sectPr>", xml).replace(
        "</w:sectPr>", f"{parts.page(False)}</w:sectPr>")
    return re.sub(r'<w:p><w:pPr>(?:(?!</w:p>).)*?<w:pStyle w:val="Wide(Begin|End)" ?/>.*?</w:p>',
                  lambda match: f"<w:p><w:pPr><w:bidi /><w:sectPr>{parts.page(match.group(1) == 'End')}"
                  "</w:sectPr></w:pPr></w:p>", xml, flags=re.S)


def page_numbers(match):
    """A line of the contents ends with the page its link leads to."""
    target = re.search(r'<w:hyperlink w:anchor="([^"]*)"', match.group())
    return match.group() if not target else match.group().replace(
        "</w:p>", f'<w:r><w:tab /></w:r>{parts.field("PAGEREF " + target.group(1))}</w:p>')


STEPS = {"word/document.xml": document, "word/styles.xml": parts.styles,
         "word/numbering.xml": parts.numbering, "word/fontTable.xml": parts.font_table,
         "word/settings.xml": parts.settings, "[Content_Types].xml": parts.content_types,
         "word/_rels/document.xml.rels": parts.relations}


def write(archive, name, data):
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def main(source, target):
    folder = pathlib.Path(source).resolve().parent
    plain, made = folder / "words.html", folder / "pandoc.docx"
    plain.write_text(only_words(pathlib.Path(source).read_text(encoding="utf-8"), folder),
                     encoding="utf-8")
    try:
        done = subprocess.run(["pandoc", "--from", "html", "--to", "docx",
                               "--metadata", "lang=fa", "--output", str(made), str(plain)],
                              cwd=folder, check=False)
    except FileNotFoundError:
        sys.exit(3)
    if done.returncode != 0:
        sys.exit(4)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name in STEPS:
                data = STEPS[name](data.decode("utf-8")).encode("utf-8")
            write(new, name, data)
        for name, data in parts.new_files(folder):
            write(new, name, data)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
