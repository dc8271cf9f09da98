"""Checks 1, 2, 4 and 5 go red by name, with the line and the mend."""

from collections.abc import Callable

import pytest

Said = Callable[..., list[str]]
SIGN_EN = '"{org}: sign: reply 1. Later: 2. No more texts: STOP"'
SIGN_FR = '"{org}: signer: répondez 1. Plus tard: 2. Plus de textos: STOP"'
HOST_EN = '"{org}: host? 1 yes 2 I\'ll come. No more texts: STOP"'


def only(told: list[str]) -> str:
    assert len(told) == 1, told
    return told[0].removeprefix("plans/rivers.yaml:")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("until: before-vote", "until: before-voting"), "20: asks.sign.until: unknown name"),
        (("before vote,", "before vot,"), "39: triggers.before-vote.when: unknown name `vot`"),
        (("[accept, attend]", "[accept, atend]"), "32: asks.host.answers[2]: unknown name `atend`"),
    ],
)
def test_check_1_an_unknown_name(said: Said, change: tuple[str, str], told: str) -> None:
    """A name must be in the file; the mend is the nearest one."""
    assert told in (problem := only(said(change)))
    assert "did you mean `" in problem


def test_check_1_a_name_that_means_two_things(said: Said) -> None:
    """A trigger may not have the name of a date."""
    told = said(("dates: {vote:", "dates: {ten-thousand: 2027-03-23 15:00, vote:"))

    assert "38: triggers.ten-thousand: `ten-thousand` is also a name among `dates`" in only(told)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([("[accept, later]", "[later, no]")], "21: asks.sign.answers: a dead end: nobody can"),
        ([("    nudges: [2 days]\n", "")], "a dead end: `later` is followed by no reminder"),
        ([("[accept, attend]", "[accept, accept]")], "32: asks.host.answers: the same answer"),
        ([("2027-03-20 12:00", "2027-03-01 12:00")], "`attend` is over before `host` is sent"),
    ],
)
def test_check_1_a_dead_end(said: Said, changes: list[tuple[str, str]], told: str) -> None:
    """Nobody may answer and find nothing there."""
    assert told in only(said(*changes))


def test_check_1_a_loop(said: Said) -> None:
    """Host leads to attend and attend to host."""
    told = said(("until: 2027-03-20 12:00}", "until: 2027-03-20 12:00, answers: [host, no]}"))

    assert [line.split(" — ")[0] for line in told] == [
        "plans/rivers.yaml:32: asks.host.answers: a loop: the answers lead back to `host`",
        "plans/rivers.yaml:36: asks.attend.answers: a loop: the answers lead back to `attend`",
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([("en: Ban PFAS, ", "")], "7: demand: missing in `en` — add `en: …`"),
        ([("fr: la ministre", "de: die")], "12: targets.minister.name: missing in `fr`"),
        ([(f"      fr: {SIGN_FR}\n", "")], "23: asks.sign.text: missing in `fr` — add `fr: …`"),
        ([("to: office", "language: es\n    to: office")], "a letter in `es`, but no text"),
        ([("does: attend", "does: wear")], "36: asks.attend.text: missing in `fr` — there is no"),
    ],
)
def test_check_2_a_missing_language(said: Said, changes: list[tuple[str, str]], told: str) -> None:
    """Every text exists in every language of the plan."""
    assert told in "\n".join(said(*changes))


def test_check_2_a_language_too_many(said: Said) -> None:
    """A text that nobody would ever be sent."""
    told = said(("en: Ban PFAS, ", "en: Ban PFAS, pt: Proibir PFAS, "))

    assert only(told) == (
        "7: demand.pt: `pt` is not among the plan's languages — add it there or take it out"
    )


def test_check_2_a_language_the_catalogue_lacks(said: Said) -> None:
    """A default text that would come in English is missing, whether asked or told."""
    told = "\n".join(said(("[en, fr]", "[en, fr, de]")))

    assert "asks.attend.text: missing in `de` — there is no catalogue text for this act" in told
    assert "leaders.follow_up.accepted + 1 hour: missing in `de` — the catalogue has no" in told
    assert "leaders.follow_up.gathering + 3 hours: missing in `de`" in told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ((SIGN_EN, SIGN_EN.replace("sign:", "{name}:")), "24: asks.sign.text.en: unknown variable"),
        ((SIGN_EN, SIGN_EN.replace("sign:", "{fistName}:")), "did you mean `firstName`?"),
        ((SIGN_EN, SIGN_EN.replace("sign:", "{link:")), "24: asks.sign.text.en: a lone brace"),
        (("fr: la ministre", 'fr: "{org}"'), "12: targets.minister.name.fr: no variable is filled"),
        (("en: Ban PFAS", 'en: "Ban {demand}"'), "7: demand.en: no variable is filled in here"),
    ],
)
def test_check_2_an_unknown_variable(said: Said, change: tuple[str, str], told: str) -> None:
    """What nothing fills in would be sent as it is written."""
    assert told in only(said(change))


