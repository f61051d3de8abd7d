"""A TOML table that knows where it stands, so that every complaint names file, key, and what was meant."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gptanim.errors import LessonError
from gptanim.studio.wording import nearest

KINDS = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dict: "a table",
    list: "a list",
}


@dataclass(frozen=True)
class Table:
    """Values read from a file. where: how the file's author would name this table; empty at the top."""

    path: Path
    where: str
    values: Mapping[str, Any]  # Any: whatever TOML holds, until it is asked for by kind

    def error(self, key: str, complaint: str) -> LessonError:
        """Return an error about one key of this table."""
        return LessonError(f"{self.path}: {self.place(key)}: {complaint}")

    def place(self, key: str) -> str:
        """Return how the file's author would name one key of this table."""
        return f"{self.where}.{key}" if self.where else key

    def known(self, *keys: str) -> None:
        """Refuse every key but these."""
        for key in self.values:
            if key not in keys:
                raise self.error(key, f"unknown key{nearest(key, keys)}")

    def value(self, key: str, kind: type) -> Any:  # Any: the kind asked for
        """Return a value that must be there and be of a kind; a whole number serves as a number, true does not."""
        if key not in self.values:
            raise self.error(key, f"missing; it is {KINDS[kind]}")
        value = self.values[key]
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is not kind:
            raise self.error(key, f"must be {KINDS[kind]}, not {value!r}")
        return value

    def text(self, key: str) -> str:
        """Return a text that must be there and not be blank."""
        text: str = self.value(key, str)
        if not text.strip():
            raise self.error(key, "must not be empty")
        return text

    def choice(self, key: str, what: str, known: Iterable[str], default: str | None = None) -> str:
        """Return one of the names known of what there is; the default, if there is one, when the key is missing."""
        if default is not None and key not in self.values:
            return default
        names, name = list(known), self.text(key)
        if name not in names:
            raise self.error(key, f"there is no {what} {name!r}{nearest(name, names)}")
        return name

    def table(self, key: str) -> Table:
        """Return the table under a key; empty when it is not there."""
        return Table(self.path, self.place(key), self.value(key, dict) if key in self.values else {})

    def rows(self, key: str) -> list[Any]:
        """Return the list under a key; empty when it is not there."""
        return list(self.value(key, list)) if key in self.values else []


def read(path: Path) -> Table:
    """Return the whole of a TOML file as one table."""
    try:
        return Table(path, "", tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except UnicodeDecodeError as error:
        raise LessonError(f"{path}: not UTF-8 text (byte {error.start}); save the lesson as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise LessonError(f"{path}: not valid TOML: {error}") from error
    except OSError as error:
        raise LessonError(f"{path}: cannot be read: {error.strerror}; give the path of a lesson file") from error
