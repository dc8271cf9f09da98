"""Asking, for somebody, for what is held of them or for their erasure; a run does it later."""

from chalicelib.domain.audits import Audit
from chalicelib.domain.subject_requests import SubjectKind, SubjectRequest, over
from chalicelib.ports import Clock, Store, Vault


def ask_subject(
    person: str,
    day: str,
    kind: SubjectKind,
    entry: Audit | None,
    *,
    store: Store,
    vault: Vault,
    clock: Clock,
) -> SubjectRequest:
    """The request that stands now: the one there is, if the same was asked and is not over.

    `entry` is who asked at the desk; None for the person. Two at the same instant may both stand:
    answering twice has the effect of once.
    """
    for request in store.subject_requests(day):
        if (request.subject, request.kind) == (person, kind) and not over(request):
            return request
    now = clock.now()
    asked = SubjectRequest(
        id=vault.token()[-16:],
        day=day,
        kind=kind,
        subject=person,
        asked_at=now,
        by=entry.who if entry else "",
        look_at=now,
    )
    store.ask_subject(asked, entry)
    return asked
