"""The empty workbook to fill in, and the documentation of its columns: both from the declaration of the columns."""

import io

import xlsxwriter

from .columns import GUIDE, SHEETS, Sheet


def template_workbook(sheets: tuple[Sheet, ...] = SHEETS) -> bytes:
    """One sheet a kind of record, its headers in bold where needed, text format so that zeros are kept."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        bold = book.add_format({"bold": True})
        needed, other = book.add_format({"bold": True}), book.add_format({"italic": True})
        as_text = book.add_format({"num_format": "@"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            for index, column in enumerate(sheet.columns):
                page.set_column(index, index, 22, as_text)
                page.write(0, index, column.header, needed if column.required else other)
                if column.help:
                    page.write_comment(0, index, column.help)
        guide = book.add_worksheet(GUIDE)
        guide.set_column(0, 2, 24)
        guide.set_column(3, 3, 70)
        guide.write_row(0, 0, ["Feuille", "Colonne", "Obligatoire", "Ce qu'on y met"], bold)
        rows = [(sheet, column) for sheet in sheets for column in sheet.columns]
        for number, (sheet, column) in enumerate(rows, start=1):
            guide.write_row(number, 0, [sheet.name, column.header, "oui" if column.required else "non", column.help])
    return out.getvalue()


def columns_as_markdown() -> str:
    """The table of columns of `docs/import.md`."""
    lines = []
    for sheet in SHEETS:
        lines += [f"### {sheet.name}", "", "| colonne | obligatoire | ce qu'on y met |", "| --- | --- | --- |"]
        lines += [f"| {c.header} | {'oui' if c.required else 'non'} | {c.help} |" for c in sheet.columns]
        lines.append("")
    return "\n".join(lines)
