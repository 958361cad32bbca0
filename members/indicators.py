"""The network's own figures. Each docstring is the definition that readers see."""

from django.db.models import Case, CharField, Exists, FilteredRelation, OuterRef, Q, Value, When

from members.models import (
    Aci,
    AciCarrier,
    AgreementSignature,
    BilateralReview,
    DelegatedMission,
    FeeCall,
    Membership,
    Payment,
    RegionalAssociation,
    ReviewDecision,
    YearlyReturn,
)
from reporting.indicators import Bands, ByField, Scope, Share, Sum, indicator, record_columns

BY_REGION = ByField("region", "Par région", "region_id", "region__name")
BY_ATTACHMENT = ByField("region", "Par région", "attachment__region_id", "attachment__region__name")
BY_ETPI = Bands("etpi", "Par ETP d'insertion", "insertion_fte", (12, 25, 50, 70))
BY_WORKFORCE = Bands("workforce", "Par effectif total", "total_fte", (12, 25, 50))

_ORGANISATION = {
    "Structure": "organisation__name",
    "SIRET": "organisation__siret",
    "Commune": "organisation__city",
    "Département": "organisation__department__name",
}
record_columns(
    Membership,
    link="organisation_id",
    columns=_ORGANISATION | {"Région": "region__name", "Année": "year", "Validité": "validity"},
)
record_columns(
    AciCarrier,
    link="organisation_id",
    columns={"Atelier ou chantier": "aci__name", "Activité": "aci__activity", "Lieu": "aci__city"} | _ORGANISATION,
)
record_columns(
    YearlyReturn,
    link="organisation_id",
    columns=_ORGANISATION
    | {
        "Année": "year",
        "ETP d'insertion": "insertion_fte",
        "ETP permanents": "permanent_fte",
        "Effectif total": "total_fte",
        "Salariés en insertion": "insertion_employees",
        "Salariés permanents": "permanent_employees",
    },
)


def _of_members(records, scope: Scope):
    """Records of the organisations that are members on the day, joined to that membership as `attachment`."""
    path = "organisation__memberships"
    member = Q(
        **{
            f"{path}__kind": Membership.Kind.MEMBER,
            f"{path}__validity__contains": scope.day,
            f"{path}__state__in": Membership.COUNTED,
        }
    )
    return records.annotate(attachment=FilteredRelation(path, condition=member)).filter(attachment__isnull=False)


def _answers(scope: Scope):
    """Returns of members that gave both workforces, so that both distributions have the same base."""
    return _of_members(YearlyReturn.objects.filter(year=scope.year, total_fte__isnull=False), scope)


@indicator("members.adherents", label="Adhérents", unit="structures", region="region", by=[BY_REGION])
def adherents(scope):
    """Structures dont l'adhésion en qualité d'adhérent est valide à la date, le 31 décembre sauf autre demande."""
    return Membership.objects.members().valid_on(scope.day)


@indicator("members.sympathisers", label="Sympathisants", unit="structures", region="region", by=[BY_REGION])
def sympathisers(scope):
    """Structures dont l'adhésion en qualité de sympathisant est valide à la date."""
    return Membership.objects.sympathisers().valid_on(scope.day)


@indicator(
    "members.aci",
    label="Ateliers et chantiers d'insertion",
    unit="ACI",
    region="attachment__region",
    by=[BY_ATTACHMENT],
)
def aci(scope):
    """Ateliers et chantiers d'insertion portés par un adhérent, avec une convention en vigueur à la date."""
    # One carrier a worksite and a day: a succession since then does not move what was counted.
    carried = AciCarrier.objects.valid_on(scope.day).filter(aci__in=Aci.objects.conventioned_on(scope.day))
    return _of_members(carried, scope)


@indicator(
    "members.insertion_employees",
    label="Salariés en insertion",
    unit="personnes",
    region="attachment__region",
    measure=Sum("insertion_employees"),
    by=[BY_ATTACHMENT],
    declared=True,
)
def insertion_employees(scope):
    """Personnes employées en insertion au cours de l'année, somme de ce que les adhérents ont déclaré."""
    return _of_members(YearlyReturn.objects.filter(year=scope.year, insertion_employees__isnull=False), scope)


@indicator(
    "members.permanent_employees",
    label="Salariés permanents",
    unit="personnes",
    region="attachment__region",
    measure=Sum("permanent_employees"),
    by=[BY_ATTACHMENT],
    declared=True,
)
def permanent_employees(scope):
    """Salariés permanents des adhérents, somme de ce qu'ils ont déclaré pour l'année."""
    return _of_members(YearlyReturn.objects.filter(year=scope.year, permanent_employees__isnull=False), scope)


