"""Schemathesis asks the API whatever its description allows, and what it does not: no answer is a 500."""

from __future__ import annotations

import pytest
from desks import TOKEN, settings_for

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402 - after the line that may skip
from hypothesis import strategies as st  # noqa: E402


@pytest.fixture(scope="module")
def schema(examples, tmp_path_factory):
    import shutil

    from trucewatch.web.app import create_app

    folder = tmp_path_factory.mktemp("schema")
    copy = folder / "desk.db"
    shutil.copy(examples, copy)
    app = create_app(settings_for(copy, folder / "replays", rate=1e6, burst=10**6))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


def test_nothing_that_may_be_asked_fails(schema):
    from schemathesis.checks import not_a_server_error

    operations = [each.ok() for each in schema.get_all_operations()]
    assert len(operations) > 20
    for operation in operations:
        asked = st.one_of(
            operation.as_strategy(), operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)
        )

        @settings(
            max_examples=12,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=asked)
        def ask(case):
            answer = case.call(headers={"Host": "testserver", "Authorization": f"Bearer {TOKEN}"})
            case.validate_response(answer, checks=[not_a_server_error])

        ask()
