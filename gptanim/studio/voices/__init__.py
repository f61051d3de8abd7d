"""The voices: one that speaks by rules, one that was learned, and one's own, recorded."""
