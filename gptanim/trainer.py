"""The trainer: a corpus goes in, a model learns, a run comes out."""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace

import numpy as np

from gptanim.batches import Batch, pack, packed_batches
from gptanim.corpus import Corpus, clean
from gptanim.errors import ConfigError, DataError, TrainingError
from gptanim.layers import Array
from gptanim.model import GPTConfig, Params, evaluate, init_params, loss_and_grads, predict
from gptanim.optimizer import OPTIMIZERS, Optimizer
from gptanim.run import Run, Snapshot, TrainConfig
from gptanim.sampler import sample
from gptanim.tokenizer import Tokenizer
from gptanim.vocabulary import learn

MIN_BLOCK = 16
EVALUATED_TRAIN = 300  # texts at most, for the losses of a snapshot
EVALUATED_HELD_OUT = 600
SAMPLES = 20
PROBES = 4
ASTRAY = 20  # steps after which a loss that stays WORSE times as high as chance's, log V, means divergence
WORSE = 3.0

Progress = Callable[[int, int, float], None]


def train(
    corpus: Corpus,
    *,
    tokenizer: str = "character",
    model: Mapping[str, int | bool] | None = None,
    train_config: TrainConfig | None = None,
    probe_texts: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Run:
    """Train a model on a corpus and return the recorded run.

    tokenizer: a kind of vocabulary.KINDS. model: GPTConfig's fields but vocab_size; a block_size of 0, or none, fits
    the longest text, MIN_BLOCK at least.
    probe_texts: texts whose predictions and attention every snapshot keeps; some held-out texts when None.
    progress: called as progress(step, steps, loss) after every step.
    Raises ConfigError or DataError when settings, corpus and probe texts do not go together, and TrainingError
    when the loss goes astray.
    """
    began = time.perf_counter()
    settings = train_config or TrainConfig()
    learned = learn(tokenizer, corpus.texts)
    config = _model_config(model or {}, corpus, learned)
    probes = tuple(corpus.held_out[:PROBES] if probe_texts is None else map(clean, probe_texts))
    recorder = _Recorder(corpus, config, learned, settings, probes)
    train_loss, grad_norm = _learn(recorder, progress)
    seconds = time.perf_counter() - began
    snapshots = tuple(recorder.snapshots)
    return Run(corpus, config, learned, settings, train_loss, grad_norm, snapshots, probes, seconds)


def untrained(run: Run, seed: int) -> Snapshot:
    """Return the first snapshot of the run as another seed would have it: other random weights, nothing learned."""
    settings = replace(run.train_config, seed=seed)
    recorder = _Recorder(run.corpus, run.config, run.tokenizer, settings, run.probe_texts)
    params, batches = recorder.beginning()
    recorder.record(0, params, loss_and_grads(params, run.config, next(batches))[1])
    return recorder.snapshots[0]


def updates(params: Params, batches: Iterator[Batch], settings: TrainConfig) -> Iterator[tuple[float, Params]]:
    """Train the weights, in place; yield loss and gradients at every step, before they move the weights.

    The last of settings.steps + 1 rounds only measures: its gradients move nothing.
    """
    optimizer: Optimizer = OPTIMIZERS[settings.optimizer](params.flat.size, dtype=params.flat.dtype)
    for step in range(settings.steps + 1):
        loss, grads = loss_and_grads(params, params.config, next(batches))
        yield loss, grads
        if step < settings.steps:
            optimizer.step(params.flat, grads.flat, _learning_rate(settings, step))


def snapshot_steps(steps: int, count: int) -> tuple[int, ...]:
    """Return count different steps from 0 to steps, both included, dense at first, then ever further apart.

    snapshot_steps(1000, 5) is (0, 1, 10, 100, 1000). Fewer when there are not as many steps.
    """
    count = min(count, steps + 1)
    spaced = np.geomspace(steps, 1, count - 1)[::-1].round().astype(int)
    return (0, *np.maximum(spaced, np.arange(1, count)).tolist())


def _model_config(model: Mapping[str, int | bool], corpus: Corpus, tokenizer: Tokenizer) -> GPTConfig:
    """Return the model's shape with the vocabulary and, where left open, the block size of the data."""
    allowed = [field.name for field in fields(GPTConfig) if field.name != "vocab_size"]
    for name in model:
        if name not in allowed:
            near = difflib.get_close_matches(name, allowed, 1)
            hint = f"did you mean {near[0]}?" if near else f"choose among {', '.join(allowed)}."
            raise ConfigError(f"model: unknown setting {name!r}; {hint}")
    needed = max(len(tokenizer.encode(text)) for text in corpus.texts) + 1
    block_size = model.get("block_size") or max(MIN_BLOCK, needed)
    filled = {**model, "vocab_size": tokenizer.vocab_size, "block_size": block_size}
    config = GPTConfig(**filled)  # type: ignore[arg-type]  # it checks the types itself
    if config.block_size < needed:
        raise ConfigError(
            f"model: block_size is {config.block_size}, but the longest text of {corpus.name!r} with its start marker "
            f"needs {needed}. Raise block_size, or leave it out."
        )
    return config


def _learn(recorder: _Recorder, progress: Progress | None) -> tuple[Array, Array]:
    """Return loss and gradient norm at every step, (steps,) each, while the recorder takes its snapshots."""
    settings = recorder.settings
    params, batches = recorder.beginning()
    losses, norms = np.empty((2, settings.steps + 1), np.float32)
    for step, (loss, grads) in enumerate(updates(params, batches, settings)):
        losses[step], norms[step] = loss, np.linalg.norm(grads.flat)
        recorder.check(step, losses)
        recorder.record(step, params, grads)
        if progress is not None and step < settings.steps:
            progress(step + 1, settings.steps, loss)
    return losses[:-1], norms[:-1]


def _learning_rate(settings: TrainConfig, step: int) -> float:
    if settings.schedule == "constant":
        return settings.learning_rate
    return settings.learning_rate * (1 - step / settings.steps)


class _Recorder:
    """Takes the snapshots of one training."""

    def __init__(
        self,
        corpus: Corpus,
        config: GPTConfig,
        tokenizer: Tokenizer,
        settings: TrainConfig,
        probe_texts: tuple[str, ...],
    ) -> None:
        self.corpus, self.config, self.tokenizer, self.settings = corpus, config, tokenizer, settings
        self.probe_texts = probe_texts
        self.answer_token = _answer_token(tokenizer, settings, corpus)
        self.steps = frozenset(snapshot_steps(settings.steps, settings.snapshots))
        self.train_part = self._packed(corpus.train[:EVALUATED_TRAIN])
        self.held_out_part = self._packed(corpus.held_out[:EVALUATED_HELD_OUT])
        self.snapshots: list[Snapshot] = []

    def _packed(self, texts: Sequence[str]) -> Batch:
        return pack([self.tokenizer.with_markers(text) for text in texts], self.config.block_size, self.answer_token)

    def beginning(self) -> tuple[Params, Iterator[Batch]]:
        """Return the first weights and the batches to come, both drawn by the seed."""
        rng = np.random.default_rng(self.settings.seed)
        params = init_params(self.config, rng)
        docs = [self.tokenizer.with_markers(text) for text in self.corpus.train]
        rows = self.settings.batch_size
        return params, packed_batches(docs, self.config.block_size, rows, rng, self.answer_token)

    def check(self, step: int, losses: Array) -> None:
        """Raise TrainingError when the loss is no number, or has long been far worse than chance's."""
        late = losses[max(0, step + 1 - ASTRAY) : step + 1].mean() if step >= ASTRAY else losses[step]
        limit = np.inf if step < ASTRAY else WORSE * np.log(self.config.vocab_size)
        if not late < limit:
            rate = self.settings.learning_rate
            raise TrainingError(
                f"training on {self.corpus.name!r} went astray: at step {step} the loss is {losses[step]:.3g}, where "
                f"guessing at random gives {np.log(self.config.vocab_size):.3g}. Its learning_rate of {rate:g} is too "
                f"high; try {rate / 10:g}."
            )

    def record(self, step: int, params: Params, grads: Params) -> None:
        """Keep a snapshot when this is one of its steps."""
        if step not in self.steps:
            return
        bare = Snapshot(
            step=step,
            train_loss=evaluate(params, self.config, self.train_part),
            val_loss=evaluate(params, self.config, self.held_out_part),
            params=_frozen(params),
            grads=_frozen(grads),
            config=self.config,
            tokenizer=self.tokenizer,
        )
        views = [predict(params, self.config, [bare.doc(text)]) for text in self.probe_texts]
        seen = replace(
            bare,
            predictions=tuple(probs[0] for probs, _ in views),
            attention=tuple(tape.attention[0] for _, tape in views),
            samples=self._written(bare),
        )
        self.snapshots.append(seen)

    def _written(self, snapshot: Snapshot) -> tuple[str, ...]:
        """Return texts that the model writes: drawn from its predictions or, where it only learns answers, these."""
        rng = np.random.default_rng([self.settings.seed, snapshot.step])
        if self.answer_token is None:
            return sample(snapshot, SAMPLES, rng)
        held_out = self.corpus.held_out
        asked = [self.tokenizer.encode(text) for text in held_out[:: -(-len(held_out) // SAMPLES)]]
        prompts = [self.tokenizer.decode(ids[: ids.index(self.answer_token) + 1]) for ids in asked]
        return tuple(sample(snapshot, 1, rng, temperature=0, prompt=prompt)[0] for prompt in prompts)


def _answer_token(tokenizer: Tokenizer, settings: TrainConfig, corpus: Corpus) -> int | None:
    """Return the token after which the loss counts; None when all of it does."""
    word = settings.answer_after
    if not word:
        return None
    ids = tokenizer.encode(word)
    if len(ids) != 1:
        raise ConfigError(f"train: answer_after is {word!r}, which is {len(ids)} tokens; it must be a single one.")
    for text in corpus.texts:
        if ids[0] not in tokenizer.encode(text):
            raise DataError(
                f"train: answer_after is {word!r}, but the text {text!r} of {corpus.name!r} does not hold it. "
                "Leave answer_after out, or put that token before the answer of every text."
            )
    return ids[0]


def _frozen(params: Params) -> Params:
    flat = params.flat.copy()
    flat.setflags(write=False)
    return Params(flat, params.config)
