"""Each step of a path: taken from its states, refused from the others; what lacks is told."""

import pytest

from certification.domain.enrolments import path
from certification.domain.enrolments.completeness import gaps_of
from certification.domain.enrolments.evaluating import progress_of, record_evaluation, remove_evaluation
from certification.models import Enrolment
from members.domain.moves import NotAllowed, Refused, WrongState
from tests.certification.people import manager_of
from tests.factories import OrganisationFactory
from tests.factories.certification import AccreditationFactory, BlockEvaluationFactory, EnrolmentFactory, PlaceFactory

pytestmark = pytest.mark.django_db
State = Enrolment.State

# §1.3: each step, the states from which it is taken, the one to which it leads.
TAKEN = {
    "register": ([State.DRAFT], State.REGISTERED),
    "start": ([State.REGISTERED], State.IN_PATH),
    "ready": ([State.IN_PATH], State.READY),
    "excuse": ([State.EXCUSED], State.READY),
    "resume": ([State.PARTIAL, State.FAILED], State.IN_PATH),
    "withdraw": ([State.DRAFT, State.REGISTERED, State.IN_PATH, State.READY], State.WITHDRAWN),
}


def complete(**fields) -> Enrolment:
    """An enrolment of which nothing lacks for any step."""
    enrolment = EnrolmentFactory(trainer_name="Anne Formatrice", **fields)
    for block in enrolment.blocks.all():
        BlockEvaluationFactory(enrolment=enrolment, block=block)
    return enrolment


def take(step: str, enrolment: Enrolment, by):
    if step == "withdraw":
        return path.withdraw(enrolment, reason="Un emploi", by=by)
    if step == "excuse":
        return path.present_again(enrolment, by=by)
    if step == "resume":
        return path.resume_path(enrolment, by=by)
    return path.take_step(enrolment, step, by=by)


@pytest.mark.parametrize("step", TAKEN)
def test_a_step_is_taken_from_its_states_and_refused_from_the_others(step):
    allowed, to = TAKEN[step]
    enrolment = complete()
    manager = manager_of(enrolment.organisation)
    for state in State:
        Enrolment.objects.filter(pk=enrolment.pk).update(state=state)
        if state in allowed:
            assert take(step, enrolment, manager).state == to
        else:
            with pytest.raises(WrongState):
                take(step, enrolment, manager)
            assert Enrolment.objects.get(pk=enrolment.pk).state == state


@pytest.mark.parametrize("step", TAKEN)
def test_no_step_is_taken_by_another_structure(step):
    enrolment = complete(state=TAKEN[step][0][0])
    with pytest.raises(NotAllowed):
        take(step, enrolment, manager_of(OrganisationFactory()))


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("sex", "le sexe à l'état civil"),
        ("birth_year", "l'année de naissance"),
        ("birth_commune_code", "la commune de naissance, ou le pays"),
        ("identity_seen_on", "la date à laquelle la pièce d'identité a été vue"),
        ("informed_on", "la date de remise de la notice d'information"),
    ],
)
def test_what_civil_status_lacks_is_told_and_keeps_from_registering(field, told):
    enrolment = EnrolmentFactory(state="draft")
    setattr(enrolment.candidate, field, "" if isinstance(getattr(enrolment.candidate, field), str) else None)
    enrolment.candidate.save()
    assert [gap.what for gap in gaps_of(enrolment, "register")] == [told]
    with pytest.raises(Refused, match=told):
        path.take_step(enrolment, "register", by=manager_of(enrolment.organisation))


def test_a_month_or_a_day_of_birth_may_be_unknown():
    enrolment = EnrolmentFactory(state="draft", candidate__birth_month=None, candidate__birth_day=None)
    assert gaps_of(enrolment, "register") == []


def test_somebody_born_abroad_needs_no_commune():
    enrolment = EnrolmentFactory(
        state="draft", candidate__birth_commune_code="", candidate__birth_commune_name="Oran",
        candidate__birth_country_code="352", candidate__birth_country_name="Algérie",
    )  # fmt: skip
    assert gaps_of(enrolment, "register") == []


