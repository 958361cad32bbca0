"""What a membership costs, and how that is shared."""

from .computing import Bracket, Fee, Scale, Step, compute, quarter_of
from .scales import problems_of, read_scale

__all__ = ["Bracket", "Fee", "Scale", "Step", "compute", "problems_of", "quarter_of", "read_scale"]
