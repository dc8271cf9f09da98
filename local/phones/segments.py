"""How many parts a carrier bills for a text: GSM 03.38, else UCS-2."""

BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = set("^{}\\[~]|€\f")


def segments(body: str) -> int:
    """Parts of `body`: 160 alone or 153 each in GSM-7, 70 alone or 67 each in UCS-2."""
    if set(body) <= BASIC | EXTENDED:
        return _parts(len(body) + sum(letter in EXTENDED for letter in body), 160, 153)
    return _parts(len(body.encode("utf-16-be")) // 2, 70, 67)


def _parts(length: int, alone: int, each: int) -> int:
    return 1 if length <= alone else -(-length // each)
