"""Erasing and exporting somebody from the desk, and oneself from one's own page."""

from datetime import timedelta

import pytest

from chalicelib.domain.subject_requests import AGAIN_AFTER, KEPT_FOR, MOST_RUNS, SubjectRequest
from chalicelib.ports import CarrierErased
from tests.privacy.world import FakeRecords
from tests.unit.web.website import MOBILE, Visitor, Website, a_plan, text_of

OLGA = "olga@rivieres.example"
FIND = "/desk/days/rivieres/person?lang=en"


@pytest.fixture
def records() -> FakeRecords:
    return FakeRecords()


@pytest.fixture
def website(records: FakeRecords) -> Website:
    website = Website(a_plan(organisers=(OLGA,)))
    website.stage.ports["records"] = records
    website.stage.add(MOBILE, name=website.stage.vault.seal("Ana", person(website)))
    website.stage.text(MOBILE, "sign")
    return website


@pytest.fixture
def lea(website: Website) -> Visitor:
    visitor = Visitor(website)
    visitor.sign_in()
    return visitor


def person(website: Website) -> str:
    return website.stage.vault.person_id(MOBILE)


def request_of(website: Website) -> SubjectRequest:
    (request,) = website.stage.store.subject_requests("rivieres")
    return request


def acts(website: Website) -> list[str]:
    return [entry.act for entry in website.done()][::-1]


def later(website: Website, after: timedelta) -> None:
    website.stage.clock.advance(after)
    website.stage.tick()


def test_an_erasure_from_the_desk_ends_with_the_person_gone(
    website: Website, lea: Visitor, records: FakeRecords
) -> None:
    """Their texts stop at once, the run erases, the request is closed and leads to nobody."""
    page = lea.submit(lea.get(FIND), "/person", number=MOBILE)
    asked = lea.submit(page, "/erase")
    assert "under way" in text_of(asked)
    known = website.stage.store.person(person(website))
    assert known and known.opted_out
    website.stage.tick()
    left = website.stage.store.person(person(website))
    assert left and (left.address, left.name, left.asks) == (b"", b"", {})
    assert website.stage.store.replies_of(person(website)) == []
    assert (request_of(website).state, request_of(website).subject) == ("closed", "")
    assert acts(website) == ["open_person", "hush", "erase", "open_person"]
    assert records.asked == [MOBILE, MOBILE]
    assert website.count == 1


def test_an_erasure_waits_for_the_carrier_and_then_ends(
    website: Website, lea: Visitor, records: FakeRecords
) -> None:
    """While it still has texts nothing of ours is deleted: we know whose to ask for again."""
    records.answer = CarrierErased(left=1)
    lea.submit(lea.submit(lea.get(FIND), "/person", number=MOBILE), "/erase")
    website.stage.tick()
    assert request_of(website).state == "asked"
    known = website.stage.store.person(person(website))
    assert known and known.address
    records.answer = CarrierErased(deleted=1)
    later(website, AGAIN_AFTER)
    assert request_of(website).state == "closed"


def test_what_never_comes_to_an_end_is_a_humans_case(
    website: Website, lea: Visitor, records: FakeRecords
) -> None:
    """After as many runs as it may have."""
    records.answer = CarrierErased(reached=False)
    lea.submit(lea.submit(lea.get(FIND), "/person", number=MOBILE), "/erase")
    for _ in range(MOST_RUNS + 1):
        later(website, AGAIN_AFTER)
    assert request_of(website).state == "failed"
    (case,) = [c for c in website.stage.store.cases("rivieres") if c.kind == "run_failed"]
    assert case.detail.startswith("erase: request.")


def test_an_export_is_offered_for_a_day_and_then_deleted(website: Website, lea: Visitor) -> None:
    """Sealed where it lies; each download is written down; asked twice, it is made once."""
    page = lea.submit(lea.get(FIND), "/person", number=MOBILE)
    lea.submit(page, "/export")
    lea.submit(page, "/export")
    website.stage.tick()
    ready = lea.submit(lea.get(FIND), "/person", number=MOBILE)
    whole = lea.submit(ready, "/exported", form="json")
    assert whole.status_code == 200 and '"Ana"' in text_of(whole) and MOBILE in text_of(whole)
    assert "Ana" in text_of(lea.submit(ready, "/exported", form="text"))
    (key,) = website.stage.files.keys("exports/")
    sealed = website.stage.files.get(key)
    assert website.stage.vault.open(sealed, request_of(website).id) == text_of(whole)
    assert acts(website).count("export") == 3
    website.stage.clock.advance(KEPT_FOR)
    assert lea.submit(ready, "/exported", form="json").status_code in (401, 404)
    website.stage.tick()
    assert website.stage.files.keys("exports/") == []
    assert (request_of(website).state, request_of(website).subject) == ("closed", "")


def test_an_erasure_takes_what_was_exported_along(website: Website, lea: Visitor) -> None:
    """It is the whole of them in one place."""
    page = lea.submit(lea.get(FIND), "/person", number=MOBILE)
    lea.submit(page, "/export")
    website.stage.tick()
    assert website.stage.files.keys("exports/")
    lea.submit(page, "/erase")
    website.stage.tick()
    assert website.stage.files.keys("exports/") == []


def test_only_coordinators_may(website: Website, lea: Visitor) -> None:
    """An organiser sees neither form, and posting one is refused."""
    olga = Visitor(website)
    olga.sign_in(OLGA)
    page = olga.submit(olga.get(FIND), "/person", number=MOBILE)
    assert "Erase this person" not in text_of(page)
    token = text_of(page).split('name="token" value="')[1].split('"')[0]
    for path in ("erase", "export", "exported"):
        form = {"token": token, "person": person(website), "request": "x"}
        assert olga.post(f"/desk/days/rivieres/{path}", form).status_code == 403
    assert website.stage.store.subject_requests("rivieres") == []


def test_erase_by_text_leads_to_the_page_that_does_it(website: Website) -> None:
    """The case stands until it is done; confirmed on the page, it is the desk's own request."""
    answer = website.stage.text(MOBILE, "erase my data").text
    path = answer.split("https://api.example/api")[1].split()[0]
    assert len(answer) <= 160 and path.startswith("/p/")
    assert [case.kind for case in website.stage.store.cases("rivieres")] == ["erase_request"]
    visitor = Visitor(website)
    sure = visitor.submit(visitor.get(path), path, press="erase")
    assert visitor.submit(sure, path, press="erase-yes").status_code == 200
    assert request_of(website).kind == "erase" and request_of(website).by == ""
    website.stage.tick()
    assert visitor.get(path).status_code == 404
    assert website.stage.store.cases("rivieres") == []
