"""The types of the plan file's fields."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal

from chalicelib.domain import plan
from chalicelib.domain.audience import Who
from chalicelib.domain.money import Money
from chalicelib.domain.planfile import amounts, audiences, forms, moments, unbuilt, words, zones
from chalicelib.domain.planfile.reading import Reading, one_of

_DELIVER = ("mail", "hand", "post", "phone")
_WINDOW = ("left", "right")
_CLOCKS = ("world", "local")
_RISK = ("normal", "high")
_BELOW = ("wait", "drop", "deliver")
_SIGNATORIES = ("none", "initials", "full")
_NAME = f"^{forms.NAME}$"
_DATE = rf"^{forms.DATE}$"
_MOMENT = rf"^{forms.DATE}[ T]\d\d:\d\d$"
_ZONED = rf"^{forms.DATE}[ T]\d\d:\d\d( [A-Za-z_/+-]+)?$"
_MONEY = r"\d[\d ]*(\.\d{1,6})? [A-Z]{3}"
_SPAN = r"^(0|\d{1,4}\s+(minute|hour|day|week)s?)$"

DayId = Annotated[str, Reading(words.day_id, pattern=f"^{words.DAY_ID}$")]
Name = Annotated[str, Reading(words.name, pattern=_NAME)]
AskName = Annotated[str, Reading(words.ask_name, pattern=_NAME)]
AnswerName = Annotated[str, Reading(words.answer, pattern=_NAME)]
Text = Annotated[str, Reading(words.not_blank, minLength=1)]
Language = Annotated[str, Reading(words.language, pattern=f"^{words.LANGUAGE}$")]
Country = Annotated[str, Reading(words.country, pattern=f"^({words.COUNTRY})$")]
OneCountry = Annotated[str, Reading(words.one_country, pattern="^[A-Z]{2}$")]
Address = Annotated[str, Reading(words.address, pattern=f"^{words.ADDRESS}$")]
DeskPerson = Annotated[str, Reading(words.desk_person, pattern=f"^{words.DESK_PERSON}$")]
Join = Annotated[str, Reading(words.join, pattern=f"^{words.JOIN}$")]
Zone = Annotated[str, Reading(zones.zone)]
Audience = Annotated[Who, Reading(audiences.who)]

Act = Annotated[plan.Act, Reading(one_of(words.ACTS, unbuilt.ACTS), enum=list(words.ACTS))]
Deliver = Annotated[plan.Channel, Reading(one_of(_DELIVER), enum=list(_DELIVER))]
Window = Annotated[plan.Window, Reading(one_of(_WINDOW), enum=list(_WINDOW))]
Postal = Annotated[tuple[str, ...], Reading(words.postal, minLength=1)]
Clock = Annotated[Literal["world", "local"], Reading(one_of(_CLOCKS), enum=list(_CLOCKS))]
Risk = Annotated[Literal["normal", "high"], Reading(one_of(_RISK), enum=list(_RISK))]
FollowUpText = Annotated[
    Literal["kit", "ready", "report"],
    Reading(one_of(words.FOLLOW_UPS, unbuilt.FOLLOW_UPS), enum=list(words.FOLLOW_UPS)),
]
Told = Annotated[plan.Told, Reading(one_of(words.TOLD), enum=list(words.TOLD))]
News = Annotated[str, Reading(one_of(words.NEWS), enum=list(words.NEWS))]
Sender = Annotated[str, Reading(one_of(words.SENDERS), enum=list(words.SENDERS))]
Below = Annotated[plan.Below, Reading(one_of(_BELOW), enum=list(_BELOW))]
Signatories = Annotated[plan.Signatories, Reading(one_of(_SIGNATORIES), enum=list(_SIGNATORIES))]
AskLevel = Annotated[
    plan.Level, Reading(words.level, type=["integer", "string"], enum=[1, 2, "menu"])
]
Confirm = Annotated[Literal["", "mail"], Reading(one_of(("mail",)), enum=["mail"])]
Story = Annotated[str, Reading(words.story, minLength=1, maxLength=words.LONGEST_STORY)]
Count = Annotated[int, Reading(words.whole_number, type="integer", minimum=1)]

Budget = Annotated[Money, Reading(amounts.money, pattern=f"^{_MONEY}$")]
Share = Annotated[float, Reading(words.share, pattern=r"^(100|[1-9]?\d)(\.\d)? ?%$")]
CountedBy = Annotated[str, Reading(amounts.counted_by)]
People = Annotated[int, Reading(amounts.people, type=["integer", "string"])]

LocalDate = Annotated[date, Reading(forms.local_date, pattern=_DATE)]
LocalMoment = Annotated[datetime, Reading(forms.local_moment, pattern=_MOMENT)]
ZonedMoment = Annotated[datetime, Reading(zones.zoned_moment, pattern=_ZONED)]
ClockTime = Annotated[time, Reading(forms.clock_time, pattern=r"^\d\d:\d\d$")]
Duration = Annotated[timedelta, Reading(forms.duration, type=["string", "integer"], pattern=_SPAN)]
OwnHours = Annotated[forms.OwnHours, Reading(forms.own_hours)]
OfficeHours = Annotated[forms.Office, Reading(forms.office)]
Until = Annotated[moments.Until, Reading(moments.until)]
When = Annotated[moments.When, Reading(moments.when)]
Hold = Annotated[moments.Hold, Reading(moments.hold)]
FollowUpMoment = Annotated[str, Reading(words.follow_up_moment)]
