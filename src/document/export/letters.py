"""Copying and searching Persian in the PDF: which letters each drawn form stands for.

WeasyPrint 57 writes the table "form → letters" of a font as if every line ran from left to right,
so that one form of a Persian line gets the whole line and the others nothing. The font itself knows
better: its character map, and its rules that turn letters into joined forms and ligatures.

Pango draws nothing at all for a half-space (U+200C). So that it is not lost in copies, the text is
set with another letter of Arabic script that joins to nothing and that no text uses; the copy of the
font that is embedded draws it as the half-space: nothing, without width.
"""
import unicodedata

from fontTools.ttLib import TTFont

FAMILY_NAMES, POSTSCRIPT_NAME = (1, 4, 6, 16), 6
HALF_SPACE, STAND_IN = "\u200c", "\u0674"
# in a line from right to left a bracket is drawn with the form of its partner
MIRRORED = str.maketrans("()[]{}«»‹›", ")(][}{»«›‹")


def stand_in(text):
    return text.replace(HALF_SPACE, STAND_IN).replace("&zwnj;", STAND_IN)


def prepare(path):
    """Puts the stand-in into the font file; returns the font's forms with their letters."""
    font = TTFont(path, recalcTimestamp=False)
    blank = font.getBestCmap()[ord(HALF_SPACE)]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(STAND_IN)] = blank
    font.save(path)
    return forms(font, blank)


def persian_digits(source, target, family):
    """Writes a copy of the font that draws 0–9 as ۰–۹, under a name of its own: numbers that a word
    processor counts by itself (lists, pages) are Latin digits in its file."""
    font = TTFont(source, recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({ord("0") + digit: table.cmap[ord("۰") + digit]
                               for digit in range(10) if ord("۰") + digit in table.cmap})
    for record in font["name"].names:
        if record.nameID in FAMILY_NAMES:
            record.string = family.replace(" ", "") if record.nameID == POSTSCRIPT_NAME else family
    font.save(target)


def forms(font, blank):
    """Glyph number → text: the character map backwards, then rule by rule what is made of it."""
    text = {blank: HALF_SPACE}
    for code, glyph in sorted(font.getBestCmap().items()):
        text.setdefault(glyph, letters_of(code))
    rules = [rule for lookup in font["GSUB"].table.LookupList.Lookup for rule in lookup.SubTable]
    before = 0
    while before != len(text):
        before = len(text)
        for rule in rules:
            for parts, glyph in replacements(rule):
                if all(part in text for part in parts):
                    text.setdefault(glyph, "".join(text[part] for part in parts))
    return {font.getGlyphID(glyph): words for glyph, words in text.items()}


def letters_of(code):
    """The joined letters of charts have codes of their own (NFKC knows what they stand for)."""
    return unicodedata.normalize("NFKC", chr(code)).translate(MIRRORED)


def replacements(rule):
    """What a rule of the font makes of which glyphs: ((part, …), result)."""
    rule = getattr(rule, "ExtSubTable", rule)
    for glyph, result in getattr(rule, "mapping", {}).items():
        if isinstance(result, str):
            yield (glyph,), result
    for first, ligatures in getattr(rule, "ligatures", {}).items():
        for ligature in ligatures:
            yield (first, *ligature.Component), ligature.LigGlyph


def correct(pdf, fonts):
    """Puts the right tables into a finished PDF; fonts: name of the font → forms of prepare()."""
    objects = {entry.reference: entry for entry in pdf.objects}
    for entry in pdf.objects:
        if not isinstance(entry, dict):
            continue
        if "Title" in entry:
            entry["Title"].string = entry["Title"].string.replace(STAND_IN, HALF_SPACE)
        name = entry.get("BaseFont", b"").rpartition(b"+")[2].decode()
        if "ToUnicode" in entry and name in fonts:
            objects[entry["ToUnicode"]].stream = table_of(fonts[name])


def table_of(text):
    """A CMap (ISO 32000-1, 9.10.3); a block of it has at most 100 lines."""
    lines = [f"<{glyph:04x}> <{words.encode('utf-16-be').hex()}>"
             for glyph, words in sorted(text.items())]
    blocks = [lines[at:at + 100] for at in range(0, len(lines), 100)]
    return [b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            b"1 begincodespacerange <0000> <ffff> endcodespacerange",
            *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]).encode()
              for block in blocks),
            b"endcmap CMapName currentdict /CMap defineresource pop end end"]
