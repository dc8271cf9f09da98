"""What the product needs of the local cloud, asked of the cloud itself; run at each upgrade."""

import hashlib
import json
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import pytest
import requests
from botocore.exceptions import ClientError

from local.waiting import wait_until
from tests.local.conftest import LocalCloud

pytestmark = pytest.mark.local
MACHINE = {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}


@pytest.fixture
def table(cloud: LocalCloud) -> str:
    """An empty table with one index, of its own for each test."""
    return make_table(cloud)


def make_table(cloud: LocalCloud, **more: Any) -> str:
    """A table keyed PK, SK with the index `due` on `GSI` and SK."""
    name = f"t{uuid4().hex}"
    cloud.client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[_attribute(one) for one in ("PK", "SK", "GSI")],
        KeySchema=_keys("PK", "SK"),
        GlobalSecondaryIndexes=[
            {
                "IndexName": "due",
                "KeySchema": _keys("GSI", "SK"),
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        **more,
    )
    return name


def test_a_conditional_write_is_refused_with_the_item(cloud: LocalCloud, table: str) -> None:
    """ConditionalCheckFailed, and under ALL_OLD it carries what is there."""
    put = {"TableName": table, "ConditionExpression": "attribute_not_exists(PK)"}
    dynamodb = cloud.client("dynamodb")
    dynamodb.put_item(Item=_item("a", n=1), **put)
    with pytest.raises(ClientError) as refusal:
        dynamodb.put_item(
            Item=_item("a", n=2), ReturnValuesOnConditionCheckFailure="ALL_OLD", **put
        )
    assert refusal.value.response["Error"]["Code"] == "ConditionalCheckFailedException"
    assert refusal.value.response["Item"] == _item("a", n=1)


def test_a_transaction_is_all_or_nothing_and_says_why(cloud: LocalCloud, table: str) -> None:
    """CancellationReasons in order, with the Item of the condition that failed."""
    dynamodb = cloud.client("dynamodb")
    dynamodb.put_item(TableName=table, Item=_item("taken", n=1))
    with pytest.raises(ClientError) as refusal:
        dynamodb.transact_write_items(
            TransactItems=[_put(table, "free"), _put(table, "taken"), _add(table)]
        )
    reasons = refusal.value.response["CancellationReasons"]
    assert [reason["Code"] for reason in reasons] == ["None", "ConditionalCheckFailed", "None"]
    assert reasons[1]["Item"] == _item("taken", n=1)
    assert dynamodb.scan(TableName=table)["Count"] == 1


def test_a_transaction_writes_all_its_items(cloud: LocalCloud, table: str) -> None:
    """Put, put and ADD together, the ADD on an item that was not there."""
    dynamodb = cloud.client("dynamodb")
    puts = [_put(table, "one"), _put(table, "two"), _add(table)]
    dynamodb.transact_write_items(TransactItems=puts)
    tally = dynamodb.get_item(TableName=table, Key=_key("tally"), ConsistentRead=True)
    assert tally["Item"]["n"] == {"N": "1"}
    assert dynamodb.scan(TableName=table)["Count"] == 3


def test_an_index_is_sparse_and_sorted(cloud: LocalCloud, table: str) -> None:
    """Only items with the index key, in the order of the sort key, up to a bound."""
    dynamodb = cloud.client("dynamodb")
    for name in ("c", "a", "b"):
        item = _key("x") | {"SK": {"S": name}, "GSI": {"S": "open"}}
        dynamodb.put_item(TableName=table, Item=item)
    dynamodb.put_item(TableName=table, Item=_item("unindexed", n=1))
    found = dynamodb.query(
        TableName=table,
        IndexName="due",
        KeyConditionExpression="GSI = :open AND SK <= :until",
        ExpressionAttributeValues={":open": {"S": "open"}, ":until": {"S": "b"}},
    )
    assert [item["SK"]["S"] for item in found["Items"]] == ["a", "b"]


def test_an_object_comes_back_as_it_was_put(cloud: LocalCloud) -> None:
    """Bytes, type, and a plain address that anyone may read."""
    s3, bucket = cloud.client("s3"), f"b{uuid4().hex}"
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="day/count.json", Body=b"{}", ContentType="application/json")
    assert s3.get_object(Bucket=bucket, Key="day/count.json")["Body"].read() == b"{}"
    assert requests.get(f"{cloud.url}/{bucket}/day/count.json", timeout=5).json() == {}


