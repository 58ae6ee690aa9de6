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

FONT = "Vazirmatn"
RUN = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}" />'
EPOCH = (1980, 1, 1, 0, 0, 0)
PAGE_WIDTH = 9638    # twentieths of a point between the margins of A4
LETTER_WIDTH, CELL_MARGINS = 95, 230
TABLE_SIZE = '<w:sz w:val="18" /><w:szCs w:val="18" />'


def only_words(html):
    """Pictures become the tables that stand beside them; a link to a row becomes its words."""
    html = re.sub(r'<figure class="kh-chart\b.*?</figure>', "", html, flags=re.S)
    # nothing may be fetched, from a disk or a network
    html = re.sub(r"<(img|object|iframe|link|audio|video|source)\b[^>]*>", "", html)
    html = re.sub(r"</?(details|figure)\b[^>]*>", "", html)
    html = re.sub(r"<summary\b.*?</summary>", "", html, flags=re.S)
    html = re.sub(r"<caption class=\"govuk-visually-hidden\">.*?</caption>", "", html, flags=re.S)
    html = re.sub(r"<figcaption\b([^>]*)>(.*?)</figcaption>", r"<p\1><strong>\2</strong></p>", html,
                  flags=re.S)
    html = re.sub(r'<a class="kh-evidence"[^>]*>(.*?)</a>', r"\1", html, flags=re.S)
    # the title of the file is its title already
    html = re.sub(r'<h1 class="kh-cover-title">.*?</h1>', "", html, flags=re.S)
    contents = re.search(r'<ol class="kh-contents-list">.*?</ol>', html, flags=re.S)
    if contents:
        # chapters only: without page numbers a longer list helps nobody
        html = re.sub(r'<li class="kh-contents-2">.*?</li>', "", html, flags=re.S)
        contents = re.search(r'<ol class="kh-contents-list">.*?</ol>', html, flags=re.S)
        html = html.replace(contents.group(), re.sub(r"<(/?)(li|ol)\b[^>]*>", lambda tag: (
            f"<{tag.group(1)}p>" if tag.group(2) == "li" else ""), contents.group()))
    # addresses on the site mean nothing in a file
    return re.sub(r'<a\b[^>]*href="/[^>]*>(.*?)</a>', r"\1", html, flags=re.S)


def run_properties(match):
    """Right-to-left goes where the schema wants it: fonts first, rtl last but one."""
    inside = re.sub(r"<w:rFonts\b[^>]*/>", "", match.group(1))
    style = re.search(r"<w:rStyle\b[^>]*/>", inside)
    inside = re.sub(r"<w:rStyle\b[^>]*/>", "", inside)
    inside = inside.replace("<w:b />", "<w:b /><w:bCs />").replace("<w:i />", "")
    size = re.search(r'<w:sz w:val="(\d+)" ?/>', inside)
    if size and "<w:szCs" not in inside:
        inside = inside.replace(size.group(), size.group() + f'<w:szCs w:val="{size.group(1)}" />')
    return f'<w:rPr>{style.group() if style else ""}{RUN}{inside}<w:rtl /></w:rPr>'


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
        whole = whole.replace("<w:r>", f"<w:r><w:rPr>{RUN}<w:rtl /></w:rPr>", 1)
    return whole.replace("<w:rtl />", "") if latin else whole


def one_paragraph(match):
    """bidi belongs after keepNext, numPr and the like, before spacing and jc."""
    inside = re.sub(r'<w:jc w:val="(left|right)" ?/>', "", match.group(1))
    late = re.search(r"<w:(spacing|ind|contextualSpacing|jc|outlineLvl|rPr|sectPr)\b", inside)
    at = late.start() if late else len(inside)
    return f"<w:pPr>{inside[:at]}<w:bidi />{inside[at:]}</w:pPr>"


def widths(table):
    """Columns share the width of the page by how much their cells hold, none too narrow."""
    sums, words = [], []
    for row in re.findall(r"<w:tr>.*?</w:tr>", table, flags=re.S):
        for at, cell in enumerate(re.findall(r"<w:tc>.*?</w:tc>", row, flags=re.S)):
            text = re.sub(r"<[^>]*>", "", cell)
            sums += [0.0] * (at + 1 - len(sums))
            words += [0] * (at + 1 - len(words))
            sums[at] = max(sums[at], min(len(text), 60) ** 0.7)
            words[at] = max(words[at], *(len(word) for word in re.split(r"[\s\u200c]", text)))
    least = [LETTER_WIDTH * min(longest, 16) + CELL_MARGINS for longest in words] or [PAGE_WIDTH]
    left = max(PAGE_WIDTH - sum(least), 0)
    return [round((narrow + left * share / (sum(sums) or 1)) * min(1, PAGE_WIDTH / sum(least)))
            for narrow, share in zip(least, sums or [1])]


def one_table(match):
    """From right to left, over the whole width; the head repeated; rows in one piece."""
    table = re.sub(r"<w:tr>.*?</w:tr>", one_row, match.group(), flags=re.S)
    columns = widths(table)
    grid = "".join(f'<w:gridCol w:w="{width}" />' for width in columns)
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
        f'<w:tblW w:type="dxa" w:w="{PAGE_WIDTH}" /><w:tblLayout w:type="fixed" />{rest}</w:tblPr>'),
        table, count=1, flags=re.S)


