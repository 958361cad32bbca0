"""What waits for a person: the « À faire » of the home desk."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from members.models import ImportBatch, Membership, Organisation, YearlyReturn


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
        waiting = ImportBatch.objects.visible_to(user).filter(state=ImportBatch.State.PREVIEWED).count()
        if waiting:
            todo.append(Todo(f"Imports à confirmer : {waiting}", reverse("members:imports"), "Vérifier"))
        todo.append(Todo("Importer un classeur de structures et d'adhésions", reverse("members:imports"), "Importer"))
        missing = without_return(year).count()
        if missing:
            todo.append(
                Todo(
                    f"Adhérents qui n'ont pas déclaré leurs effectifs de {year} : {missing}",
                    reverse("admin:members_organisation_changelist") + f"?sans_donnees={year}",
                    "Voir la liste",
                )
            )
    if user.is_board or user.is_national:
        todo.append(Todo(f"Le rapport d'activité {year} peut être demandé", reverse("reporting:reports"), "Ouvrir"))
    for code in sorted(user.region_codes):
        missing = without_return(year).filter(department__region=code).count()
        if missing:
            todo.append(
                Todo(
                    f"Adhérents de votre région qui n'ont pas déclaré leurs effectifs de {year} : {missing}",
                    f"{reverse('members:directory')}?region={code}",
                    "Voir la région",
                )
            )
    if user.standing.organisations:
        declared = set(
            YearlyReturn.objects.visible_to(user)
            .filter(organisation__in=user.organisation_ids, year=year)
            .values_list("organisation_id", flat=True)
        )
        todo += [
            Todo(
                f"{name} n'a pas encore déclaré ses effectifs de {year}",
                reverse("members:organisation", args=[number]),
                "Voir la fiche",
            )
            for number, name in user.standing.organisations.items()
            if number not in declared
        ]
    return todo


def without_return(year: int):
    """Members of the year that have not declared their workforce for it."""
    members = Membership.objects.members().filter(year=year, state__in=Membership.COUNTED)
    return Organisation.objects.filter(pk__in=members.values("organisation")).exclude(
        pk__in=YearlyReturn.objects.filter(year=year, total_fte__isnull=False).values("organisation")
    )
