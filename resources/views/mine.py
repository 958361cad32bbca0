"""To be written."""


def mine(request, **kwargs):
    raise NotImplementedError
