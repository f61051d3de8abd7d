"""Speaks texts with Piper; run as a script of its own, since Piper is under the GPL and loads a large model.

Usage: piper_process.py MODEL, with ``[[text, file], …]`` as JSON on stdin.
Writes the files, and for each text an empty list on stdout, since the model does not tell when a word begins.
"""

from __future__ import annotations

import json
import sys
import wave

from piper import PiperVoice


def main(model: str) -> None:
    """Speak all texts on stdin."""
    voice = PiperVoice.load(model)
    texts = json.load(sys.stdin)
    for text, path in texts:
        with wave.open(path, "wb") as wav:
            wav.setnchannels(1)
            wav.setsampwidth(2)
            wav.setframerate(voice.config.sample_rate)
            for piece in voice.synthesize(text):
                wav.writeframes(piece.audio_int16_bytes)
    print(json.dumps([[] for _ in texts]))


if __name__ == "__main__":
    main(sys.argv[1])
