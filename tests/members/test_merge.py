"""Records written twice: compared, merged with all that hangs on them, and put back."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.urls import reverse
from django.utils import timezone

from members.domain.quality.duplicates import note_distinct
from members.domain.quality.merge import KEPT, SOURCE, merge, preview
from members.domain.quality.refusals import AlreadyMerged, CannotUndo, HeldBack, NotAllowed, Refused, TwoOfAYear
from members.domain.quality.relations import relations, what_hangs_on
from members.domain.quality.undoing import undo
from members.models import (
    Aci,
    Contact,
    DistinctPair,
    Establishment,
    Mail,
    Membership,
    Merge,
    Organisation,
    Role,
    Succession,
    YearlyReturn,
)
from tests.factories import (
    AciFactory,
    AnnexFactory,
    ChangeRequestFactory,
    ContactFactory,
    ConventionFactory,
    MailFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    YearlyReturnFactory,
    person,
    siret,
)
from tests.reporting.helpers import at_once

pytestmark = pytest.mark.django_db
LIST = reverse("members:duplicates")


@pytest.fixture
def by():
    return person(Role.NATIONAL_STAFF)


@pytest.fixture
def two():
    """The record to keep, and the one that says more, of the same organisation."""
    kept = OrganisationFactory(name="Les Jardins", phone="")
    source = OrganisationFactory(name="Les Jardins de Rennes", phone="0299112233", city="Brest", postcode="29200",
                                 department_id="29")  # fmt: skip
    return kept, source


def page_of(kept, source) -> str:
    return reverse("members:compare", args=[kept.pk, source.pk])


def test_every_app_s_rows_follow(two, by):
    kept, source = two
    contact = ContactFactory(organisation=source, user=UserFactory(), manages=True)
    aci = AciFactory(organisation=source)
    AnnexFactory(convention=ConventionFactory(aci=aci))
    MembershipFactory(organisation=source, year=2022)
    YearlyReturnFactory(organisation=source)
    Establishment.objects.create(organisation=source, siret=siret(source.siren, 5), department=source.department)
    MailFactory(organisation=source)
    ChangeRequestFactory(organisation=source)
    elsewhere = OrganisationFactory()
    Succession.objects.create(predecessor=elsewhere, successor=source, kind="merger", effective_on=date(2020, 1, 1))
    note_distinct(source, elsewhere, by=by)
    merge(kept, source, by=by)
    assert not Organisation.objects.filter(pk=source.pk).exists()
    for model in (Contact, Aci, Membership, YearlyReturn, Establishment, Mail):
        assert model.objects.get().organisation == kept
    assert kept.change_requests.count() == 1
    assert kept.predecessions.get().predecessor == elsewhere
    assert DistinctPair.objects.get().first == kept
    assert type(contact.user).objects.get(pk=contact.user_id).managed_ids == {kept.pk}


def test_no_column_that_leads_to_an_organisation_is_forgotten():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, attname FROM pg_constraint "
            "JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] "
            "WHERE contype = 'f' AND confrelid = 'members_organisation'::regclass"
        )
        columns = set(cursor.fetchall())
    assert {(one.model._meta.db_table, one.field.column) for one in relations()} == columns


def test_each_value_is_taken_from_the_side_that_was_chosen(two, by):
    kept, source = two
    outcome = merge(kept, source, by=by, fields={"phone": SOURCE, "city": SOURCE, "postcode": SOURCE, "siret": SOURCE})
    kept.refresh_from_db()
    assert (kept.name, kept.phone, kept.city, kept.department_id) == ("Les Jardins", "0299112233", "Brest", "29")
    assert (kept.siret, kept.siren) == (source.siret, source.siren)
    assert outcome.changed["phone"] == ("", "0299112233")


@pytest.mark.parametrize("chosen", [KEPT, SOURCE])
def test_two_memberships_of_a_year_are_chosen_from(two, by, chosen):
    kept, source = two
    rows = {KEPT: MembershipFactory(organisation=kept), SOURCE: MembershipFactory(organisation=source)}
    with pytest.raises(TwoOfAYear, match="2023"):
        merge(kept, source, by=by)
    outcome = merge(kept, source, by=by, years={"memberships": {2023: chosen}})
    assert kept.memberships.get() == rows[chosen]
    assert "adhésion" in outcome.gone[0]


def test_a_membership_that_does_not_count_gives_way(two, by):
    kept, source = two
    MembershipFactory(organisation=kept, state="called")
    counts = MembershipFactory(organisation=source)
    merge(kept, source, by=by)
    assert kept.memberships.get() == counts


def test_what_each_declared_for_a_year_is_chosen_from(two, by):
    kept, source = two
    YearlyReturnFactory(organisation=kept, insertion_fte=5)
    YearlyReturnFactory(organisation=source, insertion_fte=9)
    with pytest.raises(TwoOfAYear, match="données déclarées"):
        merge(kept, source, by=by)
    merge(kept, source, by=by, years={"returns": {2023: SOURCE}})
    assert kept.returns.get().insertion_fte == 9


def test_other_rows_that_the_kept_one_has_already_stay_in_the_record(two, by):
    kept, source = two
    for one in two:
        Establishment.objects.create(organisation=one, siret=one.siret, kind="seat", department=one.department)
        ChangeRequestFactory(organisation=one)
    Succession.objects.create(predecessor=source, successor=kept, kind="takeover", effective_on=date(2020, 1, 1))
    done = merge(kept, source, by=by)
    assert kept.establishments.get().siret == kept.siret
    assert kept.change_requests.count() == 1
    assert sorted(one["model"] for one in done.merge.record["removed"]) == [
        "members.changerequest",
        "members.establishment",
        "members.organisation",
        "members.succession",
    ]


def test_a_row_that_can_neither_follow_nor_go_holds_the_merge_back(two, by, monkeypatch):
    kept, source = two
    for one in two:
        MembershipFactory(organisation=one, state="called")

    def protected(collector, row, *args, **kwargs):
        raise ProtectedError("x", {kept})

    monkeypatch.setattr(Collector, "collect", protected)
    with pytest.raises(HeldBack, match="structures"):
        merge(kept, source, by=by)
    monkeypatch.undo()
    assert Organisation.objects.count() == 2


def test_a_preview_says_the_same_and_does_nothing(two, by):
    kept, source = two
    ContactFactory(organisation=source)
    for one in two:
        MembershipFactory(organisation=one)
    told = preview(kept, source, by=by, years={"memberships": {2023: KEPT}})
    assert Organisation.objects.count() == 2
    assert not Merge.objects.exists()
    done = merge(kept, source, by=by, years={"memberships": {2023: KEPT}})
    assert (told.followed, told.gone, told.changed) == (done.followed, done.gone, done.changed)


def everything() -> dict:
    """All rows that a merge may touch, as they are."""
    models = {relation.model for relation in relations()} | {Organisation}
    return {model: sorted(map(str, model._base_manager.values())) for model in models if model is not Merge}


def test_undoing_puts_everything_back(two, by):
    kept, source = two
    user = UserFactory()
    ContactFactory(organisation=source, user=user)
    ContactFactory(organisation=kept)
    AnnexFactory(convention=ConventionFactory(aci=AciFactory(organisation=source)))
    for one in two:
        MembershipFactory(organisation=one)
        YearlyReturnFactory(organisation=one)
        Establishment.objects.create(organisation=one, siret=one.siret, kind="seat", department=one.department)
    Organisation.objects.filter(pk=source.pk).update(activities=["Textile", "Bois"], closed_on=date(2022, 5, 1))
    before = everything()
    fields = dict.fromkeys(["name", "siret", "city", "activities", "closed_on", "phone"], SOURCE)
    years = {"memberships": {2023: SOURCE}, "returns": {2023: KEPT}}
    done = merge(kept, source, by=by, fields=fields, years=years)
    assert everything() != before
    back = undo(done.merge, by=by)
    assert everything() == before
    assert back.pk == source.pk
    assert type(user).objects.get(pk=user.pk).organisation_ids == {source.pk}
    with pytest.raises(CannotUndo, match="déjà défaite"):
        undo(done.merge, by=by)


def test_what_was_added_to_the_kept_one_since_stays_with_it(two, by):
    kept, source = two
    done = merge(kept, source, by=by)
    added = ContactFactory(organisation=kept)
    undo(done.merge, by=by)
    added.refresh_from_db()
    assert added.organisation == kept


@pytest.mark.parametrize("since", ["deleted", "moved", "changed", "taken", "late"])
def test_undoing_is_refused_when_things_changed_since(two, by, since):
    kept, source = two
    contact = ContactFactory(organisation=source)
    done = merge(kept, source, by=by, fields={"phone": SOURCE})
    if since == "deleted":
        contact.delete()
    elif since == "moved":
        Contact.objects.update(organisation=OrganisationFactory())
    elif since == "changed":
        Organisation.objects.filter(pk=kept.pk).update(phone="0")
    elif since == "taken":
        OrganisationFactory(siren=source.siren, siret=source.siret)
    else:
        Merge.objects.update(merged_at=timezone.now() - timedelta(days=31))
    told = {"deleted": "contacts", "moved": "contacts", "changed": "téléphone", "taken": "heurtent", "late": "30 jours"}
    with pytest.raises(CannotUndo, match=told[since]):
        undo(done.merge, by=by)
    assert not Organisation.objects.filter(pk=source.pk).exists()


def test_merges_follow_one_another(two, by, client):
    kept, source = two
    third = OrganisationFactory()
    merge(kept, source, by=by)
    last = merge(third, kept, by=by)
    client.force_login(by)
    for gone in (source, kept):
        assert client.get(gone.get_absolute_url()).url == third.get_absolute_url()
    undo(last.merge, by=by)
    assert client.get(source.get_absolute_url()).url == kept.get_absolute_url()


def test_the_old_page_and_the_old_number_lead_to_the_kept_one(two, by, client, login):
    kept, source = two
    MembershipFactory(organisation=kept, year=date.today().year)
    merge(kept, source, by=by)
    login(Role.MEMBER)
    response = client.get(source.get_absolute_url())
    assert (response.status_code, response.url) == (301, kept.get_absolute_url())
    grouped = f"{source.siret[:3]} {source.siret[3:6]} {source.siret[6:9]} {source.siret[9:]}"
    for text in (source.siret, source.siren, grouped):
        assert list(Organisation.objects.search(text)) == [kept]
    assert kept.name in client.get(reverse("members:directory"), {"q": source.siret}).content.decode()
    client.logout()
    assert client.get(source.get_absolute_url()).url.startswith("/compte/")


def test_an_organisation_is_not_merged_by_others(two):
    with pytest.raises(NotAllowed):
        merge(*two, by=person(Role.REGIONAL_STAFF))


def test_two_merges_at_once_of_a_pair_make_one(committed):
    kept, source, by = OrganisationFactory(), OrganisationFactory(), person(Role.NATIONAL_STAFF)
    ContactFactory(organisation=source)
    sides = [(kept, source), (source, kept)]

    def run():
        try:
            return merge(*sides.pop(), by=by) and "done"
        except Refused as refusal:
            return type(refusal)

    assert sorted(map(str, at_once(2, run))) == sorted([str(AlreadyMerged), "done"])
    assert Organisation.objects.count() == 1
    assert Contact.objects.get().organisation == Organisation.objects.get()


def test_two_who_undo_at_once_undo_once(committed):
    by = person(Role.NATIONAL_STAFF)
    done = merge(OrganisationFactory(), OrganisationFactory(), by=by).merge

    def run():
        try:
            return undo(done, by=by) and "done"
        except CannotUndo:
            return "refused"

    assert sorted(at_once(2, run)) == ["done", "refused"]
    assert Organisation.objects.count() == 2


def test_staff_compare_look_ahead_merge_and_undo(client, staff, two):
    kept, source = two
    for one in two:
        MembershipFactory(organisation=one)
    page = client.get(page_of(*two))
    assert page.context["form"]["phone"].initial == SOURCE
    assert page.context["form"]["name"].initial == KEPT
    typed = {name: field.initial or "" for name, field in page.context["form"].fields.items()}
    assert client.post(page_of(*two), typed | {"action": "merge"}).status_code == 400
    typed["memberships_2023"] = KEPT
    seen = client.post(page_of(*two), typed | {"action": "preview"}).content.decode()
    assert "Ce que ferait la fusion" in seen
    assert Organisation.objects.count() == 2
    assert client.post(page_of(*two), typed | {"action": "merge"}).url == kept.get_absolute_url()
    kept.refresh_from_db()
    assert kept.phone == "0299112233"
    merged = Merge.objects.get()
    assert reverse("members:undo_merge", args=[merged.pk]) in client.get(kept.get_absolute_url()).content.decode()
    assert source.name in client.get(LIST).content.decode()
    client.post(reverse("members:undo_merge", args=[merged.pk]))
    assert Organisation.objects.filter(pk=source.pk).exists()


def test_two_of_one_name_are_told_by_their_siret(client, staff):
    kept, source = (
        OrganisationFactory(name="Les Jardins", activities=["Textile"]),
        OrganisationFactory(name="Les Jardins"),
    )
    page = client.get(page_of(kept, source))
    form = page.context["form"]
    assert form["siret"].label == "SIRET du siège"
    assert [label for _, label in form.fields["activities"].choices] == ["Textile", "(vide)"]
    assert f"Garder plutôt « Les Jardins » ({source.siret})" in page.content.decode()


def test_what_hangs_on_an_organisation_is_counted(two):
    ContactFactory.create_batch(2, organisation=two[0])
    assert what_hangs_on(two[0]) == {"contacts": 2}
