"""What waits for a person: the « À faire » of the home desk, out of every trade."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from members.domain.returns import without_return
from members.filters import DirectoryFilter
from members.models import ImportBatch, Membership
from reporting.models import AnnualReport, ReportEdition


@dataclass(frozen=True)
class Todo:
    """One thing to do, in a sentence, and where to do it."""

    text: str
    url: str
    action: str


def todo_of(user) -> list[Todo]:
    """What `user` has to do today, most pressing first."""
    year = timezone.localdate().year - 1
    todo = []
    if user.is_national:
        todo += _of_national_staff(user, year)
    if (user.is_board or user.is_national) and not ReportEdition.objects.filter(
        report__year=year, report__region=None
    ).exists():
        todo.append(
            Todo(
                f"Le rapport d'activité {year} n'a pas encore d'édition",
                f"{reverse('reporting:reports')}?annee={year}",
                "Préparer",
            )
        )
    for code in sorted(user.region_codes):
        asked = {"annee": year, "qualite": Membership.Kind.MEMBER.value, "region": code, "effectifs": "non"}
        missing = DirectoryFilter(asked, user=user).qs.count()
        if missing:
            todo.append(
                Todo(
                    f"Adhérents de votre région qui n'ont pas déclaré leurs effectifs de {year} : {missing}",
                    f"{reverse('members:directory')}?{urlencode(asked)}",
                    "Voir la liste",
                )
            )
    return todo


def _of_national_staff(user, year: int) -> list[Todo]:
    todo = []
    waiting = ImportBatch.objects.visible_to(user).filter(state=ImportBatch.State.PREVIEWED).count()
    if waiting:
        todo.append(Todo(f"Imports à confirmer : {waiting}", reverse("members:imports"), "Vérifier"))
    todo += [
        Todo(f"{report} : une édition attend d'être publiée", report.get_absolute_url(), "Voir")
        for report in AnnualReport.objects.visible_to(user)
        .filter(published=False, editions__isnull=False)
        .select_related("region")
        .distinct()[:5]
    ]
    missing = without_return(year).count()
    if missing:
        todo.append(
            Todo(
                f"Adhérents qui n'ont pas déclaré leurs effectifs de {year} : {missing}",
                reverse("admin:members_organisation_changelist") + f"?sans_donnees={year}",
                "Voir la liste",
            )
        )
    return todo
