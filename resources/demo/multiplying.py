"""A larger centre: the same files under the titles of many places, written in SQL."""

from django.db import connection

RESOURCES_AT_SCALE = 2_000

# Each new resource comes from one of the first ones and bears the name of a town.
COPIES = """
CREATE TEMP TABLE demo_copy ON COMMIT DROP AS
WITH base AS (
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS many
    FROM resources_resource WHERE state = 'published' AND superseded_by_id IS NULL
), town AS (
    SELECT c.name, d.region_id, row_number() OVER (ORDER BY c.population DESC, c.code) - 1 AS place
    FROM members_commune c JOIN members_department d ON d.code = c.department_id WHERE c.population >= 1500
    ORDER BY c.population DESC, c.code LIMIT 3000
)
SELECT nextval(pg_get_serial_sequence('resources_resource', 'id')) AS id, base.id AS source,
       town.name AS town, town.region_id, n
FROM generate_series(0, %(wanted)s - 1) AS n
JOIN base ON base.place = n %% base.many
JOIN town ON town.place = (n / base.many * 37 + n) %% 3000
ORDER BY n;
"""
RESOURCES = """
INSERT INTO resources_resource (
    id, title, kind, summary, keywords, audience, notice_audience, access_notes, licence, language, issued_on, review_on,
    state, decision_note, owner_id, published_at, created_at, updated_at
)
SELECT c.id, left(r.title || ' – ' || c.town, 200), r.kind, r.summary || ' Repris et adapté à ' || c.town || '.',
       r.keywords, r.audience, r.notice_audience, r.access_notes, r.licence, r.language,
       r.issued_on, r.review_on, r.state, '', r.owner_id, r.published_at, r.created_at, r.updated_at
FROM demo_copy c JOIN resources_resource r ON r.id = c.source;
INSERT INTO resources_resource_themes (resource_id, theme_id)
SELECT c.id, t.theme_id FROM demo_copy c JOIN resources_resource_themes t ON t.resource_id = c.source;
INSERT INTO resources_resource_authors (resource_id, authorbody_id)
SELECT c.id, a.authorbody_id FROM demo_copy c JOIN resources_resource_authors a ON a.resource_id = c.source;
INSERT INTO resources_resource_regions (resource_id, region_id)
SELECT id, region_id FROM demo_copy WHERE n % 3 = 0;
INSERT INTO resources_publication (resource_id, validity)
SELECT c.id, p.validity FROM demo_copy c JOIN resources_publication p ON p.resource_id = c.source;
"""
VERSIONS = """
CREATE TEMP TABLE demo_version ON COMMIT DROP AS
SELECT nextval(pg_get_serial_sequence('resources_version', 'id')) AS id, c.id AS resource_id, v.id AS source
FROM demo_copy c
JOIN LATERAL (SELECT id FROM resources_version WHERE resource_id = c.source ORDER BY number DESC LIMIT 1) v ON true
ORDER BY c.n;
INSERT INTO resources_version (id, resource_id, number, changes, created_by_id, created_at, published_at)
SELECT d.id, d.resource_id, 1, '', v.created_by_id, v.created_at, r.published_at
FROM demo_version d JOIN resources_version v ON v.id = d.source JOIN resources_resource r ON r.id = d.resource_id;
INSERT INTO resources_versionfile (version_id, stored_id, name, position)
SELECT d.id, f.stored_id, f.name, f.position FROM demo_version d JOIN resources_versionfile f ON f.version_id = d.source;
INSERT INTO resources_versionlink (version_id, url, label, position)
SELECT d.id, l.url, l.label, l.position FROM demo_version d JOIN resources_versionlink l ON l.version_id = d.source;
"""


def multiply(scale: int) -> None:
    """As many resources as the scale asks for; their files are those of the first ones."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM resources_resource")
        wanted = RESOURCES_AT_SCALE * scale - cursor.fetchone()[0]
        cursor.execute("ANALYZE resources_resource")
        cursor.execute(COPIES, {"wanted": wanted})
        cursor.execute(RESOURCES)
        cursor.execute("ANALYZE resources_version, resources_versionfile, demo_copy")
        cursor.execute(VERSIONS)
