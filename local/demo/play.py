"""The day, act by act: the operator moves the clock, the cast answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib.domain.runs import Run
from cli import ticking
from cli.stage import StageFile
from local.demo.cast import Cast, Player
from local.demo.phones import Phones, at_once

DAY = "paraguay-oea-2014"
LAUNCHED = datetime(2014, 5, 27, 12, tzinfo=UTC)
STRANGERS = 12
"""People on no list who sign on the page."""

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Stageplay:
    """What the acts need."""

    stage: StageFile
    phones: Phones
    cast: Cast
    say: Say

    @property
    def reachable(self) -> list[Player]:
        return [player for player in self.cast.players if not player.opted_out]


def play(show: Stageplay) -> None:
    """From the first wave to the closed day."""
    _hosts(show)
    _signatures(show)
    _gatherings(show)
    _deadline(show)
    _silence(show)
    _close(show)


def ring(show: Stageplay, when: str) -> list[Run]:
    """Moves the stage's clock to `when` (2014, UTC), ticks, waits for the runs to end."""
    at = datetime.fromisoformat(f"2014-{when}:00+00:00")
    before = {(run.moment, run.attempt) for run in ticking.settled(DAY)}
    ticking.move(at)
    ticked = ticking.invoke(show.stage)
    runs = [run for run in ticking.settled(DAY) if (run.moment, run.attempt) not in before]
    for run in runs:
        sent = ", ".join(f"{n} {word}" for word, n in run.outcome.get("counts", {}).items())
        show.say(f"  {at:%d %b %H:%M}  {run.moment}: {run.state}{' · ' + sent if sent else ''}")
    if any(run.state != "succeeded" for run in runs) or ticked["failed"]:
        raise RuntimeError("a run of the demo did not succeed")
    return runs


def _hosts(show: Stageplay) -> None:
    show.say("Who will host? (level 2, to the active)")
    for when in ("05-28T14:00", "05-28T16:01"):
        ring(show, when)
        _answer(show, "host", lambda player: (player.to_host,) if player.to_host else ())
    for when in ("05-28T17:10", "05-28T18:10"):
        ring(show, when)


def _signatures(show: Stageplay) -> None:
    show.say("Sign (level 1, to everyone), a day later a nudge to the silent")
    for when in ("05-30T14:00", "05-30T16:01"):
        ring(show, when)
        _answer(show, "sign", lambda player: player.to_sign)
    _sign_on_the_page(show)
    for when in ("05-31T14:00", "05-31T16:01"):
        ring(show, when)
        _answer(show, "sign", lambda player: (player.to_nudge,) if player.to_nudge else (), n=1)


def _gatherings(show: Stageplay) -> None:
    show.say("The vigils: ready? and the morning after, how many came?")
    for when in ("06-03T16:05", "06-03T17:05", "06-03T21:05", "06-03T22:05", "06-04T01:05"):
        ring(show, when)
    for when in ("06-05T07:05", "06-05T08:05", "06-05T12:05", "06-05T13:05", "06-05T16:05"):
        ring(show, when)
    _report(show)


def _deadline(show: Stageplay) -> None:
    show.say("Two hours before the vote, whatever the count: deliver")
    ring(show, "06-05T17:00")
    for when in ("06-05T17:30", "06-05T18:30"):
        ring(show, when)
    _report(show)


def _silence(show: Stageplay) -> None:
    show.say("Two days later: hosts who said nothing become a call for a human")
    for when in ("06-06T13:05", "06-07T17:30", "06-08T17:30"):
        ring(show, when)
    show.say("The close: recount and report")


def _close(show: Stageplay) -> None:
    ring(show, "06-10T00:00")


def _answer(
    show: Stageplay, ask: str, bodies: Callable[[Player], tuple[str, ...]], n: int = 0
) -> None:
    """Everyone whose phone just received that ask answers as they would."""
    asked = [player for player in show.reachable if _just_asked(show, player, ask, n)]

    def answer(player: Player) -> None:
        for body in bodies(player):
            show.phones.text(player.number, body, player.twice)

    at_once(answer, asked)
    show.say(f"  {len(asked)} phones have it; they answered")


def _just_asked(show: Stageplay, player: Player, ask: str, n: int) -> bool:
    """Whether the last text on the phone is that ask, sent (not answered) by the campaign."""
    inbox = show.phones.inbox(player.number)
    if not inbox or inbox[-1]["direction"] != "outbound-api":
        return False
    same = [t for t in inbox if t["body"] == inbox[-1]["body"]]
    return _is_ask(inbox[-1]["body"], ask) and len(same) == n + 1


MARKS = {
    "host": ("host a small vigil", "accueillir une veille", "organizar una", "organizar um"),
    "sign": ("the Americas vote", "les Amériques votent", "se vota la igualdad", "vota-se"),
    "report": ("how many people", "combien de personnes", "dinos el total", "quantas pessoas"),
}
"""What a person recognises an ask by, in each language."""


def _is_ask(body: str, ask: str) -> bool:
    return any(mark in body for mark in MARKS[ask])


def _sign_on_the_page(show: Stageplay) -> None:
    signing = [player for player in show.reachable if player.on_the_web]

    def sign(player: Player) -> None:
        for _ in range(player.on_the_web):
            fields = {"phone": player.number, "country": player.country, "lang": player.language}
            _signed(show.phones.sign_on_page(DAY, fields))

    def sign_stranger(i: int) -> None:
        fields = {"email": f"stranger{i}@elsewhere.example", "country": "DE", "lang": "en"}
        for _ in range(1 + i % 2):
            _signed(show.phones.sign_on_page(DAY, fields))

    at_once(sign, signing)
    at_once(sign_stranger, range(STRANGERS))
    show.say(f"  {len(signing)} of the list and {STRANGERS} strangers signed on the page")


def _signed(status: int) -> None:
    if status != 200:
        raise RuntimeError(f"the petition page answered {status}")


def _report(show: Stageplay) -> None:
    _answer(show, "report", lambda player: (player.came,) if player.came else ())
