"""Successions: rights, worksites, memberships and history follow; the past does not move."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from members.domain.returns import without_return
from members.domain.succession import SuccessionRefused, preview, succeed, undo_succession
from members.models import Aci, AciCarrier, Contact, Membership, Organisation, Role, Succession, User
from reporting.indicators import Scope, get
from tests.factories import (
    AciFactory,
    AnnexFactory,
    CampaignFactory,
    ContactFactory,
    ConventionFactory,
    FeeCallFactory,
    LabelFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationLabelFactory,
    UserFactory,
    YearlyReturnFactory,
    person,
)

pytestmark = pytest.mark.django_db

MID_2023 = date(2023, 7, 1)


@pytest.fixture
def before():
    """A member of 2022 and 2023 with two worksites under convention, its director and its returns."""
    organisation = OrganisationFactory(name="L'Ancienne")
    for year in (2022, 2023):
        MembershipFactory(organisation=organisation, year=year)
        YearlyReturnFactory(organisation=organisation, year=year, insertion_fte=20)
    for _ in range(2):
        aci = AciFactory(organisation=organisation)
        for year in (2022, 2023):
            ConventionFactory(aci=aci, validity=(date(year, 1, 1), date(year + 1, 1, 1)))
    ContactFactory(organisation=organisation, user=UserFactory(), function="director", manages=True)
    return organisation


@pytest.fixture
def after():
    return OrganisationFactory(name="La Nouvelle")


def take_over(predecessor, successor, *, kind="identity", on=MID_2023) -> Succession:
    return succeed(predecessor, successor, kind=kind, effective_on=on, by=None)


def figures(year: int, as_of: date | None = None) -> dict:
    """The network's figures and their splits, to the unit."""
    scope = Scope(year, as_of=as_of)
    found = {key: get(key).value(scope) for key in ("members.adherents", "members.aci", "members.insertion_employees")}
    for key, split in (("members.by_region", "region"), ("members.aci", "region"), ("members.by_etpi", "etpi")):
        found[key, split] = [(row.key, row.value) for row in get(key).breakdown(scope, split).rows]
    return found


@pytest.mark.parametrize("kind", ["identity", "takeover"])
def test_no_figure_moves_when_one_takes_the_place_of_another(before, after, kind):
    days = [(2022, None), (2023, None), (2023, date(2023, 6, 30)), (2023, MID_2023)]
    told = [figures(*day) for day in days]
    assert told[0]["members.aci"] == 2
    take_over(before, after, kind=kind)
    assert [figures(*day) for day in days] == told


def test_a_merger_leaves_the_past_and_counts_one_member_from_the_day_on(before, after):
    MembershipFactory(organisation=after, year=2023)
    YearlyReturnFactory(organisation=after, year=2023)
    past, eve = figures(2022), figures(2023, date(2023, 6, 30))
    take_over(before, after, kind="merger")
    assert figures(2022) == past
    assert figures(2023, date(2023, 6, 30)) == eve
    now = figures(2023)
    assert (now["members.adherents"], now["members.aci"]) == (1, 2)


def test_the_records_of_a_past_figure_name_who_carried_the_worksite_then(before, after):
    take_over(before, after)
    names = {
        year: set(get("members.aci").records(Scope(year)).values_list("organisation__name", flat=True))
        for year in (2022, 2023)
    }
    assert names == {2022: {"L'Ancienne"}, 2023: {"La Nouvelle"}}


def test_what_follows_and_what_stays(before, after):
    annex = AnnexFactory(convention__aci=before.acis.first(), convention__validity=(date(2024, 1, 1), None))
    take_over(before, after)
    before.refresh_from_db()
    assert before.closed_on == MID_2023
    assert [m.validity.upper for m in before.memberships.order_by("year")] == [date(2023, 1, 1), MID_2023]
    going_on = after.memberships.get()
    assert (going_on.year, going_on.kind, going_on.validity.lower, going_on.validity.upper) == (
        2023, "member", MID_2023, date(2024, 1, 1),
    )  # fmt: skip
    assert after.acis.count() == 2
    assert before.carried.filter(validity__endswith=MID_2023).count() == 2
    assert annex.convention.aci.organisation != after
    annex.refresh_from_db()
    assert annex.convention.aci.organisation == after
    assert sorted(before.returns.values_list("year", flat=True)) == [2022, 2023]
    assert list(after.returns.values_list("year", flat=True)) == [2023]


def test_rights_follow_the_next_second(client, before, after):
    user = before.contacts.get().user
    client.force_login(user)
    assert client.get(before.get_absolute_url()).status_code == 200
    take_over(before, after)
    fresh = User.objects.get(pk=user.pk)
    assert fresh.organisation_ids == fresh.managed_ids == {after.pk}
    assert fresh.history_ids == {before.pk, after.pk}
    page = client.get(after.get_absolute_url()).content.decode()
    assert "Effectifs déclarés" in page
    assert "Cette structure a repris" in page
    assert "Effectifs déclarés" in client.get(before.get_absolute_url()).content.decode()


