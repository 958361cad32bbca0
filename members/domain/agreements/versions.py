"""A version of the core agreement is written, adopted by the board, put in force; the next one supersedes it."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone

from members.models import AgreementSignature, CoreAgreement, CoreMission, RegionalAssociation, User
from reporting.french import fr_date

State = CoreAgreement.State
# Each step: the states from which it is taken, and what cannot be done in the others.
STEPS = {
    "change": ((State.DRAFT,), "elle ne change plus : préparez une nouvelle version"),
    "discard": ((State.DRAFT,), "elle ne peut plus être supprimée"),
    "adopt": ((State.DRAFT,), "elle ne peut pas être adoptée"),
    "enforce": ((State.ADOPTED,), "elle ne peut pas entrer en vigueur"),
    "sign": ((State.ADOPTED, State.IN_FORCE), "elle ne se signe pas"),
}


class AgreementRefused(Exception):
    """What was asked cannot be done; the message is a French sentence."""


class NotAllowed(AgreementRefused):
    def __init__(self):
        super().__init__("Vous n'avez pas le droit de faire cela pour cette convention.")


class ChangedMeanwhile(AgreementRefused):
    """Somebody has written since the page was read; `current` is the agreement as it stands."""

    def __init__(self, current: CoreAgreement):
        super().__init__(
            "Ce projet a été modifié entre-temps. Votre saisie, ci-dessous, n'est pas encore enregistrée : "
            "comparez-la avec la page de la convention, puis enregistrez ce qui doit rester."
        )
        self.current = current


def held(number: int, step: str) -> CoreAgreement:
    """The agreement of this number, locked until the transaction ends. Raises AgreementRefused in a wrong state."""
    agreement = CoreAgreement.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if agreement is None:
        raise AgreementRefused("Cette convention a été supprimée entre-temps.")
    states, cannot = STEPS[step]
    if agreement.state not in states:
        raise AgreementRefused(f"Cette convention est « {agreement.get_state_display()} » : {cannot}.")
    return agreement


def _held_by(agreement: CoreAgreement, step: str, by: User) -> CoreAgreement:
    if not by.has_perm("members.keep_agreements"):
        raise NotAllowed
    return held(agreement.pk, step)


@transaction.atomic
def prepare_version(*, by: User) -> CoreAgreement:
    """The next version in draft, an amendment with the text and missions of the last one; the one in draft, if any."""
    if not by.has_perm("members.keep_agreements"):
        raise NotAllowed
    last = CoreAgreement.objects.order_by("-version").first()
    if last and last.state == State.DRAFT:
        return last
    if last and last.state == State.ADOPTED:
        raise AgreementRefused(
            f"La version {last.version} est adoptée et n'est pas encore en vigueur : faites-la d'abord entrer en vigueur."
        )
    # Two who ask at once ask for the same number, and get the same version.
    made, is_new = CoreAgreement.objects.get_or_create(
        version=last.version + 1 if last else 1,
        defaults={
            "title": last.title if last else "Convention socle",
            "text": last.text if last else "",
            "amends": last,
        },
    )
    if not is_new:
        return made
    CoreMission.objects.bulk_create(
        CoreMission(
            agreement=made, code=one.code, title=one.title, purpose=one.purpose, lead=one.lead, expected=one.expected,
            indicators=one.indicators, position=one.position,
        )
        for one in (last.missions.all() if last else ())
    )  # fmt: skip
    return made


@transaction.atomic
def change_version(
    agreement: CoreAgreement, *, by: User, read_at: str, title: str, text: str, missions: list[CoreMission]
) -> CoreAgreement:
    """Write a draft and its missions, in this order; those left out go. Raises ChangedMeanwhile where the page is old."""
    kept = _held_by(agreement, "change", by)
    if kept.updated_at.isoformat() != read_at:
        raise ChangedMeanwhile(kept)
    codes = [mission.code for mission in missions]
    if len(set(codes)) < len(codes):
        raise AgreementRefused("Deux missions portent le même code.")
    kept.title, kept.text = title, text
    kept.save(update_fields=["title", "text", "updated_at"])
    kept.missions.exclude(pk__in=[mission.pk for mission in missions if mission.pk]).delete()
    for position, mission in enumerate(missions):
        mission.agreement, mission.position = kept, position
        mission.save()
    return kept


@transaction.atomic
def discard_version(agreement: CoreAgreement, *, by: User) -> None:
    """Give up a draft."""
    _held_by(agreement, "discard", by).delete()


@transaction.atomic
def adopt_version(agreement: CoreAgreement, *, on: date, by: User) -> CoreAgreement:
    """The board has adopted it: its text no longer changes, and each regional association may sign it."""
    kept = _held_by(agreement, "adopt", by)
    if not kept.text.strip() or not kept.missions.exists():
        raise AgreementRefused("Une convention s'adopte avec son texte et au moins une mission.")
    if on > timezone.localdate():
        raise AgreementRefused("La date d'adoption est à venir : notez-la une fois le conseil tenu.")
    kept.state, kept.adopted_on = State.ADOPTED, on
    kept.save(update_fields=["state", "adopted_on", "updated_at"])
    _ask_signatures(kept, on)
    return kept


@transaction.atomic
def ask_missing_signatures(agreement: CoreAgreement, *, by: User) -> int:
    """Ask the associations that stand today and were not asked, as those founded since the adoption; how many."""
    return _ask_signatures(_held_by(agreement, "sign", by), timezone.localdate())


def _ask_signatures(agreement: CoreAgreement, day: date) -> int:
    missing = RegionalAssociation.objects.filter(validity__contains=day).exclude(
        agreement_signatures__agreement=agreement
    )
    return len(
        AgreementSignature.objects.bulk_create(
            AgreementSignature(agreement=agreement, association=association) for association in missing
        )
    )


@transaction.atomic
def put_in_force(agreement: CoreAgreement, *, on: date, by: User) -> CoreAgreement:
    """It holds from `on`; the version that it amends ends the day before."""
    kept = _held_by(agreement, "enforce", by)
    former = CoreAgreement.objects.select_for_update(of=("self",)).filter(state=State.IN_FORCE).first()
    if kept.adopted_on and on < kept.adopted_on:
        raise AgreementRefused(f"Elle a été adoptée le {fr_date(kept.adopted_on)} : elle ne vaut pas avant.")
    if former:
        starts = former.validity.lower
        if starts and on <= starts:
            raise AgreementRefused(
                f"La version {former.version} vaut depuis le {fr_date(starts)} : choisissez un jour après."
            )
        former.state, former.validity = State.SUPERSEDED, DateRange(starts, on)
        former.save(update_fields=["state", "validity", "updated_at"])
    kept.state, kept.validity = State.IN_FORCE, DateRange(on, None)
    kept.save(update_fields=["state", "validity", "updated_at"])
    return kept


def missions_in_force(day: date) -> list[CoreMission]:
    """Those of the version that holds on `day`, or, failing that, of the one in force."""
    valid = CoreAgreement.objects.filter(Q(state=State.IN_FORCE) | Q(state=State.SUPERSEDED))
    agreement = (
        valid.filter(validity__contains=day).order_by("-version").first() or valid.filter(state=State.IN_FORCE).first()
    )
    return list(agreement.missions.all()) if agreement else []
