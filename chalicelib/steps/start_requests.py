"""What people asked about themselves: the tick starts a run for each, and again if it was cut."""

from chalicelib.domain.cases import Case
from chalicelib.domain.runs import Run
from chalicelib.domain.subject_requests import SubjectRequest, begun
from chalicelib.ports import Clock, Executions, Stale, Store
from chalicelib.steps.start_due import start_run


def start_request(
    request: SubjectRequest, *, store: Store, executions: Executions, clock: Clock
) -> tuple[Run, ...]:
    """The run started; none where another tick was first, or where it is given up on: a case."""
    after = begun(request, clock.now())
    if isinstance(store.move_subject_request(request, after), Stale):
        return ()
    if after.state == "failed":
        store.open_case(_given_up(request, clock))
        return ()
    run = Run(
        day=request.day,
        moment=request.moment,
        workflow="answer_request",
        attempt=after.runs,
        started_at=clock.now(),
        lease_at=clock.real_now(),
        input={"request": request.id},
    )
    return (run,) if start_run(run, store, executions) else ()


def _given_up(request: SubjectRequest, clock: Clock) -> Case:
    return Case(
        id=f"run.{request.moment}",
        day=request.day,
        kind="run_failed",
        opened_at=clock.now(),
        detail=f"{request.kind}: {request.moment}: failed attempts: {request.runs}",
    )
