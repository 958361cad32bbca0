"""The renewal by a member, step by step; each step is saved, and nothing counts before it is confirmed.

What is typed stands in the call's draft, with its version: whoever saves after somebody else is told, and keeps what
they typed. Confirming writes the yearly return, fixes the fee, and issues the invoice, in one transaction.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst

from members.domain.dues import lock
from members.domain.fees import Fee, compute, quarter_of, read_scale
from members.domain.invoices import issue_invoice
from members.domain.membership_life import settle
from members.domain.people.details import change_details
from members.models import FeeCall, Mandate, Membership, MembershipCampaign, User, YearlyReturn
from reporting.french import number

from .letters import post_certificate, post_confirmation
from .opening import set_fee

FIGURES = ("insertion_fte", "permanent_fte", "insertion_employees", "permanent_employees")
WHOLE = ("insertion_employees", "permanent_employees")
# A change of more than this from one year to the next asks for a second look.
JUMP = Decimal("0.30")


class RenewalRefused(Exception):
    """A step that cannot be taken; its message is a French sentence."""


class ChangedMeanwhile(RenewalRefused):
    """Somebody else has saved since this person opened the page; `draft` is what they saved."""

    def __init__(self, draft: dict):
        super().__init__(
            "Une autre personne a enregistré entre-temps. Ses réponses sont affichées à côté des vôtres : "
            "vérifiez, puis enregistrez à nouveau."
        )
        self.draft = draft


@dataclass(frozen=True)
class Figures:
    """What an organisation declares for a year: full-time equivalents and people; None where it says nothing."""

    insertion_fte: Decimal | None = None
    permanent_fte: Decimal | None = None
    insertion_employees: int | None = None
    permanent_employees: int | None = None

    @classmethod
    def of(cls, kept: dict) -> "Figures":
        """Figures out of a draft, where decimals are words."""
        read = {name: kept.get(name) for name in FIGURES}
        return cls(**{
            name: None if value in {None, ""} else int(value) if name in WHOLE else Decimal(value)
            for name, value in read.items()
        })  # fmt: skip

    def kept(self) -> dict:
        """The same as a draft keeps it."""
        return {name: None if getattr(self, name) is None else str(getattr(self, name)) for name in FIGURES}

    @property
    def total_fte(self) -> Decimal | None:
        return None if None in (self.insertion_fte, self.permanent_fte) else self.insertion_fte + self.permanent_fte


def declared_year(call: FeeCall) -> int:
    """The year of which figures are declared: the one before the campaign's."""
    return call.campaign.year - 1


def figures_before(call: FeeCall) -> tuple[Figures, int | None]:
    """The last return known before the declared year, and its year: what the form starts from and compares with."""
    last = (
        YearlyReturn.objects.filter(organisation=call.membership.organisation_id, year__lt=declared_year(call))
        .order_by("-year")
        .first()
    )
    return (Figures(**{name: getattr(last, name) for name in FIGURES}), last.year) if last else (Figures(), None)


def figures_of(call: FeeCall) -> Figures:
    """What the form shows: what was typed, else the return of the year if it is known already, else the one before."""
    if any(name in call.draft for name in FIGURES):
        return Figures.of(call.draft)
    known = YearlyReturn.objects.filter(organisation=call.membership.organisation_id, year=declared_year(call)).first()
    return Figures(**{name: getattr(known, name) for name in FIGURES}) if known else figures_before(call)[0]


def problems_of(figures: Figures) -> dict[str, str]:
    """What cannot be, by field, in French."""
    problems = {}
    for name in FIGURES:
        value = getattr(figures, name)
        if value is None:
            problems[name] = "Ce nombre est attendu ; 0 s'il n'y en a pas."
        elif value < 0:
            problems[name] = "Un effectif ne peut pas être négatif."
    if problems:
        return problems
    if figures.insertion_fte > figures.insertion_employees:
        problems["insertion_employees"] = (
            "Le nombre de salariés en insertion sur l'année ne peut pas être inférieur à leurs ETP."
        )
    if figures.permanent_fte > 0 and figures.permanent_employees == 0:
        problems["permanent_employees"] = "Des ETP permanents sont déclarés sans aucun salarié permanent."
    return problems


def jumps_of(figures: Figures, before: Figures, year: int | None) -> list[str]:
    """Changes of more than 30 % from the last return, in sentences: likely mistakes, or news to be confirmed."""
    told = []
    for name in FIGURES:
        new, old = getattr(figures, name), getattr(before, name)
        if new is None or not old:
            continue
        if abs(new - old) > JUMP * old:
            label = YearlyReturn._meta.get_field(name).verbose_name
            told.append(f"{capfirst(label)} : {number(new)} au lieu de {number(old)} en {year}")
    return told


