"""The directory as a table: the same columns on the screen and in files."""

from collections.abc import Iterator
from dataclasses import dataclass

from members.domain.territory import department_names, region_names
from members.models import Membership


@dataclass(frozen=True)
class Column:
    """A column: its header, where its value is found, who sees it and whether it waits to be asked for."""

    header: str
    path: str
    public: bool = True
    extra: bool = False


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
