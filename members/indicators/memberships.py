"""Who belongs to the network, what its members are, and who joins, stays and leaves."""

from django.db.models import Exists, FilteredRelation, OuterRef, Q

from members.models import Aci, AciCarrier, Membership, YearlyReturn
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


def _was_member(year: int) -> Exists:
    """Whether the organisation of a membership had one that counted, as member, in another year."""
    return Exists(
        Membership.objects.members().filter(
            organisation=OuterRef("organisation"), year=year, state__in=Membership.COUNTED
        )
    )


@indicator("members.new", label="Nouveaux adhérents", unit="structures", region="region", by=[BY_REGION])
def new(scope):
    """Structures adhérentes à la date, qui ne l'étaient pas l'année précédente."""
    return Membership.objects.members().valid_on(scope.day).filter(~_was_member(scope.year - 1))


@indicator("members.lapsed", label="Adhérents non renouvelés", unit="structures", region="region", by=[BY_REGION])
def lapsed(scope):
    """Structures adhérentes l'année précédente, sans adhésion valide comme adhérentes dans l'année."""
    before = Membership.objects.members().filter(year=scope.year - 1, state__in=Membership.COUNTED)
    return before.filter(~_was_member(scope.year))


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
    return before.annotate(renewed=_was_member(scope.year))
