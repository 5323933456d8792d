"""Collects a network as docs/import.md says, imports it, and compares what came back with the design that made it.

The script that `netwright import --commands` prints is run as it is, by the real AWS CLI, for each account of the
design and the regions it names. What differs is in `losses.py`, place by place, with the reason; a difference that
is not listed is a fault, and so is an entry that nothing needs any more.

    python roundtrip.py --netwright BIN [--template NAME]... [--design FILE]... [--show]
"""

import argparse
import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import correspond
import losses
import skeleton

KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
SCHEMA = json.loads((pathlib.Path(__file__).parents[2] / "docs/netwright.schema.json").read_text(encoding="utf-8"))
FIELDS = {kind: SCHEMA["$defs"][listed["items"]["$ref"].split("/")[-1]]["properties"]
          for kind, listed in SCHEMA["properties"].items() if "$ref" in listed.get("items", {})}
REGIONAL = {kind for kind, fields in FIELDS.items() if "region" in fields}
OWNED = {kind for kind, fields in FIELDS.items() if "account" in fields}
READING = ("describe", "get", "list", "search")


def judge(life):
    """The network as it stands is collected and imported; differences from the design are faults of the life."""
    began, name = time.monotonic(), life.judged.design
    folder = life.folder / f"collected-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    life.judged.faults += losses.judge_calls(collect(life, folder))
    imported = bring_back(life, folder)
    if imported is not None:
        found = correspond.differences(canonical(life), imported, folder)
        life.judged.faults += losses.judge(name, found, life.judged.used)
        life.judged.counts["returned"] += found.equal
    life.judged.counts["collecting"] = round(time.monotonic() - began)
    shutil.rmtree(folder)


def collect(life, folder):
    """Runs the printed script once for each account, for the regions of the design, by the kept CLI."""
    script = folder / "collect.sh"
    printed = subprocess.run([life.tools.netwright, "import", "--commands"], check=True, capture_output=True, text=True)
    script.write_text(printed.stdout, encoding="utf-8")
    for account, regions in places(life.design):
        env = {**life.env, "REGIONS": " ".join(regions)}
        if account:
            # Keys in the environment go before a profile.
            env = {name: value for name, value in env.items() if name not in KEYS} | {"AWS_PROFILE": account}
        life.shim.forget()
        ended = subprocess.run(["bash", str(script)], env=life.shim.env(env), cwd=folder, capture_output=True, text=True,
                               timeout=1800)
        calls = life.shim.calls()
        if ended.returncode:
            life.judged.faults.append(f"the collection ended with {ended.returncode}: {ended.stderr[-500:]}")
        words = {" ".join(call["argv"][:2]) for call in calls if not call["argv"][1].startswith(READING)}
        life.judged.faults += [f"the collection is read-only, and called {one}" for one in sorted(words)]
        for argv, error in skeleton.refused(calls):
            life.judged.faults.append(f"CLI validator: {' '.join(argv[:2])}: {error[:300]}")
        life.judged.counts["collected"] += len(calls)
        yield from calls


def places(design):
    """The accounts that something of a design is made in (None: the caller's own), each with its regions."""
    accounts, regions = set(), set()
    for kind, rows in design.items():
        for row in rows if isinstance(rows, list) else []:
            if kind in REGIONAL:
                regions.add(row.get("region") or "eu-west-1")
            if kind in OWNED:
                accounts.add(row.get("account"))
    found = [(account, sorted(regions) or ["us-east-1"]) for account in sorted(accounts, key=str)]
    # Health checks name no account, and have no region.
    return found if None in accounts or not design.get("health_checks") else [*found, (None, ["us-east-1"])]


