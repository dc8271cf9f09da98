"""Replaying a text that the fallback kept when the webhook could not answer."""

import json
from datetime import datetime

from chalicelib.ports import Catalogues, Store, Vault
from chalicelib.settings import Settings
from chalicelib.steps.answer_reply import answer_reply
from chalicelib.steps.open_days import OpenDays
from chalicelib.steps.talk import InboundText
from chalicelib.steps.whose import id_behind


def keep_text(text: InboundText, *, store: Store, vault: Vault) -> None:
    """Keeps it sealed with its instant; keeping it twice keeps it once."""
    person = id_behind(vault.ids(text.number), store).id
    fields = {
        "number": text.number,
        "body": text.body,
        "country": text.country,
        "opt_out_type": text.opt_out_type,
    }
    store.keep_text(text.sid, vault.seal(json.dumps(fields), person), person, text.at)


def replay_text(
    sid: str,
    sealed: bytes,
    person: str,
    at: datetime,
    *,
    store: Store,
    vault: Vault,
    catalogues: Catalogues,
    open_days: OpenDays,
    settings: Settings,
) -> None:
    """Through the same dialogue, as of the instant it came; then it is dropped.

    The answer is not sent: an answer hours late would only confuse.
    """
    fields = json.loads(vault.open(sealed, person))
    answer_reply(
        InboundText(sid=sid, at=at, **fields),
        store=store,
        vault=vault,
        catalogues=catalogues,
        open_days=open_days,
        settings=settings,
    )
    store.drop_text(sid)
