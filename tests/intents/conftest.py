"""Shows, after the tests, how well texts are understood: always, not only when something failed."""

import pytest

from tests.intents.labelled import FILES, rates, read


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each intent, `precision recall` by language in percent, `-` where none is."""
    tables = {name: rates(read(name)) for name in FILES}
    terminalreporter.section("texts understood: precision / recall, in percent (phrases)")
    terminalreporter.write_line(f"{'':9}" + "".join(f"{name:>18}" for name in FILES))
    for kind in sorted({kind for table in tables.values() for kind in table}):
        cells = "".join(_cell(tables[name].get(kind)) for name in FILES)
        terminalreporter.write_line(f"{kind:9}{cells}")


def _cell(rate: tuple[int, float, float] | None) -> str:
    if rate is None:
        return f"{'-':>18}"
    number, precision, recall = rate
    return f"{100 * precision:>7.1f} {100 * recall:>5.1f} {f'({number})':>4}".rjust(18)
