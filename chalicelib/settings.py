"""The settings of a stage, as one typed model. `adapters/environment.py` reads them once."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each field is the environment variable of the same name in capitals, prefixed `TOCSIN_`.

    Raises ValueError for settings that contradict each other. No pydantic: every reply's cold
    start would pay for it.
    """

    stage: str
    """`local`, or the name of a deployed stage."""
    table: str
    """The one DynamoDB table."""
    files_bucket: str
    """Private objects: roster, chunks, packets, reports."""
    public_bucket: str
    """What anyone may read: counts and petition pages."""
    public_url: str
    """Where the public objects are served, without a closing slash."""
    base_url: str
    """The API as the world sees it, stage included: webhook signatures are made over it."""
    secret: str
    """Name of the Secrets Manager secret: JSON with `peppers` (version to base64), `session_key`,
    `twilio_tokens` (one, or two during a rotation)."""
    kms_key: str
    """Id or alias of the KMS key that wraps the data keys."""
    organisation: str = "Tocsin"
    """Who signs an answer to a stranger, when no day is open."""
    twilio_account: str = "AC00000000000000000000000000000000"
    messaging_service: str = "MG00000000000000000000000000000000"
    messaging_services: dict[str, str] = field(default_factory=dict)
    """Messaging Service by a country of the plans' `senders`, or by kind of sender, where it is
    not `messaging_service`. A service is one pool: its senders share its pace."""
    segments_per_second: dict[str, float] = field(default_factory=dict)
    """Pace by kind of sender, where the stage's senders have another than `domain.pace` says."""
    mail_from: str = "desk@tocsin.example"
    mail_receipts: str = ""
    """Configuration set by which SES tells what became of a packet's mail; empty: it does not."""
    carrier_url: str = ""
    """Where the carrier's REST API is; empty means Twilio's own address. Local stage only."""
    aws_url: str = ""
    """Endpoint of the local cloud; empty means AWS's own. Local stage only."""
    clock_file: str = ""
    """File that holds the stage clock's offset. Local stage only."""
    fiction: bool = False
    """Admit numbers reserved for fiction that numbering plans call invalid. Local stage only."""
    frame_ancestors: str = "'none'"
    """Who may frame the desk: the local split screen does."""
    day_cache_seconds: float = 10
    """How old a reply's copy of day and plan may be."""
    sign_limits: dict[str, int] = field(default_factory=dict)
    """Signatures on the web from one source in ten minutes and in a day (`address_burst`,
    `address_day`, `network_burst`, `network_day`) where they are not `steps.arrivals.LIMITS`; 0: no
    limit. What comes above is held for a moderator."""
    closing_grace_seconds: int = 60
    """How long a closing day still accepts facts: more than the copy's age."""
    workflow_arns: dict[str, str] = field(default_factory=dict)
    """Workflow name to state machine ARN; only the tick has them."""

    def __post_init__(self) -> None:
        local = (self.carrier_url, self.clock_file, self.fiction, self.aws_url)
        if self.stage != "local" and any(local):
            raise ValueError(
                "carrier_url, aws_url, clock_file and fiction are for stage local only"
            )
        if self.closing_grace_seconds <= self.day_cache_seconds:
            raise ValueError("closing_grace_seconds must be more than day_cache_seconds")
