"""What a resource and its files say: composed from the catalogue, the same each time."""

import random
from dataclasses import asdict, dataclass, field

from .catalogue import Catalogue, Entry, Theme

OPENINGS = {
    "guide": ["Un guide pas à pas.", "Guide pratique, exemples à l'appui.", "Un guide d'une lecture aisée."],
    "sheet": ["Une fiche pour aller à l'essentiel.", "L'essentiel en deux pages.", "Fiche pratique, à garder sous la main."],
    "model": ["Un modèle prêt à adapter.", "Modèle à compléter, avec sa notice.", "Une trame que chacun reprend à sa façon."],
    "legal": ["Le texte officiel et une note de lecture.", "Un texte de référence, commenté."],
    "study": ["Une étude chiffrée et ses enseignements.", "Résultats, méthode et limites."],
    "video": ["Une vidéo courte, à regarder en équipe.", "Film sous-titré d'une dizaine de minutes."],
    "archive": ["Document conservé pour mémoire.", "Archive du réseau, telle qu'elle fut diffusée."],
}  # fmt: skip
CLOSINGS = [
    "On y parle surtout de {}.", "Au sommaire : {}.", "À rapprocher des autres ressources sur ces sujets : {}.",
    "Pour qui s'occupe de {}.",
]  # fmt: skip
STEPS = [
    ("Faire le point", "direction", "semaine 1"), ("Réunir l'équipe", "coordination", "semaine 2"),
    ("Rassembler les pièces", "assistante administrative", "semaine 3"), ("Écrire une première version", "binôme", "semaine 4"),
    ("Relire avec un pair du réseau", "association régionale", "semaine 6"), ("Valider", "bureau", "semaine 8"),
    ("Mettre en œuvre", "encadrants", "mois 3"), ("Évaluer et corriger", "toute l'équipe", "mois 6"),
]  # fmt: skip
QUESTIONS = [
    "Qui est concerné, et qui faut-il prévenir ?", "Quelles pièces faut-il garder, et combien de temps ?",
    "Que disent les personnes elles-mêmes ?", "Quel est le coût en heures pour l'équipe ?",
    "À quelle date relire ce qui a été décidé ?", "Qui, dans le réseau, l'a déjà fait ?",
]  # fmt: skip
FIELDS = ["Structure", "Nom et fonction", "Date", "Objet", "Constats", "Décisions", "Échéance", "Signature"]


@dataclass
class Table:
    """A titled table; numbers are numbers."""

    caption: str
    head: list[str]
    rows: list[list]


@dataclass
class Document:
    """What a file says, whatever its format."""

    title: str
    subtitle: str
    parts: list[tuple[str, str]]
    tables: list[Table] = field(default_factory=list)

    def as_json(self) -> dict:
        return asdict(self)


def source_of(*what) -> random.Random:
    """A source of chance that belongs to a thing, whatever is written before it."""
    return random.Random("|".join(map(str, what)))  # noqa: S311 (fictitious data must come out the same each time)


def summary_of(entry: Entry) -> str:
    """What the notice says: about the resource, seldom the words of its files."""
    rng = source_of("summary", entry.title)
    if entry.summary:
        return entry.summary
    said = [rng.choice(OPENINGS[entry.kind]), rng.choice(entry.theme.sentences)]
    if len(entry.keywords) > 1:
        said.append(rng.choice(CLOSINGS).format(_listed(entry.keywords)))
    return " ".join(said)


def formats_of(entry: Entry) -> list[str]:
    """The formats of the files that a version gives; none for what is only a link."""
    rng = source_of("formats", entry.title)
    told = entry.title + " ".join(entry.keywords)
    match entry.kind:
        case "model" if any(word in told for word in ("tableur", "Tableau", "Budget", "Registre", "Calcul", "Relevé")):
            return ["xlsx"]
        case "model" if "résentation" in told:
            return ["pptx"]
        case "model":
            return [rng.choices(["docx", "odt"], [3, 1])[0]]
        case "video":
            return ["png"] if rng.random() < 0.2 else []
        case "offer":
            return ["pdf"] if rng.random() < 0.6 else []
        case "guide":
            return rng.choices([["pdf"], ["docx"], ["pdf", "odt"], ["pdf", "pptx"], ["pdf", "xlsx"]], [9, 4, 4, 2, 2])[
                0
            ]
        case "study":
            return ["pdf"] + rng.choices([[], ["pptx"]], [2, 1])[0]
        case "sheet":
            return [rng.choices(["pdf", "docx", "odt", "pptx"], [4, 4, 7, 1])[0]]
        case "archive":
            return rng.choices([["pdf"], ["pdf", "png"], ["docx"], ["odt"]], [5, 2, 2, 2])[0]
    return ["pdf"]


