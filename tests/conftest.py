"""What every test may use: hypothesis profiles, the shipped article, its annotations made once."""

import os

import pytest
from hypothesis import HealthCheck, settings

import analysis

os.environ.setdefault("OMP_NUM_THREADS", "1")
# Parsing takes milliseconds the first time and the machine may be busy: no deadline. The same
# examples in every run,
# so that a red run can be repeated; `HYPOTHESIS_PROFILE=search` looks for new ones.
settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "search", settings.get_profile("repeatable"), derandomize=False, max_examples=500
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(scope="session")
def seed_articles() -> list[analysis.Article]:
    """The articles of seeds/."""
    return analysis.load_articles("seeds")


@pytest.fixture(scope="session")
def article(seed_articles) -> analysis.Article:
    """The article the package was made for."""
    return next(a for a in seed_articles if a.article_id == "000_ebbbdd795c293d6c")


@pytest.fixture(scope="session")
def notes(article) -> analysis.Annotations:
    """All layers of that article, computed once a run."""
    return analysis.annotate(article)
