"""The steps that the page of an accreditation offers: the form of each, what takes it, what is said once it is taken."""

from collections.abc import Callable
from dataclasses import dataclass

from django.forms import Form
from django.utils import timezone

from certification.domain.accreditations import asking, deciding, examining, life
from certification.domain.accreditations.impartiality import possible_reviewers
from certification.forms.accreditations import (
    AmendForm,
    DecisionForm,
    NoteForm,
    OpinionForm,
    ReasonForm,
    ReviewerForm,
)
from certification.models import Accreditation
from members.models import User


@dataclass(frozen=True)
class Move:
    """A step as the page takes it: its form, what does it, and what is said once it is done."""

    take: Callable
    told: str
    form: Callable[[Accreditation, dict | None], Form] = lambda shown, data: Form(data)


def _reviewer_form(shown: Accreditation, data) -> Form:
    return ReviewerForm(data, reviewers=possible_reviewers(shown))


def _amend_form(shown: Accreditation, data) -> Form:
    return AmendForm(data, initial={"sites": shown.sites, "subcontracts": shown.subcontracts})


def _opinion_form(shown: Accreditation, data) -> Form:
    return OpinionForm(data, initial={"committee_on": timezone.localdate()})


def _decide(shown: Accreditation, *, by: User, **typed):
    deciding.decide(shown, deciding.Decision(**typed), by=by)


MOVES = {
    "submit": Move(asking.submit, "La demande est déposée. L'équipe de certification la vérifie."),
    "discard": Move(asking.discard, "La demande est abandonnée."),
    "renew": Move(asking.renew, "Le renouvellement est préparé : complétez-le, puis déposez-le."),
    "resign": Move(life.resign, "L'agrément est rendu."),
    "ask_more": Move(examining.ask_more, "Le complément est demandé à la structure.", lambda s, data: NoteForm(data)),
    "begin_review": Move(examining.begin_review, "La demande est à l'étude.", _reviewer_form),
    "assign": Move(examining.assign, "L'étude est confiée.", _reviewer_form),
    "give_opinion": Move(examining.give_opinion, "L'avis est donné ; le comité est saisi.", _opinion_form),
    "decide": Move(
        _decide, "La décision est écrite et envoyée à la structure.", lambda s, data: DecisionForm(data, accreditation=s)
    ),
    "amend": Move(life.amend, "Le changement est noté ; il est à transmettre à France compétences.", _amend_form),
    "suspend": Move(life.suspend, "L'agrément est suspendu.", lambda s, data: ReasonForm(data)),
    "restore": Move(life.restore, "L'agrément est rétabli."),
    "withdraw": Move(life.withdraw, "L'agrément est retiré.", lambda s, data: ReasonForm(data)),
}  # fmt: skip


def step_forms(shown: Accreditation, may: set[str]) -> dict[str, Form]:
    """The empty forms of the steps that the reader may take."""
    return {step: step_form(shown, step) for step in MOVES if step in may}


def step_form(shown: Accreditation, step: str, data=None) -> Form:
    """The form of a step; several on a page may have fields of one name, whose labels find each its own."""
    form = MOVES[step].form(shown, data)
    form.auto_id = f"{step}_%s"
    return form
