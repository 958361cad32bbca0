"""To be written."""


def tools(request, **kwargs):
    raise NotImplementedError


def collections(request, **kwargs):
    raise NotImplementedError


def collection(request, **kwargs):
    raise NotImplementedError
