"""The parts of a DOCX beside its text: styles, numbering, fonts, the footer.

pandoc's own are for English: every step here takes one of its files and returns it for Persian.
"""
import re

try:
    import letters
except ImportError:    # without fontTools lists and pages keep Latin digits
    letters = None

FONT, DIGITS_FONT = "Vazirmatn", "Vazirmatn FD"
RUN = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}" />'
DIGITS = RUN.replace(FONT, DIGITS_FONT) if letters else RUN
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
FOOTER_REFERENCE = '<w:footerReference w:type="default" r:id="rIdFooter" />'
TEXT_WIDTH = 9638    # twentieths of a point between the margins of A4

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
    xml = re.sub(r'(<w:style\b[^>]*w:styleId="Table"[^>]*>.*?<w:tblPr>)(.*?)(</w:tblPr>)',
                 with_lines, xml, count=1, flags=re.S)
    xml = re.sub(r'(w:styleId="Heading1"[^>]*>.*?<w:pPr>)', r"\1<w:pageBreakBefore />", xml,
                 count=1, flags=re.S)
    xml = re.sub(r'<w:style\b[^>]*w:styleId="TOC\d".*?</w:style>', "", xml, flags=re.S)
    return xml.replace("</w:styles>", contents_style(1) + contents_style(2) + "</w:styles>")


def with_lines(match):
    inside = re.sub(r"<w:tblBorders>.*?</w:tblBorders>", "", match.group(2), flags=re.S)
    lines = f"<w:tblBorders>{BORDERS}</w:tblBorders>"
    return match.group(1) + inside.replace("<w:tblCellMar>", lines + "<w:tblCellMar>", 1) \
        + match.group(3)


def contents_style(level):
    """A line of the contents: dots up to the number of the page."""
    return (f'<w:style w:type="paragraph" w:styleId="TOC{level}"><w:name w:val="toc {level}" />'
            '<w:basedOn w:val="Normal" /><w:uiPriority w:val="39" /><w:pPr><w:tabs>'
            f'<w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}" /></w:tabs><w:bidi />'
            f'<w:spacing w:before="{120 if level == 1 else 0}" w:after="0" />'
            f'<w:ind w:left="{(level - 1) * 400}" /></w:pPr>'
            f'<w:rPr>{"<w:b /><w:bCs />" if level == 1 else ""}</w:rPr></w:style>')


def field(instruction):
    """A number that the word processor fills in, on opening and whenever the text moves."""
    return (f'<w:fldSimple w:instr=" {instruction} " w:dirty="true"><w:r><w:rPr>{DIGITS}<w:rtl />'
            "</w:rPr><w:t>0</w:t></w:r></w:fldSimple>")


def numbering(xml):
    """Numbers of lists in Persian digits."""
    return re.sub(r'(<w:numFmt w:val="decimal" ?/>(?:(?!</w:lvl>).)*?)(</w:lvl>)',
                  rf"\1<w:rPr>{DIGITS}<w:rtl /></w:rPr>\2", xml, flags=re.S)


def page(turned):
    """What a section says of its pages; it stands where the section ends."""
    size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape" />' if turned \
        else '<w:pgSz w:w="11906" w:h="16838" />'
    sides = 1000 if turned else 1134
    return (f'{FOOTER_REFERENCE}{size}<w:pgMar w:top="1360" w:right="{sides}" w:bottom="1250" '
            f'w:left="{sides}" w:header="700" w:footer="600" w:gutter="0" /><w:bidi />')


def footer():
    return (f'{XML}<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:bidi /><w:jc w:val="center" /></w:pPr>'
            f'{field("PAGE")}</w:p></w:ftr>').encode()


def relations(xml):
    return xml.replace("</Relationships>", f'<Relationship Id="rIdFooter" Type="{RELATION}/footer" '
                       'Target="footer1.xml" /></Relationships>')


# The fonts travel in the file (ISO 29500-1, 17.8.1: the first 32 bytes are XORed with a key).
FONTS = [(FONT, "embedRegular", "vazirmatn-regular.ttf", "6E1B7A52-3C4D-4F5E-8A9B-0C1D2E3F4A5B"),
         (FONT, "embedBold", "vazirmatn-bold.ttf", "7F2C8B63-4D5E-406F-9BAC-1D2E3F4A5B6C")]
if letters:
    FONTS.append((DIGITS_FONT, "embedRegular", "vazirmatn-fd.ttf",
                  "8A3D9C74-5E6F-4170-ACBD-2E3F4A5B6C7D"))


def veiled(font, key):
    mask = bytes.fromhex(key.replace("-", ""))[::-1]
    return bytes(byte ^ mask[at % 16] for at, byte in enumerate(font[:32])) + font[32:]


def font_table(xml):
    entries = "".join(font_entry(name) for name in dict.fromkeys(font[0] for font in FONTS))
    xml = re.sub(r"<w:fonts\b(?![^>]*xmlns:r=)", f'<w:fonts xmlns:r="{RELATION}"', xml)
    return xml.replace("</w:fonts>", entries + "</w:fonts>")


def font_entry(name):
    faces = "".join(f'<w:{tag} r:id="rIdFont{at}" w:fontKey="{{{key}}}" />'
                    for at, (family, tag, _, key) in enumerate(FONTS) if family == name)
    return (f'<w:font w:name="{name}"><w:charset w:val="B2" /><w:family w:val="auto" />'
            f'<w:pitch w:val="variable" />{faces}</w:font>')


def settings(xml):
    return re.sub(r"(<w:settings\b[^>]*>)", r"\1<w:embedTrueTypeFonts />", xml, count=1)


def content_types(xml):
    kind = "application/vnd.openxmlformats-officedocument"
    return xml.replace("</Types>", (
        f'<Default Extension="odttf" ContentType="{kind}.obfuscatedFont" />'
        f'<Override PartName="/word/footer1.xml" ContentType="{kind}.wordprocessingml.footer+xml" />'
        "</Types>"))


def new_files(folder):
    """What the file holds beside pandoc's parts."""
    yield "word/footer1.xml", footer()
    faces = "".join(f'<Relationship Id="rIdFont{at}" Type="{RELATION}/font" '
                    f'Target="fonts/font{at}.odttf" />' for at in range(len(FONTS)))
    yield "word/_rels/fontTable.xml.rels", (
        f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{faces}</Relationships>").encode()
    if letters:
        letters.persian_digits(folder / "vazirmatn-regular.ttf", folder / "vazirmatn-fd.ttf",
                               DIGITS_FONT)
    for at, (_, _, name, key) in enumerate(FONTS):
        yield f"word/fonts/font{at}.odttf", veiled((folder / name).read_bytes(), key)
