"""The demonstration resource centre: fictitious resources with real files, and what is made of them."""


def load(year: int, scale: int) -> None:
    """Write the whole centre; `year` is the one whose downloads are exact."""
    # Not at the top: the processes that make the files import this package and know nothing of Django.
    from .loading import load as load_all

    load_all(year, scale)


__all__ = ["load"]
