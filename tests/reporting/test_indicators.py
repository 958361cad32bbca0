"""Each figure against a count made another way: plain SQL over the same rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from certification.models import FollowedRecord
from members.models import Membership
from reporting.indicators import Scope, UnknownIndicator, all_indicators, get
from tests.factories import AciFactory, ConventionFactory, MembershipFactory, YearlyReturnFactory, year_range
from tests.reporting.helpers import (
    bilateral_reviews,
    certification_records,
    delegated_missions,
    membership_money,
    resource_use,
    training_records,
)

pytestmark = pytest.mark.django_db

NATION = Scope(2023)
BRITTANY = Scope(2023, "53")


@pytest.fixture
def network():
    """Members in Brittany and the North, one that left, one without an answer, a sympathiser."""
    sizes = {"35": [("12.00", "4"), ("12.01", "20"), ("50.00", "0"), ("71.00", "9")], "59": [("51.00", "1")]}
    for department, returns in sizes.items():
        for insertion, permanent in returns:
            membership = MembershipFactory(organisation__department_id=department)
            YearlyReturnFactory(
                organisation=membership.organisation,
                insertion_fte=Decimal(insertion),
                permanent_fte=Decimal(permanent),
                insertion_employees=200,
                permanent_employees=7,
            )
            ConventionFactory(aci=AciFactory(organisation=membership.organisation))
    MembershipFactory()
    left = MembershipFactory(validity=("2023-01-01", "2023-07-01"), state=Membership.State.RESIGNED)
    YearlyReturnFactory(organisation=left.organisation, insertion_employees=9999)
    MembershipFactory(state=Membership.State.STRUCK_OFF)
    MembershipFactory(kind=Membership.Kind.SYMPATHISER)
    ConventionFactory(aci=AciFactory(organisation=left.organisation))
    ConventionFactory(aci=AciFactory(organisation=membership.organisation), validity=year_range(2022))
    membership_money(2023, membership.organisation)
    delegated_missions(2023)
    resource_use(2023)
    bilateral_reviews(2023)
    certification_records(2023)
    training_records(2023)


MEMBERS = """
    SELECT m.organisation_id, m.region_id FROM members_membership m
    WHERE m.kind = 'member' AND m.state IN ('valid', 'resigned') AND m.validity @> DATE '2023-12-31'
"""
COUNTED = "SELECT organisation_id FROM members_membership WHERE kind = 'member' AND state IN ('valid', 'resigned')"
BEFORE, WITHIN = f"{COUNTED} AND year = 2022", f"{COUNTED} AND year = 2023"
ANSWERS = f"members_yearlyreturn r JOIN ({MEMBERS}) m USING (organisation_id) WHERE r.year = 2023"
CHARGES = """
    members_budgetline l JOIN members_delegatedmission m ON m.id = l.mission_id
    WHERE l.kind = 'charge' AND l.year = 2023 AND m.agreed_on IS NOT NULL
