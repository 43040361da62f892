"""The layout is the data flow: imports run one way."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src/tellings"
FLOW = ["records", "errors", "read", "annotate", "link", "compare", "present", "cli"]
GROUND = {"records", "errors"}  # everyone may import these, and they import nothing of ours
HEAVY = {"onnxruntime", "tokenizers", "trafilatura", "htmldate", "ftfy", "py3langid"}


def imports(path: Path) -> set[str]:
    """Dotted names that a file imports, wherever in the file."""
    out: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            out.update(a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            out.update({node.module or ""} if node.module != "tellings" else {f"tellings.{a.name}" for a in node.names})
    return out


def room(path: Path) -> str:
    part = path.relative_to(SOURCE).parts[0]
    return part.removesuffix(".py")


def test_every_file_belongs_to_the_flow():
    assert {room(p) for p in SOURCE.rglob("*.py")} == {*FLOW, "__init__"}


def test_imports_run_one_way():
    for path in sorted(SOURCE.rglob("*.py")):
        here = room(path)
        if here == "__init__":
            continue
        for name in imports(path):
            if not name.startswith("tellings."):
                continue
            there = name.split(".")[1]
            ahead = FLOW.index(there) > FLOW.index(here)
            assert not ahead, f"{path.relative_to(SOURCE)} ({here}) imports {name}, which comes later"
            assert here not in GROUND, f"{path.relative_to(SOURCE)} is ground and imports {name}"


def test_nothing_outside_the_declared_dependencies_is_imported():
    import sys
    import tomllib

    project = tomllib.loads((SOURCE.parent.parent / "pyproject.toml").read_text())["project"]
    declared = {d.split(">")[0].split("=")[0].strip().replace("-", "_").lower() for d in project["dependencies"]}
    for path in SOURCE.rglob("*.py"):
        for name in imports(path):
            top = name.split(".")[0]
            assert top in {"tellings", *declared} or top in sys.stdlib_module_names, f"{path}: {name}"
