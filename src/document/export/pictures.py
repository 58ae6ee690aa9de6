"""The charts of the document as pictures: rsvg-convert draws each with the fonts of the folder.

Without rsvg-convert the charts are left out; the table beside each holds the same figures.
"""
import html
import os
import re
import subprocess

WIDTH = 640    # of a chart, in its own units: the text is then as large as in the tables
CENTIMETRES = 17
ZOOM = 2.5
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{0}</dir><cachedir>{0}</cachedir></fontconfig>
"""


def replace_charts(text, folder):
    """Every chart becomes <img>, its file in the folder."""
    (folder / "fonts.conf").write_text(FONTS.format(html.escape(str(folder))), encoding="utf-8")
    count = iter(range(1, 1000))
    return re.sub(r'<figure class="kh-chart\b.*?</figure>',
                  lambda match: one_chart(match.group(), folder, f"chart-{next(count)}"),
                  text, flags=re.S)


def one_chart(figure, folder, name):
    svg = re.search(r"<svg\b.*</svg>", figure, flags=re.S)
    title = re.search(r'aria-label="([^"]*)"', figure)
    if not svg or not draw(svg.group().replace('width="100%"', f'width="{WIDTH}"', 1), folder, name):
        return ""
    return (f'<p><img src="{name}.png" alt="{title.group(1) if title else ""}" '
            f'style="width: {CENTIMETRES}cm"></p>')


def draw(svg, folder, name):
    (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    try:
        done = subprocess.run(["rsvg-convert", "--zoom", str(ZOOM), "--output", f"{name}.png",
                               f"{name}.svg"], cwd=folder, env=environment, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0
