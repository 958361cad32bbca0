"""What was typed, understood: roots, synonyms, the end of a word being typed, and typing mistakes."""

import re
from dataclasses import dataclass, field

from django.db import connection
from rapidfuzz.distance import OSA

from .synonyms import Synonyms, phrase_queries, synonyms
from .words import Item, items_of, plain

SHORTEST_START = 2
COMPLETIONS = 24
_LIKE = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


@dataclass(frozen=True)
class Term:
    """One thing that is looked for: alternatives as a tsquery, and the beginnings of words to mark in passages.

    `rarity` tells in how many resources it stands, as far as the vocabulary knows.
    """

    typed: str
    query: str
    marks: tuple[str, ...]
    rarity: int = 0
    corrected: str = ""

    def weighted(self, weight: str) -> str:
        """The same, looked for at one weight only: A is the title."""
        return _weigh(self.query, weight)


@dataclass(frozen=True)
class Meaning:
    """A whole search: what every resource found must hold, and what none may."""

    terms: list[Term] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.terms

    @property
    def corrections(self) -> list[tuple[str, str]]:
        """Words typed that nobody writes, and those taken in their place."""
        return [(term.typed, term.corrected) for term in self.terms if term.corrected]

    @property
    def marks(self) -> list[str]:
        """Beginnings of words to mark, those of the rarest terms first."""
        return [mark for term in sorted(self.terms, key=lambda term: term.rarity) for mark in term.marks]

    def all_of(self, weight: str = "") -> str:
        parts = [f"({term.weighted(weight) if weight else term.query})" for term in self.terms]
        return " & ".join([*parts, *(f"!({query})" for query in self.excluded)])

    def any_of(self, terms: list[Term] | None = None) -> str:
        return " | ".join(f"({term.query})" for term in (terms or self.terms))


@dataclass(frozen=True)
class _Known:
    """What the vocabulary tells of a word."""

    roots: frozenset[str]
    form: bool
    documents: int


def understand(text: str, *, step: int, as_typed: bool = False) -> Meaning:
    """The meaning of a tidy text for who stands on `step`; `as_typed` corrects nothing."""
    items = items_of(text)
    words = list(dict.fromkeys(word for item in items for word in item.words))
    if not words:
        return Meaning()
    known = _look_up(words, step)
    kept = synonyms()
    excluded = phrase_queries([item.text for item in items if item.excluded])
    # Stop words have no root, and leave no gap in an expression.
    items = [item for item in items if not item.excluded and (item.quoted or known[item.words[0]].roots)]
    terms: list[Term] = []
    place = 0
    roots = [known[item.words[0]].roots if len(item.words) == 1 else frozenset() for item in items]
    while place < len(items):
        item = items[place]
        same = None if item.quoted else kept.found_at(roots, place)
        if same:
            size, group = same
            typed = " ".join(other.words[0] for other in items[place : place + size])
            rarity = min(known[other.words[0]].documents for other in items[place : place + size])
            terms.append(Term(typed, _one_of(group), tuple(e.mark for e in group), rarity))
            place += size
            continue
        last = place == len(items) - 1 and not text.endswith(('"', " "))
        terms.append(_term(item, known, kept, step, being_typed=last, as_typed=as_typed))
        place += 1
    return Meaning([term for term in terms if term.query], [query for query in excluded if query])


def _term(
    item: Item, known: dict[str, _Known], kept: Synonyms, step: int, *, being_typed: bool, as_typed: bool
) -> Term:
    """A word that stands in no group of synonyms, or a phrase."""
    typed = " ".join(item.words)
    if item.quoted:
        rarity = min(known[word].documents for word in item.words)
        return Term(typed, phrase_queries([item.text])[0], tuple(plain(word) for word in item.words), rarity)
    word = item.words[0]
    found = known[word]
    bare = plain(word)
    alternatives, marks, documents = set(found.roots), [_stem_mark(bare, found.roots)], found.documents
    if being_typed and not found.form and len(bare) >= SHORTEST_START:
        for form, roots, times in _starting_with(bare, step):
            alternatives |= roots
            documents += times
            marks.append(form)
    if not documents and not as_typed and not any(sign.isdigit() for sign in word):
        better = _correction(bare, kept, step)
        if better:
            again = _look_up([better], step)[better]
            group = kept.found_at([again.roots], 0)
            query = _one_of(group[1]) if group else _any_root(again.roots)
            return Term(word, query, (_stem_mark(plain(better), again.roots),), again.documents, corrected=better)
    return Term(word, _any_root(alternatives), tuple(marks), documents)


def _look_up(words: list[str], step: int) -> dict[str, _Known]:
    """The roots of each word, and whether those who stand on `step` read it, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT word, roots,
                   EXISTS (SELECT 1 FROM resources_word WHERE form = bare AND level <= %(step)s),
                   coalesce((SELECT max(documents) FROM resources_word WHERE lexemes && roots AND level <= %(step)s), 0)
            FROM unnest(%(words)s::text[], %(bare)s::text[]) asked(word, bare),
            LATERAL (SELECT tsvector_to_array(portail_vector(word))::varchar[] AS roots) stemmed
            """,
            {"words": words, "bare": [plain(word) for word in words], "step": step},
        )
        return {word: _Known(frozenset(roots), form, times) for word, roots, form, times in cursor.fetchall()}


def _starting_with(start: str, step: int) -> list[tuple[str, frozenset[str], int]]:
    """The most used words that begin as the one being typed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT form, lexemes, documents FROM resources_word WHERE form LIKE %s AND level <= %s "
            "ORDER BY documents DESC LIMIT %s",
            [start.translate(_LIKE) + "%", step, COMPLETIONS],
        )
        return [(form, frozenset(roots), times) for form, roots, times in cursor.fetchall()]


def _correction(word: str, kept: Synonyms, step: int) -> str:
    """The nearest word that is read, if it is near enough: one mistake up to five letters, two to eight, three beyond."""
    if len(word) < 3:
        return ""
    allowed = 1 if len(word) <= 5 else 2 if len(word) <= 8 else 3
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT form, documents FROM resources_word WHERE form %% %s AND level <= %s "
            "ORDER BY similarity(form, %s) DESC, documents DESC LIMIT 40",
            [word, step, word],
        )
        near = dict(cursor.fetchall())
    near |= {plain(term): near.get(plain(term), 1) for term in kept.single_words}
    ranked = sorted(
        (OSA.distance(word, form, score_cutoff=allowed), form[:1] != word[:1], -documents, form)
        for form, documents in near.items()
    )
    return ranked[0][3] if ranked and ranked[0][0] <= allowed else ""


def _stem_mark(bare: str, roots: frozenset[str]) -> str:
    """As much of the beginning of a word as its roots share: what its other forms begin with."""
    shared = [len(_shared(bare, root)) for root in roots]
    return bare[: max(3, min(shared))] if shared else bare


def _shared(one: str, other: str) -> str:
    size = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:size]


def _quoted(root: str) -> str:
    escaped = root.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _any_root(roots) -> str:
    return " | ".join(_quoted(root) for root in sorted(roots))


def _one_of(group) -> str:
    return " | ".join(expression.query for expression in group)


def _weigh(query: str, weight: str) -> str:
    """The same query with a weight on every root: they are all between quotes."""
    return re.sub(r"'((?:[^']|'')*)'", rf"'\1':{weight}", query)
