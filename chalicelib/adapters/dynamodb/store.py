"""The store on DynamoDB, put together from its parts."""

import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from chalicelib.adapters.dynamodb.audits import DynamoAudits
from chalicelib.adapters.dynamodb.cases import DynamoCases
from chalicelib.adapters.dynamodb.days import DynamoDays
from chalicelib.adapters.dynamodb.deliveries import DynamoDeliveries
from chalicelib.adapters.dynamodb.holding import DynamoHolding
from chalicelib.adapters.dynamodb.keyring import DynamoKeyring
from chalicelib.adapters.dynamodb.leaders import DynamoLeaders
from chalicelib.adapters.dynamodb.mailings import DynamoMailings
from chalicelib.adapters.dynamodb.messages import DynamoMessages
from chalicelib.adapters.dynamodb.people import DynamoPeople
from chalicelib.adapters.dynamodb.pools import DynamoPools
from chalicelib.adapters.dynamodb.publishing import DynamoPublishing
from chalicelib.adapters.dynamodb.retries import Retry
from chalicelib.adapters.dynamodb.runs import DynamoRuns
from chalicelib.adapters.dynamodb.signing import DynamoSigning
from chalicelib.adapters.dynamodb.stories import DynamoStories
from chalicelib.adapters.dynamodb.subjects import DynamoSubjects
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.adapters.dynamodb.takings import DynamoTakings
from chalicelib.adapters.dynamodb.targets import DynamoTargets
from chalicelib.adapters.dynamodb.texts import DynamoTexts
from chalicelib.ports import Vault

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient


class DynamoStore(
    DynamoDays,
    DynamoPublishing,
    DynamoRuns,
    DynamoPeople,
    DynamoTakings,
    DynamoSigning,
    DynamoMessages,
    DynamoPools,
    DynamoDeliveries,
    DynamoMailings,
    DynamoTargets,
    DynamoLeaders,
    DynamoCases,
    DynamoKeyring,
    DynamoTexts,
    DynamoHolding,
    DynamoAudits,
    DynamoStories,
    DynamoSubjects,
):
    """Implements `ports.Store`."""

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        vault: Vault,
        pause: Callable[[float], None] = time.sleep,
        rand: Callable[[], float] = random.random,
    ) -> None:
        """`pause` takes seconds; `rand` gives numbers from 0 to 1, for the jitter of retries."""
        super().__init__(Table(client, table, Retry(pause, rand)), vault)
