"""160 bits as 32 lower-case letters and digits of base 32 (RFC 4648), which `base64` does slowly.

An import does this once or twice a row. The groups of five bits are spread to a byte each, in
five steps that halve the distance, and the bytes are translated at once.
"""

_LETTERS = b"abcdefghijklmnopqrstuvwxyz234567".ljust(256, b"?")


def _steps() -> tuple[tuple[int, int, int], ...]:
    """(what stays, what moves, how far) for blocks of 16, 8, 4, 2 groups and one."""
    steps = []
    for groups in (16, 8, 4, 2, 1):
        stays = sum(((1 << 5 * groups) - 1) << 16 * groups * at for at in range(16 // groups))
        steps.append((stays, stays << 5 * groups, 3 * groups))
    return tuple(steps)


_STEPS = _steps()


def base32(digest: bytes) -> str:
    """Of 20 bytes."""
    bits = int.from_bytes(digest)
    for stays, moves, far in _STEPS:
        bits = bits & stays | (bits & moves) << far
    return bits.to_bytes(32).translate(_LETTERS).decode()
