"""`who` and `first`: how an audience is written, and whom it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.audience import Trait, Who, fits, standing
from chalicelib.domain.planfile.audiences import STANDINGS, who
from chalicelib.domain.planfile.forms import FormError
from tests.support.plans import person

SOME = (
    *STANDINGS,
    "tag vip",
    "interest rivers",
    "country FR",
    "region 75",
    "city Lyon",
    "language fr",
)
SOMEONE = st.builds(
    lambda **known: person(**known),
    standing=st.lists(st.sampled_from([*STANDINGS, "vip"]), unique=True).map(tuple),
    interests=st.sampled_from([(), ("rivers",)]),
    country=st.sampled_from(["FR", "GB"]),
    region=st.sampled_from(["", "75"]),
    city=st.sampled_from(["", "lyon"]),
    language=st.sampled_from(["fr", "fr-CA", "en"]),
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("everyone", ()),
        ("active", standing("active")),
        ("active or hosted-before", standing("active", "hosted-before")),
        ("tag Très actif", standing("tres-actif")),
        ("country FR", ((Trait("country", "FR"),),)),
        ("city Saint-Étienne", ((Trait("city", "saint-etienne"),),)),
        ("not city New York", ((Trait("city", "new-york", absent=True),),)),
        (
            "allies and not interest rivers or language fr",
            (
                (Trait("standing", "allies"), Trait("interest", "rivers", absent=True)),
                (Trait("language", "fr"),),
            ),
        ),
    ],
)
def test_an_audience_is_read(text: str, meant: Who) -> None:
    """`and` binds closer than `or`; values are compared as slugs."""
    assert who(text) == meant


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("activ", "did you mean `active`?"),
        ("vip", "or is it a tag: `tag vip`?"),
        ("active and everyone", "write it alone"),
        ("intrest rivers", "did you mean `interest`?"),
        ("country France", "write two capitals such as `country FR`"),
        ("language french", "write its code"),
        ("city", "write it like `city Lyon`"),
        ("active and (new or allies)", "write `a and b or a and c`"),
        ("active or", "unknown segment `active or`"),
        ("", "unknown segment ``"),
    ],
)
def test_another_audience_is_refused_with_its_mend(text: str, told: str) -> None:
    """A name that nobody has would be an empty wave, found out on the day."""
    with pytest.raises(FormError) as error:
        who(text)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("hosted-before", {"standing": ("hosted-before",)}),
        ("tag vip", {"standing": ("vip",)}),
        ("interest Rivers", {"interests": ("rivers",)}),
        ("country FR", {"country": "FR"}),
        ("region Île-de-France", {"region": "Île-de-France"}),
        ("region ny", {"region": "NY"}),
        ("city Lyon", {"city": "lyon"}),
        ("language pt", {"language": "pt-BR"}),
    ],
)
def test_each_trait_is_looked_for_where_it_is_kept(text: str, known: dict[str, object]) -> None:
    """Standing, interests, country, region, city, language; none of them in anybody else."""
    stranger = person(country="GB", region="", language="en")

    assert fits(who(text), person(**known))
    assert not fits(who(text), stranger)


@given(SOMEONE, st.sampled_from(SOME), st.sampled_from(SOME), st.sampled_from(SOME))
def test_an_audience_means_what_its_words_mean(someone: object, a: str, b: str, c: str) -> None:
    """Not, then and, then or: as in any logic."""
    has = {word: fits(who(word), someone) for word in (a, b, c)}  # type: ignore[arg-type]

    assert fits(who(f"{a} or {b} and not {c}"), someone) == (  # type: ignore[arg-type]
        has[a] or (has[b] and not has[c])
    )
