"""Holds the published JSON Schema against the specs that the decoder is tested with.

    python3 -m pip install jsonschema==4.26.0
    python3 Tests/References/check_schema.py

The schema has to be a sound draft-7 schema, to accept every sound spec and every one whose faults
only the decoder sees, and to refuse all others; the same under the rules of draft 2020-12, which
some editors use for every schema.
"""

import json
import pathlib
import sys

import jsonschema

here = pathlib.Path(__file__).resolve().parent
repository = here.parent.parent
cases = repository / "Tests/ExperimentsTests/Fixtures/spec-cases.txt"
schema = json.loads((repository / "docs/lossreport-spec-1.schema.json").read_text())

template = {
    "data": '{"synthetic": "uniform-binary", "validation": 0.2}',
    "training": None,
    "experiment": '{"preprocess": ["standardize"]}',
}
inner = {
    "model": '[{"dense": 8}, "relu", {"dense": "classes"}]',
    "loss": '"cross-entropy"',
    "optimizer": '{"sgd": {"lr": 0.01}}',
    "epochs": "10",
}


def spec(parts):
    """The text of a case, built as SpecCases.swift builds it."""
    for key, value in parts:
        if key == "whole":
            return value
    root, training, extra = dict(template), dict(inner), ""
    for key, value in parts:
        if key == "training":
            extra = value
        elif key in training:
            training[key] = value
        else:
            root[key] = value
    members = [f'"{k}": {v}' for k, v in training.items() if v != "-"] + ([extra] if extra else [])
    root["training"] = "{" + ", ".join(members) + "}"
    return "{" + ", ".join(f'"{k}": {v}' for k, v in root.items() if v != "-") + "}"


def read_cases():
    found, name, parts, faults = [], None, [], []
    for line in cases.read_text().splitlines() + ["## "]:
        if line.startswith("## "):
            if name is not None:
                found.append((name, spec(parts), faults))
            name, parts, faults = line[3:], [], []
        elif line.startswith("=> "):
            faults.append(line[3:])
        elif line and not line.startswith("#"):
            key, _, value = line.partition(":")
            parts.append((key, value.strip()))
    return found


def main():
    jsonschema.Draft7Validator.check_schema(schema)
    judges = [jsonschema.Draft7Validator(schema), jsonschema.Draft202012Validator(schema)]
    wrong = judged = 0
    specs = [
        (str(path.relative_to(repository)), path.read_text(), True)
        for path in sorted(repository.glob("examples/*/spec.json"))
    ]
    for name, text, faults in read_cases():
        specs.append((name, text, not faults or name.endswith("[decoder]")))
    for name, text, expected in specs:
        try:
            value = json.loads(text)
        except json.JSONDecodeError:
            continue
        judged += 1
        for judge in judges:
            if judge.is_valid(value) != expected:
                wrong += 1
                print(f"{name}: the schema should {'accept' if expected else 'refuse'} it")
    print(f"{judged} specs judged, {wrong} wrongly")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
