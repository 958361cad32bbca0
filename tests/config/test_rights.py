"""Every address and every record of the administration with every role, against the table that staff read."""

from http import HTTPStatus

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.urls import get_resolver, reverse

from config.rights import RECORDS, ROLES, URLS, Answer, as_markdown
from tests.factories import person

pytestmark = pytest.mark.django_db

# Addresses of libraries, whose rights their own tests hold.
OF_LIBRARIES = ("account_", "mfa_", "socialaccount_")


def _names(patterns, namespace="") -> set[str]:
    names = set()
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = ":".join(filter(None, [namespace, getattr(pattern, "namespace", None)]))
            names |= _names(pattern.url_patterns, inner)
        elif pattern.name:
            names.add(f"{namespace}:{pattern.name}" if namespace else pattern.name)
    return names


def test_every_address_has_its_row():
    found = {name for name in _names(get_resolver().url_patterns) if not name.startswith((*OF_LIBRARIES, "admin:"))}
    assert found == {row.name for row in URLS if not row.name.startswith("admin:")}


def _answer(response) -> Answer:
    if response.streaming:
        # Read to its end, a file is closed as a server would.
        assert b"".join(response.streaming_content)
    if response.status_code == HTTPStatus.FOUND and response.url.startswith(
        (reverse(settings.LOGIN_URL), reverse("admin:login"))
    ):
        return Answer.LOGIN
    if response.status_code == HTTPStatus.FORBIDDEN:
        return Answer.FORBIDDEN
    if response.status_code == HTTPStatus.NOT_FOUND:
        return Answer.HIDDEN
    # A form that lacks something is answered, not forbidden.
    done = {
        HTTPStatus.OK,
        HTTPStatus.NO_CONTENT,
        HTTPStatus.FOUND,
        HTTPStatus.CONFLICT,
        HTTPStatus.SERVICE_UNAVAILABLE,
    }
    assert response.status_code in done
    return Answer.YES


@pytest.mark.parametrize("role", ROLES)
def test_addresses_answer_as_the_table_says(client, sample, role):
    user = person(role)
    if user:
        client.force_login(user)
    answers = {}
    for row in URLS:
        kwargs = {key: sample.get(value, value) for key, value in (row.sample or {}).items()}
        answers[row.name, row.method] = _answer(getattr(client, row.method)(reverse(row.name, kwargs=kwargs)))
    assert answers == {(row.name, row.method): row.answer(role) for row in URLS}


@pytest.mark.parametrize("role", ROLES)
def test_records_are_written_as_the_table_says(role, rf):
    user = person(role) or AnonymousUser()
    request = rf.get("/admin/")
    request.user = user
    for row in RECORDS:
        model = apps.get_model(row.model)
        keeper = admin.site._registry.get(model)
        for action in row.ACTIONS:
            may = user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}")
            if keeper:
                may = may and getattr(keeper, f"has_{action}_permission")(request)
            assert may is (role in getattr(row, action)), f"{role} : {action} {row.data}"


def test_every_record_of_the_admin_has_its_row():
    kept = {model._meta.label for model in admin.site._registry}
    assert kept <= {row.model for row in RECORDS}


def test_the_document_is_up_to_date():
    assert (settings.BASE_DIR / "docs" / "droits.md").read_text(encoding="utf-8") == as_markdown()
