#!/usr/bin/env python3
"""Makes the symbols of one module, and what another adds to them, those of that other module, which re-exports them.

    documentation-symbols.py FOLDER FROM TO

FOLDER holds the symbol graphs of both. FROM's symbols get the module TO, and TO's extensions of FROM's types become members
of them.
"""

import json
import pathlib
import sys


def main():
    folder, origin, target = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    for path in folder.glob("*.symbols.json"):
        graph = json.loads(path.read_text())
        if graph["module"]["name"] == origin:
            graph["module"]["name"] = target
        extended = {r["source"]: r["target"] for r in graph["relationships"] if r["kind"] == "extensionTo"}
        if path.name == f"{target}@{origin}.symbols.json":
            graph["symbols"] = [s for s in graph["symbols"] if s["identifier"]["precise"] not in extended]
            graph["relationships"] = [r for r in graph["relationships"] if r["kind"] != "extensionTo"]
            for relationship in graph["relationships"]:
                for end in ("source", "target"):
                    relationship[end] = extended.get(relationship[end], relationship[end])
            path.unlink()
            path = folder / f"{target}.extensions.symbols.json"
        path.write_text(json.dumps(graph))


main()
