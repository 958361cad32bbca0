"""The seat of an organisation moves and takes another SIRET: the former one is kept, with its days."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from members.models import Establishment, FormerSiret, Organisation
from members.validators import siret_key_is_right


class SiretRefused(Exception):
    """The SIRET cannot be this one; the message says why, in French."""


@transaction.atomic
def change_siret(organisation: Organisation, *, siret: str, on: date, confirmed: bool = False) -> FormerSiret:
    """Give the seat another SIRET of the same SIREN from that day; `confirmed` says that a wrong key was checked.

    Raises `SiretRefused`. Another SIREN is a succession (`members.domain.succession`).
    """
    kept = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not siret.startswith(kept.siren):
        raise SiretRefused("Ce SIRET a un autre SIREN : une autre structure a pris la suite, notez une succession.")
    if siret == kept.siret:
        raise SiretRefused("C'est déjà le SIRET du siège.")
    if on > timezone.localdate():
        raise SiretRefused("La date est à venir : notez le changement ce jour-là.")
    if not siret_key_is_right(siret) and not confirmed:
        raise SiretRefused("La clé de contrôle de ce SIRET est fausse. S'il est exact, cochez « SIRET vérifié ».")
    last = kept.former_sirets.filter(validity__endswith__gte=on).first()
    if last:
        raise SiretRefused("Un autre changement de SIRET est déjà noté à cette date ou après.")
    former = left_siret(kept, on=on)
    former.save()
    _move_seat(kept, siret)
    kept.siret, kept.siret_confirmed = siret, confirmed
    kept.save(update_fields=["siret", "siret_confirmed"])
    return former


def left_siret(organisation: Organisation, *, on: date) -> FormerSiret:
    """The present SIRET of an organisation as one that it leaves that day, from the day when it took it; not saved."""
    last = organisation.former_sirets.filter(validity__upper_inf=False).order_by("-validity__endswith").first()
    begun = last.validity.upper if last and last.validity.upper < on else None
    return FormerSiret(organisation=organisation, siret=organisation.siret, validity=DateRange(begun, on))


def _move_seat(organisation: Organisation, siret: str) -> None:
    """The seat is another establishment; the former one stays, no longer active."""
    organisation.establishments.filter(kind=Establishment.Kind.SEAT).update(kind=Establishment.Kind.SITE, active=False)
    values = {"kind": Establishment.Kind.SEAT, "active": True}
    Establishment.objects.update_or_create(
        siret=siret,
        defaults=values,
        create_defaults=values
        | {
            "organisation": organisation,
            "name": organisation.name,
            "address": organisation.address,
            "postcode": organisation.postcode,
            "city": organisation.city,
            "department_id": organisation.department_id,
        },
    )
