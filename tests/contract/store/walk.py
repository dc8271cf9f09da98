"""A walk through a store: any sequence of replies, forms and proofs, beside a plain model."""

from collections import Counter
from dataclasses import dataclass, field, replace

from chalicelib.domain.facts import (
    Fact,
    FactState,
    for_a_human,
    restored,
    reviewed,
    tally_change,
    unreviewed,
    withdrawn,
)
from chalicelib.domain.people import Person
from chalicelib.domain.replies import Decision, Reply
from chalicelib.ports import AlreadyAnswered, Exists, FactsExist, Stale, Store, Written
from tests.contract.store.samples import DAY, NOW, decision, fact, person, reply

PEOPLE = ("p1", "p2", "p3")
COUNTRIES = {"p1": "FR", "p2": "GB", "p3": ""}
ACTS = (("sign", "signed"), ("host", "pledged"), ("count", "reported"))


@dataclass
class Walk:
    """Each step is done on the store and on the model, and must end alike."""

    store: Store
    facts: dict[str, Fact] = field(default_factory=dict)
    answered: dict[tuple[str, str], Reply] = field(default_factory=dict)
    versions: Counter[str] = field(default_factory=Counter)

    def answer(self, who: str, sid: str, acts: list[int], *, late: bool, amount: int) -> None:
        """A reply that records these acts; `late`: decided on an older version."""
        facts = [self._fact(who, act, amount=amount) for act in dict.fromkeys(acts)]
        self._record(
            decision(self._as_read(who, late), facts=tuple(facts)), reply(sid=sid, person=who)
        )

    def prove(self, who: str, sid: str, act: int, *, late: bool) -> None:
        """A reply that proves what a form recorded, if it did."""
        proof = (self._fact(who, act).key,)
        self._record(decision(self._as_read(who, late), proves=proof), reply(sid=sid, person=who))

    def take_back(self, who: str, sid: str, act: int, *, late: bool, again: bool) -> None:
        """A reply that withdraws a fact, if it is there, or gives it again."""
        key = (self._fact(who, act).key,)
        move = {"restores": key} if again else {"withdraws": key}
        self._record(decision(self._as_read(who, late), **move), reply(sid=sid, person=who))

    def form(self, who: str, act: int, *, held: bool) -> None:
        """A web form, perhaps held until it is confirmed."""
        form = replace(
            self._fact(who, act), channel="web", proved=False, state="held" if held else "counted"
        )
        expected = Exists() if form.key in self.facts else Written()
        assert self.store.sign(form) == expected
        self.facts.setdefault(form.key, form)

    def review(self, states: list[str], to: FactState, name: str, *, late: bool) -> None:
        """A human moves facts to another state; `late`: one of them was read before it moved."""
        before = [one for one in self.facts.values() if one.state in states]
        moves = [(one, after) for one in before if (after := reviewed(one, to, name)) != one]
        if late and moves:
            moves[0] = (replace(moves[0][0], proved=not moves[0][0].proved), moves[0][1])
        expected = Stale() if late and moves else Written()
        assert self.store.move_facts(moves) == expected
        if expected == Written():
            self.facts |= {after.key: after for _, after in moves}

    def undo(self, name: str) -> None:
        """Everything that a review moved goes back."""
        found = [one for one in self.facts.values() if one.review == name]
        moves = [(one, after) for one in found if (after := unreviewed(one)) != one]
        assert self.store.move_facts(moves) == Written()
        self.facts |= {after.key: after for _, after in moves}

    def check(self) -> None:
        """The facts are those of the model, and the tallies are their sum."""
        assert {one.key: one for one in self.store.facts(DAY)} == self.facts
        sums: dict[str, Counter[str]] = {}
        for one in self.facts.values():
            if change := tally_change(one):
                sums.setdefault(one.country, Counter()).update(change)
        assert self.store.totals(DAY, NOW).by_country == sums
        held = {one.key for one in self.facts.values() if for_a_human(one)}
        assert {one.key for one in self.store.held_facts(DAY, 100)} == held

    def _record(self, decided: Decision, answer: Reply) -> None:
        expected = self._expected(decided, answer)
        assert self.store.record(decided, answer) == expected
        if expected != Written():
            return
        self.answered[answer.person, answer.sid] = answer
        self.versions[answer.person] += 1
        self.facts |= {one.key: one for one in decided.facts}
        self.facts |= {key: replace(self.facts[key], proved=True) for key in decided.proves}
        there = self.facts.keys()
        self.facts |= {k: withdrawn(self.facts[k]) for k in decided.withdraws if k in there}
        self.facts |= {k: restored(self.facts[k]) for k in decided.restores if k in there}

    def _expected(
        self, decided: Decision, answer: Reply
    ) -> Written | AlreadyAnswered | Stale | FactsExist:
        there = {one.key: self.facts[one.key] for one in decided.facts if one.key in self.facts}
        if before := self.answered.get((answer.person, answer.sid)):
            return AlreadyAnswered(before)
        if decided.person.version != self.versions[answer.person]:
            return Stale()
        if there:
            return FactsExist(there)
        return Written() if all(key in self.facts for key in decided.proves) else Stale()

    def _as_read(self, who: str, late: bool) -> Person:
        return person(id=who, version=max(0, self.versions[who] - late))

    def _fact(self, who: str, act: int, amount: int = 0) -> Fact:
        ask, kind = ACTS[act]
        return fact(
            person=who,
            ask=ask,
            kind=kind,
            country=COUNTRIES[who],
            region="BRE" if who == "p1" else "",
            amount=amount if kind == "reported" else 0,
        )
