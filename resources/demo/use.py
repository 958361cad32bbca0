"""Downloads and views of the demonstration, and their sums, written in SQL: two million cost what two thousand cost.

Chance comes from a hash of the number of each download, so that every load gives the same.
"""

from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from resources.domain.retention import NAMES_KEPT

from .dates import Calendar
from .people import readers
from .writing import source_of

# Rows of `demo_use` are downloads, each with the views that led to it; sums and events are both written from them.
TABLES = """
CREATE TEMP TABLE demo_day (day date, first bigint, downloads int) ON COMMIT DROP;
CREATE TEMP TABLE demo_reader (
    audience smallint, place int, user_id bigint, role varchar(20), region_id varchar(3), PRIMARY KEY (audience, place)
) ON COMMIT DROP;
CREATE TEMP TABLE demo_rank (month date, place int, resource_id bigint, audience smallint) ON COMMIT DROP;
CREATE TEMP TABLE demo_given (
    resource_id bigint, version_id bigint, since date, until date, place int, many int, file_id bigint, link_id bigint
) ON COMMIT DROP;
CREATE TEMP TABLE demo_use (
    resource_id bigint, version_id bigint, file_id bigint, link_id bigint, at timestamptz, day date, role varchar(20),
    region_id varchar(3), user_id bigint, views int
) ON COMMIT DROP;
"""
# Who is read most: a model or a tool more than an archive. One in thirty is never taken. What is published within a
# month is taken from the next one on.
RANKS = """
INSERT INTO demo_rank
SELECT month, row_number() OVER (PARTITION BY month ORDER BY liking, id), id, audience
FROM (
    SELECT r.id, r.audience, p.validity,
           -ln((1 + abs(hashtextextended(r.title, 11) %% 999983)) / 999985.0)
           / (CASE kind WHEN 'tool' THEN 5 WHEN 'model' THEN 4 WHEN 'guide' THEN 4 WHEN 'sheet' THEN 2
              WHEN 'archive' THEN 0.3 ELSE 1 END) AS liking
    FROM resources_resource r JOIN resources_publication p ON p.resource_id = r.id
    WHERE hashtextextended(r.title, 4) %% 30 <> 0
) r
JOIN (SELECT DISTINCT greatest(date_trunc('month', day)::date, %(launch)s) AS month FROM demo_day) m
    ON r.validity @> m.month AND (lower(r.validity) < m.month OR m.month = %(launch)s) AND (upper(r.validity) IS NULL OR upper(r.validity) > m.month + 31);
"""
GIVEN = """
INSERT INTO demo_given
SELECT v.resource_id, v.id, CASE WHEN v.number = 1 THEN DATE '2000-01-01' ELSE v.day END,
       coalesce(lead(v.day) OVER (PARTITION BY v.resource_id, t.place ORDER BY v.number), DATE '2999-01-01'),
       t.place, t.many, t.file_id, t.link_id
FROM (SELECT *, (published_at AT TIME ZONE 'Europe/Paris')::date + 1 AS day FROM resources_version
      WHERE published_at IS NOT NULL) v
JOIN (
    SELECT version_id, file_id, link_id,
           row_number() OVER (PARTITION BY version_id ORDER BY file_id, link_id) - 1 AS place,
           count(*) OVER (PARTITION BY version_id) AS many
    FROM (
        SELECT version_id, id AS file_id, NULL::bigint AS link_id FROM resources_versionfile
        UNION ALL SELECT version_id, NULL, id FROM resources_versionlink
    ) things
) t ON t.version_id = v.id;
"""
# The first of a long list is taken far more than the last (Zipf's law, flattened at its top). One table after the other,
# each analysed, so that they are joined by hashes however many rows they have.
DRAWS = """
CREATE TEMP TABLE demo_edition ON COMMIT DROP AS
SELECT resource_id, since, until, many FROM demo_given WHERE place = 0;
CREATE TEMP TABLE demo_draw ON COMMIT DROP AS
SELECT d.day, m.month,
       floor(7 * power((m.many + 7) / 7.0, (abs(hashint8extended(d.first + k, 1)) %% 1000003 / 1000003.0)::float8))::int - 6
           AS place,
       power((abs(hashint8extended(d.first + k, 2)) %% 1000003 / 1000003.0)::float8, 2) AS habit,
       abs(hashint8extended(d.first + k, 5)) AS chance
FROM demo_day d
JOIN (SELECT month, count(*) AS many FROM demo_rank GROUP BY month) m
    ON m.month = greatest(date_trunc('month', d.day)::date, %(launch)s)
CROSS JOIN generate_series(1, d.downloads) AS k;
ANALYZE demo_draw, demo_rank, demo_edition;
CREATE TEMP TABLE demo_pick ON COMMIT DROP AS
SELECT d.day, d.chance, k.resource_id, k.audience, floor(p.many * d.habit)::int AS reader
FROM demo_draw d
JOIN demo_rank k ON k.month = d.month AND k.place = d.place
JOIN (SELECT audience, count(*)::int AS many FROM demo_reader GROUP BY audience) p ON p.audience = k.audience;
CREATE TEMP TABLE demo_choice ON COMMIT DROP AS
SELECT p.*, e.since, (p.chance / 7 %% e.many)::int AS place
FROM demo_pick p JOIN demo_edition e ON e.resource_id = p.resource_id AND p.day >= e.since AND p.day < e.until;
ANALYZE demo_choice, demo_reader, demo_given;
INSERT INTO demo_use
SELECT c.resource_id, g.version_id, g.file_id, g.link_id,
       (c.day + time '07:30' + make_interval(secs => (c.chance %% 43000)::int)) AT TIME ZONE 'Europe/Paris', c.day,
       w.role, w.region_id, w.user_id, 3 + (c.chance %% 4)::int
FROM demo_choice c
JOIN demo_reader w ON w.audience = c.audience AND w.place = c.reader
JOIN demo_given g ON g.resource_id = c.resource_id AND g.since = c.since AND g.place = c.place;
"""
# A name is kept thirteen months; the nightly task would have erased the others.
KEPT = "CASE WHEN {day} >= %(kept_since)s THEN user_id END"
SUMS = f"""
INSERT INTO resources_downloadevent (resource_id, version_id, file_id, link_id, at, day, role, region_id, user_id)
SELECT resource_id, version_id, file_id, link_id, at, day, role, region_id, {KEPT.format(day="day")}
FROM demo_use ORDER BY at;
INSERT INTO resources_dayuse (day, role, region_id, views, downloads)
SELECT day, role, region_id, sum(views), count(*) FROM demo_use GROUP BY 1, 2, 3;
INSERT INTO resources_monthuse (resource_id, month, views, downloads)
SELECT resource_id, date_trunc('month', day)::date, sum(views), count(*) FROM demo_use GROUP BY 1, 2;
INSERT INTO resources_activereader (year, user_id, role, region_id, first_on)
SELECT year, {KEPT.format(day="first_on")}, role, region_id, first_on
FROM (SELECT extract(year FROM day) AS year, user_id, min(role) AS role, min(region_id) AS region_id, min(day) AS first_on
      FROM demo_use WHERE user_id IS NOT NULL GROUP BY 1, 2) t;
INSERT INTO resources_resourcereader (resource_id, year, user_id, first_on)
SELECT resource_id, year, {KEPT.format(day="first_on")}, first_on
FROM (SELECT resource_id, extract(year FROM day) AS year, user_id, min(day) AS first_on
      FROM demo_use WHERE user_id IS NOT NULL GROUP BY 1, 2, 3) t;
"""  # noqa: S608 (constants of this module)
# A person takes the older resource of a pair shortly before it is replaced.
TAKEN_BEFORE = """
INSERT INTO demo_use
SELECT o.id, g.version_id, g.file_id, g.link_id, (n.day + time '10:12') AT TIME ZONE 'Europe/Paris', n.day, 'member',
       a.region_id, a.user_id, 3
FROM resources_resource o
JOIN resources_resource r ON r.id = o.superseded_by_id
JOIN LATERAL (SELECT (r.published_at AT TIME ZONE 'Europe/Paris')::date - 9 AS day) n ON true
JOIN demo_given g ON g.resource_id = o.id AND g.place = 0 AND n.day >= g.since AND n.day < g.until
JOIN (SELECT DISTINCT u.id AS user_id, d.region_id FROM members_user u JOIN demo_reader d ON d.user_id = u.id
      WHERE u.email = 'adherent@example.org') a ON true
WHERE n.day > current_date - 40;
"""
# Roles that stand on each step, and how many visitors for ten accounts where everybody may read.
STEPS = [
    {"sympathiser", "member", "official", "regional_staff", "board", "national_staff"},
    {"sympathiser", "member", "official", "regional_staff", "board", "national_staff"},
    {"member", "official", "regional_staff", "board", "national_staff"},
    {"regional_staff", "board", "national_staff"},
]
VISITORS = 0.6


