"""Tokenizers by the names of their kinds."""

import json

import pytest

from gptanim.errors import ConfigError
from gptanim.vocabulary import KINDS, learn, restore

TEXTS = ["two plus two", "zoë"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_learns_speaks_and_comes_back(kind):
    tokenizer = learn(kind, TEXTS)
    assert type(tokenizer) is KINDS[kind]
    assert tokenizer.to_json()["kind"] == kind
    assert restore(json.loads(json.dumps(tokenizer.to_json()))) == tokenizer
    assert len(tokenizer.labels) == tokenizer.vocab_size
    for text in TEXTS:
        ids = tokenizer.with_markers(text)
        assert tokenizer.decode(ids) == text
        assert ids[0] == ids[-1] == 0
        assert all(0 < token < tokenizer.vocab_size for token in ids[1:-1])


def test_an_unknown_kind_is_answered_with_the_nearest():
    with pytest.raises(ConfigError, match="no tokenizer 'words'; did you mean 'word'"):
        learn("words", TEXTS)
    with pytest.raises(ConfigError, match="choose among 'character', 'word', 'byte pair'"):
        learn("xyz", TEXTS)
