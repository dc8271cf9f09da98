"""The settings as they are read from the environment."""

import pytest

from chalicelib.adapters.environment import read_settings
from chalicelib.errors import SettingsError

ENVIRON = {
    "TOCSIN_STAGE": "prod",
    "TOCSIN_TABLE": "t",
    "TOCSIN_FILES_BUCKET": "f",
    "TOCSIN_PUBLIC_BUCKET": "p",
    "TOCSIN_PUBLIC_URL": "https://count.example",
    "TOCSIN_BASE_URL": "https://api.example/api",
    "TOCSIN_SECRET": "tocsin/prod",
    "TOCSIN_KMS_KEY": "alias/tocsin",
}


def test_each_field_is_its_variable() -> None:
    """Text, numbers, truth and mappings; other variables are left alone."""
    settings = read_settings(
        ENVIRON
        | {
            "TOCSIN_DAY_CACHE_SECONDS": "2.5",
            "TOCSIN_WORKFLOW_ARNS": '{"send_wave": "arn:1"}',
            "TOCSIN_LOCAL_DIR": "/elsewhere",
            "PATH": "/bin",
        }
    )
    assert (settings.table, settings.day_cache_seconds) == ("t", 2.5)
    assert settings.workflow_arns == {"send_wave": "arn:1"}
    assert settings.fiction is False


@pytest.mark.parametrize("name", list(ENVIRON))
def test_a_missing_variable_is_named(name: str) -> None:
    """Whoever deploys reads what to set."""
    with pytest.raises(SettingsError, match=f"^{name} is missing$"):
        read_settings({key: value for key, value in ENVIRON.items() if key != name})


@pytest.mark.parametrize("wrong", ["{not json", "not json", "[1]"])
def test_a_mapping_that_is_no_json_is_named_without_its_value(wrong: str) -> None:
    """Values may be secret; names are not."""
    with pytest.raises(SettingsError, match="TOCSIN_WORKFLOW_ARNS") as raised:
        read_settings(ENVIRON | {"TOCSIN_WORKFLOW_ARNS": wrong})
    assert wrong not in str(raised.value)


def test_local_settings_are_refused_on_a_deployed_stage() -> None:
    """Fiction numbers and foreign carriers stay on the laptop."""
    with pytest.raises(SettingsError, match="for stage local only"):
        read_settings(ENVIRON | {"TOCSIN_FICTION": "true"})