@indicator(
    "members.share_under_50",
    label="Adhérents de 50 salariés au plus",
    unit="%",
    region="attachment__region",
    measure=Share(Q(total_fte__lte=50)),
    by=[BY_ATTACHMENT],
    declared=True,
)
def share_under_50(scope):
    """Part des adhérents dont l'effectif total ne dépasse pas 50 ETP (permanents et insertion), sur ceux qui ont
    déclaré leurs effectifs. C'est la somme des trois premières tranches par effectif total."""
    return _answers(scope)


@indicator(
    "members.by_etpi",
    label="Adhérents par ETP d'insertion",
    unit="structures",
    region="attachment__region",
    by=[BY_ETPI, BY_ATTACHMENT],
    declared=True,
)
def by_etpi(scope):
    """Adhérents ayant déclaré leurs effectifs, répartis par ETP d'insertion (1 ETP = 1 820 heures payées).
    La borne haute d'une tranche en fait partie."""
    return _answers(scope)


@indicator(
    "members.by_workforce",
    label="Adhérents par effectif total",
    unit="structures",
    region="attachment__region",
    by=[BY_WORKFORCE, BY_ATTACHMENT],
    declared=True,
)
def by_workforce(scope):
    """Adhérents ayant déclaré leurs effectifs, répartis par effectif total : ETP permanents plus ETP d'insertion.
    La borne haute d'une tranche en fait partie."""
    return _answers(scope)


@indicator("members.by_region", label="Adhérents par région", unit="structures", region="region", by=[BY_REGION])
def by_region(scope):
    """Structures adhérentes à la date, par région de rattachement de leur adhésion."""
    return Membership.objects.members().valid_on(scope.day)


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


def _was_member(scope: Scope, year: int) -> Exists:
    """Whether the organisation of a membership had one that counted, as member, in another year."""
    return Exists(
        Membership.objects.members().filter(
            organisation=OuterRef("organisation"), year=year, state__in=Membership.COUNTED
        )
    )


@indicator("members.new", label="Nouveaux adhérents", unit="structures", region="region", by=[BY_REGION])
def new(scope):
    """Structures adhérentes à la date, qui ne l'étaient pas l'année précédente."""
    return Membership.objects.members().valid_on(scope.day).filter(~_was_member(scope, scope.year - 1))


@indicator("members.lapsed", label="Adhérents non renouvelés", unit="structures", region="region", by=[BY_REGION])
def lapsed(scope):
    """Structures adhérentes l'année précédente, sans adhésion valide comme adhérentes dans l'année."""
    before = Membership.objects.members().filter(year=scope.year - 1, state__in=Membership.COUNTED)
    return before.filter(~_was_member(scope, scope.year))


@indicator(
    "members.renewal_rate",
    label="Taux de renouvellement",
    unit="%",
    region="region",
    measure=Share(Q(renewed=True)),
    by=[BY_REGION],
)
def renewal_rate(scope):
    """Part des structures adhérentes l'année précédente qui le sont encore dans l'année."""
    before = Membership.objects.members().filter(year=scope.year - 1, state__in=Membership.COUNTED)
    return before.annotate(renewed=_was_member(scope, scope.year))


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


BY_MISSION_REGION = ByField("region", "Par région", "region_id", "region__name")
record_columns(
    DelegatedMission,
    link="pk",
    page="members:mission",
    columns={
        "Mission": "title",
        "Association porteuse": "carrier__name",
        "Région": "region__name",
        "Durée": "validity",
        "État": "state",
        "Prévu": "planned",
        "Dépensé": "spent",
    },
)


def _agreed_missions(scope: Scope):
    """Missions that were agreed, with the charges of the year."""
    return DelegatedMission.objects.filter(agreed_on__isnull=False).with_year(scope.year)


@indicator(
    "members.delegated_missions", label="Missions déléguées", unit="missions", region="region", by=[BY_MISSION_REGION]
)
def delegated_missions(scope):
    """Missions nationales confiées à une région, commencées et ni closes ni résiliées à la date, le 31 décembre sauf
    autre demande. Une mission suspendue reste confiée à sa région."""
    return DelegatedMission.objects.running_on(scope.day).with_year(scope.year)


@indicator(
    "members.delegated_budget",
    label="Budget des missions déléguées",
    unit="€",
    region="region",
    measure=Sum("planned"),
    by=[BY_MISSION_REGION],
    declared=True,
)
def delegated_budget(scope):
    """Somme des charges prévues pour l'année au budget des missions déléguées convenues."""
    return _agreed_missions(scope).filter(planned__isnull=False)


@indicator(
    "members.delegated_spent",
    label="Dépenses des missions déléguées",
    unit="€",
    region="region",
    measure=Sum("spent"),
    by=[BY_MISSION_REGION],
    declared=True,
)
def delegated_spent(scope):
    """Somme des charges de l'année que les bilans remis disent réalisées dans les missions déléguées convenues."""
    return _agreed_missions(scope).filter(spent__isnull=False)


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
