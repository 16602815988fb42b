"""What people install: the wheel holds everything that runs and nothing else, and works outside a checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from email import message_from_bytes
from pathlib import Path
from typing import NamedTuple

import pytest

from interviewkit import __version__

# One worker builds; the others would build the same again.
pytestmark = pytest.mark.xdist_group("wheel")

ROOT = Path(__file__).parents[1]
CHECKOUT = ("interviewkit", "templates", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", ".gitignore")
STRAY = ("tests", "benchmarks", ".ci", ".venv", "notes")
NO_CACHES = shutil.ignore_patterns("__pycache__")
ABOUT = f"interviewkit-{__version__}.dist-info"


class Built(NamedTuple):
    """The two archives that a release has."""

    wheel: Path
    sdist: Path


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what ships, with the things beside it that lie about in a checkout."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in CHECKOUT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=NO_CACHES)
        else:
            shutil.copy(ROOT / name, folder / name)
    for name in STRAY:
        (folder / name).mkdir()
        (folder / name / "stray.py").write_text("x = 1\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Both archives, built with what pyproject.toml asks for, fetched into a folder of its own."""
    backend, archives = tmp_path_factory.mktemp("backend"), tmp_path_factory.mktemp("archives")
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    pip("install", "--quiet", "--target", backend, *asked)
    ran(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", archives],
        cwd=checkout,
        env=outside() | {"PYTHONPATH": str(backend)},
    )
    return Built(next(archives.glob("*.whl")), next(archives.glob("*.tar.gz")))


@pytest.fixture(scope="module")
def programs(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a fresh environment with the wheel in it; it borrows this one's dependencies, to be quick."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=True, with_pip=False)
    bin_ = folder / "bin"
    pip("--python", bin_ / "python", "install", "--quiet", "--no-deps", "--no-index", built.wheel)
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    place = ran([bin_ / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], cwd=folder)
    (Path(place.strip()) / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    return bin_


def test_the_wheel_holds_the_package_and_the_templates_and_nothing_else(built: Built) -> None:
    expected = {f"interviewkit/{name}" for name in files(ROOT / "interviewkit")}
    expected |= {f"interviewkit/templates/{name}" for name in files(ROOT / "templates")}
    expected |= {f"{ABOUT}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")}
    with zipfile.ZipFile(built.wheel) as archive:
        assert {*archive.namelist()} == expected


@pytest.mark.parametrize(
    "name",
    ["py.typed", "demo/roadmap.json", "store/migrations/script.py.mako", "templates/roadmap.html.j2"],
)
def test_what_is_no_python_is_in_the_wheel_too(built: Built, name: str) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        assert f"interviewkit/{name}" in archive.namelist()


def test_the_metadata_names_version_licence_and_both_programs(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        about = message_from_bytes(archive.read(f"{ABOUT}/METADATA"))
        programs = archive.read(f"{ABOUT}/entry_points.txt").decode()
        licence = archive.read(f"{ABOUT}/licenses/LICENSE").decode()
    told = {name: about[name] for name in ("Name", "Version", "License-Expression", "License-File", "Requires-Python")}
    assert told == {
        "Name": "interviewkit",
        "Version": __version__,
        "License-Expression": "MIT",
        "License-File": "LICENSE",
        "Requires-Python": ">=3.11",
    }
    assert {line.partition(" = ")[0] for line in programs.splitlines()[1:]} == {"interviewkit", "ik"}
    assert licence == (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_source_archive_takes_what_a_build_and_its_tests_need_and_no_more(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        tops = {name.split("/")[1] for name in archive.getnames()}
    assert tops == {*CHECKOUT, "tests", "benchmarks", "PKG-INFO"}


def test_the_installed_program_makes_the_demo_and_its_reports_outside_a_checkout(
    programs: Path, tmp_path: Path
) -> None:
    whence = ran([programs / "python", "-c", "import interviewkit; print(interviewkit.__file__)"], cwd=tmp_path)
    assert whence.startswith(str(programs.parent))
    assert ran([programs / "ik", "--version"], cwd=tmp_path) == f"interviewkit {__version__}\n"
    text = ran([programs / "interviewkit", "demo", "--keep", tmp_path / "study"], cwd=tmp_path)
    assert text.startswith("Roadmap validation · 22 customers, 25 interviews, 219 entries · ")
    page = (tmp_path / "study" / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert page.endswith("</html>\n")
    markdown = ran([programs / "interviewkit", "report"], cwd=tmp_path / "study")
    assert markdown.startswith("# Roadmap validation\n")


def files(folder: Path) -> set[str]:
    """The files below a folder that are somebody's work, by their path in it."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in found}


def outside() -> dict[str, str]:
    """The environment without a way back into the checkout."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def pip(*words: str | Path) -> None:
    """Run this environment's pip."""
    ran([sys.executable, "-m", "pip", *words], cwd=ROOT)


def ran(words: list[str | Path], *, cwd: Path, env: dict[str, str] | None = None) -> str:
    """What a program printed; the test fails, with what it said, when the program did."""
    found = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=env or outside(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert found.returncode == 0, f"{words}\n{found.stdout}\n{found.stderr}"
    return found.stdout
