"""Labels, spread over members by their rank."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from members.models import Label, Organisation, OrganisationLabel

# Name, meaning, and the ranks that hold it: one in so many, from which year, until which.
LABELS = [
    ("ESUS", "entreprise solidaire d'utilité sociale", 4, 2019, None),
    ("Qualiopi", "qualité des organismes de formation", 7, 2021, None),
    ("RSEi", "responsabilité sociétale des entreprises inclusives", 11, 2022, None),
    ("SPASER", "retenue dans un schéma de promotion des achats responsables", 23, 2020, 2025),
]


def load_labels(members: list[Organisation]) -> None:
    """Each label to one member in so many; one of them has ended."""
    for name, meaning, one_in, first, end in LABELS:
        label = Label.objects.create(name=name, meaning=meaning)
        validity = DateRange(date(first, 1, 1), date(end, 1, 1) if end else None)
        OrganisationLabel.objects.bulk_create(
            OrganisationLabel(organisation=organisation, label=label, validity=validity)
            for organisation in members[::one_in]
        )