def test_check_2_no_demand(said: Said) -> None:
    """A day without a demand."""
    told = said(("demand: {en: Ban PFAS, fr: Interdire les PFAS}\n", ""))

    assert only(told).startswith("1: demand: no demand — add `demand: ")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([("    to: office@ministry.example\n", "")], "11: targets.minister: no mail address"),
        ([("deliver: mail", "deliver: hand")], "11: targets.minister: nobody could hand it over"),
        (
            [
                (
                    "ten-thousand: {when: 10000 signatures, hold: 30 minutes, deliver: [minister]}",
                    "",
                ),
                ("deliver: [minister]", "deliver: []"),
            ],
            "11: warning: targets.minister: no trigger delivers to it",
        ),
    ],
)
def test_check_2_a_target_nobody_reaches(
    said: Said, changes: list[tuple[str, str]], told: str
) -> None:
    """A petition needs an address, or bearers, and a trigger."""
    assert told in only(said(*changes))


def test_check_2_no_target(said: Said) -> None:
    """A petition to nobody."""
    block = (
        "targets:\n  minister:\n    name: {en: the minister, fr: la ministre}\n"
        "    deliver: mail\n    to: office@ministry.example\n"
    )

    assert "1: targets: no identified target — add under `targets`" in said((block, ""))[0]


def test_check_4_a_first_text_without_the_organisation(said: Said) -> None:
    """Either {org} or the name itself; an ask that no wave sends may do without."""
    assert only(said((SIGN_EN, SIGN_EN.replace("{org}", "Hi")))) == (
        "24: asks.sign.text.en: a first text without the organisation — begin with `{org}:`"
    )
    assert said((SIGN_EN, SIGN_EN.replace("{org}", "living rivers"))) == []


def test_check_4_a_first_text_without_how_to_stop(said: Said) -> None:
    """STOP in capitals, in every language."""
    assert only(said((SIGN_FR, SIGN_FR.replace("STOP", "non")))) == (
        "25: asks.sign.text.fr: a first text without how to stop — end with `STOP`"
    )


@pytest.mark.parametrize(
    ("invitation", "word"),
    [
        ("reply YES or 1", "YES"),
        ("reply yes, 1", "YES"),
        ("text back 'end' or 1", "END"),
        ("reply 1 or cancel", "CANCEL"),
        ("more: INFO. 1", "INFO"),
        ("1 or «help»", "HELP"),
        ("répondez start. 1", "START"),
        ("responda quit o 1", "QUIT"),
    ],
)
def test_check_5_an_invited_carrier_word(said: Said, invitation: str, word: str) -> None:
    """After "reply", in quotes or in capitals: the carrier would answer it instead of us."""
    told = only(said((SIGN_EN, SIGN_EN.replace("reply 1", invitation))))

    assert told.startswith(f"24: asks.sign.text.en: `{word}` is answered by the carrier, not by us")


@pytest.mark.parametrize(
    "text",
    ["répondez OUI ou 1", "reply 1 to end this", "yes, reply 1", "get help: reply 1", "the end: 1"],
)
def test_check_5_leaves_ordinary_words_alone(said: Said, text: str) -> None:
    """The words of a sentence are not invitations; nor is OUI a carrier's word."""
    assert said((SIGN_EN, SIGN_EN.replace("reply 1", text))) == []


@pytest.mark.parametrize(
    "text", ["host?", "host 10 on 1/3?", "on 3/1?", "at 1:30 or 21:00?", "host 1,000?"]
)
def test_check_5_a_number_that_is_not_shown(said: Said, text: str) -> None:
    """A digit inside a date, a time or a larger number shows no answer."""
    told = only(said((HOST_EN, HOST_EN.replace("host? 1 yes", text))))

    assert told.startswith("34: asks.host.text.en: the text does not show `1`, the answer for `acc")


def test_check_5_lets_a_confirmation_invite_nothing(said: Said) -> None:
    """The text of an ask that is chosen by its name is the confirmation."""
    text = "attend, until: 2027-03-20 12:00, text: {en: See you there, fr: À samedi}}"
    told = said(("attend, until: 2027-03-20 12:00}", text))

    assert told == []
