"""To be written."""


def themes(request, **kwargs):
    raise NotImplementedError


def theme(request, **kwargs):
    raise NotImplementedError


def follow(request, **kwargs):
    raise NotImplementedError


def unsubscribe(request, **kwargs):
    raise NotImplementedError
