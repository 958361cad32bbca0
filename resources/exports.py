"""What leaves the resource centre as a table."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from members.domain.territory import region_names
from resources.domain.search import Found
from resources.models import Audience, Format, Resource, Theme

LIST_COLUMNS = ["Titre", "Nature", "Thèmes", "Territoire", "Date du document", "Formats", "Fichiers ouverts à",
                "Téléchargements", "Adresse"]  # fmt: skip
MOST_ROWS = 50_000


def list_rows(found: list[Found]) -> Iterator[list]:
    """One row a resource, in the order of the list."""
    themes = dict(Theme.objects.values_list("pk", "name"))
    formats = dict(Format.choices) | {"link": "lien"}
    regions = region_names()
    for one in found:
        yield [
            one.title,
            Resource.Kind(one.kind).label,
            ", ".join(themes[number] for number in one.themes if number in themes),
            ", ".join(regions[code] for code in one.regions) or "France entière",
            one.issued_on,
            ", ".join(formats[code] for code in one.formats),
            Audience(one.file_level).label,
            one.downloads,
            f"{settings.SITE_URL}{reverse('resources:resource', args=[one.number])}",
        ]
