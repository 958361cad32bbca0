"""Collections: paths through the resources, in an order that an editor chose."""

from django.utils.text import slugify

from members.models import User
from resources.models import Audience, Collection, CollectionItem, Resource

# Title, presentation, who sees it, titles in order.
COLLECTIONS = [
    ("Créer un ACI", "De l'idée au premier jour d'activité, dans l'ordre où les questions se posent.", Audience.PUBLIC, [
        "Créer un ACI : le parcours du porteur de projet", "Trame d'étude de faisabilité",
        "Association, SCIC ou collectivité : quelle forme pour porter un ACI ?", "Plan de financement de démarrage",
        "Monter son premier dossier de conventionnement", "Comprendre l'annexe financière d'un ACI"]),
    ("Première année de direction", "Ce qu'une nouvelle directrice ou un nouveau directeur lit d'abord.", Audience.MEMBERS, [
        "Le rôle du président et celui du directeur : qui fait quoi ?", "Comprendre l'annexe financière d'un ACI",
        "Tableau de bord mensuel de la direction", "Lire un bilan et un compte de résultat",
        "Réussir son dialogue de gestion", "Mettre en place le CSE dans un ACI"]),
    ("Encadrer et transmettre", "Pour les encadrants techniques, du premier matin à la certification.", Audience.NETWORK, [
        "Encadrant technique d'insertion : un métier, des repères", "Donner une consigne qui sera comprise",
        "Construire une progression pédagogique sur un chantier", "Réaliser des modes opératoires illustrés",
        "L'AFEST en chantier d'insertion", "Préparer un salarié au CQP Salarié polyvalent"]),
    ("Accueillir un nouveau salarié", "Les documents et les gestes des premières semaines.", Audience.NETWORK, [
        "Premier jour au chantier : les documents à remettre", "Contrat à durée déterminée d'insertion",
        "Livret d'accueil du salarié en insertion", "Accueil sécurité d'un nouveau salarié",
        "Grille de diagnostic socioprofessionnel"]),
    ("Vers l'emploi", "De l'immersion au suivi après la sortie.", Audience.NETWORK, [
        "Organiser une PMSMP de bout en bout", "Travailler avec les entreprises de son territoire",
        "Les sorties dynamiques : définitions et preuves", "Accompagner après la sortie : le suivi dans l'emploi"]),
    ("Prévenir les accidents", "Évaluer, former, équiper, analyser.", Audience.PUBLIC, [
        "Rédiger et faire vivre son document unique", "SST et PRAP : former toute l'équipe",
        "Choisir et remettre les équipements de protection individuelle", "Analyser un accident avec l'arbre des causes"]),
    ("Équilibrer son budget", "Prévoir, vendre, diversifier, piloter.", Audience.MEMBERS, [
        "Construire le budget prévisionnel d'un ACI", "Budget prévisionnel d'un atelier et chantier d'insertion",
        "La règle des 30 % de commercialisation", "Diversifier ses ressources : panorama des financements",
        "Pilotage économique : l'outil de simulation du réseau"]),
    ("Quarante ans de réformes", "Archives pour comprendre d'où viennent les règles.", Audience.PUBLIC, [
        "Vingt ans de réformes de l'IAE : frise et analyse", "Loi de lutte contre les exclusions de 1998 : débats et bilan",
        "Grenelle de l'insertion : contributions du réseau", "La réforme du financement de l'IAE de 2014 : dossier complet"]),
]  # fmt: skip


def load_collections() -> None:
    numbers = dict(Resource.objects.order_by("-pk").values_list("title", "pk"))
    editor = User.objects.get(email="national@example.org")
    items = []
    for title, summary, audience, titles in COLLECTIONS:
        collection = Collection.objects.create(
            title=title, slug=slugify(title), summary=summary, audience=audience, published=True, editor=editor
        )
        items += [
            CollectionItem(collection=collection, resource_id=numbers[of], position=position, note="" if position else
                           "À lire en premier.")
            for position, of in enumerate(titles)
        ]  # fmt: skip
    CollectionItem.objects.bulk_create(items)
