"""A real browser (Debian's Chromium), a real server and a real worker, on committed data."""

import os
from pathlib import Path

import pytest
from celery.contrib.testing.worker import start_worker

from config import celery_app
from members.models import Role, User
from tests.factories import person

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PASSWORD = "un long mot de passe"

# The browser's driver runs an event loop in this thread; the tests' own queries are synchronous all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {
        "executable_path": "/usr/bin/chromium",
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "fr-FR"}


@pytest.fixture
def worker(committed):
    """A Celery worker beside the tests, on the same Redis."""
    with start_worker(celery_app, pool="solo", perform_ping_check=False):
        yield


@pytest.fixture
def log_in(page, live_server, committed):
    """Log somebody in through the login page, whoever was there before in this browser."""

    page.set_default_timeout(10_000)

    def as_user(user: User) -> User:
        page.context.clear_cookies()
        user.set_password(PASSWORD)
        user.save()
        page.goto(f"{live_server.url}/compte/login/")
        page.get_by_label("Courriel").fill(user.email)
        page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Se connecter").click()
        page.wait_for_url(f"{live_server.url}/")
        return user

    return as_user


@pytest.fixture
def enter(log_in):
    """Log in a person who holds a role."""

    def as_role(role: Role, **context):
        return log_in(person(role, **context))

    return as_role


@pytest.fixture
def accessible(page):
    """Run axe-core on the page as it stands: nothing may be found at levels A and AA."""

    def check():
        page.evaluate(AXE)
        found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
        problems = [f"{v['id']} : {[n['target'] for n in v['nodes']][:3]}" for v in found["violations"]]
        assert problems == [], f"{page.url} : {problems}"

    return check
