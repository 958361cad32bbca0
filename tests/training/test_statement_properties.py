"""Whatever the year holds, its frames agree with one another."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import OrganisationFactory
from tests.factories.training import (
    CourseFactory,
    CourseVersionFactory,
    OrderFactory,
    SubcontractFactory,
    TrainerFactory,
    TrainingInvoiceFactory,
)
from tests.training.statement_year import attend, body, credit, session, statement
from training.domain.statement.cells import frame_records, of_part
from training.domain.statement.checks import checks_of
from training.domain.statement.content import Content, FrameKey, computed, content_of
from training.domain.statement.rounding import shared_out, whole
from training.domain.statement.steps import finalise
from training.models import FundingLine, StatementObjective, TraineeType

AMOUNTS = st.decimals(Decimal("0.01"), 9999, places=2)
PEOPLE = st.builds(
    dict,
    type=st.sampled_from(TraineeType.values),
    minutes=st.lists(st.integers(0, 210), min_size=4, max_size=4),
    state=st.sampled_from(["completed", "abandoned"]),
)
SESSIONS = st.builds(
    dict,
    on=st.sampled_from([date(2023, 12, 31), date(2024, 3, 4), date(2024, 12, 31)]),
    course=st.integers(0, 6),
    contract=st.sampled_from(["none", "signed", "sent", "part"]),
    entrusted=st.booleans(),
    trainers=st.sampled_from([["in"], ["out"], ["in", "out"], ["out", "out2"]]),
    people=st.lists(PEOPLE, max_size=3),
)
INVOICES = st.builds(
    dict,
    on=st.sampled_from([date(2023, 6, 1), date(2024, 2, 2)]),
    lines=st.lists(st.tuples(AMOUNTS, st.sampled_from(FundingLine.values)), min_size=1, max_size=3),
    credited=st.sampled_from([None, date(2024, 8, 1), date(2025, 1, 2)]),
)


@given(st.lists(st.decimals(-5000, 5000, places=3), max_size=20))
def test_what_is_shared_out_makes_its_sum_and_moves_by_less_than_one(values):
    printed = shared_out(values)
    assert sum(printed) == whole(sum(values, Decimal(0)))
    assert all(abs(one - value) < 1 for one, value in zip(printed, values, strict=True))
    assert all(one == value for one, value in zip(printed, values, strict=True) if value == int(value))


def _write(sessions: list[dict], invoices: list[dict]) -> None:
    """The year, as drawn."""
    home = OrganisationFactory()
    courses = [
        CourseVersionFactory(
            course=CourseFactory(nsf_code=f"31{rank}", statement_objective=StatementObjective.values[rank])
        )
        for rank in range(7)
    ]
    outside = [TrainerFactory(subcontractor=SubcontractFactory().subcontractor) for _ in range(2)]
    trainers = {"in": TrainerFactory(), "out": outside[0], "out2": outside[1]}
    contracts = {
        "none": None,
        "signed": SubcontractFactory(),
        "sent": SubcontractFactory(state="sent", signed_on=None),
        "part": SubcontractFactory(whole_action=False),
    }
    for drawn in sessions:
        held = session(
            drawn["on"], days=2, version=courses[drawn["course"]], trainers=[trainers[one] for one in drawn["trainers"]],
            subcontract=contracts[drawn["contract"]], entrusted_by="Un autre" if drawn["entrusted"] else "",
        )  # fmt: skip
        order = OrderFactory(session=held, organisation=home)
        for person in drawn["people"]:
            ended = held.ends_on if person["state"] == "abandoned" else None
            attend(
                held,
                *person["minutes"],
                state=person["state"],
                ended_on=ended,
                trainee_type=person["type"],
                order=order,
            )
    order = OrderFactory(session=session(trainers=[]), organisation=home)
    for drawn in invoices:
        made = TrainingInvoiceFactory(
            order=order, issued_on=drawn["on"], amount=sum(amount for amount, _ in drawn["lines"]), lines=drawn["lines"]
        )
        if drawn["credited"]:
            credit(made, drawn["credited"])


def _agrees(content: Content) -> None:
    frames = content.frames
    for key in ("f1", "f3", "f4", "c", "e"):
        frame = frames[key]
        assert sum(line.exact for line in frame.lines) == frame.total.exact
        assert sum(line.printed for line in frame.lines) == frame.total.printed
    assert len({(frames[key].total.count, frames[key].total.printed) for key in ("f1", "f3", "f4")}) == 1
    for key in ("f1", "f3", "f4"):
        assert sum(line.count for line in frames[key].lines) == frames[key].total.count
        assert all(line.persons <= line.count for line in frames[key].lines)
    assert frames["f2"].total.count <= frames["f1"].total.count
    assert frames["f2"].total.exact <= frames["f1"].total.exact
    assert all(check.passed for check in checks_of(content) if check.blocks)


@pytest.mark.django_db
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(SESSIONS, max_size=4), st.lists(INVOICES, max_size=3))
def test_frames_agree_with_one_another_and_with_their_records(sessions, invoices):
    with transaction.atomic():
        body()
        _write(sessions, invoices)
        years = [statement(starts_on=date(year, 1, 1)) for year in (2023, 2024, 2025)]
        contents = [computed(of_year) for of_year in years]
        for of_year, content in zip(years, contents, strict=True):
            _agrees(content)
            whole_actions = {one.number for one in frame_records(of_year, content, FrameKey.ENTRUSTED_AWAY)}
            assert whole_actions <= {one.number for one in frame_records(of_year, content, FrameKey.BY_TYPE)}
            for key in FrameKey:
                found = frame_records(of_year, content, key)
                for line in content.frame(key).lines:
                    assert sum(one.exact for one in of_part(found, line.part)) == line.exact
        _agree_over_the_years(contents, sessions, invoices)
        final = finalise(years[1], by=None)
        assert content_of(final) == contents[1]
        transaction.set_rollback(True)


def _agree_over_the_years(contents: list[Content], sessions: list[dict], invoices: list[dict]) -> None:
    """Nothing is lost or counted twice between one year and the next: hours followed, money and its credit notes."""
    followed = {
        entrusted: sum(
            sum(person["minutes"])
            for drawn in sessions
            if drawn["entrusted"] == entrusted
            for person in drawn["people"]
        )
        for entrusted in (False, True)
    }
    assert sum(content.frames["f1"].total.exact for content in contents) == followed[False]
    assert sum(content.frames["g"].total.exact for content in contents) == followed[True]
    standing = sum(amount for drawn in invoices if not drawn["credited"] for amount, _ in drawn["lines"])
    assert sum(content.frames["c"].total.exact for content in contents) == standing