def load_use(calendar: Calendar) -> None:
    """Every download since the launch, its views and all sums."""
    parameters = {"launch": calendar.launch, "kept_since": timezone.localdate() - NAMES_KEPT}
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        _days(cursor, calendar)
        _readers(cursor)
        cursor.execute(RANKS, parameters)
        cursor.execute(GIVEN)
        cursor.execute(DRAWS, parameters)
        cursor.execute(TAKEN_BEFORE)
        with _checked_once(cursor):
            cursor.execute(SUMS, parameters)


@contextmanager
def _checked_once(cursor):
    """Foreign keys of the largest tables are taken away meanwhile: putting them back checks all rows in a few joins."""
    # What was written before is checked now: a table whose rows wait for it cannot be altered.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(
        "SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname), "
        "format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid)) "
        "FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])",
        [["resources_downloadevent", "resources_resourcereader"]],
    )
    keys = cursor.fetchall()
    for taken_away, _ in keys:
        cursor.execute(taken_away)
    yield
    for _, put_back in keys:
        cursor.execute(put_back)
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _days(cursor, calendar: Calendar) -> None:
    first = 0
    with cursor.copy("COPY demo_day FROM STDIN") as copy:
        for day, downloads in calendar.downloads():
            copy.write_row((day, first, downloads))
            first += downloads


def _readers(cursor) -> None:
    """By step, in an order that is that of their habits: the first read most."""
    everybody = readers()
    source_of("readers").shuffle(everybody)
    with cursor.copy("COPY demo_reader FROM STDIN") as copy:
        for step, roles in enumerate(STEPS):
            pool = [reader for reader in everybody if reader[1] in roles]
            if step == 0:
                pool += [(None, "visitor", None)] * round(VISITORS * len(pool))
                source_of("visitors").shuffle(pool)
            for place, reader in enumerate(pool):
                copy.write_row((step, place, *reader))
