"""The house keeps its rules: sizes, names, floors, purity, and nothing committed that must not be.

Raising a budget is a line in RAISED with its reason; there is no other way round a rule.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from spacy.glossary import GLOSSARY

from trucewatch.model import FigureKind

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "trucewatch"
SEEDS = ROOT.parent / "shared" / "seeds"

FILE_LINES, FUNCTION_LINES, PARAMETERS, FRONT_DOOR, OPENING_LINES = 400, 60, 6, 12, 6

RAISED: dict[str, tuple[int, str]] = {
    # "src/trucewatch/x.py" or "src/trucewatch/x.py::function": (lines or parameters, why)
}

BARRED_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "tools"}
BARRED_VERBS = re.compile(r"^_?(get|do|process|handle)(_|$)")
CATCH_ALL_ROOMS = {"cli", "web", "engine"}
IMPURE = {
    "asyncio", "ftplib", "http", "multiprocessing", "os", "random", "requests", "secrets", "socket",
    "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
CLOCK_CALLS = {"now", "today", "utcnow", "time", "monotonic"}

# Put together from halves, so that this file does not hold what it looks for.
ADDRESSES = re.compile(
    "|".join(
        [
            r"pypi" + r"\.org",
            r"pythonhosted" + r"\.org",
            r"npmjs" + r"\.(org|com)",
            r"(?<![\w/.])/(ho" + r"me|Us" + r"ers)/\w+/",
            r"(?<![\w/.])/ro" + r"ot/",
            r"file:/" + r"//\w*/",
            r"--(extra-)?index-" + r"url",
        ]
    )
)


def _modules() -> list[Path]:
    return sorted(p for p in SRC.rglob("*.py"))


def _named(paths: list[Path]) -> list[object]:
    return [pytest.param(p, id=p.relative_to(ROOT).as_posix()) for p in paths]


def _committed() -> list[Path]:
    if (ROOT / ".git").exists():
        told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
        if told.returncode == 0 and told.stdout:
            return [p for name in told.stdout.decode().split("\0") if name and (p := ROOT / name).is_file()]
    skipped = {".git", ".venv", "build", ".ruff_cache", ".pytest_cache", ".hypothesis", "__pycache__"}
    return [p for p in ROOT.rglob("*") if p.is_file() and not skipped & set(p.relative_to(ROOT).parts)]


def _words_of(path: Path) -> str | None:
    raw = path.read_bytes()
    return None if b"\0" in raw[:4096] else raw.decode("utf-8", "replace")


def _functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    named = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    return len([n for n in named if n not in {"self", "cls"}])


def _is_command(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    # A command's parameters are its options: they are counted by people reading --help, not by callers.
    return any("command" in ast.unparse(d) or "callback" in ast.unparse(d) for d in node.decorator_list)


def _allowed(key: str, budget: int) -> int:
    return RAISED.get(key, (budget, ""))[0]


@pytest.mark.parametrize("path", _named(_modules()))
def test_a_file_stays_within_its_budget(path: Path) -> None:
    key = path.relative_to(ROOT).as_posix()
    assert len(path.read_text("utf-8").splitlines()) <= _allowed(key, FILE_LINES), (
        f"{key}: split it, or raise it in RAISED"
    )


@pytest.mark.parametrize("path", _named(_modules()))
def test_a_function_stays_within_its_budgets(path: Path) -> None:
    key = path.relative_to(ROOT).as_posix()
    for node in _functions(ast.parse(path.read_text("utf-8"))):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        assert lines <= _allowed(f"{key}::{node.name}", FUNCTION_LINES), f"{key}::{node.name} has {lines} lines"
        if not _is_command(node):
            assert _parameters(node) <= PARAMETERS, f"{key}::{node.name} takes {_parameters(node)} parameters"


def test_every_raised_budget_has_a_reason_and_still_names_something() -> None:
    for key, (_, why) in RAISED.items():
        assert why, key
        assert (ROOT / key.split("::", maxsplit=1)[0]).exists(), f"{key} is gone: remove it from RAISED"


@pytest.mark.parametrize("path", _named(_modules()))
def test_nothing_is_named_after_a_drawer(path: Path) -> None:
    assert not BARRED_NAMES & {p.removesuffix(".py") for p in path.relative_to(SRC).parts}, (
        f"{path}: name it for what it does"
    )
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ClassDef):
            assert not re.search(r"(Manager|Helper|Utils?|Handler)$", node.name), f"{path}: class {node.name}"
        if isinstance(node, ast.FunctionDef):
            assert not BARRED_VERBS.match(node.name), f"{path}: {node.name}: say which verb of the field it is"


@pytest.mark.parametrize("path", _named(_modules()))
def test_a_module_opens_by_saying_what_it_answers(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    opening = ast.get_docstring(tree)
    assert opening, f"{path}: no docstring"
    assert len([line for line in opening.splitlines() if line.strip()]) <= OPENING_LINES, f"{path}: opening too long"


@pytest.mark.parametrize("path", _named(_modules()))
def test_a_module_says_what_is_public_and_describes_it(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    defined = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    assigned = [t.id for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)]
    if not defined and not assigned:
        return  # a room whose __init__ only says what the room is for
    assert "__all__" in assigned, f"{path}: no __all__"
    told = next(n.value for n in tree.body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "__all__")
    for name in ast.literal_eval(told):
        if name in defined:
            assert ast.get_docstring(defined[name]), f"{path}: {name} is public and says nothing"


@pytest.mark.parametrize(
    "path", _named([p for p in _modules() if p.relative_to(SRC).parts[0].removesuffix(".py") not in CATCH_ALL_ROOMS])
)
def test_nothing_below_the_command_line_catches_everything(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            caught = "" if node.type is None else ast.unparse(node.type)
            passed_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None  # it only tidied up
            swallows = re.search(r"^$|\b(Base)?Exception\b", caught) and not passed_on
            assert not swallows, f"{path}:{node.lineno}: name the exception"


@pytest.mark.parametrize("path", _named(sorted((SRC / "read").rglob("*.py"))))
def test_reading_has_no_clock_store_network_or_chance(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found = {a.name.split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            found = {(node.module or "").split(".")[0]}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asks = node.func.attr in CLOCK_CALLS and ast.unparse(node.func.value) in {
                "datetime",
                "date",
                "time",
                "dt",
                "dt.date",
                "datetime.date",
                "datetime.datetime",
            }
            assert not asks, f"{path}:{node.lineno}: the clock is an argument"
            continue
        else:
            continue
        assert not found & IMPURE, f"{path}:{node.lineno}: {found & IMPURE} does not belong in read/"


def test_the_front_door_is_narrow() -> None:
    tree = ast.parse((SRC / "__init__.py").read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            assert len(ast.literal_eval(node.value)) <= FRONT_DOOR


def test_nobody_imports_upwards() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_no_registry_address_and_no_home_path_is_committed() -> None:
    for path in _committed():
        words = _words_of(path)
        found = ADDRESSES.search(words) if words else None
        assert found is None, f"{path}: {found and found[0]}"


def test_the_locks_pin_every_package_by_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-icu.lock"):
        blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text("utf-8"))
        pins = [b for b in blocks if re.match(r"[a-z0-9][\w.\-\[\],]*==", b)]
        assert len(pins) > 20
        assert all("--hash=sha256:" in b for b in pins), name
    extra = (ROOT / "requirements-plan.lock").read_text("utf-8")
    assert extra.count("==") <= extra.count("--hash=sha256:")


def test_every_need_is_in_the_lock() -> None:
    for need, lock in ((f"requirements{of}.in", f"requirements{of}.lock") for of in ("", "-dev", "-icu", "-plan")):
        pinned = {
            m.lower().replace("_", "-") for m in re.findall(r"(?m)^([\w.\-]+)==", (ROOT / lock).read_text("utf-8"))
        }
        named = re.findall(r"(?m)^([A-Za-z][\w.\-]*)", (ROOT / need).read_text("utf-8"))
        assert {n.lower().replace("_", "-") for n in named} <= pinned, f"{need}: run `make lock`"


ROOMS_WITHOUT_WORDS = ("read", "lineage", "link")
WORD_SETS = 0  # in them all; may only fall: a word they go by stands in vocab/data
A_WORD = re.compile(r"[A-Za-z][a-z.'’-]*( [a-z]+)*")


def _labels() -> set[str]:
    """Names that tables and model give to things, and that code may go by: classes, levels, frames, measures."""
    data = {
        name: tomllib.loads((SRC / "vocab" / "data" / f"{name}.toml").read_text("utf-8"))
        for name in ("objects", "cues", "toponyms", "places", "status", "frames")
    }
    return {
        *data["objects"], *data["cues"]["verbs"], *data["toponyms"]["after"], *data["status"]["role"],
        *(row["kind"] for row in data["places"]["place"]), *(row["measure"] for row in data["frames"]["frame"]),
        "capital", "village", "country", "wide",  # kinds and levels of places beside those of the tables
        "vague", "few", "pair", "fraction", "percent", "digits", "words",  # forms of an amount
        *FigureKind, "name", "person", "sound", "street",  # kinds of figures, and of what scenes are found by
        *GLOSSARY, "predet",  # the parser's tags and dependencies
    }  # fmt: skip


def _word_sets(tree: ast.AST, labels: set[str]) -> list[int]:
    """Return the lines of collections that hold four English words or more which are no labels."""
    public = {  # names of this code, and of the columns that a model looks at
        id(n.value)
        for n in ast.walk(tree)
        if isinstance(n, ast.Assign | ast.AnnAssign)
        and ast.unparse(n.target if isinstance(n, ast.AnnAssign) else n.targets[0]) in {"__all__", "FEATURES"}
    }
    found: list[int] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) and not any(isinstance(n, ast.Name) for v in node.values for n in ast.walk(v)):
            members = [k for k in node.keys if k is not None]
        elif isinstance(node, ast.Set | ast.Tuple | ast.List) and id(node) not in public:
            members = node.elts
        else:
            continue
        told = [m.value for m in members if isinstance(m, ast.Constant) and isinstance(m.value, str)]
        words = {w for w in told if len(w) > 1 and A_WORD.fullmatch(w) and not w.isupper()}
        if len(words) >= 4 and not words <= labels:
            found.append(node.lineno)
    return found


def test_the_words_that_reading_and_linking_go_by_are_data() -> None:
    labels = _labels()
    found = [
        f"{path.relative_to(SRC)}:{line}"
        for room in ROOMS_WITHOUT_WORDS
        for path in sorted((SRC / room).rglob("*.py"))
        for line in _word_sets(ast.parse(path.read_text("utf-8")), labels)
    ]
    assert len(found) <= WORD_SETS, f"move these words into a table of vocab/data: {found}"


@pytest.mark.parametrize(
    ("code", "sets"),
    [
        ('HARM = {"kill", "wound", "maim", "hurt"}', 1),
        ('found = verb in {"kill", "wound"} or noun in ("the toll", "the count", "the tally", "a sum")', 1),
        ('STEPS = {"last": -1, "past": -1, "next": 1, "coming": 1}', 1),
        ('__all__ = ["bodies", "counts", "deeds", "frames"]', 0),
        ('CLASSES = {"person", "soldier", "structure", "vehicle"}', 0),
        ('DEPENDENCIES = {"nsubj", "dobj", "pobj", "advcl"}', 0),
    ],
)
def test_a_set_of_words_in_code_is_told_from_a_set_of_labels(code: str, sets: int) -> None:
    assert len(_word_sets(ast.parse(code), _labels())) == sets


def _names_of_wars() -> set[str]:
    names: set[str] = set()
    for path in sorted((SRC / "vocab" / "data" / "conflicts").glob("*.toml")):
        tables = tomllib.loads(path.read_text("utf-8"))
        for kind in ("person", "place", "weapon"):
            names |= {row["name"] for row in tables.get(kind, [])}
    return {n for n in names if len(n) >= 5 and n[0].isupper()}


def _strings(tree: ast.AST) -> list[ast.Constant]:
    spoken: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            spoken.add(id(node.value))  # docstrings may give examples
    return [
        n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in spoken
    ]


@pytest.mark.parametrize("path", _named(_modules()))
def test_no_name_of_one_war_stands_in_code(path: Path) -> None:
    names = _names_of_wars()
    for node in _strings(ast.parse(path.read_text("utf-8"))):
        found = {n for n in names if re.search(rf"\b{re.escape(n)}\b", str(node.value))}
        assert not found, f"{path}:{node.lineno}: {found} belongs in a file of vocab/data/conflicts"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds lie beside the project, not in it")
def test_no_sentence_of_a_seed_is_copied_into_the_project() -> None:
    def folded(text: str) -> str:
        return " ".join(re.findall(r"\w+", text.lower()))

    sentences = {
        s
        for seed in SEEDS.glob("*.txt")
        for part in re.split(r"(?<=[.!?”\"])\s+", seed.read_text("utf-8"))
        if len((s := folded(part)).split()) >= 8
    }
    for path in _committed():
        words = _words_of(path)
        if words is None or path.suffix == ".lock":
            continue
        text = folded(words)
        copied = [s for s in sentences if s in text]
        assert not copied, f"{path}: {copied[0]!r} is a seed's sentence"