def fee_of(call: FeeCall, figures: Figures) -> Fee:
    """The fee that these figures make."""
    membership, scale = call.membership, call.campaign.scale
    return compute(
        read_scale(scale),
        kind=membership.kind,
        size=getattr(figures, scale.basis),
        region=membership.region_id,
        newcomer=call.newcomer,
        quarter=quarter_of(membership.validity.lower),
    )


@transaction.atomic
def save_step(call: FeeCall, answers: dict, *, version: int) -> FeeCall:
    """Keep the answers of a step. Raises ChangedMeanwhile if `version` is no longer that of the draft."""
    call = _open(call)
    if version != call.draft_version:
        raise ChangedMeanwhile(call.draft)
    call.draft = call.draft | answers
    call.draft_version += 1
    call.save(update_fields=["draft", "draft_version"])
    return call


@transaction.atomic
def check_organisation(call: FeeCall) -> FeeCall:
    """The member has read the organisation's data, and finds them right."""
    call = _open(call)
    call.checked_at = timezone.now()
    call.save(update_fields=["checked_at"])
    return call


@transaction.atomic
def correct_organisation(call: FeeCall, *, by: User, seen: dict, typed: dict) -> FeeCall:
    """Write what the member corrects of how to reach the organisation, and that its data were checked: both, or neither.

    Raises what `change_details` does where a colleague has written meanwhile.
    """
    change_details(call.membership.organisation, by=by, seen=seen, typed=typed)
    return check_organisation(call)


def missing_in(call: FeeCall) -> list[str]:
    """What prevents the confirmation, in French."""
    missing = []
    if not call.checked_at:
        missing.append("La fiche de la structure n'est pas vérifiée.")
    if call.membership.kind == Membership.Kind.MEMBER:
        figures = Figures.of(call.draft)
        if problems_of(figures):
            missing.append(f"Les données de {declared_year(call)} ne sont pas remplies.")
        elif jumps_of(figures, *figures_before(call)) and not call.draft.get("jumps_confirmed"):
            missing.append("Des données changent beaucoup d'une année à l'autre : confirmez-les.")
    method = call.draft.get("method")
    if not method and not call.exemption:
        missing.append("Le mode de paiement n'est pas choisi.")
    if method == FeeCall.Method.DEBIT and not _mandate(call):
        missing.append("Le mandat de prélèvement n'est pas signé.")
    return missing


@transaction.atomic
def confirm(call: FeeCall, *, by) -> FeeCall:
    """Declare: write the return, fix the fee, issue the invoice, and say so by mail. Twice, it does nothing more.

    Raises RenewalRefused with all that is missing.
    """
    call = lock(call)
    if call.declared_at:
        return call
    _refuse_closed(call)
    missing = missing_in(call)
    if missing:
        raise RenewalRefused(" ".join(missing))
    figures = Figures()
    if call.membership.kind == Membership.Kind.MEMBER:
        figures = Figures.of(call.draft)
        YearlyReturn.objects.update_or_create(
            organisation=call.membership.organisation,
            year=declared_year(call),
            defaults={name: getattr(figures, name) for name in FIGURES},
        )
    set_fee(call, fee_of(call, figures), getattr(figures, call.campaign.scale.basis))
    call.method = call.draft.get("method") or ""
    call.declared_at, call.declared_by = timezone.now(), by
    call.save()
    if not call.exemption:
        issue_invoice(call)
    membership = settle(call)
    post_confirmation(call)
    if membership.state == Membership.State.VALID:
        post_certificate(call)
    return call


@transaction.atomic
def reopen(call: FeeCall) -> FeeCall:
    """Let a member correct what was declared: staff's decision. The invoice stands until another amount is confirmed."""
    call = lock(call)
    if not call.declared_at:
        raise RenewalRefused("Cette adhésion n'est pas encore déclarée.")
    _refuse_closed(call)
    call.declared_at = None
    call.draft_version += 1
    call.save(update_fields=["declared_at", "draft_version"])
    settle(call)
    return call


def _mandate(call: FeeCall) -> Mandate | None:
    return Mandate.objects.active().filter(organisation=call.membership.organisation_id).first()


def _open(call: FeeCall) -> FeeCall:
    """The call, held, if it may still be filled."""
    call = lock(call)
    if call.declared_at:
        raise RenewalRefused("Cette adhésion est déjà confirmée. Pour la corriger, écrivez à l'équipe nationale.")
    _refuse_closed(call)
    return call


def _refuse_closed(call: FeeCall) -> None:
    if call.campaign.state != MembershipCampaign.State.OPEN:
        raise RenewalRefused(f"La campagne {call.campaign.year} est close.")
    if call.membership.has_ended:
        raise RenewalRefused("Cette adhésion est terminée.")
