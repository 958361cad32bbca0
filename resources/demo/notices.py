"""Themes, authors, resources, versions and collections of the demonstration."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import slugify

from members.models import User
from resources.models import (
    Audience,
    AuthorBody,
    Publication,
    Resource,
    StoredFile,
    Theme,
    Version,
    VersionFile,
    VersionLink,
)

from . import writing
from .catalogue import Catalogue, Entry
from .dates import Calendar, moment
from .files import Wanted

NETWORK = "Réseau national"
AUTHORS = [NETWORK, "Commission formation du réseau", "Commission économie du réseau", "Association régionale Bretagne",
           "Association régionale Auvergne-Rhône-Alpes", "Association régionale Bourgogne-Franche-Comté",
           "Association régionale Grand Est", "Association régionale Hauts-de-France", "Ministère chargé du travail",
           "Opérateur de compétences de la branche", "Organisme de prévention des risques", "Fédération des jardins solidaires",
           "Laboratoire Travail et inclusion", "Banque solidaire des associations", "Collectif des structures de l'IAE",
           "Centre de ressources illettrisme"]  # fmt: skip
BY_KIND = {"legal": "Ministère chargé du travail", "offer": "Banque solidaire des associations"}
# Who may open the files and who sees the notice, and how many in a hundred.
AUDIENCES = {
    (Audience.PUBLIC, Audience.PUBLIC): 15,
    (Audience.NETWORK, Audience.NETWORK): 15,
    (Audience.NETWORK, Audience.PUBLIC): 10,
    (Audience.MEMBERS, Audience.MEMBERS): 18,
    (Audience.MEMBERS, Audience.NETWORK): 24,
    (Audience.MEMBERS, Audience.PUBLIC): 8,
    (Audience.STAFF, Audience.STAFF): 7,
    (Audience.STAFF, Audience.MEMBERS): 3,
}
OF_KIND = {
    "offer": (Audience.MEMBERS, Audience.NETWORK),
    "tool": (Audience.MEMBERS, Audience.NETWORK),
    "legal": (Audience.PUBLIC, Audience.PUBLIC),
}
# Studies and archives are kept to the network's own people more often than what a worksite needs every day.
STAFF_READ = {"study": 4, "archive": 4}
LICENCES = {
    Audience.PUBLIC: [Resource.Licence.CC_BY, Resource.Licence.CC_BY_SA, Resource.Licence.ETALAB],
    Audience.NETWORK: [Resource.Licence.CC_BY_NC_SA, Resource.Licence.NETWORK],
}
LINKS = {
    "video": ("https://videos.example.org/{}", "Voir la vidéo"),
    "legal": ("https://www.legifrance.gouv.fr/search/all?query={}", "Lire le texte officiel"),
    "tool": ("https://outils.example.org/{}", "Ouvrir l'outil"),
    "offer": ("https://partenaires.example.org/{}", "Voir l'offre"),
}
OLDEST = 2005


class Notices:
    """Writes the notices, then gives each version its files; `resources` follows the entries of the catalogue."""

    def __init__(self, catalogue: Catalogue, calendar: Calendar):
        self.catalogue, self.calendar = catalogue, calendar
        self.staff = list(User.objects.filter(role_grants__role="national_staff").order_by("email"))
        self.regional = {region: user for user, region in _regional_staff()}
        self.resources: list[Resource] = []
        self.versions: list[tuple[Entry, Version]] = []

    def wanted(self) -> list[Wanted]:
        """The files to make."""
        return [
            Wanted(
                f"{index}-{number}-{position}",
                found,
                writing.document_of(entry, number, position, found, self.catalogue).as_json(),
            )
            for index, entry in enumerate(self.catalogue.entries)
            for number in range(1, entry.versions + 1)
            for position, found in enumerate(writing.formats_of(entry))
        ]

    def write(self) -> None:
        themes = self._themes()
        authors = {name: AuthorBody(name=name) for name in AUTHORS}
        AuthorBody.objects.bulk_create(authors.values())
        entries = self.catalogue.entries
        self.resources = [self._resource(entry) for entry in entries]
        Resource.objects.bulk_create(self.resources)
        self._supersede()
        pairs = list(zip(entries, self.resources, strict=True))
        self._link("themes", "theme_id", [
            (resource.pk, themes[name].pk) for entry, resource in pairs for name in self._themes_of(entry)
        ])  # fmt: skip
        self._link("authors", "authorbody_id", [
            (resource.pk, authors[self._author(entry)].pk) for entry, resource in pairs
        ])  # fmt: skip
        self._link("regions", "region_id", [
            (resource.pk, code) for entry, resource in pairs for code in entry.regions
        ])  # fmt: skip
        self._versions(pairs)
        Publication.objects.bulk_create(self._publications(pairs))

    def give_files(self, stored: dict[str, StoredFile]) -> None:
        """The files of every version, in their order."""
        index_of = {id(entry): index for index, entry in enumerate(self.catalogue.entries)}
        VersionFile.objects.bulk_create(
            VersionFile(
                version=version,
                stored=stored[f"{index_of[id(entry)]}-{version.number}-{position}"],
                name=writing.file_name(entry, position, found),
                position=position,
            )
            for entry, version in self.versions
            for position, found in enumerate(writing.formats_of(entry))
        )

    def _themes(self) -> dict[str, Theme]:
        made = {
            name: Theme(name=name, slug=slugify(name), description=description, position=position)
            for position, (name, description) in enumerate(self.catalogue.wide.items())
        }
        Theme.objects.bulk_create(made.values())
        inner = {
            theme.name: Theme(
                name=theme.name, slug=slugify(theme.name), parent=made[theme.parent],
                description=theme.description, position=position,
            )
            for position, theme in enumerate(self.catalogue.themes)
        }  # fmt: skip
        Theme.objects.bulk_create(inner.values())
        return made | inner

    def _themes_of(self, entry: Entry) -> list[str]:
        """Its own theme, and for one in eight another of the same family."""
        rng = writing.source_of("themes", entry.title)
        names = [entry.theme.name]
        if rng.random() < 0.125:
            siblings = [
                t.name for t in self.catalogue.themes if t.parent == entry.theme.parent and t is not entry.theme
            ]
            names.append(rng.choice(siblings))
        return names

    def _author(self, entry: Entry) -> str:
        rng = writing.source_of("author", entry.title)
        return BY_KIND.get(entry.kind) or (NETWORK if rng.random() < 0.5 else rng.choice(AUTHORS))

    def _resource(self, entry: Entry) -> Resource:
        rng = writing.source_of("resource", entry.title)
        weights = [
            weight * (STAFF_READ.get(entry.kind, 0.2) if audience == Audience.STAFF else 1)
            for (audience, _), weight in AUDIENCES.items()
        ]
        chosen = rng.choices(list(AUDIENCES), weights)[0]
        audience, notice = OF_KIND.get(entry.kind, chosen)
        published = self._published_on(entry, rng)
        issued = self._issued_on(entry, published, rng)
        proposer = self.regional.get(entry.proposed_region)
        return Resource(
            title=entry.title,
            kind=entry.kind,
            summary=writing.summary_of(entry),
            keywords=entry.keywords,
            audience=audience,
            notice_audience=notice,
            access_notes=entry.access,
            licence=rng.choice(LICENCES.get(audience, [Resource.Licence.NETWORK])),
            language=Resource.Language.EN if "English" in entry.keywords else Resource.Language.FR,
            issued_on=issued,
            review_on=published + timedelta(days=rng.randint(500, 1500)) if published and rng.random() < 0.6 else None,
            state=entry.state,
            decision_note=entry.note,
            owner=None if rng.random() < 0.1 else rng.choice(self.staff),
            proposed_by=proposer,
            proposed_region_id=entry.proposed_region if proposer else None,
            published_at=moment(published, rng.randint(8, 17)) if published else None,
        )

    def _published_on(self, entry: Entry, rng) -> date | None:
        """Two in three within the three weeks before the launch; the others since, until this week."""
        launch = self.calendar.launch
        if entry.state not in {"published", "archived"}:
            return None
        earliest = max((date(year + 1, 1, 15) for year in _years(entry.title)), default=launch)
        if entry.replaced or entry.state == "archived" or (rng.random() < 0.66 and earliest <= launch):
            return launch - timedelta(days=rng.randint(1, 20))
        first = max(launch, earliest)
        return first + timedelta(days=rng.randint(3, max(4, (self.calendar.yesterday - first).days)))

    def _issued_on(self, entry: Entry, published: date | None, rng) -> date:
        years = _years(entry.title)
        if entry.year or (years and entry.kind in {"archive", "legal"}):
            return date(max(OLDEST, entry.year or max(years)), 1, 1) + timedelta(days=rng.randint(20, 340))
        last = published or self.calendar.yesterday
        oldest = date(OLDEST, 1, 1)
        if entry.kind == "archive":
            return oldest + timedelta(days=rng.randint(0, 4000))
        age = int((last - oldest).days * rng.random() ** 4)
        return last - timedelta(days=max(age, rng.randint(0, 40)))

    def _supersede(self) -> None:
        """The newer resource of a pair replaces the older one; some are not replaced before this month."""
        by_entry = {id(entry): resource for entry, resource in zip(self.catalogue.entries, self.resources, strict=True)}
        replaced = []
        for rank, entry in enumerate(entry for entry in self.catalogue.entries if entry.replaces):
            old, new = by_entry[id(entry.replaces)], by_entry[id(entry)]
            old.superseded_by = new
            old.audience, old.notice_audience = new.audience, new.notice_audience
            replaced.append(old)
            if rank < 3:
                new.published_at = moment(self.calendar.yesterday - timedelta(days=4 + 6 * rank))
                new.issued_on = new.published_at.date() - timedelta(days=10)
                replaced.append(new)
        Resource.objects.bulk_update(
            replaced, ["superseded_by", "audience", "notice_audience", "published_at", "issued_on"]
        )

    def _link(self, name: str, column: str, pairs: list[tuple]) -> None:
        through = getattr(Resource, name).through
        through.objects.bulk_create(through(resource_id=number, **{column: other}) for number, other in pairs)

    def _versions(self, pairs: list[tuple[Entry, Resource]]) -> None:
        """Versions follow each other between the publication and yesterday; drafts and proposals have none published."""
        for entry, resource in pairs:
            published = resource.published_at
            step = (moment(self.calendar.yesterday, 8) - published) / entry.versions if published else None
            for number in range(1, entry.versions + 1):
                version = Version(
                    resource=resource,
                    number=number,
                    changes=entry.changes[number - 2] if number > 1 else "",
                    created_by=resource.owner or resource.proposed_by,
                    published_at=published + step * (number - 1) if published else None,
                )
                self.versions.append((entry, version))
        Version.objects.bulk_create(version for _, version in self.versions)
        VersionLink.objects.bulk_create(
            VersionLink(
                version=version, url=LINKS[entry.kind][0].format(slugify(entry.title)), label=LINKS[entry.kind][1]
            )
            for entry, version in self.versions
            if entry.kind in LINKS
        )

    def _publications(self, pairs: list[tuple[Entry, Resource]]):
        for entry, resource in pairs:
            if resource.published_at:
                first = resource.published_at.date()
                last = first + timedelta(days=400) if entry.state == "archived" else None
                yield Publication(resource=resource, validity=DateRange(first, last))


def _years(title: str) -> list[int]:
    return [int(word) for word in title.replace(",", " ").split() if word.isdigit() and len(word) == 4]


def _regional_staff() -> list[tuple[User, str]]:
    staff = User.objects.filter(role_grants__role="regional_staff").order_by("-email")
    pairs = [
        (user, code)
        for user in staff.prefetch_related("role_grants__association__regions")
        for grant in user.role_grants.all()
        for code in grant.association.regions.values_list("code", flat=True)
    ]
    # The account that people try comes last, so that it is the one kept for its region.
    return sorted(pairs, key=lambda pair: pair[0].email == "region@example.org")
