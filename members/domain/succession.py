"""One organisation takes over from another: all that follows, in one transaction; nothing is overwritten."""

from datetime import date, timedelta

import pghistory
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone

from members.domain.journal import HasMoved, Journal
from members.domain.journal import undo as undo_steps
from members.models import (
    AciCarrier,
    AciConvention,
    Contact,
    FeeCall,
    Membership,
    Organisation,
    OrganisationLabel,
    Succession,
    User,
    YearlyReturn,
)
from members.models.standing import forget_people_of
from reporting.french import euros, fr_date, unit

UNDO_DAYS = 30


class SuccessionRefused(Exception):
    """The succession cannot be, or cannot be undone; the message says why, in French."""


def succeed(
    predecessor: Organisation, successor: Organisation, *, kind: str, effective_on: date, by: User | None
) -> Succession:
    """Let `successor` take over from `predecessor` on that day; raises `SuccessionRefused`, and then nothing is written.

    From the day on: worksites, functions of people, and the memberships and returns of the year and after, where the
    successor has none of its own. What was before stays with the predecessor, which is closed.
    """
    try:
        with transaction.atomic():
            return _Carrying(predecessor, successor, kind, effective_on, by).done()
    except IntegrityError as error:
        raise SuccessionRefused(
            "Ce qui suivrait contredit ce que la base contient déjà (deux adhésions ou deux labels sur une même "
            "période) : rien n'a changé."
        ) from error


def preview(predecessor: Organisation, successor: Organisation, *, kind: str, effective_on: date) -> list[str]:
    """What would follow, in sentences: the succession itself, taken back. Raises `SuccessionRefused`."""
    with transaction.atomic():
        lines = succeed(predecessor, successor, kind=kind, effective_on=effective_on, by=None).followed["lines"]
        transaction.set_rollback(True)
    return lines


def undo_succession(succession: Succession, *, by: User) -> None:
    """Take back a succession of less than thirty days on which nothing depends yet; raises `SuccessionRefused`.

    Its row goes; the history keeps that it was there, and who undid it.
    """
    with transaction.atomic():
        kept = Succession.objects.select_for_update().filter(pk=succession.pk).first()
        if kept is None:
            raise SuccessionRefused("Cette succession a déjà été annulée.")
        reason = why_not_undone(kept)
        if reason:
            raise SuccessionRefused(reason)
        try:
            with pghistory.context(user=by.pk, undone=str(kept)):
                undo_steps(kept.followed["steps"])
                kept.delete()
        except HasMoved as moved:
            reason = f"{moved} : la succession ne peut plus être annulée."
            raise SuccessionRefused(reason[0].upper() + reason[1:]) from moved
        except IntegrityError as error:
            raise SuccessionRefused(
                "D'autres fiches en dépendent : la succession ne peut plus être annulée."
            ) from error
        forget_people_of(succession.predecessor_id, succession.successor_id)


def why_not_undone(succession: Succession) -> str:
    """The reason for which a succession stays, known without trying; empty where it may be undone."""
    if "steps" not in succession.followed:
        return "Cette succession a été notée sans ce qui a suivi : elle ne peut pas être annulée ici."
    if timezone.now() - succession.recorded_at > timedelta(days=UNDO_DAYS):
        return (
            f"Une succession s'annule dans les {UNDO_DAYS} jours : celle-ci date du {fr_date(succession.recorded_at)}."
        )
    later = Succession.objects.filter(predecessor=succession.successor_id).select_related("successor").first()
    if later:
        return f"{succession.successor} a été reprise depuis par {later.successor} : annulez d'abord cette succession."
    return ""


