from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from gptanim.errors import LessonError
from gptanim.model import GPTConfig
from gptanim.run import TrainConfig
from gptanim.studio import settings
from gptanim.studio.table import Table


def table(**values: Any) -> Table:
    return Table(Path("a.toml"), "runs.names.model", values)


def test_every_setting_of_a_model_but_the_vocabulary_can_be_given() -> None:
    given = {field.name: getattr(GPTConfig(27), field.name) for field in fields(GPTConfig)}
    assert given.pop("vocab_size") == 27
    assert settings.model(table(**given)) == given


def test_every_setting_of_a_training_can_be_given() -> None:
    given = {field.name: getattr(TrainConfig(), field.name) for field in fields(TrainConfig)}
    assert settings.train(table(**given)) == given


def test_what_is_left_out_stays_out() -> None:
    assert settings.model(table()) == {}


def test_a_whole_number_serves_as_a_learning_rate() -> None:
    assert settings.train(table(learning_rate=1)) == {"learning_rate": 1.0}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"n_embed": 3}, "n_embed: unknown key; did you mean 'n_embd'"),
        ({"n_embd": "3"}, "n_embd: must be a whole number, not '3'"),
        ({"n_layer": 0}, "n_layer is 0"),
    ],
)
def test_what_cannot_work_is_refused_with_its_place(values: dict[str, Any], words: str) -> None:
    with pytest.raises(LessonError, match=rf"^a\.toml: runs\.names\.model.*{words}"):
        settings.model(table(**values))
