"""PDF, laid out by WeasyPrint with the portal's fonts."""

from functools import cache
from html import escape
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

FONTS = Path(__file__).resolve().parents[3] / "static/vendor/atkinson-hyperlegible-next"
STYLE = """
@font-face { font-family: "Atkinson"; font-weight: 400; src: url("atkinson-hyperlegible-next-400-normal.ttf"); }
@font-face { font-family: "Atkinson"; font-weight: 700; src: url("atkinson-hyperlegible-next-700-normal.ttf"); }
@page { size: A4; margin: 22mm 20mm; @bottom-right { content: counter(page); font: 8pt Atkinson; color: #5c6475; } }
html { font: 10pt/1.45 Atkinson; color: #1d2433; }
h1 { margin: 0 0 3mm; padding: 7mm 6mm 9mm; font-size: 20pt; line-height: 1.2; color: white; background: #a63d20; border-bottom: 3mm solid #f2b134; }
h2 { margin: 6mm 0 1mm; font-size: 12pt; color: #1f5c4a; break-after: avoid; }
p { margin: 0 0 3mm; }
.subtitle { font-weight: 700; color: #5c6475; }
table { width: 100%; margin-top: 6mm; border-collapse: collapse; font-size: 9pt; break-inside: avoid; }
caption { margin-bottom: 2mm; text-align: left; font-weight: 700; }
th, td { padding: 1mm 2mm; text-align: left; border-bottom: 0.2mm solid #c9cdd6; }
th { color: white; background: #1f5c4a; }
"""


def pdf(document: dict) -> bytes:
    fonts, style = _style()
    page = HTML(string=_html(document), base_url=str(FONTS))
    return page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")


@cache
def _style() -> tuple[FontConfiguration, CSS]:
    fonts = FontConfiguration()
    return fonts, CSS(string=STYLE, font_config=fonts, base_url=f"{FONTS}/")


def _html(document: dict) -> str:
    title = escape(document["title"])
    parts = "".join(f"<h2>{escape(heading)}</h2><p>{escape(text)}</p>" for heading, text in document["parts"])
    tables = "".join(_table(table) for table in document["tables"])
    return (
        f'<html lang="fr"><head><title>{title}</title></head><body><h1>{title}</h1>'
        f'<p class="subtitle">{escape(document["subtitle"])}</p>{parts}{tables}</body></html>'
    )


def _table(table: dict) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table["head"])
    rows = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in table["rows"])
    return f"<table><caption>{escape(table['caption'])}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
