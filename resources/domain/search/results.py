"""What is found: a page of resources, how many there are of each sort, and a passage of each, in one query."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from resources.models import Audience

from .meaning import Meaning, understand
from .passages import Passage, passage_of
from .statement import statement
from .words import plain, tidy

PER_PAGE = 20
# Where no resource holds all the words, those that hold some of the rarest.
SOME_TERMS = 4


@dataclass(frozen=True)
class Asked:
    """A search: words, filters (empty for none), order and page; `exact` takes the words as they are typed."""

    text: str = ""
    kind: str = ""
    theme: str = ""
    region: str = ""
    format: str = ""
    audience: str = ""
    since: str = ""
    order: str = ""
    page: int = 1
    exact: bool = False


@dataclass(frozen=True)
class Found:
    """A resource in the list."""

    number: int
    title: str
    kind: str
    summary: str
    issued_on: date
    themes: list[int]
    regions: list[str]
    formats: list[str]
    file_level: int
    downloads: int
    thumbnail: int | None
    superseded: bool
    passage: Passage | None = None


@dataclass
class Results:
    """What a search gives; `some_words` says that no resource holds them all."""

    text: str
    total: int = 0
    page: int = 1
    found: list[Found] = field(default_factory=list)
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    corrections: list[tuple[str, str]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    some_words: bool = False

    @property
    def pages(self) -> int:
        return -(-self.total // PER_PAGE)

    @property
    def best_guess(self) -> str:
        """What was typed, with its mistakes mended."""
        text = self.text
        for typed, better in self.corrections:
            text = text.lower().replace(typed, better)
        return text


def search(asked: Asked, *, step: int, limit: int = PER_PAGE) -> Results:
    """The page asked for of what those who stand on `step` may find; `limit` rows a page."""
    text = tidy(asked.text)
    meaning = understand(text, step=step, as_typed=asked.exact) if text else Meaning()
    results = Results(text, page=asked.page, corrections=meaning.corrections, marks=meaning.marks)
    if text and meaning.is_empty:
        return results
    _fill(results, asked, meaning, step, limit)
    if not results.total and len(meaning.terms) > 1 and not any(asked_for(asked).values()):
        results.some_words = True
        _fill(results, asked, meaning, step, limit, some=True)
    return results


def asked_for(asked: Asked) -> dict[str, object]:
    """The filters in use, as the query takes them."""
    today = timezone.localdate()
    years = {"1": 1, "3": 3, "5": 5}.get(asked.since)
    return {
        "kind": asked.kind,
        "theme": int(asked.theme) if asked.theme.isdigit() else None,
        "region": asked.region,
        "format": asked.format,
        "audience": int(asked.audience) if asked.audience.isdigit() else None,
        "since": today - timedelta(days=365 * years) if years else None,
    }


def _fill(results: Results, asked: Asked, meaning: Meaning, step: int, limit: int, *, some: bool = False) -> None:
    active = {name: value for name, value in asked_for(asked).items() if value not in {"", None}}
    rarest = sorted(meaning.terms, key=lambda term: term.rarity or 10**9)[:SOME_TERMS]
    parameters = active | {
        "step": step,
        "limit": limit,
        "offset": (asked.page - 1) * limit,
        "marks": meaning.marks,
    }
    if not meaning.is_empty:
        parameters |= {
            "query": meaning.any_of(rarest) if some else meaning.all_of(),
            "any": meaning.any_of(),
            "title": meaning.all_of("A"),
            "start": plain(results.text).strip() + "%",
            "terms": [term.query for term in meaning.terms],
        }
    with connection.cursor() as cursor:
        sql = statement(
            active, order=asked.order, words=not meaning.is_empty, some=some, opens_all=step == Audience.STAFF
        )
        cursor.execute(sql, parameters)
        total, facets, rows = cursor.fetchone()
    results.total, results.facets = total, {name: found or {} for name, found in (facets or {}).items()}
    results.found = [_found(row, meaning) for row in rows or ()]


def _found(row: dict, meaning: Meaning) -> Found:
    passage = passage_of(row.pop("passage"), row.pop("page"), meaning.marks)
    row["issued_on"] = date.fromisoformat(row["issued_on"])
    return Found(**row, passage=passage)


def near_titles(text: str, *, step: int) -> list[tuple[int, str]]:
    """Resources whose title looks like what was typed, for a search that finds nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT resource_id, title FROM ("
            "  SELECT resource_id, title, boost, word_similarity(%(text)s, sort_title) AS looks"
            "  FROM resources_searchentry WHERE level <= %(step)s"
            ") near WHERE looks > 0.35 ORDER BY looks DESC, boost DESC LIMIT 5",
            {"text": plain(text), "step": step},
        )
        return cursor.fetchall()