def test_former_people_of_the_successor_read_the_history_too(before, after):
    colleague = ContactFactory(organisation=after, user=UserFactory()).user
    assert colleague.history_ids == {after.pk}
    take_over(before, after)
    assert User.objects.get(pk=colleague.pk).history_ids == {before.pk, after.pk}
    undo_succession(Succession.objects.get(), by=colleague)
    assert User.objects.get(pk=colleague.pk).history_ids == {after.pk}


def test_functions_end_the_day_before_and_go_on(before, after):
    gone = ContactFactory(organisation=before, validity=(None, date(2022, 5, 1)))
    late = ContactFactory(organisation=before, validity=(date(2023, 9, 1), None))
    take_over(before, after)
    [director] = before.contacts.filter(function="director")
    assert director.validity.upper == MID_2023
    twin = after.contacts.get(function="director")
    assert (twin.user, twin.manages, twin.validity.lower, twin.validity.upper) == (director.user, True, MID_2023, None)
    gone.refresh_from_db()
    late.refresh_from_db()
    assert (gone.organisation, late.organisation) == (before, after)


def test_a_person_who_already_has_the_function_there_has_it_once(before, after):
    director = before.contacts.get()
    ContactFactory(organisation=after, user=director.user, function="director")
    take_over(before, after, kind="takeover")
    assert after.contacts.count() == 1


def test_a_membership_wholly_after_the_day_goes_over_whole(before, after):
    take_over(before, after, on=date(2023, 1, 1))
    former, going_on = before.memberships.get(year=2023), after.memberships.get(year=2023)
    assert former.state == Membership.State.SUCCEEDED
    assert going_on.validity == former.validity
    assert get("members.adherents").value(Scope(2023)) == 1


def test_a_called_membership_is_called_to_the_successor(before, after):
    MembershipFactory(organisation=before, year=2024, state="called")
    take_over(before, after)
    assert before.memberships.get(year=2024).state == Membership.State.SUCCEEDED
    assert after.memberships.get(year=2024).state == Membership.State.CALLED


def test_two_memberships_of_a_year_are_for_a_merger_only(before, after):
    MembershipFactory(organisation=after, year=2023)
    with pytest.raises(SuccessionRefused, match="une adhésion en 2023"):
        take_over(before, after, kind="takeover")
    assert not Succession.objects.exists()
    assert Organisation.objects.get(pk=before.pk).closed_on is None


def test_who_took_over_declares_for_the_year(before, after):
    before.returns.filter(year=2023).delete()
    take_over(before, after)
    assert list(without_return(2023)) == [after]


def test_labels_go_on_where_only_the_siren_changes(before, after):
    label = LabelFactory()
    OrganisationLabelFactory(organisation=before, label=label)
    take_over(before, after)
    assert before.labels.get().validity.upper == after.labels.get().validity.lower == MID_2023


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"on": timezone.localdate() + timedelta(days=1)}, "à venir"),
        ({"successor": "closed"}, "fermée depuis"),
        ({"successor": "itself"}, "à elle-même"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(before, after, changes, reason):
    others = {"closed": OrganisationFactory(closed_on=date(2020, 1, 1)), "itself": before, None: after}
    with pytest.raises(SuccessionRefused, match=reason):
        take_over(before, others[changes.get("successor")], on=changes.get("on", MID_2023))


def test_a_succession_cannot_precede_what_was_inherited(before, after):
    take_over(before, after)
    with pytest.raises(SuccessionRefused, match="doit venir après"):
        take_over(after, OrganisationFactory(), on=date(2023, 3, 1))


def test_the_same_organisation_is_succeeded_once(before, after):
    take_over(before, after)
    with pytest.raises(SuccessionRefused, match="déjà été reprise par La Nouvelle"):
        take_over(before, OrganisationFactory())


def test_of_two_successions_at_once_one_is_refused(committed):
    before, heirs = OrganisationFactory(), [OrganisationFactory(), OrganisationFactory()]
    aci = AciFactory(organisation=before)

    def attempt(heir) -> str:
        try:
            take_over(before, heir)
        except SuccessionRefused as refusal:
            return str(refusal)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(attempt, heirs))
    assert answers[0] == ""
    assert "déjà été reprise" in answers[1]
    assert Succession.objects.count() == 1
    assert aci.carriers.count() == 2


def test_a_preview_says_what_would_follow_and_writes_nothing(before, after):
    lines = preview(before, after, kind="identity", effective_on=MID_2023)
    assert any("2 ACI, avec 2 conventions" in line for line in lines)
    assert not Succession.objects.exists()
    assert before.contacts.get().validity.upper is None
    assert succeed(before, after, kind="identity", effective_on=MID_2023, by=None).followed["lines"] == lines


def test_what_is_still_asked_is_asked_of_the_successor(before, after):
    Membership.objects.filter(organisation=before, year=2023).update(state="declared", renews=True)
    call = FeeCallFactory(
        campaign=CampaignFactory(year=2023, state="open"), membership=before.memberships.get(year=2023)
    )
    succession = take_over(before, after)
    call.refresh_from_db()
    assert call.membership.organisation == after
    assert (call.membership.state, call.membership.renews) == ("declared", True)
    assert "La cotisation 2023 (300,00\u00a0€) est désormais due par La Nouvelle." in succession.followed["lines"]
    undo_succession(succession, by=UserFactory())
    call.refresh_from_db()
    assert call.membership.organisation == before


