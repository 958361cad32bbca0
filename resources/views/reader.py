"""To be written."""


def favourite(request, **kwargs):
    raise NotImplementedError


def feedback(request, **kwargs):
    raise NotImplementedError


def ask_access(request, **kwargs):
    raise NotImplementedError
