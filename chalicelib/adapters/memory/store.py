"""The store in memory, put together from its parts."""

from chalicelib.adapters.memory.audits import MemoryAudits
from chalicelib.adapters.memory.days import MemoryDays
from chalicelib.adapters.memory.forgetting import MemoryForgetting
from chalicelib.adapters.memory.holding import MemoryHolding
from chalicelib.adapters.memory.keyring import MemoryKeyring
from chalicelib.adapters.memory.messages import MemoryMessages
from chalicelib.adapters.memory.runs import MemoryRuns
from chalicelib.adapters.memory.signing import MemorySigning
from chalicelib.adapters.memory.stories import MemoryStories
from chalicelib.adapters.memory.subjects import MemorySubjects
from chalicelib.adapters.memory.targets import MemoryTargets
from chalicelib.adapters.memory.voices import MemoryVoices
from chalicelib.adapters.memory.work import MemoryWork


class MemoryStore(
    MemoryDays,
    MemoryRuns,
    MemorySigning,
    MemoryVoices,
    MemoryMessages,
    MemoryWork,
    MemoryTargets,
    MemoryKeyring,
    MemoryForgetting,
    MemoryHolding,
    MemoryAudits,
    MemoryStories,
    MemorySubjects,
):
    """Implements `ports.Store`, every method atomic."""
