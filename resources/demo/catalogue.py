"""The catalogue as written in `texts/`: themes, what they say, and titles.

`#` a theme, `##` a theme within it, followed by its description; `?` a sentence of summaries; `>` a topic; `=` a
resource: kind, title, keywords and perhaps regions. Of the resource above: `+` a sentence of its files, `~` its summary,
`@` how to get access, `!` what a later version changed, `<` an older resource that it replaces and its year, `*` its
state when it is not published.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "texts"
REGIONS = {"11": "en Île-de-France", "28": "en Normandie", "32": "dans les Hauts-de-France", "44": "dans le Grand Est",
           "53": "en Bretagne", "75": "en Nouvelle-Aquitaine", "76": "en Occitanie",
           "84": "en Auvergne-Rhône-Alpes"}  # fmt: skip


@dataclass
class Theme:
    """A theme that holds resources, and what is said of its subject."""

    name: str
    parent: str
    description: str = ""
    sentences: list[str] = field(default_factory=list)
    topics: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Entry:
    """A resource as the catalogue describes it."""

    theme: Theme
    kind: str
    title: str
    keywords: list[str]
    regions: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    summary: str = ""
    access: str = ""
    changes: list[str] = field(default_factory=list)
    replaces: "Entry | None" = None
    replaced: bool = False
    year: int | None = None
    state: str = "published"
    proposed_region: str | None = None
    note: str = ""

    @property
    def versions(self) -> int:
        return 1 + len(self.changes)


@dataclass
class Catalogue:
    """Wide themes with their descriptions, themes within them, and resources."""

    wide: dict[str, str] = field(default_factory=dict)
    themes: list[Theme] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


@cache
def read_catalogue() -> Catalogue:
    """What the files of `texts/` say, in the order of their names."""
    catalogue = Catalogue()
    for path in sorted(FOLDER.glob("*.txt")):
        _read_file(path.read_text(encoding="utf-8").splitlines(), catalogue)
    return catalogue


def _read_file(lines: list[str], catalogue: Catalogue) -> None:
    wide, theme, last = "", None, []
    for line in filter(None, lines):
        mark, _, rest = line.partition(" ")
        match mark:
            case "#":
                wide, theme = rest, None
                catalogue.wide.setdefault(wide, "")
            case "##":
                theme = _theme(catalogue, rest, wide)
            case "?":
                theme.sentences.append(rest)
            case ">":
                heading, _, text = rest.partition(" : ")
                theme.topics.append((heading, text))
            case "=":
                last = _entries(theme, [part.strip() for part in rest.split("|")])
                catalogue.entries += last
            case "<":
                title, year = rest.rsplit(" | ", 1)
                catalogue.entries.append(_replaced(last[0], title, int(year)))
            case "+" | "~" | "@" | "!" | "*":
                for entry in last:
                    _complete(entry, mark, rest)
            case _ if theme is None:
                catalogue.wide[wide] = line
            case _:
                theme.description = line


def _theme(catalogue: Catalogue, name: str, wide: str) -> Theme:
    """The theme of this name, which another file may have opened."""
    for theme in catalogue.themes:
        if (theme.parent, theme.name) == (wide, name):
            return theme
    theme = Theme(name, wide)
    catalogue.themes.append(theme)
    return theme


def _entries(theme: Theme, parts: list[str]) -> list[Entry]:
    """One resource, or one a year or a region where the title says so."""
    kind, title, keywords = parts[0], parts[1], [word.strip() for word in parts[2].split(",")]
    if years := re.search(r"\{years (\d+) (\d+) ?(\d*)\}", title):
        first, last, step = int(years[1]), int(years[2]), int(years[3] or 1)
        return [
            Entry(theme, kind, title.replace(years[0], str(year)), [*keywords, str(year)], year=year)
            for year in range(first, last + 1, step)
        ]
    if "{regions}" in title:
        return [
            Entry(theme, kind, title.replace("{regions}", name), keywords, regions=[code])
            for code, name in REGIONS.items()
        ]
    return [Entry(theme, kind, title, keywords, regions=parts[3].split() if len(parts) > 3 else [])]


def _replaced(entry: Entry, title: str, year: int) -> Entry:
    entry.replaces = Entry(entry.theme, entry.kind, title, entry.keywords, replaced=True, year=year)
    return entry.replaces


def _complete(entry: Entry, mark: str, rest: str) -> None:
    match mark:
        case "+":
            entry.details.append(rest)
        case "~":
            entry.summary = rest
        case "@":
            entry.access = rest
        case "!":
            entry.changes.append(rest)
        case "*":
            state, _, entry.note = rest.partition(" | ")
            entry.state, _, region = state.partition(" ")
            entry.proposed_region = region or None
