"""A machine is set up once, from what the repository says; shown on pretended machines, where nothing is installed."""

import importlib.util
import os
import re
import shutil
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
FILES = ("Makefile", "pyproject.toml", "constraints.txt", ".ci/setup", ".ci/run")
QUIET = "--no-print-directory"  # these tests may themselves be run by make
DEBIAN_12 = "3.11.2"  # the oldest Python of a system in wide use that we promise to run on

# A pretended Python: makes a .venv with itself in it, notes what pip is asked for, fails while `broken` is there.
PYTHON = """#!/bin/sh
log=$MACHINE/log
case "$*" in
    *has_headers*) echo "3.11 True True /usr" ;;
    *version_info*) echo 3.11 ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && echo venv >>"$log" ;;
    *"pip --version"*) ;;
    *--dry-run*) cat "$MACHINE/plan" ;;
    *) echo "$*" >>"$log"; test ! -e "$MACHINE/broken" ;;
esac
"""


def pins():
    lines = (line.partition("#")[0].strip() for line in (ROOT / "constraints.txt").read_text().splitlines())
    return {canonicalize_name(pin.name): pin for pin in map(Requirement, filter(None, lines))}


class Machine:
    """A pretended Debian with Python and nothing missing; tools are replaced one by one."""

    def __init__(self, home):
        self.home = home
        self.checkout = home / "gptanim"
        (home / "bin").mkdir()
        for tool in ("bash", "dirname", "cksum", "cat", "rm", "mkdir", "cp", "grep", "tail", "env"):
            # A script, not a link: who replaces a link's text writes over the real tool.
            self.tool(tool, f'#!/bin/sh\nexec {shutil.which(tool)} "$@"\n')
        for name in FILES:
            (self.checkout / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.checkout / name)
        self.tool("python3", PYTHON)
        self.tool("uname", "#!/bin/sh\necho Linux\n")
        self.tool("id", "#!/bin/sh\necho 0\n")
        for name in ("pkg-config", "cc", "chromium"):
            self.tool(name, "#!/bin/sh\n")
        self.tool("apt-get", '#!/bin/sh\necho "apt-get $*" >>"$MACHINE/log"\n')
        (home / "plan").write_text('{"install": []}')

    def tool(self, name, script):
        path = self.home / "bin" / name
        path.write_text(script)
        path.chmod(0o755)

    def lacks(self, name):
        (self.home / "bin" / name).unlink()

    def run(self, *command, **variables):
        (self.home / "log").write_text("")
        environment = {"PATH": str(self.home / "bin"), "MACHINE": str(self.home), **variables}
        done = subprocess.run(command, cwd=self.checkout, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stderr, (self.home / "log").read_text()

    def set_up(self, stage="lesson", **variables):
        return self.run(".ci/setup", stage, **variables)


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


# ---- what is pinned ----


def test_every_package_that_we_ask_for_is_pinned_to_a_version_we_allow():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"].values()
    asked = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *(one for all in extras for one in all),
    ]
    for wanted in map(Requirement, asked):
        (exact,) = pins()[canonicalize_name(wanted.name)].specifier
        assert exact.operator == "=="
        assert wanted.specifier.contains(exact.version), f"{wanted} is pinned to {exact}"


def test_every_package_that_comes_along_is_pinned():
    asked, known = ["gptanim[test]"], set()
    while asked:
        wanted = Requirement(asked.pop())
        name = canonicalize_name(wanted.name)
        if (name, *sorted(wanted.extras)) in known:
            continue
        known.add((name, *sorted(wanted.extras)))
        for line in metadata.requires(name) or []:
            needed = Requirement(line)
            extras = wanted.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                asked.append(str(needed).partition(";")[0])
    assert {name for name, *_ in known} - {"gptanim"} <= pins().keys()


def test_every_pin_runs_on_the_oldest_python():
    for name, pin in pins().items():
        try:
            installed = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        if pin.specifier.contains(installed.version) and (pythons := installed.metadata.get("Requires-Python")):
            assert Requirement(f"python{pythons}").specifier.contains(DEBIAN_12), f"{pin} needs Python {pythons}"


