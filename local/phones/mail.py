"""The mails that arrived: a page for people, JSON for tests, and the files."""

from io import BytesIO

from flask import Blueprint, Response, abort, current_app, jsonify, render_template, send_file

from local.phones.carrier import Carrier
from local.phones.mailbox import ReadMail, read

blueprint = Blueprint("mail", __name__, url_prefix="/mail")


@blueprint.get("")
def page() -> str:
    """All mails, newest first."""
    return render_template("mail.html", mails=[mail.as_json() for mail in reversed(_all())])


@blueprint.get("/messages")
def messages() -> Response:
    """All mails, oldest first."""
    return jsonify([mail.as_json() for mail in _all()])


@blueprint.get("/messages/<int:mail_id>")
def raw(mail_id: int) -> Response:
    """The raw MIME of one mail."""
    return Response(_one(mail_id).mail.raw, mimetype="text/plain")


@blueprint.get("/messages/<int:mail_id>/attachments/<int:number>")
def attachment(mail_id: int, number: int) -> Response:
    """One file, to be saved: a mail's content must not run on this page's address."""
    files = _one(mail_id).attachments
    if number >= len(files):
        abort(404)
    file = files[number]
    return send_file(
        BytesIO(file.content), mimetype=file.type, as_attachment=True, download_name=file.name
    )


def _carrier() -> Carrier:
    carrier: Carrier = current_app.extensions["carrier"]
    return carrier


def _all() -> list[ReadMail]:
    return [read(mail) for mail in _carrier().storage.mails()]


def _one(mail_id: int) -> ReadMail:
    found = _carrier().storage.mail(mail_id)
    if found is None:
        abort(404)
    return read(found)
