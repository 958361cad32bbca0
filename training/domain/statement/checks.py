"""What the form checks, and what only a person can judge."""

from dataclasses import dataclass

from reporting.french import euros
from training.domain.statement.content import Content, FrameKey
from training.models import FundingLine


@dataclass(frozen=True)
class Check:
    """A check in French; one that `blocks` prevents the statement from being final, the others are to be looked at."""

    text: str
    passed: bool
    blocks: bool = True
    detail: str = ""


def checks_of(content: Content) -> list[Check]:
    """Every check of a statement, in the order of its frames."""
    types, away = content.frame(FrameKey.BY_TYPE), content.frame(FrameKey.ENTRUSTED_AWAY).total
    resources = content.frame(FrameKey.RESOURCES)
    sums = [
        Check(
            f"Le total de {content.frame(key).title.partition('.')[0]} est celui de F-1, stagiaires et heures",
            _sums(content.frame(key)) == _sums(types),
        )
        for key in (FrameKey.BY_OBJECTIVE, FrameKey.BY_SPECIALITY)
    ]
    return [
        Check(
            "Les lignes du cadre C font le montant des factures et avoirs de l'exercice",
            resources.total.exact == content.invoices,
            detail=f"Lignes : {euros(resources.total.exact)} ; factures : {euros(content.invoices)}.",
        ),
        Check(
            "Les produits de la formation ne dépassent pas le chiffre d'affaires",
            content.share_of_turnover is None or content.share_of_turnover <= 100,  # noqa: PLR2004 (per cent)
            blocks=False,
        ),
        *sums,
        Check(
            "F-2 ne dépasse pas F-1",
            away.count <= types.total.count and away.exact <= types.total.exact,
        ),
        Check(
            "Des actions confiées par un autre organisme (G) vont avec des produits à la ligne 10 du cadre C",
            bool(content.frame(FrameKey.ENTRUSTED_TO_US).total.count)
            == bool(resources.line(FundingLine.TRAINING_BODIES).exact),
            blocks=False,
            detail="Un écart s'explique quand la facture est d'un autre exercice que la session.",
        ),
    ]


def _sums(frame) -> tuple[int, int]:
    """What the lines of a frame add up to: registrations, and hours as printed."""
    return sum(line.count for line in frame.lines), sum(line.printed for line in frame.lines)
