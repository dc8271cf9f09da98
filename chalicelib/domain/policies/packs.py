"""The hours of each country: data, each with where it comes from.

No pack opens before 8:00 or stays open after 20:00: several laws of US states end there, and
people's evenings are theirs. On a public holiday Sunday's hours hold. What a source says of calls
is applied to texts. A `read` source was read for this table; a `heard` one is what senders go by:
have it checked before you lean on it.
"""

from dataclasses import dataclass, replace

SUNDAY, SATURDAY = 6, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A country's week (`policies.week`), its holidays (`policies.feasts`) and their source."""

    hours: str
    source: str
    holidays: str = ""
    moved: tuple[int, ...] = ()
    """Weekdays from which a fixed holiday is also moved to the next free day."""


STRICT = Pack(
    hours="Mon-Fri 10:00-20:00, Sat 10:00-13:00",
    source="the latest opening and the earliest close, day by day, of the packs open on that day",
)
"""For a country without a pack, and for people whose country nobody knows."""

_FRANCE = Pack(
    hours="Mon-Sat 08:30-20:00",
    holidays="01-01 easter-2 easter+1 05-01 05-08 easter+39 easter+50 07-14 08-15 11-01 11-11"
    " 12-25 12-26",
    source="heard: operators' charter, narrower than what is read in Brevo's rules for France"
    " (Monday to Saturday, no public holiday). Holidays: Code du travail L3133-1; Good Friday and"
    " 26 December (L3134-13, Alsace-Moselle) for all of France, as a number does not say where"
    " its owner lives",
)
_USA = Pack(
    hours="Mon-Sat 09:00-20:00, Sun 12:00-20:00",
    source="read: 47 CFR 64.1200(c)(1), 8 to 21; narrowed as in the laws of FL, OK, MD, MS, NJ"
    " (to 20:00), CT (from 9:00) and TX (Sundays from 12:00)",
)
_BRITAIN = Pack(
    hours="Mon-Sat 09:00-20:00, Sun 12:00-18:00",
    source="heard: custom of senders; no law names hours for texts (PECR reg. 22 asks for consent)",
)

PACKS = {
    "US": _USA,
    "CA": Pack(
        hours="Mon-Fri 09:00-20:00, Sat-Sun 10:00-18:00",
        source="heard: CRTC Unsolicited Telecommunications Rules, 9:00-21:30, weekends 10-18",
    ),
    "GB": _BRITAIN,
    "FR": _FRANCE,
    "DE": Pack(
        hours="Mon-Sat 09:00-20:00",
        holidays="01-01 easter-2 easter+1 05-01 easter+39 easter+50 10-03 12-25 12-26",
        source="heard: no law names hours for texts (UWG s. 7 asks for consent); Sundays and"
        " holidays rest (Basic Law art. 140). Holidays of all Laender only",
    ),
    "ES": Pack(
        hours="Mon-Fri 09:00-20:00",
        holidays="01-01 01-06 easter-2 05-01 08-15 10-12 11-01 12-06 12-08 12-25",
        source="read: Ley General para la Defensa de los Consumidores, art. 96.2: 9 to 21, no"
        " weekends, no holidays. National holidays only",
    ),
    "PT": Pack(
        hours="Mon-Sat 09:00-20:00",
        holidays="01-01 easter-2 easter 04-25 05-01 easter+60 06-10 08-15 10-05 11-01 12-01 12-08"
        " 12-25",
        source="heard: Decreto-Lei 134/2009, 9 to 22. Sundays and holidays (Codigo do Trabalho,"
        " art. 234) by custom",
    ),
    "BR": Pack(
        hours="Mon-Fri 09:00-20:00, Sat 10:00-16:00",
        holidays="01-01 easter-2 04-21 05-01 09-07 10-12 11-02 11-15 11-20 12-25",
        source="heard: the operators' own code (SART): 9-21, Saturdays 10-16, neither Sundays nor"
        " national holidays. Carnival and Corpus Christi are no national holidays",
    ),
    "IN": Pack(
        hours="Mon-Sun 10:00-20:00",
        source="heard: TCCCPR 2018, promotional texts 10 to 21; read: TRAI 2011, 9 to 21",
    ),
    "ZA": Pack(
        hours="Mon-Fri 08:00-20:00, Sat 09:00-13:00",
        holidays="01-01 03-21 easter-2 easter+1 04-27 05-01 06-16 08-09 09-24 12-16 12-25 12-26",
        moved=(SUNDAY,),
        source="read: Consumer Protection Act, regulations, prohibited time for contacting"
        " consumers. Holidays: Public Holidays Act 36 of 1994",
    ),
    "AU": Pack(
        hours="Mon-Fri 09:00-20:00, Sat 09:00-17:00",
        holidays="01-01 01-26 easter-2 easter+1 04-25 12-25 12-26",
        moved=(SATURDAY, SUNDAY),
        source="heard: Telemarketing Industry Standard 2017 (calls). National holidays only",
    ),
    # Countries by their code, under the law of another.
    **dict.fromkeys(("GG", "IM", "JE"), _BRITAIN),
    **dict.fromkeys(("AS", "GU", "MP", "PR", "VI"), _USA),
    **dict.fromkeys(("BL", "MF", "NC", "PF", "PM", "WF"), _FRANCE),
    **{
        code: replace(_FRANCE, holidays=f"{_FRANCE.holidays} {abolition}")
        for code, abolition in {
            "GF": "06-10",
            "GP": "05-27 07-21",
            "MQ": "05-22 07-21",
            "RE": "12-20",
            "YT": "04-27",
        }.items()
    },
}
