"""What leaves the directory as a table."""

from collections.abc import Iterator

from members.domain.meetings.convening import managers_of
from members.models import GeneralMeeting, Membership

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


ROLL_COLUMNS = ["Structure", "Commune", "SIREN", "Collège", "Voix", "Pouvoir donné à", "SIREN du porteur",
                "Pouvoirs portés", "Voix portées", "Adresse e-mail"]  # fmt: skip


def roll_rows(meeting: GeneralMeeting) -> Iterator[list]:
    """The electoral roll as a voting tool takes it: one row an organisation, whose votes go to who holds its proxy.

    The address is that of the first person who manages the organisation, else its own.
    """
    managers = managers_of(meeting)
    entries = meeting.entries.with_proxies().select_related("organisation")
    for entry in entries.order_by("college__position", "college_name", "sort_name", "pk"):
        people = managers.get(entry.organisation_id)
        holder = entry.given_now[0].holder if entry.given_now else None
        yield [
            entry.name, entry.town, entry.siren, entry.college_name, entry.votes,
            holder.name if holder else "", holder.siren if holder else "",
            len(entry.held_now), sum(proxy.giver.votes for proxy in entry.held_now),
            people[0].email if people else entry.organisation.email,
        ]  # fmt: skip
