"""The report of a day as HTML and CSV, from its results."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import chain

from chalicelib.domain.results import Results
from chalicelib.domain.spreadsheets import sheet
from chalicelib.domain.wording import Say
from chalicelib.pages.render import hashed
from chalicelib.pages.report_outcome import outcome_in_codes, outcome_in_words

STYLE = """
:root{color-scheme:light dark;--ink:#1c1c1e;--dim:#5f5f66;--line:#d8d8dc;--accent:#7a1820}
@media(prefers-color-scheme:dark){:root{--ink:#ececee;--dim:#a5a5ad;--line:#3a3a40;
--accent:#e58a92}body{background:#16161a}}
body{font:17px/1.5 system-ui,sans-serif;color:var(--ink);max-width:46rem;margin:0 auto;
padding:2rem 1rem}
h1{font-size:1.7rem;margin:0}h2{font-size:1.15rem;margin:2.2rem 0 .4rem}
p.sub{color:var(--dim);margin:.2rem 0 1.6rem}
dl.big{display:flex;flex-wrap:wrap;gap:1rem 2.5rem;margin:0}
dl.big div{min-width:7rem}dl.big dt{color:var(--dim)}
dl.big dd{margin:0;font-size:2.2rem;font-weight:650;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%}
td,th{padding:.35rem .5rem;border-bottom:1px solid var(--line);text-align:left;
overflow-wrap:anywhere}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.ok{color:var(--accent);font-weight:600}
"""
POLICY = f"default-src 'none'; style-src {hashed(STYLE)}; base-uri 'none'; form-action 'none'"

Rows = Sequence[tuple[str, int | str]]


def report_html(results: Results, language: str, say: Say) -> str:
    """A page that stands alone: no script, no address outside it."""

    def plain(key: str) -> str:
        return say(f"report.{key}", language, {})

    def word(key: str, **values: str) -> str:
        return escape(say(f"report.{key}", language, values))

    when = f"{results.compiled_at:%Y-%m-%d %H:%M} UTC"
    revised = f" · {word('revision', number=str(results.revision))}" if results.revision > 1 else ""
    told = chain(outcome_in_words(results, language, say), _told(results, plain))
    sections = "".join(_table(word(title), rows) for title, rows in told)
    agreement = (
        f"<p class=ok>{word('exact')}</p>"
        if not results.differences
        else _table(word("differences"), [(line, "") for line in results.differences])
    )
    return f"""<!doctype html>
<html lang="{escape(language)}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="referrer" content="same-origin">
<title>{escape(results.day)}</title><style>{STYLE}</style></head><body>
<h1>{escape(results.day)}</h1>
<p class=sub>{escape(results.organisation)} · {word("compiled", when=when)}{revised}</p>
<dl class=big>{_big(word("people"), results.people)}{_big(word("acts"), results.acts)}
{_big(word("signatures"), results.signatures)}{_big(word("attendance"), results.attendance)}</dl>
<p>{word("outcome")}: {word(f"outcome.{results.outcome}")}</p>
<p>{word("reach")}: {results.reach if results.reach is not None else word("not_measured")}</p>
{agreement}{sections}</body></html>
"""


def report_csv(results: Results) -> bytes:
    """`section,name,country,value`, quoted, with a byte order mark for spreadsheets."""
    return sheet(("section", "name", "country", "value"), _csv_rows(results))


def _sections(results: Results) -> Iterator[tuple[str, Rows]]:
    main = {n: c for n, c in results.facts.items() if not set("@/+") & set(n)}
    yield "facts", list(main.items())
    for name in main:
        if name.endswith(".signed"):
            by_country = {c: n[name] for c, n in results.countries.items() if n.get(name)}
            ranked: list[tuple[str, int]] = sorted(by_country.items(), key=_largest_first)
            yield "countries", ranked
    yield "replies", list(results.replies.items())
    yield "texts", list(results.texts.items())
    yield "triggers", list(results.triggers.items())
    lines = ((f"{d.trigger} → {d.target} · sha256 {d.sha256}", d.state) for d in results.deliveries)
    yield "deliveries", list(lines)
    carried = [(f"{d.trigger} → {d.target}", d.bearers) for d in results.deliveries if d.bearers]
    yield "bearers", carried
    yield "leaders", list(results.leaders.items())
    yield "cases", list(results.cases.items())


def _told(results: Results, plain: Callable[[str], str]) -> Iterator[tuple[str, Rows]]:
    """The sections with the kinds of fact in words: `sign: signed`."""
    for title, rows in _sections(results):
        yield title, [(_named(n, plain), v) for n, v in rows] if title == "facts" else rows


def _named(fact: str, plain: Callable[[str], str]) -> str:
    ask, _, kind = fact.partition(".")
    return f"{ask}: {plain(f'kind.{kind}')}"


def _csv_rows(results: Results) -> Iterator[tuple[str, str, str, int | str]]:
    yield "summary", "people", "", results.people
    yield "summary", "acts", "", results.acts
    yield "summary", "signatures", "", results.signatures
    yield "summary", "attendance", "", results.attendance
    yield "summary", "reach", "", "not measured" if results.reach is None else results.reach
    for country, counts in results.countries.items():
        for name, value in counts.items():
            yield "facts", name, country, value
    for title, rows in chain(outcome_in_codes(results), _sections(results)):
        if title not in ("facts", "countries"):
            for name, cell in rows:
                yield title, name, "", cell


def _largest_first(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _table(title: str, rows: Rows) -> str:
    if not rows:
        return ""
    body = "".join(f"<tr><td>{escape(n)}<td class=n>{escape(str(v))}" for n, v in rows)
    return f"<h2>{title}</h2><table>{body}</table>"


def _big(label: str, value: int) -> str:
    return f"<div><dt>{label}</dt><dd>{value}</dd></div>"
