"""The news of the themes that people follow: what each may see, once, when there is something to tell."""

from datetime import datetime, timedelta
from smtplib import SMTPException

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from config.schedule import BEAT_SCHEDULE
from members.models import Role
from resources.domain import mails
from resources.models import Audience, Mailing, ThemeFollow
from resources.tasks import send_digests
from tests.factories import ResourceFactory, ThemeFactory, person

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, WEDNESDAY, NEXT_MONDAY = ("2026-06-15", "2026-06-16", "2026-06-17", "2026-06-22")


class Down(BaseEmailBackend):
    """A mail server that refuses everything."""

    def send_messages(self, messages):
        raise SMTPException("451 plus tard")


@pytest.fixture
def morning(clock, mailoutbox):
    """Seven o'clock on a day: the task, then the worker, both run twice; the mails that left."""

    def run(day):
        clock(f"{day} 07:00")
        mailoutbox.clear()
        send_digests()
        send_digests()
        for _ in range(2):
            for number in Mailing.objects.order_by("pk").values_list("pk", flat=True):
                mails.send(number)
        return list(mailoutbox)

    return run


@pytest.fixture
def member():
    return person(Role.MEMBER)


def follow(user, theme, frequency="daily", since="2026-06-14"):
    return ThemeFollow.objects.create(user=user, theme=theme, frequency=frequency, since=_at(since))


def published(title, day, *themes, **fields):
    return ResourceFactory(title=title, published_at=_at(day), themes=themes, **fields)


def _at(day):
    return timezone.make_aware(datetime.fromisoformat(f"{day} 12:00"))


def told(mail, *titles) -> list[str]:
    return [title for title in titles if f"- {title} (" in mail.body]


def test_digest_gathers_the_themes_followed_and_those_within(morning, member):
    wide, other, ignored = ThemeFactory(name="Emploi"), ThemeFactory(name="Achats"), ThemeFactory()
    narrow = ThemeFactory(parent=ThemeFactory(parent=wide))
    follow(member, wide), follow(member, other)
    published("Fiche recrutement", MONDAY, narrow, other)
    published("Fiche marchés", MONDAY, other)
    published("Ailleurs", MONDAY, ignored)
    published("Avant", "2026-06-10", wide)
    (mail,) = morning(TUESDAY)
    assert mail.to == [member.email]
    assert mail.subject == "2 nouvelles ressources dans les thèmes que vous suivez"
    assert told(mail, "Fiche recrutement", "Fiche marchés", "Ailleurs", "Avant") == [
        "Fiche recrutement",
        "Fiche marchés",
    ]
    # What stands in two of the themes is told once.
    assert mail.body.count("Fiche recrutement") == 1
    assert "ACHATS" in mail.body


def test_digest_says_each_thing_once(morning, member):
    theme = ThemeFactory()
    followed = follow(member, theme)
    published("Première", MONDAY, theme)
    assert [told(mail, "Première") for mail in morning(TUESDAY)] == [["Première"]]
    followed.refresh_from_db()
    assert followed.since == timezone.now() - timedelta(minutes=1)
    assert morning(WEDNESDAY) == []
    published("Seconde", WEDNESDAY, theme)
    assert [told(mail, "Première", "Seconde") for mail in morning("2026-06-18")] == [["Seconde"]]


def test_nothing_new_sends_nothing_and_forgets_nothing(morning, member):
    followed = follow(member, ThemeFactory())
    assert morning(TUESDAY) == []
    assert (Mailing.objects.count(), followed.since) == (0, ThemeFollow.objects.get().since)


