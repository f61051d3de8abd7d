"""A recorded training run: what the model was, what it saw, and snapshots of how it learned."""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np

from gptanim.corpus import Corpus
from gptanim.errors import ConfigError, DataError, RunError
from gptanim.layers import Array
from gptanim.model import GPTConfig, Params
from gptanim.tokenizer import Tokenizer
from gptanim.vocabulary import restore

FORMAT = 1
SEAL = 64  # hexadecimal digits of the SHA-256 that closes a file
LABORATORY = (
    *("batches", "bytepair", "corpus", "layers", "model", "optimizer"),
    *("run", "sampler", "tokenizer", "trainer", "vocabulary"),
)


@dataclass(frozen=True)
class TrainConfig:
    """How to train. Raises ConfigError when that cannot work.

    batch_size: rows of block_size tokens per step. schedule: the learning rate falls "linear" to 0 or stays
    "constant". optimizer: "adam", or "sgd", which needs a learning rate near 0.5. snapshots: how many moments are
    kept, the first and the last included. answer_after: a token, such as a word, after which the loss begins to
    count in every text; "" lets all tokens count.
    """

    steps: int = 1000
    batch_size: int = 32
    learning_rate: float = 1e-2
    schedule: Literal["linear", "constant"] = "linear"
    snapshots: int = 24
    seed: int = 0
    optimizer: Literal["adam", "sgd"] = "adam"
    answer_after: str = ""

    def __post_init__(self) -> None:
        for name, least in {"steps": 1, "batch_size": 1, "snapshots": 2, "seed": 0}.items():
            value = getattr(self, name)
            if type(value) is not int or value < least:
                raise ConfigError(f"train: {name} is {value!r}; it must be a whole number of at least {least}.")
        if type(self.learning_rate) not in (int, float) or not 0 < self.learning_rate < 10:
            raise ConfigError(f"train: learning_rate is {self.learning_rate!r}; choose one near 0.01.")
        if self.schedule not in ("linear", "constant"):
            raise ConfigError(f'train: schedule is {self.schedule!r}; choose "linear" or "constant".')
        if self.optimizer not in ("adam", "sgd"):
            raise ConfigError(f'train: optimizer is {self.optimizer!r}; choose "adam" or "sgd".')
        if type(self.answer_after) is not str:
            raise ConfigError(f"train: answer_after is {self.answer_after!r}; it must be a token in quotes.")


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The model after ``step`` updates, with all that was recorded then.

    train_loss, val_loss: mean nats per token on a fixed part of the training texts and on the held-out texts,
    of the answers alone where the run has an ``answer_after``.
    params: weights; grads: their gradients on the batch of this step. predictions: for each probe text
    (T + 1, V), the probabilities of the next token at every position, start marker first. attention: for each
    probe text (L, H, T + 1, T + 1), row = query, column = key. samples: texts the model wrote; with an
    ``answer_after``, held-out questions, spread over the corpus, with the likeliest answers.
    """

    step: int
    train_loss: float
    val_loss: float
    params: Params
    grads: Params
    config: GPTConfig
    tokenizer: Tokenizer
    predictions: tuple[Array, ...] = ()
    attention: tuple[Array, ...] = ()
    samples: tuple[str, ...] = ()

    def doc(self, text: str) -> list[int]:
        """Return the token ids of a text with both markers.

        Raises DataError when the model does not know a part of it, or the text is too long for it.
        """
        ids = self.tokenizer.with_markers(text)
        if len(ids) - 1 > self.config.block_size:
            raise DataError(
                f"{text!r} is {len(ids) - 2} tokens long; this model reads at most {self.config.block_size - 1}. "
                f"Choose a shorter text, or train with a block_size of {len(ids) - 1}."
            )
        return ids


@dataclass(frozen=True, eq=False)
class Run:
    """A finished training: loss and gradient norm at every step, snapshots at some, (steps,) each.

    train_loss: mean nats per token on each step's batch. seconds: wall time, which does not enter the digest.
    """

    corpus: Corpus
    config: GPTConfig
    tokenizer: Tokenizer
    train_config: TrainConfig
    train_loss: Array
    grad_norm: Array
    snapshots: tuple[Snapshot, ...]
    probe_texts: tuple[str, ...]
    seconds: float

    @property
    def first(self) -> Snapshot:
        """The model before training."""
        return self.snapshots[0]

    @property
    def last(self) -> Snapshot:
        """The model after training."""
        return self.snapshots[-1]

    def snapshot_at(self, step: int) -> Snapshot:
        """Return the snapshot nearest to a step, the earlier one of two that are equally near."""
        return min(self.snapshots, key=lambda snapshot: abs(snapshot.step - step))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all that the run holds but ``seconds``; equal data and settings give equal digests."""
        header = {key: value for key, value in _header(self).items() if key != "seconds"}
        content = hashlib.sha256(_json(header))
        for name, array in sorted(_arrays(self).items()):
            content.update(f"{name} {array.dtype} {array.shape}".encode())
            content.update(np.ascontiguousarray(array).data)
        return content.hexdigest()

    def save(self, path: str | Path) -> None:
        """Write the run as .npz, with its checksum as the comment of the zip; the file appears whole or not at all.

        Raises RunError when it cannot be written.
        """
        path = Path(path)
        zipped = io.BytesIO()
        header = np.frombuffer(_json(_header(self)), np.uint8)
        np.savez(zipped, **_arrays(self), header=header)  # type: ignore[arg-type]  # the stub takes names for a flag
        body = zipped.getvalue()[:-2] + SEAL.to_bytes(2, "little")  # a zip ends with the length of its comment
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(body + hashlib.sha256(body).hexdigest().encode())
            os.replace(temporary, path)
        except OSError as error:
            raise RunError(f"{path} cannot be written ({error.strerror}). Choose another folder.") from error
        finally:
            temporary.unlink(missing_ok=True)

    @classmethod
    def load(cls, path: str | Path) -> Run:
        """Return the run in a file that ``save`` wrote.

        Raises RunError when the file is missing, truncated, altered, or no run of this version.
        """
        body = _unsealed(Path(path))
        with np.load(io.BytesIO(body), allow_pickle=False) as archive:
            arrays = dict(archive)
        header = json.loads(arrays.pop("header").tobytes())
        if header["format"] != FORMAT:
            raise RunError(
                f"{path} is a run of format {header['format']}, expected {FORMAT}. Delete it and train again."
            )
        return _restored(header, arrays)


