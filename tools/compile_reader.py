"""Compile the reader: a copy of the package in build/compiled whose rooms `read` and `vocab` are machine code.

`make compiled` runs this where a C compiler stands; nothing else needs it. mypyc takes the sources as they are but
for two things, which are set right in the copy: it looks up the types of a class's fields when the class is made, so
they are written as strings and those of data classes are imported. The sources stay beside the compiled modules, so
that tracebacks show them. At the end both read our reports and must find the same: mypyc trusts the types it is
told, and what breaks that trust shows only at run time. With `--wheel` the copy is packed into dist/, for this Python
and this kind of machine.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

__all__ = ["main", "prepared"]

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "compiled"
ROOMS = ("read", "vocab")
# Modules of vocab that reading never loads: exports, credits and boards ask them.
LEFT = {"__init__", "boards", "build_gazetteer", "credits", "exports", "fields", "outlets", "planning"}
PACKED = ("pyproject.toml", "requirements.in", "README.md", "LICENSE", "CREDITS.md")


def prepared(source: str) -> str:
    """Return a module's source as mypyc takes it: types of fields as strings, and imported in data classes."""
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    fields = [(of, node.annotation) for of in classes for node in of.body if isinstance(node, ast.AnnAssign)]
    looked_up = {name for of, told in fields if _is_data(of) and (name := _outer(told)) is not None}
    for _, told in sorted(fields, key=lambda field: -field[1].lineno):
        row = lines[told.lineno - 1].encode()
        inner = row[told.col_offset : told.end_col_offset].decode()
        before, after = row[: told.col_offset].decode(), row[told.end_col_offset :].decode()
        lines[told.lineno - 1] = f"{before}{inner!r}{after}"
    for node in tree.body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            lines[node.lineno - 1 : node.lineno - 1] = _imports(node, looked_up)
    return "".join(lines)


def _is_data(of: ast.ClassDef) -> bool:
    return any("dataclass" in ast.unparse(decorator) for decorator in of.decorator_list)


def _outer(told: ast.expr) -> str | None:
    """Return the type itself of an annotation, without what it holds."""
    outer = told.value if isinstance(told, ast.Subscript) else told
    return outer.id if isinstance(outer, ast.Name) else None


def _imports(block: ast.If, names: set[str]) -> list[str]:
    """Return imports of those names that a block for type checkers alone imports."""
    asked = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return [f"from {node.module} import {a.name}\n" for node in asked for a in node.names if a.name in names]


def _lay_out() -> list[str]:
    """Copy the package into the build folder; return the modules to compile, relative to it."""
    BUILD.mkdir(parents=True, exist_ok=True)
    package = BUILD / "src" / "trucewatch"
    shutil.rmtree(BUILD / "src", ignore_errors=True)
    shutil.copytree(ROOT / "src" / "trucewatch", package, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    for name in PACKED:
        shutil.copy(ROOT / name, BUILD / name)
    chosen = [path for room in ROOMS for path in sorted((package / room).glob("*.py")) if path.stem not in LEFT]
    for path in chosen:
        path.write_text(prepared(path.read_text("utf-8")), "utf-8")
    return [str(path.relative_to(BUILD)) for path in chosen]


def _side_by_side(compiler: Any, sources: list[str], **given: Any) -> list[str]:
    """Compile the C files of an extension on all cores; setuptools takes one after another."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(type(compiler).compile, compiler, [source], **given) for source in sources]
        return [name for job in jobs for name in job.result()]


def _build(modules: list[str], *, wheel: bool) -> None:
    """Turn the modules into C, compile them beside their sources, and pack a wheel if asked for."""
    from mypyc.build import mypycify
    from setuptools import setup
    from setuptools.command.build_ext import build_ext

    class Build(build_ext):
        def build_extensions(self) -> None:
            compiler = self.compiler
            compiler.compile = lambda sources, **given: _side_by_side(compiler, sources, **given)
            super().build_extensions()

    options = ["--ignore-missing-imports", "--follow-imports=silent", "--python-version", f"3.{sys.version_info.minor}"]
    made = mypycify([*options, *modules], opt_level="2", debug_level="0", multi_file=True, target_dir="c")
    for extension in made:
        # Nobody outside calls the functions of the library, so those inside may call each other straight.
        extension.extra_compile_args += ["-fvisibility=hidden", "-fno-semantic-interposition"]
    steps = [["-q", "build_ext", "--inplace"], *([["-q", "bdist_wheel", "-d", str(ROOT / "dist")]] if wheel else [])]
    for step in steps:
        setup(ext_modules=made, cmdclass={"build_ext": Build}, script_args=step)


def _read(sources: Path) -> subprocess.CompletedProcess[bytes]:
    """Read our own reports with the package that stands there."""
    reports = sorted(str(path) for room in ("examples", "evals/annotated") for path in (ROOT / room).rglob("*.txt"))
    asked = [sys.executable, "-m", "trucewatch", "read", *reports, "--format", "jsonl"]
    return subprocess.run(asked, env=os.environ | {"PYTHONPATH": str(sources)}, capture_output=True, check=False)


def _unlike() -> str | None:
    """Return what the compiled reader does otherwise than its sources, if anything."""
    plain, compiled = _read(ROOT / "src"), _read(BUILD / "src")
    failed = next((one for one in (plain, compiled) if one.returncode), None)
    if failed is not None:
        return failed.stderr.decode(errors="replace")
    lines = zip(plain.stdout.splitlines(), compiled.stdout.splitlines(), strict=False)
    found = next((f"read {b.decode()}\nwhere {a.decode()} was due" for a, b in lines if a != b), None)
    return found or (None if plain.stdout == compiled.stdout else "one of them read more than the other")


def main() -> int:
    """Compile the reader, see that it reads as its sources do, and say how to use it; 1 where it does not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", action="store_true", help="also pack a wheel into dist/")
    arguments = parser.parse_args()
    modules = _lay_out()
    print(f"compiling {len(modules)} modules of {' and '.join(ROOMS)} in {BUILD}: some minutes", flush=True)
    os.chdir(BUILD)
    os.environ["MYPYPATH"] = "src"
    _build(modules, wheel=arguments.wheel)
    if unlike := _unlike():
        print(f"the compiled reader does not read as its sources do: {unlike}", file=sys.stderr)
        return 1
    print(f"done; PYTHONPATH={BUILD / 'src'} lets Trucewatch read with it")
    return 0


if __name__ == "__main__":
    sys.exit(main())
