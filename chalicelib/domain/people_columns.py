"""The columns of a people list, under the names that other tools give them.

Aliases: Spoke (`firstName,lastName,cell`), GOV.UK Notify (`phone number`; case, spaces, `_`
and `-` ignored), Action Network and OSDI (`given_name`, `phone_numbers`, `can2_…`), and the
plain words of our four languages.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

ALIASES = {
    "phone": """cell cellphone mobile mobilephone mobilenumber canphone phone phonenumber
        phonenumbers phonenumbersnumber number tel telephone telephonenumber portable numero
        telefono movil celular telefone telemovel""",
    "first_name": """firstname first givenname prenom nombre primeironome name fullname""",
    "mail": """email emailaddress emailaddresses emailaddressesaddress mail courriel correo""",
    "language": """language lang locale languages languagespoken preferredlanguage langue idioma
        lingua""",
    "country": """country countrycode pays pais postaladdressescountry""",
    "region": """region state province canstateabbreviated county
        postaladdressesregion""",
    "city": """city town locality municipality ville commune ciudad localidad cidade municipio
        canusercity primarycity postaladdresseslocality""",
    "zip": """zip zipcode postalcode postcode codepostal codigopostal
        postaladdressespostalcode""",
    "zone": """zone timezone tz fuseau zonahoraria fusohorario""",
    "standing": """standing tags tag canusertags taglist roles segment segments""",
    "interests": """interests interest issues issue topics topic causes centresdinteret interets
        intereses temas interesses""",
    "opted_out": """optedout optout isoptedout unsubscribed""",
    "sms_status": """smsstatus cansmsstatus smssubscriptionstatus phonenumbersstatus
        subscriptionstatus""",
    "consent": """consent consented optedin smsoptin smsconsent agreed consentement
        consentimiento consentimento""",
    "consent_how": """consentsource optinsource consentmethod optinmethod consenttext
        consentwording optintext""",
    "consent_terms": """consentversion policyversion privacyversion privacypolicy termsversion""",
    "consent_at": """consentat consentdate optinat optindate cansubscriptiondate
        subscribedat createddate""",
}
"""Field to header names, without case, accents, digits and punctuation; the best first."""

PHONE_NAMES = ("phone", "phone number", "cell", "mobile", "telephone", "phone_numbers")
"""What the error message offers, of the many that are taken."""

_EMPTY = dict.fromkeys(ALIASES, "")

Columns = dict[str, tuple[int, ...]]
"""Field to the positions that may hold it, the best first."""


class Record(NamedTuple):
    """The trimmed cells of one line, by field."""

    cell: dict[str, str]
    """The first filled cell of every field; empty where there is none."""
    phones: list[str]
    """Every filled cell that may hold a number, the best column first."""


def record_of(texts: Sequence[str], columns: Columns) -> Record:
    """The record of a line's trimmed cells; short lines have fewer."""
    cell = _EMPTY.copy()
    for field, places in columns.items():
        for at in places:
            if at < len(texts) and texts[at]:
                cell[field] = texts[at]
                break
    places = columns["phone"]
    return Record(cell, [texts[at] for at in places if at < len(texts) and texts[at]])


def columns_of(header: Sequence[str]) -> Columns:
    """Where each known field stands; unknown columns are left out."""
    names = [_plain(name) for name in header]
    return {
        field: positions
        for field, aliases in ALIASES.items()
        if (positions := _positions(names, aliases.split()))
    }


def _positions(names: list[str], aliases: list[str]) -> tuple[int, ...]:
    ranked = [(aliases.index(name), at) for at, name in enumerate(names) if name in aliases]
    return tuple(at for _, at in sorted(ranked))


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[^a-z]", "", bare)
