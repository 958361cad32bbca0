"""The network's own figures, a file a concept. Each docstring is the definition that readers see."""

from importlib import import_module

# Pages list figures in the order in which they are declared.
for concept in ("memberships", "fees", "missions", "agreements"):
    import_module(f"{__name__}.{concept}")
