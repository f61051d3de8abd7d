"""The project's own errors: each says what is wrong, where, and what to do next."""


class GptanimError(Exception):
    """Base of every error that the command line explains in one paragraph."""


class DataError(GptanimError):
    """A corpus file cannot be read, or holds too little to learn from."""


class ConfigError(GptanimError):
    """A model or training setting cannot work."""


class TrainingError(GptanimError):
    """A training went astray: its loss is no number any more, or worse than chance."""


class ShapeError(GptanimError):
    """Two arrays that belong together differ in shape."""


class RunError(GptanimError):
    """A recorded run is missing, truncated or altered."""


class LessonError(GptanimError):
    """A lesson file asks for something that does not exist."""


class ScriptError(GptanimError):
    """A beat's words cannot be filled in from the facts that were measured."""


class RenderError(GptanimError):
    """A segment failed while it was drawn; names the segment and the beat."""
