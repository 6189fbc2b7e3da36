"""Makes a DocC catalogue with a page for every name of scikit-learn in the tables of "Coming from scikit-learn".

    python3 Scripts/documentation-names.py make ComingFromScikitLearn.md FOLDER.docc
    python3 Scripts/documentation-names.py check ComingFromScikitLearn.md SITE/index/index.json

DocC's search looks at the titles of pages alone. So each name is a title, and its page says what it is called here.
"""

import json
import pathlib
import re
import shutil
import sys

NAME = re.compile(r"[A-Za-z_][\w.]*")


def entries(article: str):
    """(section, name, the row's cells) for each name in the first columns."""
    section = ""
    for line in article.splitlines():
        if line.startswith("### "):
            section = line[4:].strip()
        cells = [cell.strip() for cell in line.split("|")[1:-1]] if line.startswith("|") else []
        if len(cells) != 3 or set(cells[0]) <= set("- "):
            continue
        for code in re.findall(r"`([^`]+)`", cells[0]):
            name = NAME.match(code)
            if name:
                yield section, name.group(), cells


def linked(text: str) -> str:
    """Links of the article, as another module writes them."""
    return re.sub(r"``([^`/]+)``", r"``/Estimators/\1``", text)


def page(name: str, rows: list) -> str:
    title = name.replace("__", r"\_\_")  # two underscores would make the name bold
    lines = [f"# {title}", ""]
    here = list(dict.fromkeys(cells[1] for _, cells in rows if cells[1] != "—"))
    lines += [f"Here: {'; '.join(here)}." if here else "Not in this package.", "", "## Overview", ""]
    for section, cells in rows:
        arrow = "" if cells[1] == "—" else f" → {cells[1]}"
        remark = f" ({cells[2]})" if cells[2] else ""
        lines.append(f"- {section}: {cells[0]}{arrow}{remark}")
    lines += ["", "All names are in <doc:/Estimators/ComingFromScikitLearn>.", ""]
    return linked("\n".join(lines))


def make(article: str, folder: str) -> None:
    target = pathlib.Path(folder)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    pages, sections = {}, {}
    for section, name, cells in entries(pathlib.Path(article).read_text(encoding="utf8")):
        rows = pages.setdefault(name, [])
        if (section, cells) not in rows:
            rows.append((section, cells))
        sections.setdefault(section, {})[name] = None
    # Files and addresses know no case: `C` and `c` would be one.
    files = {}
    for name in pages:
        file = re.sub(r"\W", "-", name)
        while file.lower() in [*files.values(), "scikit-learn"]:
            file += "-2"
        files[name] = file.lower()
        (target / f"{files[name]}.md").write_text(page(name, pages[name]), encoding="utf8")
    root = ["# scikit-learn's names", "", "@Metadata {", "  @TechnologyRoot", "}", "", "What they are called here.", ""]
    root += ["## Topics", ""]
    listed = set()
    for section, names in sections.items():
        fresh = [name for name in names if name not in listed]
        if not fresh:
            continue
        listed.update(fresh)
        root += [f"### {section}", ""] + [f"- <doc:{files[name]}>" for name in fresh] + [""]
    (target / "scikit-learn.md").write_text("\n".join(root), encoding="utf8")


def titles(nodes: list):
    """What the search of the site looks through."""
    for node in nodes:
        yield node.get("title", "")
        yield from titles(node.get("children", []))


def check(article: str, index: str) -> None:
    site = json.loads(pathlib.Path(index).read_text(encoding="utf8"))
    known = set(titles([node for nodes in site["interfaceLanguages"].values() for node in nodes]))
    names = {name for _, name, _ in entries(pathlib.Path(article).read_text(encoding="utf8"))}
    print(f"The search finds {len(names & known)} of scikit-learn's {len(names)} names.")
    if names - known:
        sys.exit("It does not find: " + ", ".join(sorted(names - known)))


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
