"""Search entries of the published resources, and the vocabulary of their words.

Both are written in SQL, a set at a time, from what the models keep; nothing else writes them.
"""

import json
import logging
from collections.abc import Iterable
from datetime import timedelta

from celery import current_app
from django.core.cache import cache
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from resources.models import Resource

log = logging.getLogger(__name__)

# How much of the text of the files is read; PostgreSQL limits a vector to a megabyte, so that strange files ask for less.
TEXT_LIMITS = (500_000, 60_000, 5_000)
BATCH = 500
VOCABULARY_DELAY = 20

# Letters without capitals and accents, and blanks for all that is no letter: place for place, so that what is found in
# the one is cut out of the other. `resources.domain.search.words.plain` does the same in Python.
ACCENTED = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ"
BARE = "aaaaaaceeeeiiiinooooouuuuyy"
PUNCTUATION = "\n\r\t\f\v\u00a0.,;:!?()[]{}«»\"'’/\\-–—…•*+=<>|%€&@#_°$§~^`"

_SOURCE = """
WITH RECURSIVE up(theme, ancestor, name) AS (
    SELECT id, id, name FROM resources_theme
    UNION
    SELECT up.theme, t.parent_id, p.name
    FROM up JOIN resources_theme t ON t.id = up.ancestor JOIN resources_theme p ON p.id = t.parent_id
),
source AS (
    SELECT
        r.id, r.notice_audience, r.audience, r.title, r.kind, r.language, r.issued_on, r.published_at,
        r.summary, r.superseded_by_id IS NOT NULL AS superseded,
        concat_ws(' ', array_to_string(r.keywords, ' '), %(kinds)s::jsonb ->> r.kind, themes.names, authors.names,
                  regions.names, extract(year FROM r.issued_on)::text) AS tags,
        concat_ws(' ', r.summary, r.access_notes) AS prose,
        coalesce(themes.ids, '{}') AS themes, coalesce(authors.ids, '{}') AS authors,
        coalesce(regions.codes, '{}') AS regions,
        coalesce(files.formats, '{}') || CASE WHEN links.some THEN ARRAY['link'] ELSE '{}' END AS formats,
        files.thumbnail, coalesce(left(files.text, %(limit)s), '') AS text,
        coalesce(used.downloads, 0) AS downloads, coalesce(used.recent, 0) AS recent
    FROM resources_resource r
    LEFT JOIN LATERAL (
        SELECT id FROM resources_version
        WHERE resource_id = r.id AND published_at IS NOT NULL ORDER BY number DESC LIMIT 1
    ) version ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT up.ancestor) AS ids, string_agg(DISTINCT up.name, ' ') AS names
        FROM resources_resource_themes rt JOIN up ON up.theme = rt.theme_id WHERE rt.resource_id = r.id
    ) themes ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(a.id) AS ids, string_agg(a.name, ' ') AS names
        FROM resources_resource_authors ra JOIN resources_authorbody a ON a.id = ra.authorbody_id
        WHERE ra.resource_id = r.id
    ) authors ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(g.code::text) AS codes, string_agg(g.name, ' ') AS names
        FROM resources_resource_regions rr JOIN members_region g ON g.code = rr.region_id
        WHERE rr.resource_id = r.id
    ) regions ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT s.format::text) AS formats, string_agg(s.text, E'\\f' ORDER BY f.position, f.id) AS text,
               (array_agg(f.id ORDER BY f.position, f.id) FILTER (WHERE s.previews > 0))[1] AS thumbnail
        FROM resources_versionfile f JOIN resources_storedfile s ON s.id = f.stored_id
        WHERE f.version_id = version.id
    ) files ON true
    LEFT JOIN LATERAL (
        SELECT EXISTS (SELECT 1 FROM resources_versionlink WHERE version_id = version.id) AS some
    ) links ON true
    LEFT JOIN LATERAL (
        SELECT sum(m.downloads) AS downloads, sum(m.downloads) FILTER (WHERE m.month >= %(year_ago)s) AS recent
        FROM resources_monthuse m WHERE m.resource_id = r.id
    ) used ON true
    WHERE r.state = 'published' AND r.id = ANY(%(numbers)s)
)
"""

_WRITE = """
INSERT INTO resources_searchentry (
    resource_id, level, file_level, title, sort_title, summary, kind, language, year, issued_on, published_at, themes,
    regions, authors, formats, thumbnail, superseded, downloads, boost, head, full_text, text, plain
)
SELECT
    id, notice_audience, audience, title, left(portail_unaccent(lower(title)), 220), left(summary, 320), kind, language,
    extract(year FROM issued_on), issued_on, published_at, themes, regions, authors, formats, thumbnail, superseded,
    downloads,
    {boost},
    notice.head, notice.head || setweight(portail_vector(text), 'D'), text,
    ' ' || translate(lower(text), %(letters)s, %(bare)s)
FROM source,
LATERAL (
    SELECT setweight(portail_vector(title), 'A') || setweight(portail_vector(tags), 'B')
           || setweight(portail_vector(prose), 'C') AS head
) notice
ON CONFLICT (resource_id) DO UPDATE SET {updates}
"""

# Half for the age of the document, which halves its worth in four years; half for what is made of it within a year.
_BOOST = """
    (0.5 / (1 + greatest(0, %(today)s::date - issued_on) / 1460.0) + 0.5 * least(1, ln(1 + recent) / 6.0))
    * CASE WHEN superseded THEN 0.3 ELSE 1 END
"""