def test_a_data_key_is_unwrapped_to_the_same_bytes(cloud: LocalCloud) -> None:
    """GenerateDataKey and Decrypt agree; the context is bound."""
    kms = cloud.client("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    context = {"person": "p1"}
    made = kms.generate_data_key(KeyId=key, KeySpec="AES_256", EncryptionContext=context)
    opened = kms.decrypt(CiphertextBlob=made["CiphertextBlob"], EncryptionContext=context)
    assert opened["Plaintext"] == made["Plaintext"]
    assert len(made["Plaintext"]) == 32


def test_a_secret_is_read_by_its_name(cloud: LocalCloud) -> None:
    """Secrets Manager gives back the string."""
    secrets, name = cloud.client("secretsmanager"), f"s{uuid4().hex}"
    secrets.create_secret(Name=name, SecretString=json.dumps({"twilio_tokens": ["a", "b"]}))
    read = json.loads(secrets.get_secret_value(SecretId=name)["SecretString"])
    assert read == {"twilio_tokens": ["a", "b"]}


def test_an_execution_name_starts_once(cloud: LocalCloud) -> None:
    """The same name again raises ExecutionAlreadyExists, the first finished or not."""
    machines = cloud.client("stepfunctions")
    arn = machines.create_state_machine(
        name=f"m{uuid4().hex}",
        definition=json.dumps(MACHINE),
        roleArn="arn:aws:iam::000000000000:role/any",
    )["stateMachineArn"]
    run = machines.start_execution(stateMachineArn=arn, name="day-wave-1", input='{"n": 1}')
    wait_until(lambda: _succeeded(machines, run["executionArn"]), "the execution to end", 10)
    with pytest.raises(ClientError) as refusal:
        machines.start_execution(stateMachineArn=arn, name="day-wave-1", input='{"n": 2}')
    assert refusal.value.response["Error"]["Code"] == "ExecutionAlreadyExists"


def test_a_raw_mail_arrives_whole(cloud: LocalCloud) -> None:
    """SES v1 delivers the MIME to the sink: words, recipient, and the file byte for byte."""
    packet = bytes(range(256)) * 40
    subject = f"Petition {uuid4().hex}"
    ses = cloud.client("ses")
    ses.verify_email_identity(EmailAddress="desk@tocsin.example")
    ses.send_raw_email(
        Source="desk@tocsin.example",
        Destinations=["minister@example.org"],
        RawMessage={"Data": _mail(subject, packet).as_bytes()},
    )
    mail = _arrived(cloud, subject)
    assert (mail["to"], mail["text"].strip()) == (["minister@example.org"], "Écoutez-nous.")
    [file] = mail["attachments"]
    assert (file["name"], file["sha256"]) == ("packet.pdf", hashlib.sha256(packet).hexdigest())
    assert requests.get(cloud.phones_url + file["href"], timeout=5).content == packet
    assert subject in requests.get(f"{cloud.phones_url}/mail", timeout=5).text


def _arrived(cloud: LocalCloud, subject: str) -> Any:
    """The mail of this subject, once the sink has it."""

    def found() -> list[Any]:
        mails = requests.get(f"{cloud.phones_url}/mail/messages", timeout=5).json()
        return [mail for mail in mails if mail["subject"] == subject]

    wait_until(lambda: bool(found()), "the mail", 10)
    return found()[0]


def _mail(subject: str, packet: bytes) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "desk@tocsin.example", "minister@example.org"
    mail["Subject"] = subject
    mail.set_content("Écoutez-nous.", cte="base64")
    mail.add_attachment(packet, maintype="application", subtype="pdf", filename="packet.pdf")
    return mail


def _succeeded(machines: Any, arn: str) -> bool:
    return bool(machines.describe_execution(executionArn=arn)["status"] == "SUCCEEDED")


def _attribute(name: str) -> dict[str, str]:
    return {"AttributeName": name, "AttributeType": "S"}


def _keys(partition: str, sort: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]


def _key(name: str) -> dict[str, Any]:
    return {"PK": {"S": name}, "SK": {"S": name}}


def _item(name: str, n: int) -> dict[str, Any]:
    return _key(name) | {"n": {"N": str(n)}}


def _put(table: str, name: str) -> dict[str, Any]:
    return {
        "Put": {
            "TableName": table,
            "Item": _item(name, n=0),
            "ConditionExpression": "attribute_not_exists(PK)",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
    }


def _add(table: str) -> dict[str, Any]:
    return {
        "Update": {
            "TableName": table,
            "Key": _key("tally"),
            "UpdateExpression": "ADD n :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        }
    }
