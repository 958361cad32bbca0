"""A small network, what a PDF says, and work done by several at once."""

import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from members.models import Payment
from reporting.domain.annual_report import KEY_FIGURES
from reporting.french import number, percent
from reporting.indicators import Scope, get
from resources.models import ActiveReader, DayUse
from tests.factories import (
    AciFactory,
    AgreementSignatureFactory,
    BilateralReviewFactory,
    BudgetLineFactory,
    CampaignFactory,
    ConventionFactory,
    DelegatedMissionFactory,
    FeeCallFactory,
    MembershipFactory,
    OrganisationFactory,
    PublicationFactory,
    RegionalAssociationFactory,
    ReviewCampaignFactory,
    ReviewDecisionFactory,
    YearlyReturnFactory,
)
from tests.factories.certification import (
    AccreditationCheckFactory,
    AccreditationFactory,
    BlockEvaluationFactory,
    EnrolmentFactory,
    JuryFactory,
    OfficialFactory,
    OfficialMandateFactory,
    PlaceFactory,
    ReferentialFactory,
    SupportVisitFactory,
)
from tests.factories.training import AttendanceFactory, RegistrationFactory, SessionFactory, SurveyAnswerFactory


def small_network(year: int = 2023) -> None:
    """Every figure has data, and no two key figures are the same number: five members in Brittany, one in the North."""
    bretons = [("35", "10", 1100, 1), ("35", "30.50", 80, 1), *[("35", "12", people, 1) for people in (60, 50, 40)]]
    for department, fte, employees, worksites in [*bretons, ("59", "60", 189, 3)]:
        member = MembershipFactory(year=year, organisation__department_id=department).organisation
        YearlyReturnFactory(organisation=member, year=year, insertion_fte=Decimal(fte), insertion_employees=employees)
        for _ in range(worksites):
            ConventionFactory(aci=AciFactory(organisation=member))
    MembershipFactory.create_batch(2, year=year, kind="sympathiser", organisation__department_id="75")
    membership_money(year, member)
    delegated_missions(year)
    resource_use(year)
    bilateral_reviews(year)
    certification_records(year)
    training_records(year)


def membership_money(year: int, member) -> None:
    """The year before, `member` belonged, and two others which have left; a call paid in part in each of two regions."""
    MembershipFactory(organisation=member, year=year - 1)
    campaign = CampaignFactory(year=year, state="open")
    for department, paid in (("35", 120), ("59", 75)):
        MembershipFactory(organisation__department_id=department, year=year - 1)
        called = MembershipFactory(organisation__department_id=department, year=year, state="called")
        call = FeeCallFactory(campaign=campaign, membership=called)
        Payment.objects.create(
            call=call, amount=paid, method="cheque", received_on=date(year, 3, 1), receipt_number=f"R{department}"
        )


def delegated_missions(year: int) -> None:
    """Two missions in Brittany and one in the North, with charges; one that was only proposed, one that was ended."""
    for region, planned, spent in (("53", 1234, 1300), ("53", 2000, None), ("32", 4321, 987)):
        mission = DelegatedMissionFactory(year=year, region_id=region)
        BudgetLineFactory(mission=mission, planned=planned, spent=spent, reason="Davantage de demandes")
        BudgetLineFactory(mission=mission, planned=50)
        BudgetLineFactory(mission=mission, planned=9999, spent=9999, kind="product")
        BudgetLineFactory(mission=mission, planned=777, year=year + 1)
    proposed = DelegatedMissionFactory(year=year, state="proposed", agreed_on=None, started_on=None)
    BudgetLineFactory(mission=proposed, planned=8888)
    DelegatedMissionFactory(year=year, state="terminated", reason="x", ended_on=date(year, 6, 1))


def resource_use(year: int) -> None:
    """Downloads and views from Brittany and the North, a reader in each, and two guides, one of them of Brittany."""
    for region, downloads, views in (("53", 700, 900), ("32", 333, 444)):
        DayUse.objects.create(day=date(year, 6, 1), role="member", region_id=region, downloads=downloads, views=views)
        ActiveReader.objects.create(year=year, role="member", region_id=region, first_on=date(year, 6, 1))
    for regions in (["53"], []):
        PublicationFactory(validity=DateRange(date(year, 1, 1), None)).resource.regions.set(regions)


