"""Makes the PDF of the document: pdf.py IN.html OUT.pdf, in the folder that holds both.

Only files of that folder are read: nothing is fetched from a network, whatever the text says.
Exit 3: WeasyPrint is not installed.
"""
import pathlib
import sys

try:
    from weasyprint import HTML, default_url_fetcher
except ImportError:
    sys.exit(3)

FOLDER = pathlib.Path(sys.argv[1]).resolve().parent


def fetch(url, *arguments, **options):
    path = pathlib.Path(url.removeprefix("file://")).resolve() if url.startswith("file:") else None
    if path is None or path.parent != FOLDER:
        raise ValueError("nothing is read from outside the folder: " + url)
    return default_url_fetcher(url, *arguments, **options)


HTML(filename=sys.argv[1], base_url=FOLDER.as_uri() + "/", url_fetcher=fetch).write_pdf(sys.argv[2])
