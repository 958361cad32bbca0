"""What campaigns ask and receive."""

from members.models import FeeCall, Membership, Payment
from reporting.indicators import ByField, Sum, indicator, record_columns

BY_CALL_REGION = ByField("region", "Par région", "membership__region_id", "membership__region__name")
BY_CALL_KIND = ByField(
    "kind", "Par qualité", "membership__kind", "membership__kind", words=dict(Membership.Kind.choices)
)
BY_PAYMENT_REGION = ByField("region", "Par région", "call__membership__region_id", "call__membership__region__name")
record_columns(
    FeeCall,
    link="membership__organisation_id",
    columns={
        "Structure": "membership__organisation__name",
        "Région": "membership__region__name",
        "Année": "campaign__year",
        "Montant": "amount",
        "Part nationale": "national_part",
        "Part régionale": "regional_part",
    },
)
record_columns(
    Payment,
    link="call__membership__organisation_id",
    columns={
        "Structure": "call__membership__organisation__name",
        "Région": "call__membership__region__name",
        "Campagne": "call__campaign__year",
        "Reçu le": "received_on",
        "Montant": "amount",
        "Reçu": "receipt_number",
    },
)


@indicator(
    "members.fees_called",
    label="Cotisations appelées",
    unit="€",
    region="membership__region",
    measure=Sum("amount"),
    by=[BY_CALL_REGION, BY_CALL_KIND],
    declared=True,
)
def fees_called(scope):
    """Somme des cotisations de la campagne de l'année, structures dispensées, démissionnaires et radiées exceptées.
    Qui décline l'appel est démissionnaire."""
    return FeeCall.objects.asked().filter(campaign__year=scope.year)


@indicator(
    "members.fees_received",
    label="Cotisations reçues",
    unit="€",
    region="call__membership__region",
    measure=Sum("amount"),
    by=[BY_PAYMENT_REGION],
    declared=True,
)
def fees_received(scope):
    """Somme de ce qui a été reçu pour la campagne de l'année jusqu'à la date, remboursements et annulations déduits."""
    return Payment.objects.filter(call__campaign__year=scope.year, received_on__lte=scope.day)
