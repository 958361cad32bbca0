"""Missions delegated to regions, what they are given and what they spend."""

from members.models import DelegatedMission
from reporting.indicators import ByField, Scope, Sum, indicator, record_columns

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