class _Carrying:
    """One succession being made: checks, then each part in turn."""

    def __init__(
        self, predecessor: Organisation, successor: Organisation, kind: str, effective_on: date, by: User | None
    ):
        # In one order, so that two successions the other way round do not wait for each other.
        pks = [predecessor.pk, successor.pk]
        locked = {o.pk: o for o in Organisation.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
        self.predecessor, self.successor = locked[predecessor.pk], locked[successor.pk]
        self.kind, self.day, self.by = Succession.Kind(kind), effective_on, by
        self.journal = Journal()
        self.lines: list[str] = []

    def done(self) -> Succession:
        self._check()
        succession = Succession.objects.create(
            predecessor=self.predecessor,
            successor=self.successor,
            kind=self.kind,
            effective_on=self.day,
            recorded_by=self.by,
        )
        own_years = self._memberships()
        self._returns(own_years)
        self._worksites()
        self._contacts()
        self._labels()
        self._sites()
        self._close()
        succession.followed = {"steps": self.journal.steps, "lines": self.lines}
        succession.save(update_fields=["followed"])
        forget_people_of(self.predecessor.pk, self.successor.pk)
        return succession

    def _check(self) -> None:
        before, after = self.predecessor, self.successor
        if before == after:
            raise SuccessionRefused("Une structure ne peut pas se succéder à elle-même.")
        if self.day > timezone.localdate():
            raise SuccessionRefused("La date d'effet est à venir : notez la succession ce jour-là.")
        known = Succession.objects.filter(predecessor=before).select_related("successor").first()
        if known:
            raise SuccessionRefused(f"{before} a déjà été reprise par {known.successor}.")
        if after.closed_on:
            raise SuccessionRefused(
                f"{after} est fermée depuis le {fr_date(after.closed_on)} : elle ne peut rien reprendre."
            )
        inherited = before.predecessions.filter(effective_on__gte=self.day).select_related("predecessor").first()
        if inherited:
            raise SuccessionRefused(
                f"{before} a elle-même repris {inherited.predecessor} le {fr_date(inherited.effective_on)} : "
                "la date d'effet doit venir après."
            )

    def _close(self) -> None:
        if self.predecessor.closed_on is None or self.predecessor.closed_on > self.day:
            self.journal.change(self.predecessor, closed_on=self.day)
            self.lines.append(
                f"{self.predecessor} est fermée le {fr_date(self.day)} ; sa page mène à {self.successor}."
            )

    def _memberships(self) -> set[int]:
        """The memberships that last beyond the day; the years for which the successor has its own."""
        carried = [*Membership.RENEWING, *Membership.COUNTED]
        theirs = {m.year: m for m in self.successor.memberships.select_for_update()}
        own = {year for year, membership in theirs.items() if membership.state in carried}
        for membership in self.predecessor.memberships.select_for_update().filter(
            validity__endswith__gt=self.day, state__in=carried
        ).order_by("year"):  # fmt: skip
            year, validity, state = membership.year, membership.validity, membership.state
            if year in own and self.kind != Succession.Kind.MERGER:
                raise SuccessionRefused(
                    f"Les deux structures ont une adhésion en {year} : si l'une rejoint l'autre, c'est une fusion ; "
                    "sinon, corrigez d'abord l'adhésion qui est de trop."
                )
            if year in theirs and year not in own:
                raise SuccessionRefused(
                    f"{self.successor} a en {year} une adhésion « {theirs[year].get_state_display()} » : "
                    "corrigez-la d'abord."
                )
            if validity.lower < self.day and state in Membership.COUNTED:
                self.journal.change(membership, validity=DateRange(validity.lower, self.day))
            else:
                self.journal.change(membership, state=Membership.State.SUCCEEDED)
            if year in own:
                self.lines.append(
                    f"L'adhésion {year} de {self.predecessor} s'arrête : celle de {self.successor} demeure."
                )
                continue
            going_on = Membership(
                organisation=self.successor,
                year=year,
                kind=membership.kind,
                region_id=membership.region_id,
                state=state,
                renews=membership.renews,
                validity=DateRange(max(validity.lower, self.day), validity.upper),
            )
            self.journal.make(going_on, "kind", "state", "validity", "region")
            self._fee(membership, going_on)
            self.lines.append(
                f"L'adhésion {year} ({membership.get_kind_display()}, {going_on.get_state_display()}) "
                f"continue avec {self.successor}."
            )
        return own

    def _fee(self, membership: Membership, going_on: Membership) -> None:
        """What is still asked is asked of the successor; a membership that is paid keeps its call and its papers."""
        call = FeeCall.objects.select_for_update(of=("self",)).filter(membership=membership).first()
        if call and membership.state == Membership.State.SUCCEEDED:
            self.journal.change(call, membership=going_on)
            self.lines.append(
                f"La cotisation {membership.year} ({euros(call.amount)}) est désormais due par {self.successor}."
            )

    def _returns(self, own_years: set[int]) -> None:
        """What was declared for the year and after, where nobody else declares for the successor."""
        told = set(self.successor.returns.values_list("year", flat=True)) | own_years
        for declared in self.predecessor.returns.filter(year__gte=self.day.year).exclude(year__in=told):
            same = {
                name: getattr(declared, name)
                for name in ("year", "insertion_fte", "permanent_fte", "insertion_employees", "permanent_employees")
            }
            self.journal.make(YearlyReturn(organisation=self.successor, **same), *same)
            self.lines.append(f"Les effectifs déclarés pour {declared.year} valent pour {self.successor}.")

    def _worksites(self) -> None:
        """Worksites that go on: the past keeps its carrier, conventions and annexes follow untouched."""
        worksites = list(
            self.predecessor.acis.select_for_update().filter(Q(closed_on__isnull=True) | Q(closed_on__gt=self.day))
        )
        for worksite in worksites:
            former = worksite.carriers.get(validity__upper_inf=True)
            self.journal.change(former, validity=DateRange(former.validity.lower, self.day))
            # The new carrier first: the database gives a worksite's last carrier the organisation that it is given.
            carrier = AciCarrier(aci=worksite, organisation=self.successor, validity=DateRange(self.day, None))
            self.journal.make(carrier, "validity")
            self.journal.change(worksite, organisation=self.successor)
        if worksites:
            conventions = AciConvention.objects.filter(aci__in=worksites).exclude(validity__endswith__lte=self.day)
            self.lines.append(
                f"{self.successor} porte à partir du {fr_date(self.day)} {_counted(worksites, 'ACI')}, avec "
                f"{_counted(conventions, 'conventions')} en cours."
            )

    def _contacts(self) -> None:
        """Functions end the day before and go on in the successor, with the same accounts."""
        followed = []
        standing = list(self.successor.contacts.select_for_update())
        for contact in self.predecessor.contacts.select_for_update().filter(
            Q(validity__upper_inf=True) | Q(validity__endswith__gt=self.day)
        ):
            validity = contact.validity
            goes_on = DateRange(max(validity.lower or date.min, self.day), validity.upper)
            known = any(_same_function(contact, other, goes_on) for other in standing)
            if validity.lower and validity.lower >= self.day:
                # It began after the succession: it was never held elsewhere.
                if not known:
                    self.journal.change(contact, organisation=self.successor)
                    followed.append(contact)
                continue
            self.journal.change(contact, validity=DateRange(validity.lower, self.day))
            if known:
                continue
            same = {
                field.attname: getattr(contact, field.attname)
                for field in Contact._meta.concrete_fields
                if field.name not in {"id", "organisation", "validity"}
            }
            going_on = Contact(organisation=self.successor, validity=goes_on, **same)
            self.journal.make(going_on, "user", "function", "manages", "validity")
            followed.append(contact)
        if followed:
            self.lines.append(
                f"Gardent leur fonction et leur accès, dans {self.successor} : {_counted(followed, 'personnes')}."
            )

    def _labels(self) -> None:
        """A label is of a legal entity: it goes on where only the SIREN changes, and ends elsewhere."""
        for held in self.predecessor.labels.filter(
            Q(validity__upper_inf=True) | Q(validity__endswith__gt=self.day)
        ).select_related("label"):
            validity = held.validity
            goes_on = DateRange(max(validity.lower or date.min, self.day), validity.upper)
            if not validity.lower or validity.lower < self.day:
                self.journal.change(held, validity=DateRange(validity.lower, self.day))
            if self.kind != Succession.Kind.RENAMED:
                self.lines.append(f"Le label {held.label} n'est pas transmis.")
            elif not self.successor.labels.filter(label=held.label, validity__overlap=goes_on).exists():
                self.journal.make(
                    OrganisationLabel(organisation=self.successor, label=held.label, validity=goes_on), "validity"
                )
                self.lines.append(f"Le label {held.label} continue avec {self.successor}.")

    def _sites(self) -> None:
        """A SIRET begins with the SIREN: those of the predecessor are no longer active."""
        sites = list(self.predecessor.establishments.filter(active=True))
        for site in sites:
            self.journal.change(site, active=False)
        if sites:
            self.lines.append(f"Ne sont plus en activité : {_counted(sites, 'établissements')} de {self.predecessor}.")


def _counted(things, word: str) -> str:
    """« 2 conventions », « 1 convention »."""
    number = len(things)
    return f"{number} {unit(word, number)}"


def _same_function(contact: Contact, other: Contact, when: DateRange) -> bool:
    """Whether the successor knows the person in that function already, on the days when it would go on."""
    same_person = (
        contact.user_id == other.user_id
        if contact.user_id and other.user_id
        else (contact.full_name.casefold(), contact.email) == (other.full_name.casefold(), other.email)
    )
    overlap = (other.validity.lower or date.min) < (when.upper or date.max) and (other.validity.upper or date.max) > (
        when.lower or date.min
    )
    return same_person and contact.function == other.function and overlap
