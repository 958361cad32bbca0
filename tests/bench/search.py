"""Search alone: how long the database takes for it, and how often what one looks for is among the first three.

`python -m tests.bench.search`, on the database of the environment, which holds the demonstration.
"""

import time
from itertools import product
from statistics import median

import django

django.setup()

from django.db import connection  # noqa: E402

from resources.domain.search import Asked, search  # noqa: E402
from resources.models import Audience, SearchEntry  # noqa: E402
from tests.resources.search_quality import answered  # noqa: E402
from tests.resources.search_questions import QUESTIONS  # noqa: E402

WORDS = ["convention", "contrat", "formation", "insertion", "guide", "budget", "mobilité", "salarié", "modèle", "bilan"]
FIRST = 3


def main() -> None:
    spent: list[float] = []

    def timed(execute, sql, params, many, context):
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent[-1] += time.perf_counter() - started

    asked = [question.text for question in QUESTIONS] + [f"{one} {other}" for one, other in product(WORDS, WORDS)]
    with connection.execute_wrapper(timed):
        for text in [*asked, *WORDS, ""]:
            spent.append(0.0)
            search(Asked(text), step=Audience.MEMBERS)
    spent.sort()
    print(
        f"  recherche en SQL, {SearchEntry.objects.count()} ressources : médiane {median(spent) * 1000:.1f} ms, "
        f"p95 {spent[int(len(spent) * 0.95)] * 1000:.1f} ms, au plus {spent[-1] * 1000:.1f} ms"
    )
    found = sum(answered(question, first=FIRST) for question in QUESTIONS)
    print(f"  questions dont la réponse est dans les {FIRST} premières : {found} sur {len(QUESTIONS)}")


if __name__ == "__main__":
    main()
