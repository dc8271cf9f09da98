"""`tocsin erase`: it asks first, says what became of it, and quotes nobody."""

import json

import pytest
from click.testing import CliRunner, Result

from chalicelib import wiring
from chalicelib.adapters.memory import MemoryStore
from chalicelib.ports import CarrierErased
from cli import erase as command
from tests.contract.store import samples
from tests.privacy.world import ADA, World
from tests.support.stage import SETTINGS


@pytest.fixture
def world() -> World:
    store = MemoryStore()
    store.launch(samples.day(), samples.plan())
    return World(store).lived()


@pytest.fixture
def run(world: World) -> "Runner":
    return Runner(world)


class Runner:
    def __init__(self, world: World) -> None:
        self._world = world

    def __call__(self, *words: str, typed: str = "") -> Result:
        world = self._world
        with wiring.instead(
            settings=SETTINGS,
            store=world.store,
            vault=world.vault,
            files=world.files,
            clock=world.clock,
            records=world.records,
        ):
            return CliRunner().invoke(command.erase, list(words), input=typed)


def test_it_asks_before_it_erases(run: Runner, world: World) -> None:
    """Whoever does not say yes has changed nothing."""
    assert run(ADA, typed="n\n").exit_code == 1
    assert world.person(ADA).address
    assert run(ADA, typed="y\n").exit_code == 0
    assert not world.person(ADA).address


def test_promise_8_its_output_quotes_nobody(run: Runner) -> None:
    """Counts alone, also of what is no number; a dash keeps the number out of the history."""
    done = run("-", "--yes", typed=f" {ADA}\n")
    assert done.exit_code == 0
    assert "the carrier deleted 3 texts" in done.output and "erased" in done.output
    wrong = [run("12125550999999", "--yes"), run("ada@example", "--yes"), run("Ada", "--yes")]
    assert [each.exit_code for each in wrong] == [2, 2, 2]
    said = "".join(each.output for each in (done, *wrong))
    assert "2125550" not in said and "ada@" not in said.lower()


def test_a_national_number_is_read_with_its_country(run: Runner, world: World) -> None:
    """As in a list."""
    assert run("(212) 555-0123", "--country", "US", "--yes").exit_code == 0
    assert world.person(ADA).opted_out


@pytest.mark.parametrize("answer", [CarrierErased(reached=False), CarrierErased(deleted=1, left=2)])
def test_what_the_carrier_keeps_is_said_and_makes_it_fail(
    run: Runner, world: World, answer: CarrierErased
) -> None:
    """The operator must come back; our own part is done."""
    world.records.answer = answer
    done = run(ADA, "--yes")
    assert done.exit_code == 1 and "erase again" in done.output
    assert world.person(ADA).opted_out and not world.person(ADA).address


def test_json_is_printed_alone(run: Runner) -> None:
    """For a script."""
    told = json.loads(run(ADA, "--yes", "--json").output)
    assert (told["known"], told["suppressed"], told["lines"]) == (True, True, 2)
    assert told["records"]["facts"] == 2 and told["carrier"]["reached"] is True
