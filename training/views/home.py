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
    Entry("training:my_sessions", "Mes sessions", "Celles que vous animez : programme, stagiaires, besoins.", "training.hold_desk"),
    Entry("training:sessions", "Planning des sessions", "Préparer, ouvrir, confirmer, reporter ou annuler.", "training.read_training"),
    Entry("training:orders", "Commandes", "Inscriptions demandées, devis, financeur, places.", "training.follow_registrations"),
    Entry("training:registrations", "Stagiaires", "Qui est inscrit, à quelle session, besoins recueillis.", "training.follow_registrations"),
    Entry("training:adaptations", "Demandes d'adaptation", "Pour les référents handicap et les formateurs.", "training.read_adaptations"),
    Entry("training:documents", "Documents", "Devis, conventions, convocations, certificats de réalisation, attestations.", "training.follow_registrations"),
    Entry("training:invoices", "Factures", "Factures, avoirs, règlements, retards.", "training.follow_invoices"),
    Entry("training:subcontractors", "Sous-traitants", "Leurs dossiers et leurs contrats.", "training.read_training"),
    Entry("training:trainers", "Formateurs", "Leurs dossiers : parcours, diplômes, habilitations.", "training.read_training"),
    Entry("training:results", "Évaluations", "Ce que disent stagiaires, employeurs, formateurs et financeurs.", "training.read_training"),
    Entry("training:complaints", "Réclamations", "Les recevoir, y répondre à temps.", "training.run_training"),
    Entry("training:qualiopi", "Qualiopi", "Ce que le portail montre pour chaque indicateur, le dossier de l'auditeur.", "training.run_training"),
    Entry(
        "training:statements", "Bilans (BPF)",
        "Le bilan pédagogique et financier de chaque exercice, calculé d'après les sessions et les factures.",
        "training.read_training",
    ),
]  # fmt: skip


def home(request):
    """What this person may open."""
    entries = [entry for entry in ENTRIES if not entry.right or request.user.has_perm(entry.right)]
    return render(request, "training/home.html", {"entries": entries})
