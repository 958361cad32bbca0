"""To be written."""


def newest(request, **kwargs):
    raise NotImplementedError


def of_theme(request, **kwargs):
    raise NotImplementedError
