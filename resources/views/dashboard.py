"""To be written."""


def dashboard(request, **kwargs):
    raise NotImplementedError


def export(request, **kwargs):
    raise NotImplementedError