def bring_back(life, folder):
    """The design that the import makes of the folder; nothing where it fails."""
    out = folder / "imported.json"
    ended = subprocess.run([life.tools.netwright, "import", "aws-describe", "-o", str(out)], cwd=folder,
                           capture_output=True, text=True)
    (folder / "notes").write_text(ended.stderr, encoding="utf-8")
    if ended.returncode:
        life.judged.faults.append(f"the import ended with {ended.returncode}: {ended.stderr[-500:]}")
        return None
    return json.loads(out.read_text(encoding="utf-8"))


def canonical(life):
    """The design as Netwright writes it: what is at its default is left out."""
    written = life.folder / "canonical.json"
    subprocess.run([life.tools.netwright, "convert", str(life.path), "--to", "file", "-o", str(written)], check=True, capture_output=True)
    return json.loads(written.read_text(encoding="utf-8"))


def main():
    """Only this part of a life, for those who work on it: made by boto3, collected, compared."""
    import life as lives
    import run
    from aws_shim import Shim
    from emulator import Emulator

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--netwright", required=True, type=os.path.abspath)
    parser.add_argument("--template", action="append", default=[])
    parser.add_argument("--design", action="append", default=[])
    parser.add_argument("--generated", action="store_true", help="generated designs too, where none is named")
    parser.add_argument("--show", action="store_true", help="every difference, listed or not, with both values")
    parser.add_argument("--keep", help="copy what was collected to this folder")
    options = parser.parse_args()
    options.scene, options.all = [], False
    failed = False
    with tempfile.TemporaryDirectory() as root, Emulator(root) as emulator:
        folder = pathlib.Path(root)
        shim = Shim(folder)
        tools = lives.Tools(options.netwright, emulator, {"aws-cli": shim}, folder)
        try:
            for name, path in run.designs(options, folder):
                if name.startswith("generated-") and not options.generated:
                    continue
                failed |= _once(options, tools, name, path, lives)
        finally:
            shim.stop()
    sys.exit(failed)


def _once(options, tools, name, path, lives):
    out = tools.folder / f"out-{name}"
    subprocess.run([options.netwright, "export", str(path), "--to", "boto3", "-o", str(out), "--allow-errors"],
                   check=True, capture_output=True)
    judged = lives.Judged(name, "boto3")
    life = lives.Life(path, judged, tools, None)
    life.requests = life.run("first", lives.command("boto3", out)) or []
    life.shim = tools.shims["aws-cli"]
    if options.show:
        found = _shown(life, name, options)
        for line in found:
            print(line)
        return False
    judge(life)
    counts = judged.counts
    print(f"{name}: {counts['collected']} calls in {counts['collecting']} s, {counts['returned']} fields came back,"
          f" {len(judged.faults)} faults")
    for fault in judged.faults:
        print(f"    {fault}")
    return bool(judged.faults)


def _shown(life, name, options):
    folder = life.folder / "shown"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    began = time.monotonic()
    calls = list(collect(life, folder))
    seconds = time.monotonic() - began
    imported = bring_back(life, folder)
    if options.keep:
        shutil.copytree(folder, pathlib.Path(options.keep) / name, dirs_exist_ok=True)
    found = correspond.differences(canonical(life), imported, folder)
    told = collections.Counter(one.place for one in found.all)
    yield f"{name}: {life.judged.counts['collected']} calls, {seconds:.1f} s, {found.equal} fields equal"
    yield from life.judged.faults
    failed = collections.Counter(" ".join(call["argv"][:2]) + ": " + call["stderr"].strip()[:60] for call in calls if call["rc"])
    yield from (f"  failed: {count} {what}" for what, count in sorted(failed.items()))
    slow = collections.Counter()
    for call in calls:
        slow[" ".join(call["argv"][:2])] += call["seconds"]
    yield f"  slow: {slow.most_common(12)}"
    yield from (folder / "notes").read_text(encoding="utf-8").splitlines()[:40]
    for one in found.all:
        yield f"  {one}"
    yield "  " + ", ".join(f"{place} {count}" for place, count in sorted(told.items()))


if __name__ == "__main__":
    main()
