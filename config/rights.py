"""Who may do what: the one table that the tests walk, that staff read at `/droits/` and that `docs/droits.md` prints.

A row names an address (its URL name), what one does there, and the answer that each role gets. A test asks every
address with every role, and fails for an address that the table does not name.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from members.models import Role


class Answer(StrEnum):
    """What happens when a person opens an address."""

    YES = "oui"
    LOGIN = "connexion demandée"
    FORBIDDEN = "refusé"
    HIDDEN = "introuvable"


ROLES = [
    Role.VISITOR,
    Role.FORMER,
    Role.SYMPATHISER,
    Role.MEMBER,
    Role.REGIONAL_STAFF,
    Role.OFFICIAL,
    Role.BOARD,
    Role.NATIONAL_STAFF,
    Role.ADMIN,
]


@dataclass(frozen=True)
class UrlRight:
    """One address: `sample` names the objects with which the tests fill it, `method` how it is asked."""

    name: str
    does: str
    answers: tuple[Answer, ...]
    sample: dict | None = None
    method: str = "get"

    def answer(self, role: Role) -> Answer:
        return self.answers[ROLES.index(role)]


def _row(visitor: Answer, *others: Answer) -> tuple[Answer, ...]:
    """A visitor's answer, then the same for all others or one each."""
    return (visitor, *(others * (len(ROLES) - 1) if len(others) == 1 else others))


Y, L, F, H = Answer.YES, Answer.LOGIN, Answer.FORBIDDEN, Answer.HIDDEN
EVERYBODY = _row(Y, Y)
LOGGED_IN = _row(L, Y)
NATIONAL = (L, F, F, F, F, F, F, Y, Y)
OF_NETWORK = (L, H, Y, Y, Y, Y, Y, Y, Y)
OF_OTHERS = (L, H, F, F, F, F, F, Y, Y)
DRAFT_READERS = (H, H, H, H, H, H, Y, Y, Y)
NOTICE = (L, H, Y, Y, Y, Y, Y, Y, Y)
FILE = (L, H, F, Y, Y, Y, Y, Y, Y)
EDITORS = (L, H, F, F, F, F, F, Y, Y)
OF_DRAFT = (L, H, H, H, H, H, H, Y, Y)
EXAMINERS = (L, F, F, F, Y, F, F, Y, Y)
FOLLOWERS = (L, F, F, F, Y, F, Y, Y, Y)
OF_ANOTHER = (L, H, H, H, Y, H, Y, Y, Y)
STAFF_FOR_ANOTHER = (L, H, H, H, H, H, H, Y, Y)
MEETING = (L, H, H, H, Y, H, Y, Y, Y)
ROLL_READERS = (L, H, H, H, F, H, Y, Y, Y)
MEETING_STAFF = (L, H, H, H, F, H, F, Y, Y)
PEOPLE = (L, H, F, F, Y, F, F, Y, Y)
OF_CARRIER = (L, H, H, H, Y, H, F, Y, Y)
REPORT = {"pk": "mission", "year": 2023, "kind": "final"}
OF_REVIEWS = (L, H, H, H, Y, H, Y, Y, Y)
REVIEW = (L, H, H, H, Y, H, H, Y, Y)
REVIEW_STAFF = (L, H, H, H, F, H, F, Y, Y)
AGREEMENT_STAFF = (L, H, H, H, H, H, H, Y, Y)
FIRST_FIGURE = {"key": "members.adherents"}

