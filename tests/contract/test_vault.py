"""The vault's contract, for the fake and for the real one (KMS by moto)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib.adapters.memory import MemoryStore
from chalicelib.adapters.secrets import Secrets
from chalicelib.adapters.vault import Vault as RealVault
from chalicelib.errors import SealError
from chalicelib.ports import Vault
from tests.support.fakes import FakeVault

ADA, BEN = "+12125550123", "+12125550124"
SECRETS = Secrets(peppers={"1": b"pepper"}, session_key=b"session", twilio_tokens=("t",))


@pytest.fixture
def kms(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    with mock_aws():
        kms = boto3.client("kms", region_name="us-east-1")
        key = kms.create_key()["KeyMetadata"]["KeyId"]
        kms.create_alias(AliasName="alias/tocsin", TargetKeyId=key)
        yield kms


def real(kms: Any, store: MemoryStore, secrets: Secrets = SECRETS) -> RealVault:
    return RealVault(kms, lambda: store, lambda: secrets, "alias/tocsin")


@pytest.fixture(params=["fake", "real"])
def vault(request: pytest.FixtureRequest, kms: Any) -> Vault:
    return FakeVault() if request.param == "fake" else real(kms, MemoryStore())


def test_a_person_id_is_the_same_for_the_same_address_only(vault: Vault) -> None:
    """A keyed hash: stable, different for another, with nothing of the address in it."""
    assert vault.person_id(ADA) == vault.person_id(ADA) != vault.person_id(BEN)
    assert len(vault.person_id(ADA)) >= 26
    assert "2125550123" not in vault.person_id(ADA)


def test_a_person_id_fits_into_a_message_id_and_a_path(vault: Vault) -> None:
    """Letters, digits and a dot: no `~`, `/`, `#` or blank."""
    assert set(vault.person_id(ADA)) <= set("abcdefghijklmnopqrstuvwxyz0123456789.")


@pytest.mark.parametrize("clear", ["", ADA, "Zoë 🎉"])
def test_what_was_sealed_opens_for_its_owner_only(vault: Vault, clear: str) -> None:
    """The owner is part of the seal: a value moved to another person does not open."""
    sealed = vault.seal(clear, "p1.ada")
    assert vault.open(sealed, "p1.ada") == clear
    with pytest.raises(SealError):
        vault.open(sealed, "p1.ben")


@pytest.mark.parametrize("damaged", [b"", b"\x01", b"\x02" + b"x" * 60, b"\x01" + b"x" * 60])
def test_what_is_no_seal_does_not_open(vault: Vault, damaged: bytes) -> None:
    """Nothing, a stump, another format, an unknown key."""
    with pytest.raises(SealError):
        vault.open(damaged, "p1.ada")


@pytest.mark.parametrize("clear", ["", "minister|2026-12-01", "é~/.", "a.b.c"])
def test_a_signed_string_is_url_safe_and_gives_itself_back(vault: Vault, clear: str) -> None:
    """And is the same each time, so that links may be made again."""
    signed = vault.sign(clear)
    assert vault.unsign(signed) == clear
    assert signed == vault.sign(clear)
    assert all(c.isascii() and (c.isalnum() or c in "-_.") for c in signed)


def test_a_signed_string_that_was_touched_gives_nothing(vault: Vault) -> None:
    """Another content, another signature, a piece, a blank more, anything."""
    one, other = vault.sign("one"), vault.sign("other")
    crossed = f"{one.split('.')[0]}.{other.split('.')[1]}"
    for touched in (crossed, one[:-1], one + "A", one + "=", " " + one, "é", ".", "", one[1:]):
        assert vault.unsign(touched) is None, touched


def test_tokens_and_codes_are_new_each_time(vault: Vault) -> None:
    """A token is long, a code six digits."""
    assert len({vault.token() for _ in range(50)}) == 50
    assert all(len(vault.token()) >= 32 for _ in range(3))
    codes = [vault.code() for _ in range(50)]
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(set(codes)) > 40


def test_promise_8_a_seal_shows_nothing_and_no_two_are_alike(kms: Any) -> None:
    """The same number sealed twice differs, and neither holds it."""
    vault = real(kms, MemoryStore())
    first, second = (vault.seal(ADA, "p1.ada") for _ in range(2))
    assert first != second
    assert b"2125550123" not in first + second


@pytest.mark.parametrize("at", [0, 3, 12, 25, -1])
def test_a_seal_that_was_touched_does_not_open(kms: Any, at: int) -> None:
    """Format, key id, nonce, content and its check: each is guarded."""
    vault = real(kms, MemoryStore())
    sealed = bytearray(vault.seal(ADA, "p1.ada"))
    sealed[at] ^= 1
    with pytest.raises(SealError):
        vault.open(bytes(sealed), "p1.ada")


def test_another_process_opens_what_this_one_sealed(kms: Any) -> None:
    """The data key is in the store, wrapped; its own id is in the value."""
    store = MemoryStore()
    sealed = real(kms, store).seal(ADA, "p1.ada")
    assert real(kms, store).open(sealed, "p1.ada") == ADA
    wrapped = store.current_data_key()
    assert wrapped and kms.decrypt(
        CiphertextBlob=wrapped[1], EncryptionContext={"for": "tocsin data key"}
    )


def test_processes_that_seal_first_at_once_agree_on_one_key(kms: Any) -> None:
    """Whoever is second takes the first one's key: every value opens everywhere."""
    store, start = MemoryStore(), Barrier(6)
    vaults = [real(kms, store) for _ in range(6)]

    def seal(vault: RealVault) -> bytes:
        start.wait()
        return vault.seal(ADA, "p1.ada")

    with ThreadPoolExecutor(6) as pool:
        sealed = list(pool.map(seal, vaults))
    assert len({value[1:9] for value in sealed}) == 1
    assert {vault.open(value, "p1.ada") for vault in vaults for value in sealed} == {ADA}