@pytest.mark.parametrize("name", FILES)
def test_no_file_names_a_registry_or_a_place_on_one_machine(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|/opt/|/root|/home/", text)


def test_constraints_hold_nothing_but_versions():
    assert all(not pin.url and not pin.extras for pin in pins().values())
    assert "+" not in "".join(str(pin.specifier) for pin in pins().values())


# ---- the commands ----


def test_the_scripts_are_bash_without_faults():
    for script in (".ci/setup", ".ci/run"):
        assert os.access(ROOT / script, os.X_OK)
        subprocess.run(["bash", "-n", ROOT / script], check=True)


def test_make_names_every_command():
    said = subprocess.run(["make", QUIET], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [line.split()[1] for line in said.splitlines()] == ["help", "lesson", "test", "doctor", "clean"]


def test_make_lesson_sets_up_and_then_makes_the_lesson():
    said = subprocess.run(["make", QUIET, "-n", "lesson"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.split("\n")[:2] == [".ci/setup lesson", ".venv/bin/python render.py lesson "]


def test_continuous_integration_runs_make_test_and_skips_nothing(machine):
    required = "$GPTANIM_REQUIRE_ORACLE $GPTANIM_REQUIRE_BROWSER $GPTANIM_WANT_OFFICE"
    machine.tool("make", f'#!/bin/sh\necho "make $* {required}" >>"$MACHINE/log"\n')
    assert machine.run(".ci/run") == (0, "", "make test 1 1 1\n")


@pytest.mark.skipif("GPTANIM_REQUIRE_ORACLE" not in os.environ, reason="not required")
def test_pytorch_is_there_where_it_is_required():
    assert importlib.util.find_spec("torch")


# ---- the set-up ----


def test_a_second_set_up_does_nothing(machine):
    assert machine.set_up()[0] == 0
    assert machine.set_up() == (0, "", "")


def test_a_set_up_installs_by_the_constraints_into_a_new_venv(machine):
    _, _, log = machine.set_up()
    assert log.splitlines()[0] == "venv"
    assert log.splitlines()[-1].endswith("--constraint constraints.txt --build-constraint constraints.txt --editable .")


def test_the_tests_bring_all_that_a_lesson_needs(machine):
    machine.set_up("test")
    assert machine.set_up("lesson") == (0, "", "")
    assert machine.set_up("test") == (0, "", "")


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_list_of_packages_is_installed_into_the_same_venv(machine, name):
    machine.set_up()
    (machine.checkout / name).write_text("changed")
    _, _, log = machine.set_up()
    assert "--editable ." in log
    assert "venv" not in log.split()


def test_a_set_up_that_failed_starts_afresh(machine):
    (machine.home / "broken").touch()
    code, said, _ = machine.set_up()
    assert (code, "run this again" in said) == (1, True)
    (machine.home / "broken").unlink()
    (machine.checkout / ".venv" / "half-installed").touch()
    assert machine.set_up()[0] == 0
    assert not (machine.checkout / ".venv" / "half-installed").exists()


def test_two_set_ups_at_once_do_not_meet(machine):
    machine.set_up()
    (machine.checkout / ".venv" / "setting-up").write_text(str(os.getpid()))
    code, said, log = machine.set_up()
    assert (code, log) == (1, "")
    assert f"another set-up is running (process {os.getpid()})" in said


def test_only_missing_system_packages_are_installed_and_said(machine):
    machine.tool("pkg-config", '#!/bin/sh\ntest "$2" != pangocairo\n')
    _, said, log = machine.set_up()
    assert "libpango1.0-dev: Pango lays out the text" in said
    update, install = log.splitlines()[:2]
    assert update.startswith("apt-get update")
    assert install.startswith("apt-get install")
    assert [word for word in install.split() if "lib" in word] == ["libpango1.0-dev"]


def test_a_machine_with_everything_calls_no_apt_get(machine):
    assert "apt-get" not in machine.set_up("test")[2]


def test_sudo_is_used_only_by_those_who_are_not_root(machine):
    machine.lacks("cc")
    machine.tool("id", "#!/bin/sh\necho 1000\n")
    code, said, log = machine.set_up()
    assert (code, log) == (1, "")
    assert "Have root run: apt-get install gcc libc6-dev" in said
    machine.tool("sudo", '#!/bin/sh\necho sudo >>"$MACHINE/log"\nexec "$@"\n')
    assert machine.set_up()[2].splitlines()[:2] == ["sudo", "apt-get update -q"]


def test_macos_is_told_what_to_brew(machine):
    machine.tool("uname", "#!/bin/sh\necho Darwin\n")
    machine.lacks("pkg-config")
    code, said, log = machine.set_up()
    assert (code, log) == (1, "")
    assert "brew install cairo pango pkg-config" in said


def test_a_system_without_apt_is_told_the_libraries(machine):
    machine.lacks("apt-get")
    machine.lacks("cc")
    code, said, _ = machine.set_up()
    assert code == 1
    assert "cairo and pango" in said


def test_an_old_python_is_named(machine):
    machine.tool("python3", '#!/bin/sh\ntest "$1" = --version && echo Python 3.9.2 || exit 1\n')
    machine.tool("python3.12", PYTHON)
    code, said, _ = machine.set_up()
    assert code == 1
    assert "needs Python 3.11 or newer; python3 says: Python 3.9.2" in said
    assert "make lesson PYTHON=python3.12" in said


def test_cuda_is_fetched_only_where_pytorch_is_required(machine):
    (machine.home / "plan").write_text('{"metadata": {"name": "nvidia-cublas"}}')
    _, said, log = machine.set_up("test")
    assert "gigabytes of CUDA" in said
    assert "oracle" not in log
    assert ".[test,oracle]" in machine.set_up("test", GPTANIM_REQUIRE_ORACLE="1")[2]


def test_tests_go_on_without_a_browser_unless_it_is_required(machine):
    machine.lacks("chromium")
    machine.tool("apt-get", "#!/bin/sh\nexit 100\n")
    code, said, _ = machine.set_up("test")
    assert (code, "going on without Chromium" in said) == (0, True)
    assert machine.set_up("test", GPTANIM_REQUIRE_BROWSER="1")[0] == 1


def test_libreoffice_is_fetched_only_where_it_is_wanted_and_can_be_had(machine):
    assert "libreoffice" not in machine.set_up("test")[2]
    assert "libreoffice-impress" in machine.set_up("test", GPTANIM_WANT_OFFICE="1")[2]
    (machine.checkout / ".venv" / "ready-test").unlink()
    machine.tool("apt-get", "#!/bin/sh\nexit 100\n")
    code, said, _ = machine.set_up("test", GPTANIM_WANT_OFFICE="1")
    assert (code, "going on without LibreOffice" in said) == (0, True)
