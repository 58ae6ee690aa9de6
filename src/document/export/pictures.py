"""The charts and drawings of the document as pictures: rsvg-convert draws each with the fonts of the
folder.

Without rsvg-convert they are left out; the tables beside them hold what they say.
"""
import html
import os
import re
import subprocess

WIDTH = 640    # of a chart, in its own units: the text is then as large as in the tables
CENTIMETRES = 17
ZOOM = 2.5
UPRIGHT, TURNED = (17, 19), (25.5, 9.8)    # centimetres that a drawing may take on a page
SIGN = .45
EMU = 3600    # of the format, in a tenth of a millimetre
PER_CENTIMETRE = 96 / 2.54    # units of a drawing that keeps its size
WIDEST = 3000    # points of a picture
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{0}</dir><cachedir>{0}</cachedir></fontconfig>
"""


def replace_charts(text, folder):
    """Every chart becomes <img>, its file in the folder."""
    (folder / "fonts.conf").write_text(FONTS.format(html.escape(str(folder))), encoding="utf-8")
    count = iter(range(1, 1000))
    return re.sub(r'<figure class="kh-chart\b.*?</figure>',
                  lambda match: one_chart(match.group(), folder, named("chart", next(count), CENTIMETRES)),
                  text, flags=re.S)


def one_chart(figure, folder, name):
    svg = re.search(r"<svg\b.*</svg>", figure, flags=re.S)
    title = re.search(r'aria-label="([^"]*)"', figure)
    if not svg or not draw(svg.group().replace('width="100%"', f'width="{WIDTH}"', 1), folder, name):
        return ""
    return f'<p><img src="{name}.png" alt="{title.group(1) if title else ""}"></p>'


def named(kind, number, centimetres):
    """The name of a picture ends with its width in tenths of a millimetre: pandoc makes pictures as
    wide as it thinks a page is, and sizes() puts that right."""
    return f"{kind}-{number}-{round(centimetres * 100)}"


def sizes(xml):
    return re.sub(r"<w:drawing>.*?</w:drawing>", one_size, xml, flags=re.S)


def one_size(match):
    found = re.search(r'descr="[a-z]+-\d+-(\d+)\.png"', match.group())
    extent = re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"', match.group())
    if not found or not extent:
        return match.group()
    width = int(found.group(1)) * EMU
    height = width * int(extent.group(2)) // max(int(extent.group(1)), 1)
    return re.sub(r'(<(?:wp:extent|a:ext)) cx="\d+" cy="\d+"', rf'\1 cx="{width}" cy="{height}"',
                  match.group())


def replace_drawings(text, folder):
    """Every drawing of a process becomes <img>, and every sign that explains its marks; what is wide
    stands between two marks for pages that are turned."""
    count = iter(range(1, 10000))
    return re.sub(r'<section class="kh-(wide|upright)">(.*?)</section>',
                  lambda match: one_process(match.group(2), match.group(1) == "wide", folder, count),
                  text, flags=re.S)


def one_process(text, wide, folder, count):
    text = re.sub(r'<div class="kh-drawing"[^>]*aria-label="([^"]*)"[^>]*>\s*(<svg\b.*?</svg>)\s*</div>',
                  lambda match: one_drawing(match.group(2), match.group(1), TURNED if wide else UPRIGHT,
                                            folder, next(count)), text, flags=re.S)
    text = re.sub(r'<ul class="kh-legend"[^>]*>(.*?)</ul>', r"<p>\1</p>", text, flags=re.S)
    text = re.sub(r"<li>\s*(<svg\b.*?</svg>)(.*?)</li>",
                  lambda match: one_sign(match.group(1), match.group(2).strip(), folder, next(count))
                  + match.group(2),
                  text, flags=re.S)
    return mark("Wide Begin") + text + mark("Wide End") if wide else text


def mark(style):
    return f'<div custom-style="{style}"><p>{style}</p></div>'


def one_drawing(svg, title, room, folder, number):
    size = re.search(r' width="([\d.]+)" height="([\d.]+)"', svg)
    if not size or float(size.group(1)) <= 0 or float(size.group(2)) <= 0:
        return ""
    width, height = float(size.group(1)), float(size.group(2))
    centimetres = min(room[0], room[1] * width / height, width / PER_CENTIMETRE)
    name = named("drawing", number, centimetres)
    if not draw(svg, folder, name, min(ZOOM, WIDEST / width)):
        return ""
    return f'<p><img src="{name}.png" alt="{title}"></p>'


def one_sign(svg, title, folder, number):
    name = named("sign", number, SIGN)
    return f'<img src="{name}.png" alt="{title}">' if draw(svg, folder, name) else ""


def draw(svg, folder, name, zoom=ZOOM):
    (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    try:
        done = subprocess.run(["rsvg-convert", "--zoom", str(zoom), "--output", f"{name}.png",
                               f"{name}.svg"], cwd=folder, env=environment, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0