def test_one_is_ready_once_each_block_is_evaluated_or_held_and_a_trainer_named():
    enrolment = EnrolmentFactory()
    first, second = enrolment.blocks.all()
    assert [gap.part for gap in gaps_of(enrolment, "ready")] == ["path", "blocks", "blocks"]
    BlockEvaluationFactory(enrolment=enrolment, block=first)
    enrolment.acquired.create(block=second, source="jury", acquired_on=enrolment.registered_on)
    enrolment.tutor_name = "Paul Tuteur"
    enrolment.save()
    assert gaps_of(Enrolment.objects.get(pk=enrolment.pk), "ready") == []


def test_a_vae_has_no_trainer():
    enrolment = complete(route="vae")
    enrolment.trainer_name = ""
    assert gaps_of(enrolment, "ready") == []


def test_an_accreditation_suspended_since_is_told():
    enrolment = EnrolmentFactory(accreditation=AccreditationFactory(state="suspended"))
    assert "un agrément" in " ".join(gap.what for gap in gaps_of(enrolment, "start"))


def test_a_path_stops_with_a_reason_and_leaves_juries_in_preparation():
    enrolment = complete(state="ready")
    draft = PlaceFactory(enrolment=enrolment)
    manager = manager_of(enrolment.organisation)
    with pytest.raises(Refused, match="motif"):
        path.withdraw(enrolment, reason="  ", by=manager)
    stopped = path.withdraw(enrolment, reason="Un emploi", by=manager)
    assert stopped.withdrawal_reason == "Un emploi"
    assert stopped.withdrawn_on is not None
    assert not draft.jury.places.exists()


def test_several_evaluations_of_a_block_show_the_last_level_of_each_competency():
    enrolment = EnrolmentFactory()
    manager, block = manager_of(enrolment.organisation), enrolment.blocks.first()
    one, two = block.competencies.all()
    day = enrolment.registered_on
    write = {"kind": "continuous", "evaluator": "Anne", "by": manager}
    record_evaluation(enrolment, block, evaluated_on=day, levels={one.pk: 1, two.pk: 2}, **write)
    record_evaluation(enrolment, block, evaluated_on=day, levels={one.pk: 3}, **write)
    record_evaluation(enrolment, block, evaluated_on=day, comment="Très bien", **(write | {"kind": "tutor"}))
    shown = progress_of(enrolment)[0]
    assert [(mark.level) for _, mark in shown.competencies] == [3, 2]
    assert (shown.percent, len(shown.evaluations)) == (100, 3)
    assert progress_of(enrolment)[1].percent == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "jury"}, "le jour du jury"),
        ({"levels": {}}, "un niveau"),
        ({"levels": {0: 1}}, "n'est pas de ce bloc"),
        ({"evaluated_on": None}, "dans le futur"),
    ],
)
def test_a_wrong_evaluation_is_refused(change, told):
    enrolment = EnrolmentFactory()
    block = enrolment.blocks.first()
    asked = {
        "kind": "continuous", "evaluator": "Anne", "evaluated_on": enrolment.registered_on,
        "levels": {block.competencies.first().pk: 2},
    } | change  # fmt: skip
    if asked["evaluated_on"] is None:
        asked["evaluated_on"] = enrolment.registered_on.replace(year=enrolment.registered_on.year + 1)
    with pytest.raises(Refused, match=told):
        record_evaluation(enrolment, block, by=manager_of(enrolment.organisation), **asked)
    assert not enrolment.evaluations.exists()


def test_an_evaluation_is_taken_back_while_one_prepares_and_no_longer_after_the_summons():
    enrolment = complete()
    manager, evaluation = manager_of(enrolment.organisation), enrolment.evaluations.first()
    remove_evaluation(evaluation, by=manager)
    Enrolment.objects.filter(pk=enrolment.pk).update(state="summoned")
    with pytest.raises(WrongState):
        remove_evaluation(enrolment.evaluations.get(), by=manager)
