"""What a coordinator does at somebody's word: have them erased, or all that is held exported."""

from chalice.app import Blueprint, Response

from chalicelib.web import answers
from chalicelib.web.forms import CODE, ID, SOUGHT, Form, takes

routes = Blueprint(__name__)


@routes.route("/desk/days/{day}/erase", methods=["POST"], content_types=[answers.FORM])
@takes(Form({"person": ID, "sought": SOUGHT}))
def erase(day: str) -> Response:
    """Stops their texts now; a run of its own erases them."""
    from chalicelib.web.desk_door import posted
    from chalicelib.web.desk_subject_work import erase_them

    return posted(routes.current_request, day, "erase", erase_them)


@routes.route("/desk/days/{day}/export", methods=["POST"], content_types=[answers.FORM])
@takes(Form({"person": ID, "sought": SOUGHT}))
def export(day: str) -> Response:
    """A run of its own makes the file, which this desk offers for a day."""
    from chalicelib.web.desk_door import posted
    from chalicelib.web.desk_subject_work import export_them

    return posted(routes.current_request, day, "export", export_them)


@routes.route("/desk/days/{day}/exported", methods=["POST"], content_types=[answers.FORM])
@takes(Form({"request": ID, "form": CODE}))
def exported(day: str) -> Response:
    """The file, as JSON or for reading."""
    from chalicelib.web.desk_door import posted
    from chalicelib.web.desk_subject_work import exported_file

    return posted(routes.current_request, day, "export", exported_file)