def test_a_key_is_unwrapped_once_a_process(kms: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reply costs no call of KMS."""
    store, asked = MemoryStore(), []
    decrypt = kms.decrypt
    monkeypatch.setattr(kms, "decrypt", lambda **call: asked.append(1) or decrypt(**call))
    vault = real(kms, store)
    for _ in range(5):
        vault.open(vault.seal(ADA, "p1.ada"), "p1.ada")
    assert asked == [1]


PEPPERS = {"1": b"pepper", "2": b"x", "10": b"y"}


@pytest.fixture(params=["fake", "real"])
def views(request: pytest.FixtureRequest, kms: Any) -> list[Vault]:
    """Four processes: each knows the peppers 1; 1 and 2; 2 and 1; 10, 1 and 2. The first is
    current."""
    known = [("1",), ("1", "2"), ("2", "1"), ("10", "1", "2")]
    if request.param == "fake":
        return [FakeVault(tuple(map(int, peppers))) for peppers in known]
    others = {"session_key": b"s", "twilio_tokens": ("t",)}
    return [
        real(
            kms,
            MemoryStore(),
            Secrets(peppers={v: PEPPERS[v] for v in peppers}, current=peppers[0], **others),  # type: ignore[arg-type]
        )
        for peppers in known
    ]


def test_a_number_has_an_id_by_each_pepper_the_current_one_s_first(views: list[Vault]) -> None:
    """Each bears its version; what another process makes of the same pepper is the same."""
    ids = [view.ids(ADA) for view in views]
    one, two, ten = ids[3][1], ids[3][2], ids[3][0]
    assert [each.partition(".")[0] for each in (one, two, ten)] == ["p1", "p2", "p10"]
    assert ids == [(one,), (one, two), (two, one), (ten, one, two)]
    assert [view.person_id(ADA) for view in views] == [one, one, two, ten]


def test_who_works_here_is_known_by_the_oldest_pepper_in_every_process(views: list[Vault]) -> None:
    """Sessions, codes and what the desk's acts say outlive a change of peppers."""
    assert len({view.login("lea@rivieres.example") for view in views}) == 1


def test_a_mark_is_found_again_under_every_pepper(views: list[Vault]) -> None:
    """What was marked before a change is among what is looked for after it."""
    text = "network|2026-11-21|203.0.113.0/24"
    assert all(view.mark(text) in views[3].marks(text) for view in views)
    assert [len(view.marks(text)) for view in views] == [1, 2, 2, 3]
