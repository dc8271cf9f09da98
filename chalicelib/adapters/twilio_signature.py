"""Whether a webhook comes from Twilio. Apart from the sender: it loads a fifth of the SDK."""

from collections.abc import Iterable, Mapping


def signature_is_right(
    url: str, params: Mapping[str, str], signature: str | None, tokens: Iterable[str]
) -> bool:
    """Whether any of `tokens` (two in a rotation) signed this request.

    `url` is the configured public one, without its fragment; `params` are all that came, empty
    ones too.
    """
    if not signature:
        return False
    from twilio.request_validator import RequestValidator

    return any(RequestValidator(token).validate(url, params, signature) for token in tokens)
