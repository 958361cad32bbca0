"""Expressions that mean the same, ready to be put in the place of one another."""

from dataclasses import dataclass
from uuid import uuid4

from django.core.cache import cache
from django.db import connection, transaction

from resources.models import SynonymGroup

from .words import plain, tidy

_KEY = "resources:synonyms"
_KEPT_SECONDS = 600
_kept: dict = {}


@dataclass(frozen=True)
class Expression:
    """A word or several: `roots` of each of its words, stop words left out, its `query` and its first words in bare letters."""

    shown: str
    roots: tuple[frozenset[str], ...]
    query: str
    mark: str


@dataclass(frozen=True)
class Synonyms:
    """Groups of expressions, and the groups in which a root begins an expression."""

    groups: list[list[Expression]]
    starts: dict[str, list[tuple[int, Expression]]]

    def found_at(self, roots: list[frozenset[str]], place: int) -> tuple[int, list[Expression]] | None:
        """The longest expression that stands at `place` of a text: how many words it takes, and its group."""
        best: tuple[int, int] | None = None
        for root in roots[place]:
            for group, expression in self.starts.get(root, ()):
                size = len(expression.roots)
                theirs = roots[place : place + size]
                fits = len(theirs) == size and all(
                    mine & their for mine, their in zip(expression.roots, theirs, strict=True)
                )
                if fits and (best is None or size > best[0]):
                    best = (size, group)
        return (best[0], self.groups[best[1]]) if best else None

    @property
    def single_words(self) -> list[str]:
        """The acronyms and words kept, which typing mistakes may aim at."""
        return [e.shown for group in self.groups for e in group if len(e.roots) == 1 and " " not in e.shown]


def synonyms() -> Synonyms:
    """The groups that staff keep: read once a process and stamp, which the cache gives and each change takes away."""
    stamp = cache.get(_KEY)
    if stamp is None:
        stamp = uuid4().hex
        cache.set(_KEY, stamp, _KEPT_SECONDS)
    if _kept.get("stamp") != stamp:
        # One assignment, so that another thread never meets a stamp with the groups of another.
        _kept.update(stamp=stamp, groups=_read())
    return _kept["groups"]


def synonyms_changed() -> None:
    """Have the groups read again, now and once the change is committed."""
    cache.delete(_KEY)
    transaction.on_commit(lambda: cache.delete(_KEY))


def _read() -> Synonyms:
    kept = list(SynonymGroup.objects.order_by("pk").values_list("terms", flat=True))
    terms = [tidy(term).lower() for group in kept for term in group]
    words = sorted({word for term in terms for word in plain(term).split()})
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, tsvector_to_array(portail_vector(word)) FROM unnest(%s::text[]) word", [words])
        roots = {word: frozenset(found) for word, found in cursor.fetchall()}
    queries = iter(phrase_queries(terms))
    groups = []
    for group in kept:
        expressions = [_expression(tidy(term).lower(), roots, next(queries)) for term in group]
        groups.append([expression for expression in expressions if expression.roots])
    starts: dict[str, list[tuple[int, Expression]]] = {}
    for number, group in enumerate(groups):
        for expression in group:
            for root in expression.roots[0]:
                starts.setdefault(root, []).append((number, expression))
    return Synonyms(groups, starts)


def phrase_queries(texts: list[str]) -> list[str]:
    """For each text the tsquery, in words, of its roots one after the other; empty for stop words alone."""
    if not texts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT portail_unaccent(phraseto_tsquery('french', said)::text), "
            "phraseto_tsquery('french', portail_unaccent(said))::text "
            "FROM unnest(%s::text[]) WITH ORDINALITY asked(said, rank) ORDER BY rank",
            [texts],
        )
        return [" | ".join(sorted({f"({query})" for query in pair if query})) for pair in cursor.fetchall()]


def _expression(term: str, roots: dict[str, frozenset[str]], query: str) -> Expression:
    bare = plain(term)
    told = tuple(roots[word] for word in bare.split() if roots.get(word))
    return Expression(shown=term, roots=told, query=query, mark=bare)
