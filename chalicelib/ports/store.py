"""The store: its parts by aggregate, put together; steps ask for the part they need."""

from typing import Protocol

from chalicelib.ports.days import Days
from chalicelib.ports.desk import Audits, Stories
from chalicelib.ports.keys import Keys
from chalicelib.ports.messages import Messages
from chalicelib.ports.people import People
from chalicelib.ports.recording import Recording
from chalicelib.ports.signing import Signing
from chalicelib.ports.subjects import Subjects
from chalicelib.ports.targets import Targets
from chalicelib.ports.voices import Voices
from chalicelib.ports.work import Work


class Store(
    Days,
    People,
    Recording,
    Signing,
    Voices,
    Messages,
    Work,
    Targets,
    Keys,
    Audits,
    Stories,
    Subjects,
    Protocol,
):
    """The one store. Steps ask for the part they need."""