def test_what_is_paid_keeps_its_call(before, after):
    call = FeeCallFactory(
        campaign=CampaignFactory(year=2023, state="open"), membership=before.memberships.get(year=2023)
    )
    take_over(before, after)
    call.refresh_from_db()
    assert call.membership.organisation == before
    assert after.memberships.get(year=2023).state == "valid"


def state() -> list:
    """Every record that a succession touches."""
    models = [Organisation, Aci, AciCarrier, Contact, Membership]
    return [sorted(model.objects.values_list(), key=lambda row: row[0]) for model in models]


@pytest.mark.parametrize("kind", ["identity", "merger"])
def test_a_succession_is_undone_to_the_last_value(before, after, kind):
    OrganisationLabelFactory(organisation=before)
    if kind == "merger":
        MembershipFactory(organisation=after, year=2023)
    told = state()
    succession = take_over(before, after, kind=kind)
    assert state() != told
    undo_succession(succession, by=UserFactory())
    assert state() == told
    assert not Succession.objects.exists()


def test_what_moved_since_forbids_to_undo(before, after):
    succession = take_over(before, after)
    Contact.objects.filter(organisation=after).update(manages=False)
    with pytest.raises(SuccessionRefused, match="a changé depuis"):
        undo_succession(succession, by=UserFactory())
    assert after.acis.count() == 2


def test_what_hangs_on_what_followed_forbids_to_undo(before, after):
    """A worksite's carrier, a membership… on which something else now depends."""
    succession = take_over(before, after)
    take_over(after, OrganisationFactory(), on=date(2023, 8, 1))
    Succession.objects.filter(predecessor=after).delete()
    with pytest.raises(SuccessionRefused, match="ne peut plus être annulée"):
        undo_succession(succession, by=UserFactory())


def test_after_thirty_days_it_stays(before, after):
    succession = take_over(before, after)
    Succession.objects.update(recorded_at=timezone.now() - timedelta(days=31))
    with pytest.raises(SuccessionRefused, match="dans les 30 jours"):
        undo_succession(succession, by=UserFactory())


def test_what_was_succeeded_since_is_undone_first(before, after):
    succession = take_over(before, after)
    take_over(after, OrganisationFactory(name="La Dernière"), on=date(2023, 9, 1))
    with pytest.raises(SuccessionRefused, match="reprise depuis par La Dernière"):
        undo_succession(succession, by=UserFactory())


def test_the_old_address_leads_to_the_last_successor(client, before, after):
    take_over(before, after)
    last = OrganisationFactory(name="La Dernière")
    take_over(after, last, on=date(2023, 9, 1))
    client.force_login(person(Role.MEMBER))
    page = client.get(before.get_absolute_url()).content.decode()
    assert "a été reprise par" in page
    assert last.get_absolute_url() in page


def test_the_former_siret_and_name_find_the_last_successor(client, before, after):
    take_over(before, after)
    last = OrganisationFactory(name="La Dernière")
    take_over(after, last, on=date(2023, 9, 1))
    client.force_login(person(Role.MEMBER))
    for words in (before.siret, "ancienne"):
        page = client.get(reverse("members:directory"), {"annee": 2023, "q": words})
        assert [line.name for line in page.context["lines"]] == ["La Dernière"]


def test_staff_prepare_read_what_follows_and_confirm(client, before, after):
    client.force_login(person(Role.NATIONAL_STAFF))
    address = reverse("members:succession", args=[before.pk])
    asked = {"siret": after.siren, "kind": "identity", "effective_on": "2023-07-01"}
    page = client.post(address, asked).content.decode()
    assert "Confirmer la succession" in page
    assert "2 ACI" in page
    assert not Succession.objects.exists()
    assert client.post(address, asked | {"confirm": "1"}).url == after.get_absolute_url()
    succession = Succession.objects.get()
    page = client.get(after.get_absolute_url()).content.decode()
    undo = reverse("members:undo_succession", args=[succession.pk])
    assert undo in page
    assert "seraient toutes reprises" in client.get(undo).content.decode()
    assert client.post(undo).url == before.get_absolute_url()
    assert not Succession.objects.exists()


def test_a_refusal_is_told_and_what_was_typed_stays(client, before, after):
    MembershipFactory(organisation=after, year=2023)
    client.force_login(person(Role.NATIONAL_STAFF))
    asked = {"siret": after.siret, "kind": "takeover", "effective_on": "2023-07-01", "confirm": "1"}
    page = client.post(reverse("members:succession", args=[before.pk]), asked).content.decode()
    assert "est une fusion" in page
    assert after.siret in page


def test_a_correction_of_the_carrier_corrects_the_last_one_only(before, after):
    take_over(before, after)
    aci, right = after.acis.first(), OrganisationFactory()
    aci.organisation = right
    aci.save()
    assert list(aci.carriers.order_by("validity").values_list("organisation", flat=True)) == [before.pk, right.pk]
