"""Executes the exports of designs with the real AWS CLI and boto3, and judges what came of it.

    python run.py --netwright BIN [--all] [--template NAME]... [--design FILE]... [--cli-2 FOLDER]

For each design and each program: its life as `life.py` says. Then the scenes of `scenes.py`.
Two lanes, each with an emulator and kept CLIs of its own, share the work. Fails on any difference.
"""

import argparse
import collections
import json
import multiprocessing
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

import batches
import life
import losses
import permissions
import scenes
from aws_shim import Shim
from emulator import ACCOUNT, Emulator

HERE = pathlib.Path(__file__).resolve().parent
TWICE = ("hub", "prod-and-staging-hub", "privatelink-saas", "failover-dr")
"""Designs whose bash script runs once more after all else; the others do under --all, and boto3 always."""
VERSION_2 = ("edge", "hub", "cloudfront-waf", "failover-dr", "prod-and-staging-hub")
"""Designs whose bash script runs under version 2 of the CLI too; the others do under --all."""
BROKEN = ("centralised-egress-inspection", "edge", "failover-dr", "hub", "latency-over-failover", "pci-isolated",
          "privatelink-saas", "shared-services-endpoints")
"""Designs that are broken behind the script's back, and repaired by it; the others are under --all."""
FORMS = ("aws-cli", "boto3", "iam-policy", "verify")


def designs(options, folder):
    """(name, file) of every design that was asked for, the longest first."""
    def netwright(*words):
        return subprocess.run([options.netwright, *map(str, words)], check=True, capture_output=True, text=True).stdout

    chosen = [(pathlib.Path(path).stem, pathlib.Path(path)) for path in options.design]
    names = options.template or ([] if options.design or options.scene else
                                 [line.split()[0] for line in netwright("new", "--list").splitlines() if line.strip()])
    for name in names:
        path = folder / f"{name}.json"
        netwright("new", name, "-o", path)
        chosen.append((name, path))
    if not options.template and not options.design and not options.scene:
        chosen += [(path.stem, path) for path in sorted((HERE / "designs").glob("*.json"))]
        # At most 12 VPCs by default, 20 under --all.
        sizes = [*(((seed, (2, 3, 4, 6, 12)[seed % 5]) for seed in range(1, 6))),
                 *(((seed, (2, 4, 8, 12, 20)[seed % 5]) for seed in range(6, 21)) if options.all else ())]
        for seed, vpcs in sizes:
            path = folder / f"generated-{seed}.json"
            netwright("generate", "--vpcs", vpcs, "--seed", seed, "-o", path)
            chosen.append((path.stem, path))
    return sorted(chosen, key=lambda one: one[1].stat().st_size, reverse=True)


def judge_design(options, name, path, tools):
    """Exports a design in every form and judges each program; the verdicts."""
    out = tools.folder / f"out-{name}"
    out.mkdir()
    for form in FORMS:
        subprocess.run([options.netwright, "export", str(path), "--to", form, "-o", str(out), "--allow-errors"],
                       check=True, capture_output=True)
    batches.export(options.netwright, path, out)
    verdicts = []
    for program in ("aws-cli", "boto3", "aws-cli-2"):
        if options.program not in (None, program):
            continue
        if program == "aws-cli-2" and ("aws-cli-2" not in tools.shims or not options.all and options.program is None
                                       and name not in VERSION_2):
            continue
        twice = options.all or program == "boto3" or name in TWICE
        broken = options.all or name in BROKEN
        returns = options.all or not name.startswith("generated-")
        judged = life.judge(path, name, program, out, tools, twice, broken, returns)
        judged.faults += life.static_faults(out) if program == "aws-cli" else []
        verdicts.append(judged)
    if len(verdicts) > 1:
        design = json.loads(path.read_text(encoding="utf-8"))
        # An emulator's credentials differ from reset to reset: the accounts are told apart for each program.
        faults, actions = permissions.faults(design, out, [(one.programs, one.found) for one in verdicts])
        verdicts[0].faults += faults
        verdicts[0].counts["actions"] = actions
    return verdicts


def lane(options, tasks, results):
    """Judges designs and plays scenes until there are none left."""
    with tempfile.TemporaryDirectory() as root:
        folder = pathlib.Path(root)
        shims = {"aws-cli": Shim(folder)}
        try:
            if options.cli_2:
                shims["aws-cli-2"] = Shim(folder, version_2=options.cli_2)
            with Emulator(folder) as emulator:
                tools = life.Tools(options.netwright, emulator, shims, folder, options.cli_2)
                while (task := tasks.get()) is not None:
                    results.put(_perform(options, task, tools))
        finally:
            for shim in shims.values():
                shim.stop()


