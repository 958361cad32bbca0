"""Robots, by the list that COUNTER keeps (package `counter-robots`): what they do is nobody's use."""

from functools import lru_cache

from counter_robots import is_machine
from counter_robots import is_robot as is_listed


@lru_cache(maxsize=4096)
def is_robot(agent: str) -> bool:
    """Whether a browser's name is that of a robot or a program; no name at all is a robot's. Capitals do not matter."""
    return any(known(said) for known in (is_listed, is_machine) for said in (agent, agent.lower()))