URLS = [
    UrlRight("home", "Voir son accueil", EVERYBODY),
    UrlRight("health", "Savoir si le service marche", EVERYBODY),
    UrlRight("rights", "Lire le tableau des droits", NATIONAL),
    UrlRight("members:my_memberships", "Voir les adhésions de ses structures", LOGGED_IN),
    UrlRight("members:renewal", "Renouveler l'adhésion d'une autre structure", STAFF_FOR_ANOTHER, {"pk": "call"}),
    UrlRight("members:renewal_organisation", "Vérifier sa fiche", STAFF_FOR_ANOTHER, {"pk": "call"}),
    UrlRight("members:renewal_figures", "Déclarer ses données", STAFF_FOR_ANOTHER, {"pk": "call"}),
    UrlRight("members:renewal_payment", "Choisir son paiement", STAFF_FOR_ANOTHER, {"pk": "call"}),
    UrlRight("members:renewal_confirm", "Confirmer son adhésion", STAFF_FOR_ANOTHER, {"pk": "call"}),
    UrlRight("members:certificate", "Prendre l'attestation d'une autre structure", OF_ANOTHER, {"pk": "call"}),
    UrlRight("members:certificate_check", "Vérifier une attestation", EVERYBODY, {"token": "certificate"}),
    UrlRight("members:apply", "Demander à rejoindre le réseau", EVERYBODY),
    UrlRight("members:applied", "Savoir comment confirmer sa demande", EVERYBODY),
    UrlRight("members:application_confirm", "Confirmer sa demande", EVERYBODY, {"token": "application_token"}),
    UrlRight("members:applications", "Lire les demandes d'adhésion", EXAMINERS),
    UrlRight("members:application", "Lire une demande de sa région", EXAMINERS, {"pk": "application"}),
    UrlRight(
        "members:application_opinion",
        "Donner un avis sur une demande de sa région",
        EXAMINERS,
        {"pk": "application"},
        method="post",
    ),
    UrlRight("members:application_decide", "Décider d'une demande", NATIONAL, {"pk": "application"}, method="post"),
    UrlRight("members:campaigns", "Voir les campagnes d'adhésion", FOLLOWERS),
    UrlRight("members:campaign_new", "Préparer une campagne", NATIONAL),
    UrlRight("members:campaign", "Suivre une campagne ouverte", FOLLOWERS, {"year": "campaign"}),
    UrlRight("members:campaign_edit", "Modifier une campagne", NATIONAL, {"year": "campaign"}),
    UrlRight("members:campaign_open", "Ouvrir une campagne", NATIONAL, {"year": "campaign"}, method="post"),
    UrlRight("members:campaign_close", "Clore une campagne", NATIONAL, {"year": "campaign"}, method="post"),
    UrlRight("members:fee_calls", "Voir les appels de cotisation", FOLLOWERS, {"year": "campaign"}),
    UrlRight("members:fee_calls_export", "Exporter les appels", FOLLOWERS, {"year": "campaign", "fmt": "csv"}),
    UrlRight("members:fee_calls_papers", "Demander les appels en PDF", NATIONAL, {"year": "campaign"}, method="post"),
    UrlRight("members:fee_calls_mail", "Envoyer les appels", NATIONAL, {"year": "campaign"}, method="post"),
    UrlRight("members:fee_call", "Voir un appel de sa région", FOLLOWERS, {"pk": "call"}),
    UrlRight("members:fee_call_paper", "Prendre l'appel d'une autre structure", OF_ANOTHER, {"pk": "call"}),
    UrlRight(
        "members:fee_call_act",
        "Dispenser, rouvrir, terminer une adhésion",
        NATIONAL,
        {"pk": "call", "act": "dispenser"},
        method="post",
    ),
    UrlRight("members:mail_again", "Renvoyer un message refusé", NATIONAL, {"pk": "mail"}, method="post"),
    UrlRight("members:scales", "Voir les barèmes", FOLLOWERS),
    UrlRight("members:scale_new", "Préparer un barème", NATIONAL),
    UrlRight("members:scale", "Voir un barème adopté", FOLLOWERS, {"pk": "scale"}),
    UrlRight("members:scale_edit", "Modifier un barème", NATIONAL, {"pk": "scale"}),
    UrlRight("members:scale_trial", "Essayer un barème", FOLLOWERS, {"pk": "scale"}),
    UrlRight("members:scale_trial_export", "Exporter un essai", FOLLOWERS, {"pk": "scale", "fmt": "csv"}),
    UrlRight("members:scale_adopt", "Adopter un barème", NATIONAL, {"pk": "scale"}, method="post"),
    UrlRight("members:scale_copy", "Copier un barème", NATIONAL, {"pk": "scale"}, method="post"),
    UrlRight("members:my_organisation", "Ouvrir sa structure", LOGGED_IN),
    UrlRight("members:people", "Voir les personnes d'une autre structure", PEOPLE, {"pk": "organisation"}),
    UrlRight(
        "members:colleague",
        "Changer une personne d'une autre structure",
        (L, H, F, F, F, F, F, Y, Y),
        {"pk": "organisation", "contact": "contact"},
        method="post",
    ),
    UrlRight(
        "members:corrections",
        "Corriger les données d'une autre structure",
        (L, H, F, F, F, F, F, Y, Y),
        {"pk": "organisation"},
    ),
    UrlRight("members:correction_queue", "Lire les corrections demandées", NATIONAL),
    UrlRight("members:decide_correction", "Décider d'une correction", NATIONAL, {"pk": "correction"}, method="post"),
    UrlRight("members:save_search", "Garder une recherche", NATIONAL, method="post"),
    UrlRight(
        "members:forget_search",
        "Oublier la recherche d'une autre personne",
        (L, F, F, F, F, F, F, F, F),
        {"pk": "search"},
        method="post",
    ),  # fmt: skip
    UrlRight("members:bulk_mails", "Lire les messages groupés", NATIONAL),
    UrlRight("members:write_bulk_mail", "Écrire aux personnes d'une recherche", NATIONAL),
    UrlRight("members:bulk_mail", "Relire et envoyer un message groupé", NATIONAL, {"pk": "bulk_mail"}),
    UrlRight("members:bulk_mail_export", "Exporter ses envois", NATIONAL, {"pk": "bulk_mail", "fmt": "csv"}),
    UrlRight("members:quality", "Lire la qualité des données", NATIONAL),
    UrlRight("members:duplicates", "Lire les doublons probables", NATIONAL),
    UrlRight(
        "members:compare",
        "Comparer et fusionner deux structures",
        NATIONAL,
        {"kept": "organisation", "source": "other"},
    ),
    UrlRight("members:undo_merge", "Défaire une fusion", NATIONAL, {"pk": "merge"}, method="post"),
    UrlRight("members:my_mails", "Choisir les messages que l'on reçoit", LOGGED_IN),
    UrlRight("members:stop_mails", "Arrêter des messages par leur lien", EVERYBODY, {"token": "stop_token"}),
    UrlRight("members:directory", "Chercher dans l'annuaire (ce qui est publié, hors du réseau)", EVERYBODY),
    UrlRight("members:directory_map", "Suivre l'ancienne adresse de la carte", EVERYBODY),
    UrlRight("members:directory_export", "Exporter cette liste", EVERYBODY, {"fmt": "csv"}),
    UrlRight("members:organisation", "Voir une structure non publiée", OF_NETWORK, {"pk": "organisation"}),
    UrlRight("members:organisation_vcard", "Prendre sa carte de visite", OF_NETWORK, {"pk": "organisation"}),
    UrlRight(
        "members:contact_vcard",
        "Prendre la carte d'une personne montrée au réseau",
        OF_NETWORK,
        {"pk": "organisation", "contact": "contact"},
    ),
    UrlRight("members:publication", "Choisir ce qu'une autre structure publie", OF_OTHERS, {"pk": "organisation"}),
    UrlRight("members:succession", "Noter une succession", NATIONAL, {"pk": "organisation"}),
    UrlRight("members:change_siret", "Changer le SIRET d'un siège", NATIONAL, {"pk": "organisation"}),
    UrlRight("members:undo_succession", "Annuler une succession", NATIONAL, {"pk": "succession"}),
    UrlRight("members:imports", "Déposer un classeur à importer", NATIONAL),
    UrlRight("members:import_template", "Télécharger le modèle d'import", NATIONAL),
    UrlRight("members:import_preview", "Vérifier et confirmer un import", NATIONAL, {"pk": "batch"}),
    UrlRight("members:import_rejects", "Télécharger les lignes refusées", NATIONAL, {"pk": "batch"}),
    UrlRight("members:meetings", "Voir les assemblées générales qui concernent sa structure", LOGGED_IN),
    UrlRight("members:new_meeting", "Préparer une assemblée générale", NATIONAL),
    UrlRight("members:meeting", "Voir une assemblée d'autres structures", MEETING, {"pk": "meeting"}),
    UrlRight("members:edit_meeting", "Modifier une assemblée", MEETING_STAFF, {"pk": "meeting"}),
    UrlRight(
        "members:move_meeting", "Figer, convoquer, ouvrir, clore", MEETING_STAFF, {"pk": "meeting"}, method="post"
    ),
    UrlRight("members:meeting_quorum", "Suivre le quorum", ROLL_READERS, {"pk": "meeting"}),
    UrlRight("members:meeting_desk", "Tenir l'accueil d'une assemblée", MEETING_STAFF, {"pk": "meeting"}),
    UrlRight("members:entry_presence", "Noter une présence", MEETING_STAFF, {"pk": "entry"}, method="post"),
    UrlRight("members:entry_proxy", "Donner pouvoir pour une autre structure", MEETING_STAFF, {"pk": "entry"}),
    UrlRight(
        "members:take_back_proxy",
        "Reprendre le pouvoir d'une autre structure",
        MEETING_STAFF,
        {"pk": "proxy"},
        method="post",
    ),
    UrlRight("members:meeting_votes", "Voir les votes à noter", MEETING_STAFF, {"pk": "meeting"}),
    UrlRight(
        "members:resolution_result", "Noter le résultat d'un vote", MEETING_STAFF, {"pk": "resolution"}, method="post"
    ),
    UrlRight(
        "members:attendance_sheet", "Demander la feuille d'émargement", ROLL_READERS, {"pk": "meeting"}, method="post"
    ),
    UrlRight("members:results_sheet", "Prendre le procès-verbal des votes", MEETING, {"pk": "meeting"}),
    UrlRight("members:roll_export", "Exporter la liste électorale", MEETING_STAFF, {"pk": "meeting", "fmt": "csv"}),
    UrlRight("members:invoice", "Prendre une facture ou un avoir", OF_ANOTHER, {"pk": "invoice"}),
    UrlRight("members:receipt", "Prendre un reçu", OF_ANOTHER, {"pk": "payment"}),
    UrlRight("members:call_payments", "Voir les paiements d'une cotisation", OF_ANOTHER, {"pk": "call"}),
    UrlRight("members:payment_entry", "Saisir des paiements", NATIONAL),
    UrlRight("members:payment_gaps", "Voir les paiements partiels et en trop", NATIONAL),
    UrlRight("members:payment_gaps_export", "Les exporter", NATIONAL, {"fmt": "csv"}),
    UrlRight("members:payment_undo", "Annuler sa dernière saisie", NATIONAL, method="post"),
    UrlRight("members:payment_record", "Noter un paiement", NATIONAL, {"pk": "call"}, method="post"),
    UrlRight("members:payment_refund", "Noter un remboursement", NATIONAL, {"pk": "call"}, method="post"),
    UrlRight("members:fee_give_up", "Abandonner la cotisation d'un départ", NATIONAL, {"pk": "call"}, method="post"),
    UrlRight("members:payment_reverse", "Annuler un paiement", NATIONAL, {"pk": "payment"}),
    UrlRight("members:bank", "Déposer un relevé bancaire", NATIONAL),
    UrlRight("members:statement", "Rapprocher un relevé", NATIONAL, {"pk": "statement"}),
    UrlRight("members:statement_confirm", "Rapprocher ce qui est sûr", NATIONAL, {"pk": "statement"}, method="post"),
    UrlRight("members:bank_line", "Chercher qui paie une ligne", NATIONAL, {"pk": "line"}),
    UrlRight("members:line_match", "Rapprocher une ligne", NATIONAL, {"pk": "line"}, method="post"),
    UrlRight("members:line_set_aside", "Écarter une ligne", NATIONAL, {"pk": "line"}, method="post"),
    UrlRight("members:line_reopen", "Défaire un rapprochement", NATIONAL, {"pk": "line"}, method="post"),
    UrlRight("members:debits", "Préparer des prélèvements", NATIONAL),
    UrlRight("members:debit_batch", "Voir une remise de prélèvements", NATIONAL, {"pk": "debits"}),
    UrlRight("members:debit_file", "Prendre le fichier pour la banque", NATIONAL, {"pk": "debits"}),
    UrlRight("members:debit_step", "Faire avancer une remise", NATIONAL, {"pk": "debits"}, method="post"),
    UrlRight("members:debit_reject", "Noter un prélèvement rejeté", NATIONAL, {"pk": "debit"}, method="post"),
    UrlRight("members:accounts", "Lire les parts régionales", FOLLOWERS),
    UrlRight("members:shares_export", "Exporter les parts régionales", FOLLOWERS, {"fmt": "csv"}),
    UrlRight("members:share_transfer", "Noter un reversement", NATIONAL, method="post"),
    UrlRight("members:entries_export", "Exporter les écritures", (L, F, F, F, F, F, Y, Y, Y), {"fmt": "txt"}),
    UrlRight(
        "region_desk", "Ouvrir le bureau de sa région (toutes, pour le national et le CA)", FOLLOWERS, {"code": "53"}
    ),
    UrlRight("members:missions", "Voir les missions déléguées (l'essentiel de celles d'autres régions)", FOLLOWERS),
    UrlRight("members:missions_export", "Exporter cette liste", FOLLOWERS, {"fmt": "csv"}),
    UrlRight("members:new_mission", "Proposer une mission", NATIONAL),
    UrlRight("members:mission", "Voir une mission de sa région", OF_ANOTHER, {"pk": "mission"}),
    UrlRight("members:edit_mission", "Modifier une mission et son budget", MEETING_STAFF, {"pk": "mission"}),
    UrlRight("members:move_mission", "Accepter une mission, la faire avancer", OF_CARRIER, {"pk": "mission"}, "post"),
    UrlRight("members:mission_agreement", "Prendre la convention d'une mission", OF_ANOTHER, {"pk": "mission"}),
    UrlRight("members:mission_budget", "Exporter le budget d'une mission", OF_ANOTHER, {"pk": "mission", "fmt": "csv"}),
    UrlRight("members:mission_report", "Lire un bilan de mission", OF_ANOTHER, REPORT),
    UrlRight("members:mission_report", "Écrire et remettre un bilan de mission", OF_CARRIER, REPORT, "post"),
    UrlRight("members:report_paper", "Prendre un bilan de mission en PDF", OF_ANOTHER, REPORT),
    UrlRight("members:pay_instalment", "Noter un versement", MEETING_STAFF, {"pk": "instalment"}, "post"),
    UrlRight("members:deliver", "Remettre un livrable", OF_CARRIER, {"pk": "deliverable"}, "post"),
    UrlRight("members:deliverable_file", "Prendre un livrable", OF_ANOTHER, {"pk": "deliverable"}),
    UrlRight("members:agreements", "Lire les conventions socles", OF_REVIEWS),
    UrlRight("members:agreement_new", "Préparer une version de la convention", NATIONAL, method="post"),
    UrlRight("members:agreement", "Lire une convention en vigueur", OF_REVIEWS, {"pk": "agreement"}),
    UrlRight("members:agreement_edit", "Écrire un projet de convention", AGREEMENT_STAFF, {"pk": "agreement_draft"}),
    UrlRight(
        "members:agreement_step",
        "Adopter une convention, la mettre en vigueur",
        REVIEW_STAFF,
        {"pk": "agreement"},
        method="post",
    ),
    UrlRight("members:agreement_signature", "Suivre la signature de sa région", OF_REVIEWS, {"pk": "signature"}),
    UrlRight("members:signature_paper", "Prendre la convention à signer", OF_REVIEWS, {"pk": "signature"}),
    UrlRight("members:signature_file", "Prendre l'exemplaire signé", OF_REVIEWS, {"pk": "signature"}),
    UrlRight("members:reviews", "Voir les bilans bilatéraux", OF_REVIEWS),
    UrlRight("members:review_campaign_new", "Préparer les bilans d'une année", NATIONAL),
    UrlRight("members:review_campaign", "Écrire leur questionnaire", NATIONAL, {"year": "review_year"}),
    UrlRight(
        "members:review_campaign_step",
        "Ouvrir les bilans d'une année, les clore",
        NATIONAL,
        {"year": "review_year"},
        method="post",
    ),
    UrlRight("members:review", "Lire un bilan en cours de sa région", REVIEW, {"pk": "review"}),
    UrlRight("members:review_fill", "Y répondre", REVIEW, {"pk": "review"}),
    UrlRight(
        "members:review_answer",
        "Y enregistrer une réponse",
        REVIEW,
        {"pk": "review", "question": "review_question"},
        method="post",
    ),
    UrlRight("members:review_step", "L'envoyer, y répondre, le signer", REVIEW, {"pk": "review"}, method="post"),
    UrlRight("members:review_decision", "Y écrire une décision", REVIEW, {"pk": "review"}, method="post"),
    UrlRight("members:decision", "Dire ce qu'elle devient", REVIEW, {"pk": "decision"}, method="post"),
    UrlRight("members:review_attach", "Y joindre un document", REVIEW, {"pk": "review"}, method="post"),
    UrlRight("members:review_file", "Prendre un document joint", REVIEW, {"pk": "review_file"}),
    UrlRight("members:review_detach", "Retirer un document joint", REVIEW, {"pk": "review_file"}, method="post"),
    UrlRight("members:review_paper", "Prendre le bilan en PDF", REVIEW, {"pk": "review"}),
    UrlRight(
        "members:review_overview",
        "Comparer les bilans entre régions",
        (L, H, H, H, F, H, Y, Y, Y),
        {"year": "review_year"},
    ),
    UrlRight(
        "members:review_overview_export",
        "Exporter cette comparaison",
        (L, H, H, H, F, H, Y, Y, Y),
        {"year": "review_year", "fmt": "csv"},
    ),
    UrlRight("reporting:figures", "Lire les chiffres", EVERYBODY),
    UrlRight("reporting:figures_export", "Exporter les chiffres", EVERYBODY, {"fmt": "csv"}),
    UrlRight("reporting:figure_records", "Ouvrir les fiches d'un chiffre", LOGGED_IN, FIRST_FIGURE),
    UrlRight("reporting:records_export", "Exporter ces fiches", LOGGED_IN, FIRST_FIGURE | {"fmt": "csv"}),
    UrlRight("reporting:reports", "Voir la liste des rapports", EVERYBODY),
    UrlRight("reporting:report", "Lire un rapport non publié", DRAFT_READERS, {"pk": "report"}),
    UrlRight(
        "reporting:report_ask", "Demander une édition", (L, H, H, H, H, H, Y, Y, Y), {"pk": "report"}, method="post"
    ),
    UrlRight(
        "reporting:report_publish", "Publier un rapport", (L, H, H, H, H, H, F, Y, Y), {"pk": "report"}, method="post"
    ),
    UrlRight(
        "reporting:report_delete",
        "Supprimer un brouillon sans édition",
        (L, H, H, H, H, H, Y, Y, Y),
        {"pk": "draft"},
        method="post",
    ),
    UrlRight("reporting:edition_file", "Télécharger une édition non publiée", DRAFT_READERS, {"pk": "edition"}),
    UrlRight("reporting:documents", "Voir ses documents", LOGGED_IN),
    UrlRight("reporting:job", "Suivre le travail d'une autre personne", (L, H, H, H, H, H, H, H, Y), {"pk": "job"}),
    UrlRight(
        "reporting:job_status", "Suivre l'avancement d'une autre personne", (L, H, H, H, H, H, H, H, Y), {"pk": "job"}
    ),
    UrlRight(
        "reporting:job_file", "Prendre le fichier d'une autre personne", (L, H, H, H, H, H, H, H, Y), {"pk": "job"}
    ),
    UrlRight("robots", "Lire les règles des robots", EVERYBODY),
    UrlRight("sitemap", "Lire le plan des pages publiques", EVERYBODY),
    UrlRight("resources:search", "Chercher des ressources", EVERYBODY),
    UrlRight("resources:export", "Exporter une liste de ressources", EVERYBODY, {"fmt": "csv"}),
    UrlRight("resources:note_search", "Compter une recherche", EVERYBODY, method="post"),
    UrlRight("resources:feed", "Suivre les nouveautés publiques par RSS", EVERYBODY),
    UrlRight("resources:themes", "Parcourir les thèmes", EVERYBODY),
    UrlRight("resources:theme", "Voir un thème", EVERYBODY, {"slug": "theme"}),
    UrlRight("resources:theme_feed", "Suivre un thème par RSS", EVERYBODY, {"slug": "theme"}),
    UrlRight("resources:follow_theme", "Suivre un thème par mail", LOGGED_IN, {"slug": "theme"}, method="post"),
    UrlRight("resources:unsubscribe", "Arrêter un message par son lien", EVERYBODY, {"token": "token"}),
    UrlRight("resources:tools", "Voir les outils et les offres", EVERYBODY),
    UrlRight("resources:collections", "Voir les collections", EVERYBODY),
    UrlRight("resources:collection", "Voir une collection du réseau", NOTICE, {"slug": "collection"}),
    UrlRight("resources:mine", "Retrouver ses ressources", LOGGED_IN),
    UrlRight("resources:propose", "Proposer une ressource", (L, F, F, Y, Y, F, F, Y, Y)),
    UrlRight("resources:queue", "Traiter ce qui attend", NATIONAL),
    UrlRight("resources:decide_access", "Répondre à une demande d'accès", NATIONAL, {"pk": "access"}, method="post"),
    UrlRight("resources:dashboard", "Lire l'usage des ressources", (L, F, F, F, Y, F, Y, Y, Y)),
    UrlRight("resources:dashboard_export", "Exporter cet usage", (L, F, F, F, Y, F, Y, Y, Y), {"fmt": "csv"}),
    UrlRight("resources:resource", "Voir la notice d'une ressource du réseau", NOTICE, {"pk": "resource"}),
    UrlRight("resources:favourite", "La garder en favori", NOTICE, {"pk": "resource"}, method="post"),
    UrlRight("resources:feedback", "Donner son avis", NOTICE, {"pk": "resource"}, method="post"),
    UrlRight("resources:ask_access", "Demander l'accès à ses fichiers", NOTICE, {"pk": "resource"}, method="post"),
    UrlRight("resources:download", "Prendre un fichier réservé aux adhérents", FILE, {"pk": "file"}),
    UrlRight("resources:preview", "Voir une page de ce fichier", FILE, {"pk": "file", "page": 0}),
    UrlRight("resources:follow_link", "Ouvrir un lien réservé aux adhérents", FILE, {"pk": "link"}),
    UrlRight("resources:edit", "Modifier une ressource publiée", EDITORS, {"pk": "resource"}),
    UrlRight("resources:new_version", "Préparer une nouvelle version", EDITORS, {"pk": "resource"}),
    UrlRight("resources:move", "Changer l'état d'une ressource", EDITORS, {"pk": "resource"}, method="post"),
    UrlRight("resources:add_file", "Ajouter un fichier à un brouillon", OF_DRAFT, {"pk": "draft_resource"}),
    UrlRight("resources:add_link", "Ajouter un lien à un brouillon", OF_DRAFT, {"pk": "draft_resource"}, method="post"),
    UrlRight(
        "resources:remove_file", "Retirer un fichier d'un brouillon", OF_DRAFT, {"pk": "draft_file"}, method="post"
    ),
    UrlRight("resources:remove_link", "Retirer un lien d'un brouillon", OF_DRAFT, {"pk": "draft_link"}, method="post"),
    UrlRight("admin:index", "Entrer dans l'administration", (L, L, L, L, L, L, L, Y, Y)),
]


