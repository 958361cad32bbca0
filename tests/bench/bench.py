"""Speed of the pages, as ratios to a bare Django view under the same server: `make bench`.

Every page is asked by 16 connections at once, logged in as a member, on networks of scale 1 and 10. Each must reach at
least a twentieth of the bare view's requests a second. Searches never asked before, and the page of a resource, where
each reader's own marks are read, are told only. Absolute times depend on the machine; the ratios hardly do.
"""

import http.cookiejar
import os
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import psycopg  # noqa: E402

from tests.bench.load import Measure, measure  # noqa: E402

FLOOR = 1 / 20
SCALES = [int(scale) for scale in os.environ.get("SCALES", "1 10").split()]
ROUNDS = 5
BARE, PORTAL = 8901, 8902
SEARCHED = (
    "convention", "contrat", "accompagnement", "formation", "budget", "modele", "guide", "mobilite", "emploi", "securite",
    "salarie", "projet", "territoire", "evaluation", "entretien", "recrutement", "bilan", "chantier", "insertion", "outil",
    "partenaire", "reunion", "association", "encadrant", "competences", "plan", "suivi", "aide", "annexe", "dialogue",
    "gestion", "sante", "risques", "travail", "parcours", "clause", "financement", "fiche", "tableau", "charte",
    "reglement", "logement", "tuteur", "permis", "jury", "maraichage", "espaces", "bois", "textile", "velo",
)  # fmt: skip
NEVER_ASKED = "trouver+"
TOLD_ONLY = {NEVER_ASKED, "notice"}
PAGES = {
    "accueil": ["/"],
    "annuaire": ["/annuaire/", "/annuaire/?page=2", "/annuaire/?page=3"],
    "recherche": [f"/annuaire/?q={word}" for word in ("jardin", "elan", "bordeaux", "atelier+val", "saint", "lyon")],
    "fiche": [f"/annuaire/{number}/" for number in range(100, 160)],
    "ressources": ["/ressources/", "/ressources/?page=2", "/ressources/?nature=guide"],
    "trouver": [f"/ressources/?q={word}" for word in ("convention", "cddi", "acompagnement", "modele+contrat", "aci")],
    # No two searches alike: what is kept a minute serves none of them.
    NEVER_ASKED: [f"/ressources/?q={one}+{other}" for one, other in product(SEARCHED, SEARCHED)],
}


def main() -> None:
    os.chdir(ROOT)
    worst = 1.0
    with served("tests.bench.bare:application", BARE, {"DEBUG": "0"}):
        for scale in SCALES:
            env = network(scale)
            with served("config.wsgi", PORTAL, env):
                cookie = login(PORTAL)
                print(f"échelle {scale}")
                for name, paths in (PAGES | {"notice": notices(env)}).items():
                    ratio = compare(name, paths, cookie)
                    worst = worst if name in TOLD_ONLY else min(worst, ratio)
                search_alone(env)
    print(f"le plus lent : 1/{1 / worst:.1f} (plancher 1/20, but 1/15)")
    if worst < FLOOR:
        sys.exit("Une page est plus lente que le plancher.")


def notices(env: dict[str, str]) -> list[str]:
    """The pages of resources that a member sees."""
    with psycopg.connect(env["DATABASE_URL"]) as connection:
        rows = connection.execute(
            "SELECT resource_id FROM resources_searchentry WHERE level <= 2 ORDER BY resource_id LIMIT 40"
        )
        return [f"/ressources/{number}/" for (number,) in rows]


def search_alone(env: dict[str, str]) -> None:
    """The time that the database takes for a search, and how often the resource wanted is among the first three."""
    subprocess.run([sys.executable, "-m", "tests.bench.search"], env=os.environ | env, check=True)


def compare(name: str, paths: list[str], cookie: str) -> float:
    """Print a page beside the bare view, each measured in turn so that the machine's moods touch both; their ratio."""
    rounds = [
        (measure(BARE, ["/"], seconds=2), measure(PORTAL, paths, cookie=cookie, seconds=2)) for _ in range(ROUNDS)
    ]
    bare = Measure(median(b.rate for b, _ in rounds), median(b.p95 for b, _ in rounds))
    page = Measure(median(p.rate for _, p in rounds), median(p.p95 for _, p in rounds))
    ratio = median(p.rate / b.rate for b, p in rounds)
    print(
        f"  {name:<10} {page.rate:6.0f} requêtes/s, vue nue {bare.rate:6.0f} : 1/{1 / ratio:4.1f}   "
        f"p95 {page.p95 * 1000:6.1f} ms, vue nue {bare.p95 * 1000:5.1f}",
        flush=True,
    )
    return ratio


def network(scale: int) -> dict[str, str]:
    """The environment of a portal whose own database holds the demonstration at `scale`; made once, then kept."""
    from config import embedded

    server = os.environ.get("DATABASE_URL") or embedded.database_url()
    name = f"bench_{scale}"
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name}")
    parts = urllib.parse.urlsplit(server)
    env = {
        "DATABASE_URL": parts._replace(path=f"/{name}").geturl(),
        "REDIS_URL": os.environ.get("REDIS_URL") or embedded.redis_url(),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "KEY_PREFIX": f"bench{scale}",
        "DEMO": "1",
        "DEBUG": "0",
    }
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["load_demo", "--scale", str(scale)]):
        subprocess.run([sys.executable, "manage.py", *command], env=os.environ | env, check=True)
    with psycopg.connect(env["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return env


@contextmanager
def served(application: str, port: int, env: dict[str, str]):
    """Gunicorn on `port` while the block runs."""
    command = [sys.executable, "-m", "gunicorn", application, "--config", "config/gunicorn.py"]
    server = subprocess.Popen(command, env=os.environ | {"PORT": str(port), "PYTHONPATH": str(ROOT)} | env)
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/").close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


def login(port: int) -> str:
    """Cookies of the demonstration's member."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://localhost:{port}/compte/login/"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.open(address).read().decode())[1]
    form = {"csrfmiddlewaretoken": token, "login": "adherent@example.org", "password": "demo-portail"}
    browser.open(urllib.request.Request(address, urllib.parse.urlencode(form).encode(), {"Referer": address}))
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


if __name__ == "__main__":
    main()
