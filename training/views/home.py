"""The way into training: for each person, the pages that are theirs."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """A page of training, with what one does there; `right` is asked of the person, none for everybody logged in."""

    page: str
    title: str
    text: str
    right: str = ""

    @property
    def url(self) -> str:
        return reverse(self.page)


ENTRIES = [
    Entry("training:catalogue", "Catalogue", "Les formations, leurs prochaines sessions, leurs programmes."),
    Entry(
        "training:courses", "Programmes", "Écrire, publier et retirer les formations du catalogue.",
        "training.run_training",
    ),
    Entry(
        "training:interests", "Demandes sans session", "Qui attend quelle formation, et où ; proposer une session.",
        "training.run_training",
    ),
]  # fmt: skip


def home(request):
    """What this person may open."""
    entries = [entry for entry in ENTRIES if not entry.right or request.user.has_perm(entry.right)]
    return render(request, "training/home.html", {"entries": entries})
