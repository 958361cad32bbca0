"""The core agreement and the bilateral reviews of regional associations."""

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When

from members.models import AgreementSignature, BilateralReview, RegionalAssociation, ReviewDecision
from reporting.indicators import Scope, Share, indicator, record_columns

record_columns(
    AgreementSignature,
    link="pk",
    page="members:agreement_signature",
    columns={
        "Association régionale": "association__name",
        "Version": "agreement__version",
        "Signée par la région": "regional_signed_on",
        "Signée par l'association nationale": "national_signed_on",
    },
)
record_columns(
    BilateralReview,
    link="pk",
    page="members:review",
    columns={"Association régionale": "association__name", "Année": "campaign__year", "État": "state"},
)
record_columns(
    ReviewDecision,
    link="review_id",
    page="members:review",
    columns={
        "Association régionale": "review__association__name",
        "Décision": "text",
        "Qui": "owner",
        "Échéance": "due_on",
        "État": "state",
    },
)


def _in_region(records, scope: Scope, association: str):
    """The records with `of_region`, the region asked for where the association covers it: it may cover several, and a
    join would count it once for each."""
    if not scope.region:
        return records
    covers = Exists(RegionalAssociation.regions.through.objects.filter(
        regionalassociation=OuterRef(association), region=scope.region))  # fmt: skip
    return records.annotate(of_region=Case(When(covers, then=Value(scope.region)), output_field=CharField()))


@indicator(
    "members.agreements_signed", label="Conventions socles signées", unit="associations régionales", region="of_region"
)
def agreements_signed(scope):
    """Associations régionales qui ont signé, avec l'association nationale, la convention socle en vigueur à la date."""
    signed = AgreementSignature.objects.filter(
        state=AgreementSignature.State.SIGNED_BOTH,
        agreement__validity__contains=scope.day,
        regional_signed_on__lte=scope.day,
        national_signed_on__lte=scope.day,
    )
    return _in_region(signed, scope, "association")


@indicator("members.reviews_closed", label="Bilans bilatéraux clos", unit="bilans", region="of_region")
def reviews_closed(scope):
    """Bilans bilatéraux portant sur l'année, signés des deux associations et clos."""
    closed = BilateralReview.objects.filter(campaign__year=scope.year, state=BilateralReview.State.CLOSED)
    return _in_region(closed, scope, "association")


@indicator(
    "members.decisions_carried_out", label="Décisions des bilans réalisées", unit="%", region="of_region",
    measure=Share(Q(state=ReviewDecision.State.DONE)),
)  # fmt: skip
def decisions_carried_out(scope):
    """Part des décisions des bilans bilatéraux signés dont l'échéance tombe dans l'année, jusqu'à la date, qui sont
    faites aujourd'hui. Les décisions abandonnées comptent parmi celles qui ne le sont pas."""
    due = ReviewDecision.objects.filter(
        review__state__in=BilateralReview.FROZEN, due_on__year=scope.year, due_on__lte=scope.day
    )
    return _in_region(due, scope, "review__association")