def one_row(match):
    head = "<w:tblHeader" in match.group()
    row = re.sub(r"<w:trPr>.*?</w:trPr>", "", match.group(), flags=re.S)
    properties = "<w:cantSplit />" + ("<w:tblHeader />" if head else "")
    return row.replace("<w:tr>", f"<w:tr><w:trPr>{properties}</w:trPr>", 1)


def document(xml):
    xml = re.sub(r"<w:p>(?!<w:pPr>)", "<w:p><w:pPr></w:pPr>", xml)
    xml = xml.replace("<w:p />", "<w:p><w:pPr></w:pPr></w:p>").replace("<w:pPr />", "<w:pPr></w:pPr>")
    xml = re.sub(r"<w:pPr>(.*?)</w:pPr>", one_paragraph, xml, flags=re.S)
    xml = re.sub(r"<w:r>.*?</w:r>", one_run, xml, flags=re.S)
    xml = re.sub(r"<w:tbl>.*?</w:tbl>", one_table, xml, flags=re.S)
    return re.sub(r"<w:sectPr\b([^>]*)/>", r"<w:sectPr\1></w:sectPr>", xml).replace(
        "</w:sectPr>", '<w:pgSz w:w="11906" w:h="16838" /><w:pgMar w:top="1360" w:right="1134" '
        'w:bottom="1250" w:left="1134" w:header="700" w:footer="600" w:gutter="0" /><w:bidi />'
        "</w:sectPr>")


BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B9C7CB" />'
                  for side in ("top", "left", "bottom", "right", "insideH", "insideV"))


def styles(xml):
    """Every style in the Persian font, sizes for complex script too, tables with lines."""
    xml = re.sub(r"<w:rFonts\b[^>]*/>", RUN, xml)
    xml = re.sub(r'<w:sz w:val="(\d+)" ?/>(\s*<w:szCs\b[^>]*/>)?',
                 r'<w:sz w:val="\1" /><w:szCs w:val="\1" />', xml)
    xml = re.sub(r"<w:b ?/>(\s*<w:bCs ?/>)?", "<w:b /><w:bCs />", xml)
    xml = re.sub(r'<w:lang\b[^>]*/>', '<w:lang w:val="fa-IR" w:eastAsia="fa-IR" w:bidi="fa-IR" />', xml)
    xml = re.sub(r'<w:jc w:val="(left|right)" ?/>', "", xml)
    return re.sub(r'(<w:style\b[^>]*w:styleId="Table"[^>]*>.*?<w:tblPr>)(.*?)(</w:tblPr>)',
                  lambda found: found.group(1) + re.sub(
                      r"<w:tblBorders>.*?</w:tblBorders>", "", found.group(2), flags=re.S).replace(
                      "<w:tblCellMar>", f"<w:tblBorders>{BORDERS}</w:tblBorders><w:tblCellMar>", 1)
                  + found.group(3), xml, count=1, flags=re.S)



# The two weights travel in the file (ISO 29500-1, 17.8.1: the first 32 bytes are XORed with a key).
FONTS = (("embedRegular", "vazirmatn-regular.ttf", "6E1B7A52-3C4D-4F5E-8A9B-0C1D2E3F4A5B"),
         ("embedBold", "vazirmatn-bold.ttf", "7F2C8B63-4D5E-406F-9BAC-1D2E3F4A5B6C"))
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def veiled(font, key):
    mask = bytes.fromhex(key.replace("-", ""))[::-1]
    return bytes(byte ^ mask[at % 16] for at, byte in enumerate(font[:32])) + font[32:]


def font_table(xml):
    faces = "".join(f'<w:{tag} r:id="rIdFont{at}" w:fontKey="{{{key}}}" />'
                    for at, (tag, _, key) in enumerate(FONTS))
    return re.sub(r"</w:fonts>", f'<w:font w:name="{FONT}"><w:charset w:val="B2" />'
                  f'<w:family w:val="auto" /><w:pitch w:val="variable" />{faces}</w:font></w:fonts>',
                  re.sub(r"<w:fonts\b(?![^>]*xmlns:r=)", f'<w:fonts xmlns:r="{RELATION}"', xml))


def settings(xml):
    return re.sub(r"(<w:settings\b[^>]*>)", r"\1<w:embedTrueTypeFonts />", xml, count=1)


def content_types(xml):
    return xml.replace("</Types>", '<Default Extension="odttf" ContentType="application/'
                       'vnd.openxmlformats-officedocument.obfuscatedFont" /></Types>')


def embedded_fonts(folder):
    """The files that a font table with faces needs."""
    relations = "".join(f'<Relationship Id="rIdFont{at}" Type="{RELATION}/font" '
                        f'Target="fonts/font{at}.odttf" />' for at in range(len(FONTS)))
    yield "word/_rels/fontTable.xml.rels", (
        '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.'
        f'org/package/2006/relationships">{relations}</Relationships>').encode()
    for at, (_, name, key) in enumerate(FONTS):
        yield f"word/fonts/font{at}.odttf", veiled((folder / name).read_bytes(), key)


STEPS = {"word/document.xml": document, "word/styles.xml": styles, "word/footnotes.xml": document,
         "word/fontTable.xml": font_table, "word/settings.xml": settings,
         "[Content_Types].xml": content_types}


def write(archive, name, data):
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def main(source, target):
    folder = pathlib.Path(source).resolve().parent
    plain, made = folder / "words.html", folder / "pandoc.docx"
    plain.write_text(only_words(pathlib.Path(source).read_text(encoding="utf-8")), encoding="utf-8")
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
        for name, data in embedded_fonts(folder):
            write(new, name, data)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