def _perform(options, task, tools):
    name, path = task
    try:
        verdicts = judge_design(options, name, path, tools) if path else [scenes.play(name, tools)]
    except Exception:  # a judge that breaks is a fault that must be seen
        judged = life.Judged(name, "a judge")
        judged.faults.append(traceback.format_exc())
        verdicts = [judged]
    for one in verdicts:
        one.programs = []  # thousands of requests, which nobody asks for any more
    return verdicts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--netwright", required=True, type=os.path.abspath, help="the command line program to judge")
    parser.add_argument("--all", action="store_true", help="20 generated designs in place of 5, everything twice")
    parser.add_argument("--template", action="append", default=[], help="only this template")
    parser.add_argument("--design", action="append", default=[], help="only this file")
    parser.add_argument("--scene", action="append", default=[], choices=sorted(scenes.ALL), help="only this scene")
    parser.add_argument("--program", choices=["aws-cli", "aws-cli-2", "boto3"], help="only this program")
    parser.add_argument("--cli-2", help="the folder to which version 2 of the CLI was unpacked")
    parser.add_argument("--calls", help="write which operations were called, for report.py")
    parser.add_argument("--lanes", type=int, default=min(2, os.cpu_count() or 1), help="how many designs at a time")
    options = parser.parse_args()
    if not options.cli_2:
        print("SKIPPED: version 2 of the AWS CLI: Debian has it as awscli, and --cli-2 names where it was unpacked")
    with tempfile.TemporaryDirectory() as root:
        chosen = designs(options, pathlib.Path(root))
        played = options.scene or ([] if options.template or options.design else sorted(scenes.ALL))
        verdicts = share_out(options, [*chosen, *((name, None) for name in played)])
    needless = losses.needless(sum((one.used for one in verdicts), collections.Counter())) if is_whole(options) else []
    for line in needless:
        print(line)
    failed = sum(bool(one.faults) for one in verdicts) + bool(needless)
    total = sum((one.counts for one in verdicts), collections.Counter())
    print(f"account {ACCOUNT} and those of the designs; {total['calls']} calls executed, {total['skeleton']} through the CLI's"
          f" validator, {total['strict']} walked strictly, {total['mended']} answered by our own mends, {total['compared']} fields"
          f" compared, {total['verified']} questions of verify.sh answered yes and {total['denied']} no,"
          f" {total['actions']} IAM actions compared, {total['returned']} fields brought back by an import from"
          f" {total['collected']} calls of the collection in {total['collecting']} s, {total['kills']} runs killed midway")
    print(f"{len(verdicts) - failed} passed, {failed} failed")
    sys.exit(bool(failed))


def is_whole(options):
    """Whether a run leaves nothing out that a list could need."""
    return not (options.template or options.design or options.scene) and options.program in (None, "aws-cli")


def share_out(options, tasks):
    """Gives the tasks to the lanes and prints what they find; all verdicts."""
    queue, results = multiprocessing.Queue(), multiprocessing.Queue()
    lanes = [multiprocessing.Process(target=lane, args=(options, queue, results)) for _ in range(min(options.lanes, len(tasks)))]
    for task in tasks + [None] * len(lanes):
        queue.put(task)
    for one in lanes:
        one.start()
    print(life.HEAD, flush=True)
    verdicts = []
    for _ in tasks:
        for judged in results.get():
            verdicts.append(judged)
            print(judged.line(), flush=True)
            for fault in judged.faults[:20]:
                print(f"    {fault}", flush=True)
        if options.calls:
            note_calls(options.calls, verdicts)
    for one in lanes:
        one.join()
    return verdicts


def note_calls(path, verdicts):
    """Writes which operations were called, for report.py."""
    seen = collections.defaultdict(collections.Counter)
    for one in verdicts:
        for name, counts in one.seen.items():
            seen[name].update(counts)
    total = sum((one.counts for one in verdicts), collections.Counter())
    told = {"designs": sorted({one.design for one in verdicts}), "calls": seen, "totals": total}
    pathlib.Path(path).write_text(json.dumps(told, indent=1, sort_keys=True), encoding="utf-8")


if __name__ == "__main__":
    main()
