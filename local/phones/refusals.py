"""Twilio's refusals: the code, the HTTP status and the words of each that the carrier gives."""

from typing import Any

KNOWN = {
    20003: (401, "Authenticate"),
    20404: (404, "The requested resource was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "An internal server error has occurred"),
    20009: (409, "Cannot delete or redact this resource before it is complete."),
    21211: (400, "Invalid 'To' Phone Number"),
    21408: (400, "Permission to send an SMS has not been enabled for the region"),
    21602: (400, "Message body is required."),
    21603: (400, "A 'From' phone number is required."),
    21604: (400, "A 'To' phone number is required."),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21612: (
        400,
        "Message cannot be sent with the current combination of 'To' and 'From'",
    ),
    21614: (400, "'To' number is not a valid mobile number"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
    30409: (409, "Message cannot be canceled"),
    90007: (400, "Validity period is out of range"),
}


class Refusal(Exception):  # noqa: N818 - Twilio's answer to a request, not a mistake of ours
    """A request that the carrier refuses, as Twilio words it."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code

    @property
    def status(self) -> int:
        return KNOWN.get(self.code, (400, ""))[0]

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "message": KNOWN.get(self.code, (400, f"Error {self.code}"))[1],
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
