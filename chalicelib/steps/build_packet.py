"""BuildPacket: the letter of each target as a PDF, from the frozen counts."""

import hashlib
from dataclasses import dataclass

from chalicelib.ports import Catalogues, Objects, Press, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.launched import launched
from chalicelib.steps.packets import letter_of, packet_key
from chalicelib.steps.target_link import target_link


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildPacket:
    """The trigger whose packet goes to `targets`."""

    day: str
    trigger: str
    frozen: dict[str, object]
    """What FreezeCounts said; its `targets` are built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketBuilt:
    """Target to the SHA-256 of its PDF."""

    sha256: dict[str, str]


def build_packet(
    command: BuildPacket,
    *,
    store: Store,
    files: Objects,
    press: Press,
    catalogues: Catalogues,
    vault: Vault,
    settings: Settings,
) -> PacketBuilt:
    """Run again, it writes the same bytes."""
    day, plan = launched(command.day, store)
    digests = {}
    for name in _targets(command):
        url = target_link(settings.base_url, day.id, name, vault)
        letter = letter_of(plan, command.trigger, plan.targets[name], files, catalogues, url)
        pdf = press.letter(letter)
        files.put(packet_key(day.id, command.trigger, name), pdf, "application/pdf")
        digests[name] = hashlib.sha256(pdf).hexdigest()
    return PacketBuilt(sha256=digests)


def _targets(command: BuildPacket) -> list[str]:
    targets = command.frozen["targets"]
    assert isinstance(targets, list)
    return targets
