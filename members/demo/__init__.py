"""The demonstration network: fictitious organisations whose figures are those of the 2023 activity report."""

from members.demo.network import load

__all__ = ["load"]
