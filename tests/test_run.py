"""A run on disk: what is saved comes back, and nothing damaged does."""

import dataclasses
import os
import signal
import stat
import subprocess
import sys
import time

import numpy as np
import pytest

from gptanim.corpus import Corpus
from gptanim.errors import ConfigError, RunError
from gptanim.run import LABORATORY, Run, TrainConfig, lab_digest
from gptanim.trainer import train

CORPUS = Corpus.of(["anna", "ben", "cara", "Zoë", "<b>&\"'{}", "👩‍👧 eve"], name="mixed")
TINY = {"n_embd": 4, "n_head": 2}


@pytest.fixture(scope="module")
def run():
    return train(CORPUS, model=TINY, train_config=TrainConfig(steps=4, snapshots=3), probe_texts=["anna", "ben"])


@pytest.fixture
def saved(run, tmp_path):
    path = tmp_path / "runs" / "mixed.npz"
    run.save(path)
    return path


def test_loading_undoes_saving(run, saved):
    loaded = Run.load(saved)
    for name in ("corpus", "config", "tokenizer", "train_config", "probe_texts", "seconds", "digest"):
        assert getattr(loaded, name) == getattr(run, name), name
    np.testing.assert_array_equal(loaded.train_loss, run.train_loss)
    np.testing.assert_array_equal(loaded.grad_norm, run.grad_norm)
    for ours, theirs in zip(run.snapshots, loaded.snapshots, strict=True):
        for name in ("step", "train_loss", "val_loss", "samples", "config", "tokenizer"):
            assert getattr(theirs, name) == getattr(ours, name), name
        np.testing.assert_array_equal(theirs.params.flat, ours.params.flat)
        np.testing.assert_array_equal(theirs.grads["layer0.qkv"], ours.grads["layer0.qkv"])
        for views in ("predictions", "attention"):
            for a, b in zip(getattr(theirs, views), getattr(ours, views), strict=True):
                np.testing.assert_array_equal(a, b)


def test_the_file_is_an_npz_that_numpy_reads_without_pickle(run, saved):
    with np.load(saved, allow_pickle=False) as archive:
        np.testing.assert_array_equal(archive["train_loss"], run.train_loss)
    assert os.listdir(saved.parent) == ["mixed.npz"]


def test_a_loaded_run_cannot_be_changed(saved):
    with pytest.raises(ValueError, match="read-only"):
        Run.load(saved).last.params["wte"][0, 0] = 1


def test_a_flipped_byte_anywhere_is_refused(saved):
    data = saved.read_bytes()
    for place in {*range(0, len(data), 53), *range(100), *range(len(data) - 100, len(data))}:
        saved.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises(RunError, match=r"mixed\.npz is no whole run.*train again"):
            Run.load(saved)


def test_a_truncated_or_foreign_file_is_refused(saved):
    data = saved.read_bytes()
    for damaged in (b"", data[:10], data[: len(data) // 2], data[:-1], data + b" ", b"not a run\n" * 50):
        saved.write_bytes(damaged)
        with pytest.raises(RunError, match="no whole run"):
            Run.load(saved)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(RunError, match=r"missing\.npz \(No such file or directory\)"):
        Run.load(tmp_path / "missing.npz")


def test_a_run_that_cannot_be_written_leaves_nothing_behind(run, tmp_path):
    (tmp_path / "mixed.npz").mkdir()
    with pytest.raises(RunError, match=r"mixed\.npz cannot be written"):
        run.save(tmp_path / "mixed.npz")
    assert os.listdir(tmp_path) == ["mixed.npz"]


def test_a_saved_run_may_be_read_by_others(saved):
    assert stat.S_IMODE(saved.stat().st_mode) == 0o666 & ~_umask()


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.slow
def test_a_killed_training_leaves_the_earlier_run_whole(run, saved, tmp_path):
    code = f"""
import numpy, sys
from gptanim.run import Run
run = Run.load({str(saved)!r})
print("saving", flush=True)
while True:
    run.save({str(saved)!r})
"""
    rng = np.random.default_rng(0)
    for _ in range(5):
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        child.stdout.readline()
        time.sleep(rng.uniform(0, 0.05))
        child.kill()
        child.communicate()
        assert child.returncode == -signal.SIGKILL
        assert Run.load(saved).digest == run.digest


def test_seconds_do_not_enter_the_digest_but_all_else_does(run):
    assert dataclasses.replace(run, seconds=99.0).digest == run.digest
    assert dataclasses.replace(run, train_loss=run.train_loss + 1).digest != run.digest
    assert dataclasses.replace(run, corpus=dataclasses.replace(run.corpus, name="other")).digest != run.digest


def test_snapshots_are_found_by_step(run):
    assert (run.first.step, run.last.step) == (0, 4)
    assert run.snapshot_at(3).step == 4
    assert run.snapshot_at(-5).step == 0


def test_the_laboratorys_digest_covers_every_module_that_trains():
    code = "import sys, gptanim.trainer; print(*(name for name in sys.modules if name.startswith('gptanim.')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {name.removeprefix("gptanim.") for name in loaded} == {*LABORATORY, "errors"}
    assert len(lab_digest()) == 64


@pytest.mark.parametrize(
    "wrong",
    [
        {"steps": 0},
        {"steps": 1.5},
        {"batch_size": 0},
        {"snapshots": 1},
        {"seed": -1},
        {"learning_rate": 0},
        {"learning_rate": float("nan")},
        {"learning_rate": True},
        {"schedule": "cosine"},
        {"optimizer": "SGD"},
    ],
)
def test_a_training_setting_that_cannot_work_is_refused(wrong):
    with pytest.raises(ConfigError, match=f"train: {next(iter(wrong))} is"):
        TrainConfig(**wrong)