def lab_digest() -> str:
    """Return the SHA-256 of the sources that decide what a run holds."""
    folder = Path(__file__).parent
    return hashlib.sha256(b"".join((folder / f"{name}.py").read_bytes() for name in LABORATORY)).hexdigest()


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _header(run: Run) -> dict[str, Any]:
    """Return all of a run that is not an array, as JSON values."""
    return {
        "format": FORMAT,
        "corpus": asdict(run.corpus),
        "config": asdict(run.config),
        "tokenizer": run.tokenizer.to_json(),
        "train_config": asdict(run.train_config),
        "probe_texts": run.probe_texts,
        "samples": [snapshot.samples for snapshot in run.snapshots],
        "seconds": run.seconds,
    }


def _arrays(run: Run) -> dict[str, Array]:
    """Return all arrays of a run, those of the S snapshots stacked."""
    snapshots = run.snapshots
    arrays = {
        "train_loss": run.train_loss,
        "grad_norm": run.grad_norm,
        "step": np.array([snapshot.step for snapshot in snapshots]),  # (S,)
        "losses": np.array([(snapshot.train_loss, snapshot.val_loss) for snapshot in snapshots]),  # (S, 2)
        "params": np.stack([snapshot.params.flat for snapshot in snapshots]),  # (S, P)
        "grads": np.stack([snapshot.grads.flat for snapshot in snapshots]),  # (S, P)
    }
    for i in range(len(run.probe_texts)):
        arrays[f"predictions{i}"] = np.stack([snapshot.predictions[i] for snapshot in snapshots])  # (S, T + 1, V)
        arrays[f"attention{i}"] = np.stack([snapshot.attention[i] for snapshot in snapshots])  # (S, L, H, T+1, T+1)
    return arrays


def _unsealed(path: Path) -> bytes:
    """Return the bytes of a run file after comparing them with their checksum."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RunError(f"no run can be read from {path} ({error.strerror}). Train it again.") from error
    found, expected = hashlib.sha256(data[:-SEAL]).hexdigest(), data[-SEAL:]
    if found.encode() != expected:
        raise RunError(
            f"{path} is no whole run: its {len(data)} bytes have the checksum {found[:12]}…, "
            f"and its last bytes say {expected[:12]!r}…. It was cut short or altered; delete it and train again."
        )
    return data


def _restored(header: dict[str, Any], arrays: Mapping[str, Array]) -> Run:
    config, tokenizer = GPTConfig(**header["config"]), restore(header["tokenizer"])
    texts, train, held_out = (tuple(header["corpus"][part]) for part in ("texts", "train", "held_out"))
    probes = range(len(header["probe_texts"]))
    for array in arrays.values():
        array.setflags(write=False)
    snapshots = tuple(
        Snapshot(
            step=int(arrays["step"][s]),
            train_loss=float(arrays["losses"][s, 0]),
            val_loss=float(arrays["losses"][s, 1]),
            params=Params(arrays["params"][s], config),
            grads=Params(arrays["grads"][s], config),
            config=config,
            tokenizer=tokenizer,
            predictions=tuple(arrays[f"predictions{i}"][s] for i in probes),
            attention=tuple(arrays[f"attention{i}"][s] for i in probes),
            samples=tuple(samples),
        )
        for s, samples in enumerate(header["samples"])
    )
    return Run(
        corpus=Corpus(texts, train, held_out, header["corpus"]["name"]),
        config=config,
        tokenizer=tokenizer,
        train_config=TrainConfig(**header["train_config"]),
        train_loss=arrays["train_loss"],
        grad_norm=arrays["grad_norm"],
        snapshots=snapshots,
        probe_texts=tuple(header["probe_texts"]),
        seconds=header["seconds"],
    )
