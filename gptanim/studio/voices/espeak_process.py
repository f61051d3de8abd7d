"""Speaks texts with the library of eSpeak NG; run as a script of its own, on the standard library only.

Usage: espeak_process.py SPEAKER WORDS_A_MINUTE LIBRARY DATA, with ``[[text, file], …]`` as JSON on stdin.
Writes the files, and for each text the words' places and times, as JSON on stdout.
"""

from __future__ import annotations

import ctypes
import json
import sys
import wave

SYNCHRONOUS, RATE_SETTING, UTF8, WORD_EVENT = 2, 1, 1, 1  # numbers in speak_lib.h; no markup, no phonemes in the text


class Event(ctypes.Structure):
    """An espeak_EVENT: at which letter of the text the voice is, counted from one, and when, in milliseconds."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("letter", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("name", ctypes.c_char * 8),
    )


Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))


def begin(espeak: ctypes.CDLL, speaker: str, speed: int, data: str) -> int:
    """Make the library ready to speak, and return how many samples a second it makes."""
    rate: int = espeak.espeak_Initialize(SYNCHRONOUS, 0, data.encode() or None, 0)
    if rate <= 0:
        raise SystemExit(f"eSpeak NG finds no data in {data or 'its own folder'}")
    if espeak.espeak_SetVoiceByName(speaker.encode()) or espeak.espeak_SetParameter(RATE_SETTING, speed, 0):
        raise SystemExit(f"eSpeak NG does not know the voice {speaker}")
    return rate


def main(speaker: str, speed: str, library: str, data: str) -> None:
    """Speak all texts on stdin."""
    espeak = ctypes.CDLL(library)
    samples = bytearray()
    words: dict[int, float] = {}

    def hear(wav: ctypes._Pointer[ctypes.c_short], count: int, events: ctypes._Pointer[Event]) -> int:
        if count > 0:
            samples.extend(ctypes.string_at(wav, 2 * count))
        number = 0
        while events[number].type:
            if events[number].type == WORD_EVENT:
                words.setdefault(events[number].letter - 1, events[number].milliseconds / 1000)
            number += 1
        return 0

    callback = Callback(hear)  # kept as long as the library may call it
    rate = begin(espeak, speaker, int(speed), data)
    espeak.espeak_SetSynthCallback(callback)
    told = []
    for text, path in json.load(sys.stdin):
        samples.clear()
        words.clear()
        encoded = text.encode()
        if espeak.espeak_Synth(encoded, len(encoded) + 1, 0, 0, 0, UTF8, None, None):
            raise SystemExit("eSpeak NG could not speak")
        with wave.open(path, "wb") as wav:
            wav.setnchannels(1)
            wav.setsampwidth(2)
            wav.setframerate(rate)
            wav.writeframes(bytes(samples))
        told.append(sorted(words.items()))
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
