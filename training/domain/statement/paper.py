"""The statement on paper, in the order of the form: a copy for the files, not the form itself, which is filled on line."""

from reporting.documents import render_pdf
from training.domain.statement.checks import checks_of
from training.domain.statement.content import FrameKey, content_of, year_in_words
from training.domain.statement.gaps import gaps_of
from training.domain.statement.year import due_on
from training.models import ActivityStatement


def statement_pdf(statement: ActivityStatement) -> bytes:
    """A tagged PDF of frames A to H; one in preparation says so, with what it lacks."""
    content = content_of(statement)
    is_final = statement.state == ActivityStatement.State.FINAL
    context = {
        "statement": statement,
        "is_final": is_final,
        "content": content,
        "year": year_in_words(content),
        "due": due_on(statement.ends_on),
        "resources": content.frame(FrameKey.RESOURCES),
        "frames": [frame for frame in content.in_order if not frame.in_euros],
        "checks": checks_of(content),
        "gaps": [] if is_final else gaps_of(statement),
    }
    return render_pdf("training/papers/statement.html", context).content
