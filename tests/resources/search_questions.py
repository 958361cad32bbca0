"""Sixty questions that people ask of the demonstration's resource centre, and what they want to find.

A question wants one of some titles, or a resource of some theme where the word only stands in the files.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """What is typed; `titles` are beginnings of titles, any of which will do; `theme` is the name of a theme."""

    kind: str
    text: str
    titles: tuple[str, ...] = ()
    theme: str = ""


def _ask(kind: str, text: str, *titles: str, theme: str = "") -> Question:
    return Question(kind, text, titles, theme)


CDDI = ("Le CDDI de A à Z", "Contrat à durée déterminée d'insertion", "Avenant de renouvellement de CDDI",
        "Rompre un CDDI", "Temps partiel en CDDI")  # fmt: skip
QUESTIONS = [
    # Plural, singular, verb and noun.
    _ask("forme", "conventions renouvelées", "Renouveler la convention", "Trame de bilan triennal"),
    _ask("forme", "budgets prévisionnels", "Construire le budget prévisionnel", "Budget prévisionnel"),
    _ask("forme", "statut modifié", "Modifier ses statuts"),
    _ask("forme", "fiches de poste encadrants", "Fiche de poste d'un encadrant"),
    _ask("forme", "conflits d'équipe", "Prévenir et désamorcer un conflit"),
    _ask("forme", "jurys", "Être membre d'un jury", "Le jour du jury", "Préparer un salarié au CQP"),
    _ask("forme", "sentiers", "Aménager et entretenir un sentier"),
    _ask("forme", "financer une formation", "Financer la formation"),
    # Accents left out, capitals, apostrophes.
    _ask("accent", "tresorerie", "Plan de trésorerie glissant", "Que faire quand la trésorerie"),
    _ask("accent", "benevole", "Le trésorier bénévole", "Bénévole ou salarié", "Convention d'engagement réciproque"),
    _ask("accent", "MARAICHAGE", "Maraîchage biologique"),
    _ask("accent", "reglement interieur", "Règlement intérieur"),
    _ask("accent", "mecenat", "Convention de mécénat", "Mécénat d'entreprise"),
    _ask("accent", "l’assemblée générale", "Préparer et tenir l'assemblée générale", "Convocation, pouvoir"),
    _ask("accent", "egalite femmes hommes", "Égalité entre les femmes et les hommes"),
    _ask("accent", "Ecologique espaces verts", "Gestion écologique des espaces verts"),
    # Acronyms.
    _ask("sigle", "CDDI", *CDDI),
    _ask("sigle", "PMSMP", "Organiser une PMSMP", "Bilan de période de mise en situation", "L'immersion"),
    _ask(
        "sigle",
        "AFEST",
        "L'AFEST en chantier",
        "Livret de suivi AFEST",
        "Rôle du référent",
        "Bilan de l'expérimentation",
    ),
    _ask("sigle", "fiche de poste CIP", "Fiche de poste d'une conseillère en insertion"),
    _ask("sigle", "DUERP", "Document unique d'évaluation", "Rédiger et faire vivre son document unique"),
    _ask("sigle", "ETPI", "Calculer ses ETPI", "Tableau de suivi des ETPI"),
    _ask("sigle", "EPI", "Fiche de remise des EPI", "Choisir et remettre les équipements", "Vêtements de travail"),
    _ask("sigle", "RGPD", "RGPD en ACI", "Registre des activités"),
    _ask("sigle", "FLE", "Français langue étrangère", "Niveaux de langue"),
    _ask("sigle", "CSE", "Mettre en place le CSE", "Les heures de délégation", "Protocole d'accord préélectoral"),
    _ask("sigle", "statuts ACI", "Statuts types d'une association"),
    _ask("sigle", "RQTH", "Demander la RQTH"),
    _ask("sigle", "contrat à durée déterminée d'insertion", *CDDI),
    _ask("sigle", "conditions de travail", "Ouvrir une démarche QVCT", "Questionnaire de climat"),
    # Typing mistakes.
    _ask("faute", "convantion collective", "Convention collective nationale"),
    _ask("faute", "acompagnement après la sortie", "Accompagner après la sortie"),
    _ask("faute", "comercialisation 30 %", "La règle des 30 %"),
    _ask("faute", "ilettrisme", "Agir contre l'illettrisme"),
    _ask("faute", "resourcerie", "Créer une ressourcerie", "Logiciel de caisse"),
    _ask("faute", "covoiturgae", "Le covoiturage organisé"),
    _ask("faute", "moblité diagnostic", "Diagnostic mobilité individuel"),
    _ask("faute", "dialoge de gestion", "Réussir son dialogue", "Support de présentation", "Le dialogue de gestion"),
    _ask("faute", "tronconeuse", "Tronçonneuse et débroussailleuse"),
    _ask("faute", "sorties dinamiques", "Les sorties dynamiques", "Négocier ses objectifs"),
    # A word that only the files say.
    _ask("fichier", "scrutateurs", theme="Instances et assemblées"),
    _ask("fichier", "marchandage", theme="Droit de l'activité et responsabilités"),
    _ask("fichier", "hérisson", theme="Espaces verts et nature"),
    _ask("fichier", "Visale", theme="Freins périphériques"),
    _ask("fichier", "anticoupure", theme="Équipements et machines"),
    _ask("fichier", "tuilage", theme="Gestion des compétences des permanents"),
    _ask("fichier", "mangrove", theme="Outre-mer et Europe"),
    # Words apart from one another.
    _ask("écart", "permis financement", "Financer le permis de conduire"),
    _ask("écart", "prix paniers", "Paniers solidaires"),
    _ask("écart", "devis peinture", "Métré et devis d'une remise en peinture"),
    _ask("écart", "salarié entretien trois", "Mener un entretien tripartite"),
    _ask("écart", "vélo livraison", "Cyclologistique"),
    # Questions, as one would say them.
    _ask("question", "comment renouveler une convention ?", "Renouveler la convention"),
    _ask("question", "que faire après un accident du travail", "Accident du travail", "Analyser un accident"),
    _ask("question", "qui fait quoi entre le président et le directeur", "Le rôle du président"),
    _ask("question", "comment calculer le taux d'encadrement ?", "Calculer et défendre son taux d'encadrement"),
    _ask("question", "quelles sont les règles de cumul du RSA", "RSA, allocations et salaire"),
    _ask("question", "comment répondre à un marché public", "Répondre à un marché public réservé"),
    # What is being typed.
    _ask("début", "conserv", "Créer une conserverie"),
    _ask("début", "plan de cul", "Plan de culture"),
]
