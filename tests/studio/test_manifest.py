import json
from pathlib import Path

from gptanim.corpus import Corpus
from gptanim.run import TrainConfig
from gptanim.studio import digest, manifest
from gptanim.studio import lesson as lessons
from gptanim.studio.clip import QUALITIES, Clip
from gptanim.studio.places import DEFAULT_LESSON
from gptanim.trainer import train


def test_a_manifest_tells_what_the_products_were_made_from(lesson_clips: list[Clip], tmp_path: Path) -> None:
    corpus = Corpus.of(["anna", "ben", "carla", "dan", "eva", "Zoë"], name="my names")
    run = train(corpus, train_config=TrainConfig(steps=2, snapshots=2))
    path = tmp_path / "manifest.json"
    manifest.write(
        path, lessons.read(DEFAULT_LESSON), QUALITIES["hd"], {"names": run}, lesson_clips, {"render": 1.2345}
    )
    told = json.loads(path.read_text(encoding="utf-8"))
    assert (told["lesson"], told["theme"], told["quality"]["height"]) == ("how-a-gpt-learns", "ink", 1080)
    assert told["runs"]["names"]["digest"] == run.digest
    assert (told["runs"]["names"]["corpus"], told["runs"]["names"]["texts"]) == ("my names", 6)
    assert [(clip["address"], clip["key"]) for clip in told["clips"]] == [(c.address, c.key) for c in lesson_clips]
    assert told["clip_seconds"] == round(sum(clip.seconds for clip in lesson_clips), 3)
    assert told["versions"].items() >= digest.versions().items()
    assert told["seconds"] == {"render": 1.23}
    assert str(tmp_path) not in path.read_text(encoding="utf-8")
