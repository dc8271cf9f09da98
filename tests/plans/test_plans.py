"""The ready plans as tests: each story is played on a virtual clock, and its report compared whole.

`python -m tests.plans NAME` writes a report anew, for somebody to read; no test does.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import pytest

from chalicelib.domain.results import Results
from chalicelib.steps.compile_results import decode_results
from chalicelib.steps.publish_report import report_key
from tests.plans.__main__ import expected
from tests.plans.arithmetic import disagreements
from tests.plans.player import Player
from tests.plans.story import story


@dataclass(frozen=True)
class Played:
    """A story to its end."""

    player: Player
    report: bytes

    @property
    def results(self) -> Results:
        return decode_results(self.report)

    def turns(self, target: str, demand: str = "demand") -> list[tuple[str, str]]:
        """Each stance of a target, with its date."""
        lines = (t for t in self.results.targets if (t.target, t.demand) == (target, demand))
        return [(said.stance, f"{said.at:%Y-%m-%d}") for line in lines for said in line.answers]

    def packets(self, target: str) -> list[tuple[str, str, int]]:
        """Trigger, state and signatures of each delivery to a target."""
        lines = self.results.deliveries
        return [(d.trigger, d.state, d.signatures) for d in lines if d.target == target]


class PlayedPlan:
    """What holds of every plan."""

    plan: ClassVar[str] = ""

    @pytest.fixture(scope="class")
    @classmethod
    def played(cls) -> Played:
        player = Player(story(cls.plan)).play()
        return Played(player, player.report())

    def test_the_report_is_the_one_beside_the_plan(self, played: Played) -> None:
        """Every number, state and instant of it."""
        assert json.loads(played.report) == expected(self.plan)

    def test_promise_3_story_facts_tallies_report_and_outbox_agree(self, played: Played) -> None:
        """By the story's own arithmetic; each text and each packet went once (promises 2 and 4)."""
        assert disagreements(played.player, played.results) == []


class TestPacs(PlayedPlan):
    plan = "pacs"

    def test_below_its_goal_nobody_is_told_that_it_was_reached(self, played: Played) -> None:
        """19,900 of 20,000: the coordinator has a case, the target has no mail."""
        (goal,) = played.results.goals
        assert (played.results.signatures, goal.goal, goal.reached) == (19_900, 20_000, False)
        told = [mail.to for mail in played.player.stage.mailer.calls]
        assert told == ["campagnes@allout.example"]
        cases = played.player.stage.store.cases(self.plan)
        assert [case.detail for case in cases] == ["goal: closed below 20000 signatures"]


class TestCvn(PlayedPlan):
    plan = "cvn-2012"

    def test_promise_6_nothing_names_westin_after_it_has_conceded(self, played: Played) -> None:
        """Neither a text of ours nor an answer, at T+3 h and later; before, thousands did."""
        conceded = datetime(2012, 8, 14, 17, tzinfo=UTC)
        texts = zip(played.player.texts, played.player.stage.carrier.sent, strict=True)
        said = [(at, text.body) for at, text in texts] + played.player.answers
        named = Counter(at < conceded for at, words in said if "westin" in words.lower())
        assert named == {True: 3700}

    def test_everyone_is_asked_about_the_next_three_at_once(self, played: Played) -> None:
        """Also who had left Westin's question open, and those who were asleep until then."""
        assert played.results.texts == {
            "wall.0.accepted": 3700,
            "wall.0.expired": 300,
            "next-three.0.accepted": 4000,
        }

    def test_it_is_won_when_the_last_of_four_has_left(self, played: Played) -> None:
        """At T+48 h, each at its own time."""
        assert played.results.outcome == "won"
        last = max(line.answers[-1].at for line in played.results.targets)
        assert last == datetime(2012, 8, 16, 14, tzinfo=UTC)


class TestParaguay(PlayedPlan):
    plan = "paraguay-oea-2014"

    def test_promise_4_the_deadline_delivers_seven_thousand_and_no_second_time(
        self, played: Played
    ) -> None:
        """At T minus two hours, below the threshold; who signs later is counted, no more."""
        assert played.packets("foreign-ministry") == [("before-vote", "sent", 7000)]
        assert played.packets("oas-assembly") == [("before-vote", "rostered", 7000)]
        (mail,) = played.results.deliveries[:1]
        assert (mail.at, played.results.signatures) == (datetime(2014, 6, 5, 17, tzinfo=UTC), 7120)


class TestOrange(PlayedPlan):
    plan = "orange-2013"

    def test_people_and_acts_are_two_numbers(self, played: Played) -> None:
        """85,000 people, of whom 30 of 100 did both."""
        assert (played.results.people, played.results.acts) == (85_000, 110_500)

    def test_each_promise_stays_open_until_it_is_proved(self, played: Played) -> None:
        """One is kept, the other not yet: the word is given, and not kept."""
        kept = {line.promise: line.kept for line in played.results.promises}
        assert kept == {"adverts-withdrawn": 1, "staff-protected": 0}
        assert played.turns("orange") == [("committed", "2013-03-07")]