def bilateral_reviews(year: int) -> None:
    """An association of Brittany and one of two regions signed; one refused; two reviews closed and one running; of
    three decisions due and signed, one done; others due elsewhere or not signed."""
    associations = [RegionalAssociationFactory(regions=codes) for codes in (["53"], ["04", "06"], ["32"])]
    day = date(year, 2, 1)
    for association, state in zip(associations, ("signed_both", "signed_both", "refused"), strict=True):
        AgreementSignatureFactory(
            association=association, state=state, refusal="x" if state == "refused" else "", regional_signatory="x",
            regional_signed_on=day, national_signatory="y", national_signed_on=day,
        )  # fmt: skip
    campaign = ReviewCampaignFactory(year=year)
    reviews = [
        BilateralReviewFactory(campaign=campaign, association=association, state=state)
        for association, state in zip(associations, ("closed", "closed", "met"), strict=True)
    ]
    ReviewDecisionFactory(review=reviews[0], due_on=date(year, 9, 1), state="done", settled_on=day)
    ReviewDecisionFactory(review=reviews[0], due_on=date(year, 9, 1), state="dropped", reason="x", settled_on=day)
    ReviewDecisionFactory(review=reviews[1], due_on=date(year, 9, 1))
    ReviewDecisionFactory(review=reviews[1], due_on=date(year + 1, 9, 1), state="done", settled_on=day)
    ReviewDecisionFactory(review=reviews[2], due_on=date(year, 9, 1))


def certification_records(year: int) -> None:
    """In Brittany and in the North: an accreditation, a check, a visit, officials, a candidate certified, one in part."""
    referential = ReferentialFactory()
    for department, region, results in (("29", "53", ["full", "partial"]), ("59", "32", ["full", "none"])):
        organisation = OrganisationFactory(department_id=department)
        accreditation = AccreditationFactory(
            organisation=organisation,
            certification=referential.certification,
            requested_at=datetime(year, 2, 1, 10, tzinfo=UTC),
            decided_on=date(year, 3, 1),
            validity=DateRange(date(year, 3, 1), date(year + 3, 3, 1)),
        )
        check = {"carried_out_on": date(year, 5, 2), "planned_on": date(year, 5, 2), "state": "closed"}
        AccreditationCheckFactory(accreditation=accreditation, **check)
        SupportVisitFactory(
            organisation=organisation, certification=referential.certification, visited_on=date(year, 4, 4)
        )
        for role, college in (("mandataire", "employer"), ("controller", "none"), ("epsp_trainer", "none")):
            official = OfficialFactory(region_id=region)
            OfficialMandateFactory(
                official=official, role=role, college=college, validity=DateRange(date(year, 1, 1), None)
            )
        jury = JuryFactory(
            certification=referential.certification, held_on=date(year, 6, 6), state="closed", region_id=region
        )
        for result in results:
            enrolment = EnrolmentFactory(
                referential=referential, organisation=organisation, accreditation=accreditation,
                registered_on=date(year, 3, 3), state="certified",
            )  # fmt: skip
            place = PlaceFactory(enrolment=enrolment, jury=jury, attendance="present", result=result, grounds="Motifs")
            BlockEvaluationFactory(enrolment=enrolment, place=place, kind="jury", acquired=result == "full")


def training_records(year: int) -> None:
    """In Brittany a session of which one trainee gave up, in the North another; each trainee gave marks."""
    for region, states, score in (("53", ["completed", "completed", "abandoned"], 4), ("32", ["completed"], 3)):
        session = SessionFactory(region_id=region, starts_on=date(year, 4, 2), state="completed", slots=True)
        for state in states:
            ended = session.starts_on if state == "abandoned" else None
            registration = RegistrationFactory(session=session, state=state, ended_on=ended)
            for slot in session.slots.all()[: 1 if ended else 4]:
                AttendanceFactory(slot=slot, registration=registration)
            SurveyAnswerFactory(invitation__registration=registration, score=score)


def pdf_text(content: bytes) -> str:
    """What a PDF says, in reading order and on one line; a PDF does not tell no-break spaces from others."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def key_figures(scope: Scope) -> str:
    """The key figures as `pdf_text` gives them, read from the indicators."""
    told = []
    for indicator in map(get, KEY_FIGURES):
        value = indicator.value(scope)
        told.append(f"{percent(value) if indicator.is_share else number(value)} {indicator.label}")
    return " ".join(told).replace("\u00a0", " ")


def at_once(times: int, work) -> list:
    """What `work` gave each time, done at the same moment on as many connections."""
    start = threading.Barrier(times)

    def alone(_):
        try:
            start.wait()
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(alone, range(times)))
