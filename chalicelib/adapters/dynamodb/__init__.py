"""The store on one DynamoDB table. `keys.py` holds the shapes of its keys."""

from chalicelib.adapters.dynamodb.store import DynamoStore

__all__ = ["DynamoStore"]
