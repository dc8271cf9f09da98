"""The store in memory, for tests and rehearsals: the same answers as DynamoDB's."""

from chalicelib.adapters.memory.store import MemoryStore

__all__ = ["MemoryStore"]
