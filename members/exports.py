"""What leaves the directory as a table."""

from collections.abc import Iterator

from members.models import Membership

DIRECTORY_COLUMNS = {
    "Structure": "organisation__name",
    "SIRET": "organisation__siret",
    "Qualité": "kind",
    "Année": "year",
    "Adresse": "organisation__address",
    "Code postal": "organisation__postcode",
    "Commune": "organisation__city",
    "Département": "organisation__department__name",
    "Région": "region__name",
    "Site web": "organisation__website",
}


def directory_rows(memberships) -> Iterator[list]:
    """One row a membership, in the order given."""
    rows = memberships.values_list(*DIRECTORY_COLUMNS.values())
    kinds = dict(Membership.Kind.choices)
    for name, siret, kind, *rest in rows.iterator(chunk_size=2000):
        yield [name, siret, kinds[kind], *rest]
