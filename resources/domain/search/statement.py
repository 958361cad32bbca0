"""The one query of a search: which rows match, how many of each sort, and the page of them."""

from collections.abc import Iterable

# How many of the best found are looked at more closely, with the text of their files.
CLOSELY = 200

FILTERS = {
    "kind": "e.kind = %(kind)s",
    "theme": "e.themes @> ARRAY[%(theme)s::bigint]",
    "region": "e.regions @> ARRAY[%(region)s::varchar]",
    "format": "e.formats @> ARRAY[%(format)s::varchar]",
    "audience": "e.file_level = %(audience)s",
    "since": "e.issued_on >= %(since)s",
}
# What each facet counts, and what it is read from.
FACETS = {
    "kind": ("kind", "hits"),
    "theme": ("value", "hits, unnest(themes) value"),
    "region": ("value", "hits, unnest(regions) value"),
    "format": ("value", "hits, unnest(formats) value"),
    "audience": ("file_level", "hits"),
}
BEST = "score DESC, published_at DESC, resource_id DESC"
NEWEST = "published_at DESC, resource_id DESC"
ORDERS = {"recentes": NEWEST, "telechargees": "downloads DESC, resource_id DESC", "titre": "sort_title, resource_id"}

# Whoever may open the files finds by what they say; the others by the notice alone.
_MATCH = """(
    (e.file_level <= %(step)s AND e.full_text @@ %(query)s::tsquery)
    OR (e.file_level > %(step)s AND e.head @@ %(query)s::tsquery)
)"""
_MATCH_ALL = "e.full_text @@ %(query)s::tsquery"
# The title comes first, then how much of the notice answers, then age and use.
_SCORE = """(
    2 * (e.head @@ %(title)s::tsquery)::int + 0.5 * (e.sort_title LIKE %(start)s)::int
    + ts_rank('{0.05, 0.2, 0.5, 1}', e.head, %(any)s::tsquery) + 0.35 * e.boost
) * CASE WHEN e.superseded THEN 0.5 ELSE 1 END"""
_HELD = "(SELECT sum((e.head @@ term::tsquery)::int) FROM unnest(%(terms)s::text[]) term)"
# Where the title does not answer, the text of the files tells apart what the notices do not.
_CLOSER = """
    SELECT top.resource_id, top.published_at,
           top.score + CASE WHEN top.score < 2 AND e.file_level <= %(step)s
                            THEN ts_rank('{0.4, 0.4, 0.5, 1}', e.full_text, %(any)s::tsquery, 1) ELSE 0 END AS score
    FROM best top JOIN resources_searchentry e USING (resource_id)
"""
_ROWS = """
    SELECT json_agg(json_build_object(
        'number', e.resource_id, 'title', e.title, 'kind', e.kind, 'summary', e.summary, 'issued_on', e.issued_on,
        'themes', e.themes, 'regions', e.regions, 'formats', e.formats, 'file_level', e.file_level,
        'downloads', e.downloads, 'thumbnail', e.thumbnail, 'superseded', e.superseded,
        'passage', passage.cut, 'page', passage.page
    ) ORDER BY page.place)
    FROM page JOIN resources_searchentry e USING (resource_id)
    LEFT JOIN LATERAL (
        SELECT substr(e.text, greatest(1, place - 110), 330) AS cut,
               length(left(e.text, place)) - length(replace(left(e.text, place), E'\\f', '')) + 1 AS page
        FROM (
            SELECT strpos(e.plain, ' ' || mark) AS place, rank
            FROM unnest(%(marks)s::text[]) WITH ORDINALITY asked(mark, rank)
            WHERE e.file_level <= %(step)s AND e.text <> ''
        ) seen WHERE place > 0 ORDER BY rank LIMIT 1
    ) passage ON true
"""


def statement(active: Iterable[str], *, order: str, words: bool, some: bool, opens_all: bool) -> str:
    """The query, which gives one row: how many, the facets as JSON, and the page's resources as JSON.

    `active` names the filters in use; each facet is counted under the others, so that one may turn to its other values.
    `some` takes the resources that hold some of the words, those that hold more of them first; `opens_all` is for who
    may open every file. What people type goes as parameters, never in here.
    """
    active = list(active)
    match = (_MATCH_ALL if opens_all else _MATCH) if words else "true"
    score = (f"{_HELD} + {_SCORE}" if some else _SCORE) if words else "e.boost"
    by = ORDERS.get(order) or (BEST if words else NEWEST)
    flags = "".join(f", {FILTERS[name]} AS by_{name}" for name in active)
    kept = _all_of(active)
    counts = ", ".join(f"'{name}', ({_facet(name, active)})" for name in FACETS)
    return f"""
    WITH hits AS MATERIALIZED (
        SELECT e.resource_id, e.kind, e.themes, e.regions, e.formats, e.file_level, e.published_at, e.sort_title,
               e.downloads, {score} AS score{flags}
        FROM resources_searchentry e WHERE e.level <= %(step)s AND {match}
    ),
    best AS (SELECT * FROM hits WHERE {kept} ORDER BY {by} LIMIT greatest({CLOSELY}, %(offset)s + %(limit)s)),
    page AS (
        SELECT resource_id, row_number() OVER (ORDER BY {by}) AS place
        FROM ({_CLOSER if words and by == BEST else "SELECT * FROM best"}) ranked
        ORDER BY {by} LIMIT %(limit)s OFFSET %(offset)s
    )
    SELECT (SELECT count(*) FROM hits WHERE {kept}), json_build_object({counts}), ({_ROWS})
    """  # noqa: S608 (made of this module's constants)


def _facet(name: str, active: list[str]) -> str:
    value, source = FACETS[name]
    others = _all_of([other for other in active if other != name])
    counted = f"SELECT {value} AS value, count(*) AS n FROM {source} WHERE {others} GROUP BY 1"  # noqa: S608
    return f"SELECT json_object_agg(value, n) FROM ({counted}) counted"  # noqa: S608


def _all_of(filters: list[str]) -> str:
    return " AND ".join(f"by_{name}" for name in filters) or "true"
