"""The catalogue: courses, their versions, what is offered today and what it has given."""
