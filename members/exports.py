"""The directory as a table, the same columns on the screen and in files; the electoral roll."""

from collections.abc import Iterator
from dataclasses import dataclass

from members.domain.people.managers import written_to
from members.domain.territory import department_names, region_names
from members.models import GeneralMeeting, Membership


@dataclass(frozen=True)
class Column:
    """A column: its header, where its value is found, who sees it and whether it waits to be asked for."""

    header: str
    path: str
    public: bool = True
    extra: bool = False


ROLL_COLUMNS = ["Structure", "Commune", "SIREN", "Collège", "Voix", "Pouvoir donné à", "SIREN du porteur",
                "Pouvoirs portés", "Voix portées", "Adresse e-mail"]  # fmt: skip


def roll_rows(meeting: GeneralMeeting) -> Iterator[list]:
    """The electoral roll as a voting tool takes it: one row an organisation, whose votes go to who holds its proxy.

    The address is that of the first person who manages the organisation, else its own.
    """
    entries = meeting.entries.with_proxies().select_related("organisation")
    entries = list(entries.order_by("college__position", "college_name", "sort_name", "pk"))
    people = written_to(entry.organisation for entry in entries)
    for entry in entries:
        first = next(iter(people[entry.organisation_id]), None)
        holder = entry.given_now[0].holder if entry.given_now else None
        yield [
            entry.name, entry.town, entry.siren, entry.college_name, entry.votes,
            holder.name if holder else "", holder.siren if holder else "",
            len(entry.held_now), sum(proxy.giver.votes for proxy in entry.held_now),
            first.email if first else "",
        ]  # fmt: skip


NAME = Column("Structure", "organisation__name")
COLUMNS = (
    NAME,
    Column("SIRET", "organisation__siret", public=False, extra=True),
    Column("Adresse", "organisation__address", public=False, extra=True),
    Column("Code postal", "organisation__postcode", public=False, extra=True),
    Column("Commune", "organisation__city"),
    Column("Département", "organisation__department"),
    Column("Région", "region"),
    Column("Activités", "organisation__activities"),
    Column("Site web", "organisation__website", public=False, extra=True),
    Column("E-mail", "organisation__email", public=False, extra=True),
    Column("Téléphone", "organisation__phone", public=False, extra=True),
    Column("Qualité", "kind", public=False),
)


def directory_columns(*, public: bool, whole: bool) -> list[Column]:
    """The columns shown: to visitors only those that are `public`, and the extra ones where the `whole` is asked for."""
    return [column for column in COLUMNS if (column.public or not public) and (whole or not column.extra)]


def directory_rows(memberships, columns: list[Column]) -> Iterator[list[str]]:
    """One row of words a membership, in the order given, its organisation's number first.

    Territories are put in words here, which spares two joins.
    """
    words = {
        "organisation__department": department_names().__getitem__,
        "region": region_names().__getitem__,
        "kind": dict(Membership.Kind.choices).__getitem__,
        "organisation__activities": ", ".join,
    }
    said = [words.get(column.path, str) for column in columns]
    for number, *values in memberships.values_list("organisation_id", *(column.path for column in columns)):
        yield [number, *(say(value) for say, value in zip(said, values, strict=True))]