@dataclass(frozen=True)
class DataRight:
    """What each role sees of a kind of record."""

    model: str
    data: str
    scopes: tuple[str, ...]

    def scope(self, role: Role) -> str:
        return self.scopes[ROLES.index(role)]


ALL, NONE, OWN, REGION = "tout", "rien", "sa structure", "sa région"
SELF, OWN_JOBS, PUBLISHED = "soi", "les siens", "publié"
NETWORK = (NONE, NONE, *(ALL,) * 7)
EVERYWHERE = (ALL,) * len(ROLES)
FOR_MEMBERS = (NONE, NONE, NONE, *(ALL,) * 6)
STAFF_ONLY = (*(NONE,) * 7, ALL, ALL)
FOR_FOLLOWERS = (NONE, NONE, NONE, NONE, ALL, NONE, ALL, ALL, ALL)
OWN_AND_REGION = (NONE, NONE, OWN, OWN, REGION, NONE, ALL, ALL, ALL)
OF_REPORT = (*(PUBLISHED,) * 6, ALL, ALL, ALL)
OF_REGION = (NONE, NONE, NONE, NONE, REGION, NONE, ALL, ALL, ALL)
OF_ROLL = (NONE, NONE, OWN, OWN, REGION, NONE, ALL, ALL, ALL)
OF_REGION = (NONE, NONE, NONE, NONE, REGION, NONE, ALL, ALL, ALL)
DATA = [
    DataRight("members.Organisation", "Structures", NETWORK),
    DataRight("members.Establishment", "Établissements", NETWORK),
    DataRight("members.Succession", "Successions", NETWORK),
    DataRight("members.FormerSiret", "Anciens SIRET", NETWORK),
    DataRight("members.Label", "Labels (noms)", EVERYWHERE),
    DataRight("members.OrganisationLabel", "Labels des structures", NETWORK),
    DataRight("members.Membership", "Adhésions", NETWORK),
    DataRight("members.Aci", "Ateliers et chantiers", NETWORK),
    DataRight("members.AciCarrier", "Structures qui les ont portés", NETWORK),
    DataRight("members.YearlyReturn", "Effectifs déclarés", (NONE, NONE, OWN, OWN, REGION, NONE, ALL, ALL, ALL)),
    DataRight("members.AciConvention", "Conventions", (NONE, NONE, OWN, OWN, REGION, NONE, ALL, ALL, ALL)),
    DataRight("members.FinancialAnnex", "Annexes financières", (NONE, NONE, OWN, OWN, REGION, NONE, ALL, ALL, ALL)),
    DataRight("members.Contact", "Contacts", (NONE, NONE, OWN, OWN, REGION, NONE, NONE, ALL, ALL)),
    DataRight("members.FeeScale", "Barèmes adoptés", FOR_FOLLOWERS),
    DataRight("members.FeeBracket", "Tranches de ces barèmes", FOR_FOLLOWERS),
    DataRight("members.FeeShare", "Parts des régions", FOR_FOLLOWERS),
    DataRight("members.MembershipCampaign", "Campagnes ouvertes", FOR_FOLLOWERS),
    DataRight("members.FeeCall", "Appels de cotisation", OWN_AND_REGION),
    DataRight(
        "members.MembershipApplication", "Demandes d'adhésion", (NONE, NONE, NONE, NONE, REGION, NONE, NONE, ALL, ALL)
    ),
    DataRight("members.Certificate", "Attestations", OWN_AND_REGION),
    DataRight("members.Mandate", "Mandats et comptes bancaires", (NONE, NONE, OWN, OWN, NONE, NONE, NONE, ALL, ALL)),
    DataRight("members.Issuer", "Émetteur des documents", STAFF_ONLY),
    DataRight("members.ChangeRequest", "Corrections demandées", (NONE, NONE, OWN, OWN, REGION, NONE, NONE, ALL, ALL)),
    DataRight("members.MailChoice", "Choix de messages d'autres personnes", STAFF_ONLY),
    DataRight("members.BouncedAddress", "Adresses qui ne reçoivent plus", STAFF_ONLY),
    DataRight("members.Merge", "Fusions de structures", STAFF_ONLY),
    DataRight("members.DistinctPair", "Structures reconnues distinctes", STAFF_ONLY),
    DataRight("members.SavedSearch", "Recherches partagées avec l'équipe", STAFF_ONLY),
    DataRight("members.BulkMail", "Messages groupés", STAFF_ONLY),
    DataRight("members.RegionalAssociation", "Associations régionales", EVERYWHERE),
    DataRight("members.ImportBatch", "Imports", STAFF_ONLY),
    DataRight("members.Mail", "Messages envoyés", STAFF_ONLY),
    DataRight("members.College", "Collèges des assemblées", NETWORK),
    DataRight("members.VoteBracket", "Voix par tranche d'ETP", NETWORK),
    DataRight(
        "members.GeneralMeeting", "Assemblées dont la liste est figée", (NONE, NONE, OWN, OWN, ALL, NONE, *(ALL,) * 3)
    ),
    DataRight("members.Resolution", "Résolutions de ces assemblées", (NONE, NONE, OWN, OWN, ALL, NONE, *(ALL,) * 3)),
    DataRight("members.RollEntry", "Inscriptions sur la liste électorale", OF_ROLL),
    DataRight("members.Proxy", "Pouvoirs", OF_ROLL),
    DataRight("members.Payment", "Paiements", OWN_AND_REGION),
    DataRight("members.Invoice", "Factures et avoirs", OWN_AND_REGION),
    DataRight("members.ShareTransfer", "Reversements", OF_REGION),
    DataRight("members.DelegatedMission", "Missions déléguées, en entier", OF_REGION),
    DataRight("members.BudgetLine", "Lignes de leur budget", OF_REGION),
    DataRight("members.Instalment", "Versements de ces missions", OF_REGION),
    DataRight("members.Deliverable", "Livrables de ces missions", OF_REGION),
    DataRight("members.MissionReport", "Bilans de ces missions", OF_REGION),
    DataRight("members.BankStatement", "Relevés bancaires", STAFF_ONLY),
    DataRight("members.BankLine", "Lignes de relevé", STAFF_ONLY),
    DataRight("members.LineMatch", "Rapprochements", STAFF_ONLY),
    DataRight("members.DebitBatch", "Remises de prélèvements", STAFF_ONLY),
    DataRight("members.DebitOrder", "Prélèvements", STAFF_ONLY),
    DataRight("members.AccountingPlan", "Plan comptable", STAFF_ONLY),
    DataRight("members.CoreAgreement", "Conventions socles adoptées", FOR_FOLLOWERS),
    DataRight("members.CoreMission", "Leurs missions", FOR_FOLLOWERS),
    DataRight("members.AgreementSignature", "Signatures de la convention", OF_REGION),
    DataRight("members.ReviewCampaign", "Campagnes de bilans ouvertes", FOR_FOLLOWERS),
    DataRight("members.ReviewQuestion", "Questions de ces bilans", FOR_FOLLOWERS),
    DataRight("members.BilateralReview", "Bilans bilatéraux (clos, pour le conseil)", OF_REGION),
    DataRight("members.ReviewAnswer", "Leurs réponses", OF_REGION),
    DataRight("members.ReviewFact", "Leurs chiffres", OF_REGION),
    DataRight("members.ReviewDecision", "Leurs décisions", OF_REGION),
    DataRight("members.ReviewFile", "Leurs pièces jointes", OF_REGION),
    DataRight("members.ReviewSignature", "Leurs signatures", OF_REGION),
    DataRight("members.User", "Comptes", (NONE, *(SELF,) * 6, ALL, ALL)),
    DataRight("reporting.AnnualReport", "Rapports d'activité (national)", OF_REPORT),
    DataRight("reporting.ReportEdition", "Éditions des rapports (national)", OF_REPORT),
    DataRight("reporting.StatedFigure", "Chiffres déclarés", NETWORK),
    DataRight("resources.Resource", "Notices de ressources (pour adhérents et sympathisants)", NETWORK),
    DataRight("resources.Version", "Versions publiées de ces ressources", NETWORK),
    DataRight("resources.VersionFile", "Leurs fichiers (pour adhérents)", FOR_MEMBERS),
    DataRight("resources.VersionLink", "Leurs liens (pour adhérents)", FOR_MEMBERS),
    DataRight("resources.Collection", "Collections", NETWORK),
    DataRight("resources.SearchEntry", "Résultats de recherche", NETWORK),
    DataRight("resources.Publication", "Dates de publication", NETWORK),
    DataRight("resources.DayUse", "Usage des ressources, par jour", NETWORK),
    DataRight("resources.MonthUse", "Usage des ressources, par mois", NETWORK),
    DataRight("resources.ActiveReader", "Utilisateurs actifs, sans nom", NETWORK),
    DataRight("resources.DownloadEvent", "Téléchargements, avec le nom", STAFF_ONLY),
    DataRight("resources.ResourceReader", "Lecteurs d'une ressource", STAFF_ONLY),
    DataRight("resources.SearchUse", "Recherches faites", STAFF_ONLY),
    DataRight("resources.SynonymGroup", "Synonymes", STAFF_ONLY),
    DataRight("resources.Feedback", "Avis d'autres lecteurs", STAFF_ONLY),
    DataRight("resources.AccessRequest", "Demandes d'accès d'autres personnes", STAFF_ONLY),
    DataRight("resources.Favourite", "Favoris d'autres personnes", (NONE,) * len(ROLES)),
    DataRight("resources.ThemeFollow", "Thèmes suivis par d'autres", (NONE,) * len(ROLES)),
    DataRight("resources.Mailing", "Messages à d'autres personnes", (NONE,) * len(ROLES)),
    DataRight("reporting.Job", "Travaux et documents", (NONE, *(OWN_JOBS,) * 7, ALL)),
]


