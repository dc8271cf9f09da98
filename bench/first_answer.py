"""One fresh process up to its first answer: `python -m bench.first_answer ours|floor`.

It prints the CPU seconds of what it imported and made. Nothing is imported here before that
one side would have to import itself.
"""

import sys
from time import process_time


def ours() -> None:
    """The app, its clients and all else that an answer loads, short of a call to AWS.

    The secret is left out: the floor has none.
    """
    import app
    from chalicelib import wiring

    assert app.app.routes
    settings, vault, store = wiring.settings(), wiring.vault(), wiring.store()
    assert settings.table and vault and store and wiring.open_days() and wiring.clock()
    said = wiring.catalogues().say("reply.signed", "en", {"org": "o", "link": "l"})
    words = wiring.catalogues().vocabulary("en")
    assert said and words
    loaded_on_the_way()


def loaded_on_the_way() -> None:
    """What is imported inside functions on the way of a reply."""
    import cryptography.hazmat.primitives.ciphers.aead
    import twilio.request_validator

    assert cryptography.hazmat.primitives.ciphers.aead.AESGCM
    assert twilio.request_validator.RequestValidator


def floor() -> None:
    """Chalice, one pydantic model and one client of DynamoDB."""
    import boto3
    from chalice.app import Chalice
    from pydantic import BaseModel

    class Settings(BaseModel):
        table: str

    assert Chalice(app_name="floor").routes == {} and Settings(table="t").table == "t"
    boto3.client("dynamodb")


if __name__ == "__main__":
    start = process_time()
    {"ours": ours, "floor": floor}[sys.argv[1]]()
    sys.stdout.write(str(process_time() - start))