def document_of(entry: Entry, version: int, position: int, found: str, catalogue: Catalogue) -> Document:
    """What the file at `position` of a version says."""
    rng = source_of("file", entry.title, version, position)
    topics = list(entry.theme.topics)
    rng.shuffle(topics)
    wanted = {"guide": 4, "study": 3, "tool": 3}.get(entry.kind, 2)
    parts = topics[:wanted] if position == 0 else topics[-2:]
    if position == 0 and entry.kind in {"guide", "study"}:
        parts += [rng.choice(theme.topics) for theme in rng.sample(_siblings(entry.theme, catalogue), 2)]
    parts = [("De quoi il s'agit", summary_of(entry)), *parts]
    parts += [("À savoir", detail) for detail in entry.details if position == 0]
    if version > 1:
        parts.append(("Ce qui a changé dans cette version", entry.changes[version - 2]))
    subtitle = f"{entry.theme.name} – version {version}" if entry.versions > 1 else entry.theme.name
    title = entry.title if position == 0 else f"{entry.title} : {_annex(found)}"
    return Document(title, subtitle, parts, _tables(entry, found, rng))


def file_name(entry: Entry, position: int, found: str) -> str:
    """The name under which people save the file."""
    stem = entry.title if position == 0 else f"{entry.title} ({_annex(found)})"
    return (
        "".join(letter if letter.isalnum() or letter in " -'()," else " " for letter in stem)[:100].strip()
        + f".{found}"
    )


def _annex(found: str) -> str:
    return {"pptx": "diaporama", "xlsx": "classeur", "png": "image"}.get(found, "annexe à compléter")


def _siblings(theme: Theme, catalogue: Catalogue) -> list[Theme]:
    return [other for other in catalogue.themes if other.parent == theme.parent and other is not theme]


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " et " + words[-1]


def _tables(entry: Entry, found: str, rng: random.Random) -> list[Table]:
    if found == "xlsx":
        return _workbook(entry, rng)
    if entry.kind == "model":
        return [Table("À compléter", ["Rubrique", "Votre réponse"], [[name, ""] for name in FIELDS])]
    if entry.kind in {"study", "archive"}:
        first = (entry.year or 2022) - 4
        rows = [
            [year, rng.randint(90, 900), rng.randint(15, 60), f"{rng.uniform(42, 68):.1f} %".replace(".", ",")]
            for year in range(first, first + 5)
        ]
        return [Table("Série observée", ["Année", "Réponses", "Postes moyens", "Taux"], rows)]
    if entry.kind == "guide":
        return [Table("Les étapes", ["Étape", "Qui", "Quand"], [list(step) for step in STEPS])]
    questions = rng.sample(QUESTIONS, 4)
    return [
        Table("Les questions à se poser", ["Question", "Votre réponse"], [[question, ""] for question in questions])
    ]


def _workbook(entry: Entry, rng: random.Random) -> list[Table]:
    """Sheets with numbers, by what the model is for."""
    told = entry.title.lower()
    months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
              "novembre", "décembre"]  # fmt: skip
    if "budget" in told or "financement" in told or "prix" in told:
        charges = ["Achats et matières", "Loyers et énergie", "Déplacements", "Salaires des permanents",
                   "Salaires en insertion", "Cotisations", "Amortissements"]  # fmt: skip
        income = [
            "Ventes et prestations",
            "Aide au poste",
            "Département",
            "Intercommunalité",
            "Fonds européens",
            "Mécénat",
        ]
        return [
            Table("Charges", ["Poste", "Prévu", "Réalisé"], [[row, rng.randint(4, 240) * 500, 0] for row in charges]),
            Table("Produits", ["Poste", "Prévu", "Réalisé"], [[row, rng.randint(4, 240) * 500, 0] for row in income]),
        ]
    if "charge" in told or "culture" in told or "formation" in told:
        rows = [[f"Semaine {week}", rng.randint(0, 8), rng.randint(0, 8), rng.randint(4, 12)] for week in range(1, 53)]
        return [Table("Planning", ["Semaine", "Équipe A", "Équipe B", "Capacité"], rows)]
    if "etpi" in told or "trésorerie" in told or "tableau" in told:
        rows = [[month, rng.randint(900, 2400), rng.randint(8, 22), rng.randint(8, 22)] for month in months]
        return [Table("Suivi mensuel", ["Mois", "Heures payées", "Prévu", "Réalisé"], rows)]
    return [Table("Suivi", ["N°", *FIELDS[1:6]], [[number, *[""] * 5] for number in range(1, 31)])]
