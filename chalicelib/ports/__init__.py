"""What the engine needs from the world, as small protocols. Adapters implement them.

Every method may be called twice with the same arguments. Methods that write return what
happened as a value; they raise only for what should be retried or seen by a human.
"""

from chalicelib.ports.days import Days
from chalicelib.ports.desk import Audits, Stories
from chalicelib.ports.held import Held, KeptText
from chalicelib.ports.keys import Keys
from chalicelib.ports.messages import Messages
from chalicelib.ports.people import People, Taken
from chalicelib.ports.peppers import PepperBook
from chalicelib.ports.recording import Recording
from chalicelib.ports.signing import Signing
from chalicelib.ports.store import Store
from chalicelib.ports.targets import Targets
from chalicelib.ports.work import Work
from chalicelib.ports.world import (
    Carrier,
    CarrierErased,
    CarrierRecords,
    Catalogues,
    Clock,
    Executions,
    Hands,
    Mailer,
    Objects,
    Press,
    Refused,
    Sent,
    Steps,
    Unknown,
    Vault,
)
from chalicelib.ports.written import (
    AlreadyAnswered,
    Crowded,
    Exists,
    FactsExist,
    Forgotten,
    Stale,
    Written,
)

__all__ = [
    "AlreadyAnswered",
    "Audits",
    "Carrier",
    "CarrierErased",
    "CarrierRecords",
    "Catalogues",
    "Clock",
    "Crowded",
    "Days",
    "Executions",
    "Exists",
    "FactsExist",
    "Forgotten",
    "Hands",
    "Held",
    "KeptText",
    "Keys",
    "Mailer",
    "Messages",
    "Objects",
    "People",
    "PepperBook",
    "Press",
    "Recording",
    "Refused",
    "Sent",
    "Signing",
    "Stale",
    "Steps",
    "Store",
    "Stories",
    "Taken",
    "Targets",
    "Unknown",
    "Vault",
    "Work",
    "Written",
]
