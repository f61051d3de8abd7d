"""A lesson's settings for model and training, checked against the laboratory's own configs before anything runs."""

from __future__ import annotations

import dataclasses
from typing import Any, get_type_hints

from gptanim.errors import ConfigError, LessonError
from gptanim.model import GPTConfig
from gptanim.run import TrainConfig
from gptanim.studio.table import KINDS, Table

Setting = bool | int | float | str


def model(values: Table) -> dict[str, int | bool]:
    """Return a table's settings for GPTConfig; the vocabulary is the corpus's, so that nobody can set it."""
    return _checked(values, GPTConfig, vocab_size=27)


def train(values: Table) -> dict[str, Setting]:
    """Return a table's settings for TrainConfig."""
    return _checked(values, TrainConfig)


def _checked(values: Table, config: type, **given: Setting) -> dict[str, Any]:  # Any: the kinds of the config's fields
    hints: dict[str, Any] = get_type_hints(config)  # Any: a hint need not be a class
    kinds = {field.name: hints[field.name] for field in dataclasses.fields(config) if field.name not in given}
    values.known(*kinds)
    settings = {
        key: values.value(key, kinds[key]) if kinds[key] in KINDS else value for key, value in values.values.items()
    }
    try:
        config(**given, **settings)
    except ConfigError as error:
        raise LessonError(f"{values.path}: {values.where}: {error}") from error
    return settings