@dataclass(frozen=True)
class RecordRight:
    """Who writes a kind of record in the administration."""

    model: str
    data: str
    add: tuple[Role, ...]
    change: tuple[Role, ...]
    delete: tuple[Role, ...]

    ACTIONS: ClassVar = {"add": "ajouter", "change": "modifier", "delete": "supprimer"}

    @property
    def told(self) -> list[str]:
        """For each role, what it may do, in words."""
        return [
            ", ".join(word for action, word in self.ACTIONS.items() if role in getattr(self, action)) or NONE
            for role in ROLES
        ]


_STAFF, _ADMINS, _NOBODY = (Role.NATIONAL_STAFF, Role.ADMIN), (Role.ADMIN,), ()
RECORDS = [
    *(
        RecordRight(model, data, _STAFF, _STAFF, _ADMINS)
        for model, data in [
            ("members.Organisation", "Structures"),
            ("members.Establishment", "Établissements"),
            ("members.Label", "Labels"),
            ("members.OrganisationLabel", "Labels des structures"),
            ("members.Membership", "Adhésions"),
            ("members.Aci", "Ateliers et chantiers"),
            ("members.YearlyReturn", "Effectifs déclarés"),
            ("members.AciConvention", "Conventions"),
            ("members.FinancialAnnex", "Annexes financières"),
            ("members.Contact", "Contacts"),
            ("members.RegionalAssociation", "Associations régionales"),
            ("members.College", "Collèges des assemblées générales"),
            ("members.AccountingPlan", "Plan comptable"),
            ("members.User", "Comptes (sauf ceux des administrateurs du portail)"),
            ("members.RoleGrant", "Rôles"),
            ("members.Issuer", "Émetteur des documents"),
            ("reporting.AnnualReport", "Rapports d'activité"),
            ("reporting.ReportSection", "Textes des rapports"),
            ("reporting.StatedFigure", "Chiffres déclarés"),
            ("resources.Theme", "Thèmes"),
            ("resources.AuthorBody", "Organismes auteurs"),
            ("resources.Collection", "Collections"),
            ("resources.SynonymGroup", "Synonymes et sigles"),
        ]
    ),
    RecordRight("members.BouncedAddress", "Adresses qui ne reçoivent plus", _NOBODY, _NOBODY, _NOBODY),
    RecordRight("members.Succession", "Successions (notées dans le portail)", _NOBODY, _NOBODY, _NOBODY),
    RecordRight("members.Department", "Départements", _NOBODY, _NOBODY, _NOBODY),
    RecordRight("members.Commune", "Communes", _NOBODY, _NOBODY, _NOBODY),
    RecordRight("members.Mail", "Messages envoyés", _NOBODY, _NOBODY, _NOBODY),
    RecordRight("reporting.ReportEdition", "Éditions des rapports", _NOBODY, _NOBODY, _NOBODY),
    RecordRight("resources.Resource", "Ressources (proposées dans le portail)", _NOBODY, _STAFF, _ADMINS),
    RecordRight("resources.SearchUse", "Recherches faites", _NOBODY, _NOBODY, _NOBODY),
    RecordRight("resources.Feedback", "Avis sur les ressources", _NOBODY, _NOBODY, _NOBODY),
    RecordRight("resources.AccessRequest", "Demandes d'accès", _NOBODY, _NOBODY, _NOBODY),
]


def as_markdown() -> str:
    """The table as `docs/droits.md` keeps it."""
    roles = " | ".join(role.label for role in ROLES)
    rule = " | ".join("---" for _ in range(len(ROLES) + 1))
    lines = [
        "# Qui voit et fait quoi",
        "",
        "Ce tableau est produit par `manage.py rights` à partir de celui que les tests",
    ]
    lines += ["vérifient (`config/rights.py`).", "", "## Pages et actions", ""]
    lines += [f"| action | {roles} |", f"| {rule} |"]
    lines += [f"| {row.does} | {' | '.join(row.answers)} |" for row in URLS]
    lines += ["", "## Données que l'on voit", "", f"| données | {roles} |", f"| {rule} |"]
    lines += [f"| {row.data} | {' | '.join(row.scopes)} |" for row in DATA]
    lines += ["", "## Écrire dans l'administration", "", f"| données | {roles} |", f"| {rule} |"]
    lines += [f"| {row.data} | {' | '.join(row.told)} |" for row in RECORDS]
    return "\n".join(lines) + "\n"