"""
SQL = {
    "members.adherents": f"SELECT count(*) FROM ({MEMBERS}) m",
    "members.by_region": f"SELECT count(*) FROM ({MEMBERS}) m",
    "members.sympathisers": "SELECT count(*) FROM members_membership WHERE kind = 'sympathiser'",
    "members.aci": f"""
        SELECT count(*) FROM members_aci a JOIN ({MEMBERS}) m USING (organisation_id)
        WHERE EXISTS (SELECT 1 FROM members_aciconvention c WHERE c.aci_id = a.id AND c.validity @> DATE '2023-12-31')
    """,
    "members.insertion_employees": f"SELECT sum(insertion_employees) FROM {ANSWERS}",
    "members.permanent_employees": f"SELECT sum(permanent_employees) FROM {ANSWERS}",
    "members.share_under_50": f"""
        SELECT round(100.0 * count(*) FILTER (WHERE insertion_fte + permanent_fte <= 50) / count(*), 1) FROM {ANSWERS}
    """,
    "members.by_etpi": f"SELECT count(*) FROM {ANSWERS}",
    "members.by_workforce": f"SELECT count(*) FROM {ANSWERS}",
    "members.new": f"SELECT count(*) FROM ({MEMBERS}) m WHERE organisation_id NOT IN (SELECT * FROM ({BEFORE}) b)",
    "members.lapsed": f"SELECT count(*) FROM ({BEFORE}) b WHERE organisation_id NOT IN (SELECT * FROM ({WITHIN}) w)",
    "members.renewal_rate": f"""
        SELECT round(100.0 * count(*) FILTER (WHERE organisation_id IN (SELECT * FROM ({WITHIN}) w)) / count(*), 1)
        FROM ({BEFORE}) b
    """,
    "members.fees_called": """
        SELECT sum(amount) FROM members_feecall c JOIN members_membership m ON m.id = c.membership_id WHERE m.year = 2023
    """,
    "members.delegated_missions": """
        SELECT count(*) FROM members_delegatedmission
        WHERE started_on <= DATE '2023-12-31' AND coalesce(ended_on, 'infinity') >= DATE '2023-12-31'
    """,
    "members.delegated_budget": f"SELECT sum(planned) FROM {CHARGES}",
    "members.delegated_spent": f"SELECT sum(spent) FROM {CHARGES}",
    "members.agreements_signed": """
        SELECT count(*) FROM members_agreementsignature s JOIN members_coreagreement a ON a.id = s.agreement_id
        WHERE s.state = 'signed_both' AND a.validity @> DATE '2023-12-31' AND s.national_signed_on < DATE '2024-01-01'
    """,
    "members.reviews_closed": """
        SELECT count(*) FROM members_bilateralreview r JOIN members_reviewcampaign c ON c.id = r.campaign_id
        WHERE c.year = 2023 AND r.state = 'closed'
    """,
    "members.decisions_carried_out": """
        SELECT round(100.0 * count(*) FILTER (WHERE d.state = 'done') / count(*), 1)
        FROM members_reviewdecision d JOIN members_bilateralreview r ON r.id = d.review_id
        WHERE d.due_on BETWEEN DATE '2023-01-01' AND DATE '2023-12-31' AND r.state IN ('signed_one', 'signed', 'closed')
    """,
    "members.fees_received": "SELECT sum(amount) FROM members_payment WHERE received_on < DATE '2024-01-01'",
}


@pytest.mark.parametrize("key", SQL)
def test_value_equals_plain_sql(network, key):
    with connection.cursor() as cursor:
        cursor.execute(SQL[key])
        assert get(key).value(NATION) == cursor.fetchone()[0]


def test_every_indicator_is_counted_another_way():
    assert {indicator.key for indicator in all_indicators() if indicator.key.startswith("members.")} == set(SQL)


def test_a_year_without_a_record_counts_zero_once_records_are_kept(db):
    visits = get("certification.support_visits")
    assert visits.value(NATION) is None
    FollowedRecord.objects.create(kind="support_visits", since=2023)
    assert [value for _, value, _ in visits.series([2022, 2023])] == [None, 0]


def test_upper_bound_belongs_to_its_band(network):
    rows = get("members.by_etpi").breakdown(NATION, "etpi").rows
    assert [(row.key, row.value) for row in rows] == [("<=12", 1), ("12-25", 1), ("26-50", 1), ("51-70", 1), (">70", 1)]


def test_shares_are_over_those_who_answered(network):
    breakdown = get("members.by_workforce").breakdown(NATION, "workforce")
    assert breakdown.base == 5
    assert [row.share for row in breakdown.rows] == [0, Decimal("20.0"), Decimal("40.0"), Decimal("40.0")]


@pytest.mark.parametrize("indicator", all_indicators(), ids=lambda indicator: indicator.key)
def test_regions_add_up_to_the_network(network, indicator):
    if not indicator.adds_up or "region" not in {split.name for split in indicator.by}:
        return
    regions = indicator.breakdown(NATION, "region").rows
    assert sum(row.value for row in regions) == indicator.value(NATION)
    assert {row.key: row.value for row in regions}["53"] == indicator.value(BRITTANY)


@pytest.mark.parametrize("indicator", all_indicators(), ids=lambda indicator: indicator.key)
def test_a_figure_costs_one_query(network, indicator, django_assert_num_queries):
    with django_assert_num_queries(1):
        indicator.measured(NATION)


def test_as_of_another_day():
    MembershipFactory(validity=("2023-01-01", "2023-07-01"), state=Membership.State.RESIGNED)
    assert get("members.adherents").value(Scope(2023, as_of=date(2023, 6, 30))) == 1
    assert get("members.adherents").value(Scope(2023, as_of=date(2023, 7, 1))) is None


def test_a_region_without_a_member_counts_zero_where_the_network_has_some(network):
    assert get("members.adherents").value(Scope(2023, "03")) == 0


@pytest.mark.parametrize("indicator", all_indicators(), ids=lambda indicator: indicator.key)
def test_a_year_without_record_has_no_data(network, indicator):
    assert indicator.value(Scope(1999)) is None


def test_records_are_those_that_the_value_counts(network):
    for indicator in all_indicators():
        assert indicator.records(NATION).count() == indicator.measured(NATION)[1]
        for split in indicator.by:
            for row in indicator.breakdown(NATION, split.name).rows:
                assert indicator.records(NATION, row.key, split.name).count() == row.records


def test_a_later_move_does_not_change_the_past(network):
    membership = Membership.objects.members().valid_on(date(2023, 12, 31)).filter(region="53").first()
    before = get("members.adherents").value(BRITTANY)
    membership.organisation.department_id = "59"
    membership.organisation.save()
    assert get("members.adherents").value(BRITTANY) == before


@pytest.mark.parametrize(("region", "value"), [("04", 1), ("06", 1), ("53", 1), ("32", 0), (None, 2)])
def test_an_association_of_two_regions_counts_in_each_and_once_in_all(network, region, value):
    assert get("members.agreements_signed").value(Scope(2023, region)) == value
    assert get("members.reviews_closed").value(Scope(2023, region)) == value


def test_unknown_key_says_so_in_french():
    with pytest.raises(UnknownIndicator, match="Aucun chiffre ne porte la clé « members.nobody »"):
        get("members.nobody")