_WORDS = """
, said AS (
    SELECT id, notice_audience AS level, concat_ws(' ', title, tags, prose) AS words FROM source
    UNION ALL
    SELECT id, audience, text FROM source WHERE text <> ''
),
spelt AS (
    SELECT form, min(level) AS level, count(DISTINCT id) AS documents
    FROM said, unnest(tsvector_to_array(to_tsvector('simple', portail_unaccent(words)))) AS form
    WHERE form ~ '^[a-z]{{2,40}}$' GROUP BY form
)
INSERT INTO {table} (form, lexemes, level, documents)
SELECT form, roots, level, documents
FROM spelt, LATERAL (SELECT tsvector_to_array(portail_vector(form)) AS roots) found
WHERE roots <> '{{}}' ORDER BY form
"""

_COLUMNS = [
    "level",
    "file_level",
    "title",
    "sort_title",
    "summary",
    "kind",
    "language",
    "year",
    "issued_on",
    "published_at",
    "themes",
    "regions",
    "authors",
    "formats",
    "thumbnail",
    "superseded",
    "downloads",
    "boost",
    "head",
    "full_text",
    "text",
    "plain",
]


def index_resources(numbers: Iterable[int] | None = None) -> None:
    """Write again the search entries of these resources, of all without `numbers`; those not published have none."""
    asked = list(Resource.objects.order_by("pk").values_list("pk", flat=True) if numbers is None else numbers)
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, len(asked), BATCH):
            batch = asked[start : start + BATCH]
            cursor.execute(
                "DELETE FROM resources_searchentry e USING resources_resource r "
                "WHERE r.id = e.resource_id AND r.state <> 'published' AND r.id = ANY(%s)",
                [batch],
            )
            try:
                _write_entries(batch, TEXT_LIMITS[0])
            except OperationalError:
                # One of them has a text that makes too large a vector: each is tried alone, then with less of its text.
                for number in batch:
                    _write_smaller(number)
        _write_words(asked)


def index_soon(resources: QuerySet) -> None:
    """Have these resources read again by search: at once when they are few, by a worker when that would be long."""
    numbers = sorted(set(resources.published().values_list("pk", flat=True)))
    if len(numbers) <= BATCH:
        index_resources(numbers)
    else:
        transaction.on_commit(lambda: current_app.send_task("resources.index_resources", [numbers]))


def _write_smaller(number: int) -> None:
    for limit in TEXT_LIMITS[:-1]:
        try:
            return _write_entries([number], limit)
        except OperationalError:
            log.warning("The text of resource %s makes too large a vector at %s characters", number, limit)
    return _write_entries([number], TEXT_LIMITS[-1])


def _write_entries(numbers: list[int], limit: int) -> None:
    sql = _SOURCE + _WRITE.format(
        boost=_BOOST,
        updates=", ".join(f"{column} = EXCLUDED.{column}" for column in _COLUMNS),
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, _parameters(numbers, limit))


def _write_words(numbers: list[int]) -> None:
    """Add the words of these resources; those that nobody writes any more wait for `rebuild_vocabulary`."""
    with connection.cursor() as cursor:
        cursor.execute(
            _SOURCE
            + _WORDS.format(table="resources_word")
            + "ON CONFLICT (form) DO UPDATE SET level = least(resources_word.level, EXCLUDED.level) "
            "WHERE EXCLUDED.level < resources_word.level",
            _parameters(numbers, TEXT_LIMITS[0]),
        )


def _parameters(numbers: list[int], limit: int) -> dict:
    today = timezone.localdate()
    return {
        "numbers": numbers,
        "limit": limit,
        "kinds": json.dumps(dict(Resource.Kind.choices)),
        "today": today,
        "year_ago": today - timedelta(days=365),
        "letters": ACCENTED + PUNCTUATION,
        "bare": BARE + " " * len(PUNCTUATION),
    }


@transaction.atomic
def rebuild_vocabulary() -> None:
    """Count the words of every published resource anew, and forget those that are read no more."""
    published = list(Resource.objects.published().values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE fresh (LIKE resources_word INCLUDING DEFAULTS) ON COMMIT DROP")
        cursor.execute(_SOURCE + _WORDS.format(table="fresh"), _parameters(published, TEXT_LIMITS[0]))
        cursor.execute("DELETE FROM resources_word w WHERE NOT EXISTS (SELECT 1 FROM fresh WHERE fresh.form = w.form)")
        cursor.execute(
            "INSERT INTO resources_word SELECT * FROM fresh ORDER BY form ON CONFLICT (form) DO UPDATE "
            "SET lexemes = EXCLUDED.lexemes, level = EXCLUDED.level, documents = EXCLUDED.documents "
            "WHERE (resources_word.level, resources_word.documents) IS DISTINCT FROM (EXCLUDED.level, EXCLUDED.documents)"
        )
        cursor.execute("DROP TABLE fresh")


def vocabulary_changed() -> None:
    """Have the vocabulary rebuilt soon: words have gone, or are for fewer people. Asked often, it is done once."""
    if cache.add("resources:vocabulary-due", True, VOCABULARY_DELAY):
        transaction.on_commit(lambda: current_app.send_task("resources.rebuild_vocabulary", countdown=VOCABULARY_DELAY))


def refresh_boosts() -> None:
    """Every night: a resource grows older, and is used more or less."""
    today = timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE resources_searchentry e SET downloads = used.downloads, boost = {_BOOST}
            FROM (
                SELECT n.resource_id, coalesce(sum(m.downloads), 0) AS downloads,
                       coalesce(sum(m.downloads) FILTER (WHERE m.month >= %(year_ago)s), 0) AS recent
                FROM resources_searchentry n LEFT JOIN resources_monthuse m USING (resource_id) GROUP BY n.resource_id
            ) used
            WHERE used.resource_id = e.resource_id
            """,  # noqa: S608 (a constant of this module)
            {"today": today, "year_ago": today - timedelta(days=365)},
        )