def test_weekly_news_wait_for_monday(morning, member):
    daily, weekly = ThemeFactory(), ThemeFactory()
    follow(member, daily), follow(member, weekly, "weekly")
    published("Du jour", MONDAY, daily)
    published("De la semaine", MONDAY, weekly)
    assert [told(mail, "Du jour", "De la semaine") for mail in morning(TUESDAY)] == [["Du jour"]]
    assert [told(mail, "Du jour", "De la semaine") for mail in morning(NEXT_MONDAY)] == [["De la semaine"]]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.FORMER, ["PUBLIC"]),
        (Role.SYMPATHISER, ["PUBLIC", "NETWORK"]),
        (Role.MEMBER, ["PUBLIC", "NETWORK", "MEMBERS"]),
        (Role.BOARD, ["PUBLIC", "NETWORK", "MEMBERS", "STAFF"]),
        (Role.NATIONAL_STAFF, ["PUBLIC", "NETWORK", "MEMBERS", "STAFF"]),
    ],
)
def test_each_is_told_what_is_theirs(morning, role, seen):
    theme = ThemeFactory()
    follow(person(role), theme)
    for audience in reversed(Audience):
        published(audience.name, MONDAY, theme, notice_audience=audience, audience=audience)
    for state in ("draft", "archived"):
        published(state, MONDAY, theme, state=state, notice_audience=0)
    (mail,) = morning(TUESDAY)
    assert told(mail, *(audience.name for audience in Audience), "draft", "archived") == seen


def test_those_who_left_get_nothing(morning, member):
    theme = ThemeFactory()
    follow(member, theme)
    published("Du réseau", MONDAY, theme)
    member.contacts.all().delete()
    assert morning(TUESDAY) == []
    member.is_active = False
    member.save()
    published("Publique", TUESDAY, theme, notice_audience=0, audience=0)
    assert morning(WEDNESDAY) == []


def test_account_closed_between_the_task_and_the_mail(morning, member, clock, mailoutbox):
    theme = ThemeFactory()
    follow(member, theme)
    published("Nouvelle", MONDAY, theme)
    clock(f"{TUESDAY} 07:00")
    send_digests()
    member.is_active = False
    member.save()
    assert mails.send(Mailing.objects.get().pk) is False
    assert mailoutbox == []


def test_server_that_refuses_loses_no_news(morning, member, settings, clock):
    theme = ThemeFactory()
    followed = follow(member, theme)
    published("Première", MONDAY, theme)
    mine = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    clock(f"{TUESDAY} 07:00")
    send_digests()
    with pytest.raises(SMTPException):
        mails.send(Mailing.objects.get().pk)
    followed.refresh_from_db()
    assert (followed.since, Mailing.objects.get().sent_at) == (_at("2026-06-14"), None)
    # The next day's mail tells of both days, and the late one has nothing left to say.
    settings.EMAIL_BACKEND = mine
    published("Seconde", TUESDAY, theme)
    assert [told(mail, "Première", "Seconde") for mail in morning(WEDNESDAY)] == [["Première", "Seconde"]]


def test_digest_can_be_stopped_in_one_click(client, morning, member):
    theme = ThemeFactory()
    follow(member, theme)
    published("Nouvelle", MONDAY, theme)
    (mail,) = morning(TUESDAY)
    headers = mail.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    assert address in mail.body
    client.post("/" + address.split("/", 3)[3], {"List-Unsubscribe": "One-Click"})
    assert ThemeFollow.objects.count() == 0


def test_long_news_are_cut(morning, member):
    theme = ThemeFactory()
    follow(member, theme)
    for n in range(13):
        published(f"Numéro {n}", MONDAY, theme)
    (mail,) = morning(TUESDAY)
    assert mail.subject.startswith("13 nouvelles ressources")
    assert mail.body.count("- Numéro") == 10
    assert "et 3 autres : " in mail.body


def test_queries_do_not_grow_with_those_who_have_nothing_new(django_assert_max_num_queries, clock):
    theme, quiet = ThemeFactory(), ThemeFactory()
    for _ in range(5):
        follow(person(Role.MEMBER), quiet)
    published("Nouvelle", MONDAY, theme)
    clock(f"{TUESDAY} 07:00")
    with django_assert_max_num_queries(4):
        send_digests()


def test_digests_leave_every_morning_and_reviews_on_mondays():
    digests, reviews = BEAT_SCHEDULE["send-resource-digests"], BEAT_SCHEDULE["remind-resource-reviews"]
    assert (digests["task"], digests["schedule"].hour, digests["schedule"].minute) == (
        "resources.send_digests",
        {7},
        {0},
    )
    assert (reviews["task"], reviews["schedule"].day_of_week) == ("resources.remind_reviews", {1})