class TestArizona(PlayedPlan):
    plan = "arizona-2013"

    def test_one_bill_withdrawn_leaves_the_other_open(self, played: Played) -> None:
        """A day later people are reminded of it; after the second nobody is."""
        assert played.turns("sponsor", "first-bill") == [("committed", "2013-03-26")]
        assert played.turns("sponsor", "second-bill") == [("committed", "2013-04-02")]
        reminded = {n: c for n, c in played.results.texts.items() if n.startswith("sign.")}
        assert reminded == {"sign.0.accepted": 4000, "sign.1.accepted": 1500}

    def test_level_one_goes_to_the_state_alone(self, played: Played) -> None:
        """Nobody outside Arizona was asked to sign."""
        phones = {played.player.story.groups["elsewhere"].number(n) for n in range(1, 6001)}
        asked = Counter(
            text.message_id.split("~")[2]
            for text in played.player.stage.carrier.sent
            if text.to in phones
        )
        assert asked == {"share": 6000}


class TestBathily(PlayedPlan):
    plan = "bathily-2015"

    def test_two_demands_are_closed_one_by_one(self, played: Played) -> None:
        """Citizenship, then the honour; 456,000 signed for both."""
        assert played.results.signatures == 456_000
        kept = [("committed", "2015-01-20"), ("kept", "2015-01-20")]
        assert played.turns("interior", "citizenship") == kept
        assert played.turns("interior", "honour") == [("committed", "2015-01-22")]
        states = {line.demand: line.state for line in played.results.targets}
        assert states == {"citizenship": "kept", "honour": "committed"}

    def test_only_who_is_near_is_texted(self, played: Played) -> None:
        """Friends of animals get nothing of this."""
        assert played.results.texts == {"sign.0.accepted": 2000, "sign.1.accepted": 500}


class TestSotchi(PlayedPlan):
    plan = "sotchi-2014"

    def test_three_targets_three_ends_and_no_victory(self, played: Played) -> None:
        """By hand to one, no move of another, and three sponsors whom nobody asked."""
        states = {line.target: (line.state, line.asked) for line in played.results.targets}
        assert states == {
            "ioc": ("delivered", True),
            "coca-cola": ("no_move", True),
            **{f"sponsor-{n}": ("committed", False) for n in (1, 2, 3)},
        }
        assert played.results.outcome == "partly_won"
        assert played.results.facts["write.pledged"] == 150_000

    def test_fifty_bearers_agreed_to_carry_it(self, played: Played) -> None:
        """By their signatures; none of their names is kept."""
        carried = {line.target: (line.state, line.bearers) for line in played.results.deliveries}
        assert carried == {"ioc": ("handed", 50), "coca-cola": ("sent", 0)}
        kept = played.player.stage.files.bodies
        assert not [key for key, body in kept.items() if b"Bearer 7" in body]

    def test_promise_5_nobody_in_russia_is_texted(self, played: Played) -> None:
        """They sign; no text of ours reaches them."""
        assert played.results.countries["RU"]["sign.signed"] == 1000
        assert played.results.texts == {"sign.0.accepted": 1000}


class TestOuganda(PlayedPlan):
    plan = "ouganda-2011"

    def test_promise_4_each_level_is_delivered_once(self, played: Played) -> None:
        """To Parliament and to the allies, with the list of that moment, through two reopenings."""
        levels = {"fifty-thousand": 50_000, "two-hundred-forty-thousand": 240_000}
        levels |= {"five-hundred-thousand": 500_000}
        assert played.packets("parliament") == [(n, "sent", levels[n]) for n in sorted(levels)]
        del levels["fifty-thousand"]
        assert played.packets("allies") == [(n, "sent", levels[n]) for n in sorted(levels)]

    def test_promise_9_forms_sent_again_and_out_of_order_count_once(self, played: Played) -> None:
        """3 of 100 came twice, and a thousand more tried again years later."""
        assert played.player.requests == 500_000 + 15_000 + 10 + 1_000
        assert played.results.signatures == 500_000

    def test_no_win_is_final(self, played: Played) -> None:
        """Blocked, passed, annulled; three reports, each of which stays."""
        assert played.turns("parliament") == [
            ("committed", "2011-05-13"),
            ("reversed", "2013-12-20"),
        ]
        assert played.turns("constitutional-court") == [("committed", "2014-08-01")]
        files = played.player.stage.files
        told = [
            decode_results(files.get(report_key(self.plan, f"{n}/report.json"))).outcome
            for n in (1, 2, 3)
        ]
        assert told == ["not_won", "not_won", "partly_won"]
        assert played.results.revision == 3

    def test_each_figure_has_its_source(self, played: Played) -> None:
        """Two counters of others stand beside ours, and are in no sum of it."""
        figures = {figure.count: figure.source for figure in played.results.figures.values()}
        assert set(figures) == {500_000, 240_000} and all(figures.values())


class TestSuede(PlayedPlan):
    plan = "suede-2012"

    def test_promise_2_each_signer_is_thanked_once_in_their_language(self, played: Played) -> None:
        """70,000 texts, by the words of three languages; who did not sign hears nothing."""
        begins = {"en": "the law in Sweden", "fr": "la loi est abolie", "es": "la ley queda"}
        thanks: Counter[tuple[str, str]] = Counter()
        for text in played.player.stage.carrier.sent:
            if text.message_id.split("~")[2].startswith("result."):
                thanks[
                    text.to, next(code for code, words in begins.items() if words in text.body)
                ] += 1
        groups = played.player.story.groups
        told = {"english": ("en", 30_000), "french": ("fr", 25_000), "spanish": ("es", 15_000)}
        assert thanks == {
            (groups[name].number(n), code): 1
            for name, (code, count) in told.items()
            for n in range(1, count + 1)
        }

    def test_promise_4_there_is_one_delivery(self, played: Played) -> None:
        """With all 70,000."""
        assert played.packets("government") == [("all-of-them", "sent", 70_000)]
        assert played.results.outcome == "won"
