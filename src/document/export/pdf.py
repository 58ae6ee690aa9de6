"""Makes the PDF of the document: pdf.py IN.html OUT.pdf, in the folder that holds both.

Only files of that folder are read: nothing is fetched from a network, whatever the text says.
Exit 3: WeasyPrint is not installed.
"""
import gc
import html
import pathlib
import re
import sys

try:
    from weasyprint import HTML, default_url_fetcher
except ImportError:
    sys.exit(3)

FOLDER = pathlib.Path(sys.argv[1]).resolve().parent
sys.path.insert(0, str(FOLDER))
import columns  # noqa: E402
import letters  # noqa: E402

FONTS = {"Vazirmatn": "vazirmatn-regular.ttf", "Vazirmatn-Bold": "vazirmatn-bold.ttf"}
PAGE_WIDTH = 9638    # twentieths of a point between the margins of A4


def fetch(url, *arguments, **options):
    path = pathlib.Path(url.removeprefix("file://")).resolve() if url.startswith("file:") else None
    if path is None or path.parent != FOLDER:
        raise ValueError("nothing is read from outside the folder: " + url)
    return default_url_fetcher(url, *arguments, **options)


def cells(row):
    found = re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, flags=re.S)
    return [html.unescape(re.sub(r"<[^>]*>", "", cell)).strip() for cell in found]


def one_table(match):
    """A table with the widths of its columns."""
    rows = [cells(row) for row in re.findall(r"<tr\b.*?</tr>", match.group(), flags=re.S)]
    widths = columns.columns(rows, PAGE_WIDTH)
    group = "".join(f'<col style="width: {100 * width / sum(widths):.2f}%">' for width in widths)
    table = re.sub(r"<thead\b", f"<colgroup>{group}</colgroup><thead", match.group(), count=1)
    return table.replace("<table", '<table style="table-layout: fixed"', 1)


def main(source, target):
    # thousands of boxes live until the end; looking for dead ones among them costs a sixth
    gc.disable()
    fonts = {name: letters.prepare(FOLDER / file) for name, file in FONTS.items()}
    text = pathlib.Path(source).read_text(encoding="utf-8")
    text = re.sub(r'<table class="kh-table\b.*?</table>', one_table, text, flags=re.S)
    page = HTML(string=letters.stand_in(text), base_url=FOLDER.as_uri() + "/", url_fetcher=fetch)
    page.write_pdf(target, finisher=lambda document, pdf: letters.correct(pdf, fonts))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
