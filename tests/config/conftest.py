"""Fixtures of the tests that walk every address."""

import pytest

from tests.config.samples import everything_sampled


@pytest.fixture
def sample() -> dict:
    return everything_sampled()
