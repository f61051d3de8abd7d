from gptanim.studio.wording import nearest


def test_a_near_name_is_suggested() -> None:
    assert nearest("tehme", ["theme", "voice"]) == "; did you mean 'theme'?"


def test_all_names_are_listed_when_none_is_near() -> None:
    assert nearest("x", ["theme", "voice"]) == "; known: theme, voice"


def test_no_names_at_all_is_said() -> None:
    assert nearest("x", []) == "; there are none"
