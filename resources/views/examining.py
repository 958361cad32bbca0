"""To be written."""


def queue(request, **kwargs):
    raise NotImplementedError


def decide_access(request, **kwargs):
    raise NotImplementedError
