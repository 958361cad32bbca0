"""What people ask of the centre: favourites, themes followed, opinions, access, searches."""

from datetime import timedelta

from members.models import Role, User
from resources.models import (
    AccessRequest,
    Audience,
    Favourite,
    Feedback,
    Resource,
    SearchUse,
    Theme,
    ThemeFollow,
)

from .dates import Calendar, moment
from .writing import source_of

FAVOURITES = ["Le CDDI de A à Z", "Comprendre l'annexe financière d'un ACI", "Organiser une PMSMP de bout en bout",
              "Tableau de suivi des ETPI et de l'aide au poste", "L'AFEST en chantier d'insertion"]  # fmt: skip
FOLLOWED = ["Conventionnement", "Maraîchage et alimentation"]
COMMENTS = {
    True: ["", "", "", "Très clair, merci.", "Le tableau nous a fait gagner un temps fou.", "Utilisé en réunion d'équipe.",
           "Simple et concret.", "Enfin un document que l'on peut donner aux salariés."],
    False: ["", "Trop général pour notre taille.", "Les montants ne sont plus à jour.", "J'attendais un modèle à remplir.",
            "Difficile à lire sur téléphone."],
}  # fmt: skip
# What was searched, how often in two months, and what was found the last time.
SEARCHES = {
    "convention": (64, 31), "cddi": (58, 22), "annexe financière": (41, 9), "pmsmp": (37, 8), "rgpd": (26, 3),
    "document unique": (24, 6), "convention collective": (22, 5), "budget prévisionnel": (19, 7), "afest": (19, 14),
    "sorties dynamiques": (18, 9), "livret d'accueil": (15, 4), "cqp": (15, 13), "mécénat": (11, 4), "clause sociale": (9, 5),
    "règlement intérieur": (9, 4), "maraîchage": (8, 16), "acompagnement": (4, 24), "taux d'encadrement": (7, 4),
    "apiculture": (6, 0), "prime d'activité": (5, 0), "chèque énergie": (3, 0), "statut d'autoentrepreneur": (3, 0),
    "recrutement international": (2, 0), "cybersécurité nis2": (2, 0),
}  # fmt: skip


def load_reading(calendar: Calendar) -> None:
    numbers = dict(Resource.objects.published().order_by("-pk").values_list("title", "pk"))
    member = User.objects.get(email="adherent@example.org")
    since = moment(calendar.yesterday - timedelta(days=7))
    Favourite.objects.bulk_create(Favourite(user=member, resource_id=numbers[title]) for title in FAVOURITES)
    ThemeFollow.objects.bulk_create(
        ThemeFollow(user=member, theme=theme, since=since) for theme in Theme.objects.filter(name__in=FOLLOWED)
    )
    _access(calendar)
    _feedback()
    _searches(calendar)


def _access(calendar: Calendar) -> None:
    """One waits, one was granted, one refused."""
    people = {
        user.email: user for user in User.objects.filter(email__in=["sympathisant@example.org", "national@example.org"])
    }
    asker, national = people["sympathisant@example.org"], people["national@example.org"]
    wanted = Resource.objects.published().filter(audience=Audience.MEMBERS, notice_audience__lt=Audience.MEMBERS)
    states = [AccessRequest.State.ASKED, AccessRequest.State.GRANTED, AccessRequest.State.REFUSED]
    for rank, (resource, state) in enumerate(zip(wanted.order_by("title")[:3], states, strict=True)):
        asked = moment(calendar.yesterday - timedelta(days=2 + 20 * rank))
        waiting = state == AccessRequest.State.ASKED
        AccessRequest.objects.create(
            user=asker, resource=resource, state=state, asked_at=asked,
            message="Nous préparons notre adhésion et ce document nous aiderait à monter le dossier.",
            answer="" if waiting else "Voyez aussi avec votre association régionale.",
            decided_by=None if waiting else national, decided_at=None if waiting else asked + timedelta(days=3),
        )  # fmt: skip


def _feedback() -> None:
    """Each of two hundred people says what they think of one or two resources that they may open."""
    rng = source_of("feedback")
    resources = list(Resource.objects.published().filter(audience__lte=Audience.MEMBERS).order_by("title")[:400])
    people = User.objects.filter(contacts__organisation__memberships__kind="member", last_login=None)
    rows = {}
    for user in people.distinct().order_by("email")[:200]:
        for resource in rng.sample(resources, rng.randint(1, 2)):
            useful = rng.random() < 0.86
            rows[user.pk, resource.pk] = Feedback(
                user=user, resource=resource, useful=useful, comment=rng.choice(COMMENTS[useful])
            )
    Feedback.objects.bulk_create(rows.values())


def _searches(calendar: Calendar) -> None:
    rng = source_of("searches")
    rows = {}
    for text, (times, found) in SEARCHES.items():
        for _ in range(times):
            day = calendar.yesterday - timedelta(days=rng.randint(0, 60))
            role = rng.choice([Role.MEMBER, Role.MEMBER, Role.SYMPATHISER, Role.REGIONAL_STAFF, Role.VISITOR])
            row = rows.setdefault((day, text, role), SearchUse(day=day, text=text, role=role, searches=0, found=found))
            row.searches += 1
    SearchUse.objects.bulk_create(rows.values())
