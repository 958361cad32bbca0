"""The way into certification: for each person, the pages that are theirs."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """A page of certification, with what one does there; `right` is asked of the person, none for everybody logged in."""

    page: str
    title: str
    text: str
    right: str = ""

    @property
    def url(self) -> str:
        return reverse(self.page)


ENTRIES = [
    Entry("certification:my_desk", "Mon bureau", "Mes jurys, mes contrôles, mes absences, mes papiers.", "certification.hold_desk"),
    Entry("certification:certifications", "Certifications", "Ce que chacune demande, ses blocs, les structures agréées.", "certification.see_certifications"),
    Entry("certification:accreditations", "Agréments", "Les demander, les suivre, les renouveler.", "certification.see_certifications"),
    Entry("certification:checks", "Contrôles et appuis", "Contrôles d'agrément, écarts à lever, appuis pédagogiques.", "certification.follow_checks"),
    Entry("certification:candidates", "Candidats", "Les inscrire, suivre leur parcours.", "certification.follow_candidates"),
    Entry("certification:juries", "Jurys", "Le calendrier, la préparation, les résultats.", "certification.see_certifications"),
    Entry("certification:appeals", "Recours", "Ceux que l'on reçoit, et leurs réponses.", "certification.run_certification"),
    Entry("certification:register", "Certificats", "Le registre des parchemins et des attestations.", "certification.see_certifications"),
    Entry("certification:issue", "Délivrance", "Les certificats que des procès-verbaux signés attendent.", "certification.run_certification"),
    Entry("certification:deposits", "Caisse des Dépôts", "Les personnes à déclarer, les dépôts et leurs réponses.", "certification.run_certification"),
    Entry("certification:officials", "Mandataires et contrôleurs", "Mandats, formations, activité, indemnités.", "certification.run_certification"),
    Entry("certification:watching", "Suivi", "Taux de réussite, structures sans jury, actions en retard.", "certification.read_certification"),
]  # fmt: skip


def home(request):
    """What this person may open."""
    entries = [entry for entry in ENTRIES if not entry.right or request.user.has_perm(entry.right)]
    return render(request, "certification/home.html", {"entries": entries})
