"""Bilateral reviews as a table: one row an answer."""

from collections.abc import Iterator

from members.domain.reviews.overview import Overview

ANSWER_COLUMNS = [
    "Année", "Association régionale", "État du bilan", "Code", "Mission", "Appréciation régionale", "Bilan régional",
    "Appréciation nationale", "Réponse nationale", "Accord",
]  # fmt: skip


def answer_rows(overview: Overview) -> Iterator[list]:
    """The answers of the year that are told, in the order of the page."""
    for row in overview.rows:
        for question, cell in zip(overview.questions, row.cells, strict=True):
            if cell is not None:
                yield [
                    overview.campaign.year, str(row.review.association), row.review.get_state_display(),
                    question.mission.code, question.mission.title, cell.regional, cell.regional_text, cell.national,
                    cell.national_text, cell.agreement,
                ]  # fmt: skip
