"""Executes the exports of designs with the real AWS CLI and boto3, and judges what came of it.

    python run.py --netwright BIN [--all] [--template NAME]... [--design FILE]... [--plain]

For each design and each of the two programs: run it, compare AWS with the design, run it again
(nothing may change), and let it destroy what it made (nothing may be left). Fails on any difference.
--plain starts the real `aws` for every command in place of the worker, which is slow.
"""

import argparse
import collections
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import boto3

import compare_edge
import compare_hub
import compare_vpc
import leftovers
import mended
import skeleton
import strict
from aws_shim import Shim
from emulator import ACCOUNT, Emulator
from world import World

HERE = pathlib.Path(__file__).resolve().parent
READS = ("Describe", "Get", "List", "Search")
TWICE = ("hub", "prod-and-staging-hub", "privatelink-saas", "failover-dr")
"""Designs whose bash script runs a second time; the others do under --all, and boto3 always."""
CREDENTIALS = itertools.count()
FAST = {"NETWRIGHT_POLL_SECONDS": "0.1", "NETWRIGHT_WAIT_LIMIT_SECONDS": "20"}


class Judged:
    """What became of one design with one program."""

    def __init__(self, design, program):
        self.design, self.program = design, program
        self.faults = []
        self.counts = collections.Counter()
        self.seen = collections.defaultdict(collections.Counter)

    def line(self):
        """The row of the table."""
        c = self.counts
        verdict = "ok" if not self.faults else f"{len(self.faults)} FAULTS"
        return (f"{self.design:32} {self.program:8} {c['calls']:6} {c['skeleton']:8} {c['strict']:6} {c['mended']:6}"
                f" {c['compared']:8} {c['second']:7} {c['left']:5} {c['seconds']:7}  {verdict}")


HEAD = (f"{'design':32} {'program':8} {'calls':>6} {'skeleton':>8} {'strict':>6} {'mended':>6}"
        f" {'compared':>8} {'changes':>7} {'left':>5} {'seconds':>7}")


def credentials(emulator, design, folder):
    """Signs in to each account of the design, writes profiles, and returns them for boto3 too."""
    own = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    found, lines, env = {None: own}, [], {}
    sts = boto3.client("sts", endpoint_url=emulator.url, region_name="us-east-1", **own)
    for place, account in enumerate(design.get("accounts", [])):
        number = account.get("account_id") or f"{210000000000 + place}"
        key = sts.assume_role(RoleArn=f"arn:aws:iam::{number}:role/netwright", RoleSessionName="netwright")["Credentials"]
        found[account["id"]] = {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"],
                                "aws_session_token": key["SessionToken"]}
        lines += [f"[{account['id']}]"] + [f"{name} = {value}" for name, value in found[account["id"]].items()]
        env["NETWRIGHT_PROFILE_" + account["id"].upper().replace("-", "_")] = account["id"]
    # A file of its own for each design: the kept CLI remembers the credentials of a file that it has read.
    kept = folder / f"credentials-{next(CREDENTIALS)}"
    kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
    env["AWS_SHARED_CREDENTIALS_FILE"] = str(kept)
    return found, env


def prepare(emulator, design, found):
    """What a design takes as given: buckets of flow logs."""
    for log in design.get("flow_logs", []):
        if log.get("destination", "").startswith("arn:aws:s3:::"):
            bucket = log["destination"].removeprefix("arn:aws:s3:::").split("/")[0]
            client = boto3.client("s3", endpoint_url=emulator.url, region_name="us-east-1", **found[None])
            client.create_bucket(Bucket=bucket)


def execute(words, env, folder):
    """Runs a program to its end."""
    return subprocess.run(words, env=env, cwd=folder, capture_output=True, text=True, timeout=3600)


def judge_calls(judged, requests, calls):
    """Every request by the strict walk, every CLI command by the CLI's own validator."""
    for request in requests:
        judged.counts["calls"] += 1
        judged.counts["strict"] += 1
        name = f"{request.service}.{request.operation}"
        judged.counts["mended"] += name in mended.MENDED
        judged.seen[name][judged.program] += 1
        for fault in strict.faults(request.service, request.operation, request.parameters):
            if ".LockToken: " in fault:  # the emulator's own tokens have another form than AWS's
                continue
            judged.faults.append(f"strict walk: {fault}")
    judged.counts["skeleton"] += sum(call["skeleton"] == 0 for call in calls)
    for argv, error in skeleton.refused(calls):
        judged.faults.append(f"CLI validator: {' '.join(argv[:2])}: {error[:300]}")


def judge(path, name, program, words, tools, whole):
    """The whole life of one design with one program."""
    emulator, shim, folder, plain = tools
    judged = Judged(name, program)
    began = time.monotonic()
    design = json.loads(path.read_text(encoding="utf-8"))
    emulator.reset()
    shim.forget()
    found, profiles = credentials(emulator, design, folder)
    prepare(emulator, design, found)
    env = {**emulator.env(), "HOME": str(folder), "PATH": os.environ["PATH"], **FAST, **profiles}
    if not plain:
        env = shim.env(env)
    for act in ("first", "second", "destroy") if whole else ("first", "destroy"):
        emulator.start_recording()
        ended = execute([*words, "--destroy"] if act == "destroy" else words, env, folder)
        requests = emulator.stop_recording()
        judge_calls(judged, requests, shim.calls())
        shim.forget()
        if ended.returncode:
            told = [line for line in ended.stderr.splitlines() if not line.startswith(("+ ", "= ", "- ", "account "))]
            judged.faults.append(f"{act} run ended with {ended.returncode}: " + "\n".join(told[-6:])
                                 + "\n    emulator: " + emulator.last_error())
            break
        changing = [r.operation for r in requests if not r.operation.startswith(READS)]
        if act == "first":
            world = World(path, emulator, found, requests)
            for family in (compare_vpc, compare_hub, compare_edge):
                family.compare(world)
            judged.faults += world.differences
            judged.counts["compared"] = world.compared
        elif act == "second":
            judged.counts["second"] = len(changing)
            judged.faults += [f"second run called {operation}" for operation in changing]
        else:
            left = leftovers.find(World(path, emulator, found, requests))
            judged.counts["left"] = len(left)
            judged.faults += [f"left after --destroy: {one}" for one in left]
    judged.counts["seconds"] = round(time.monotonic() - began)
    return judged


def static_faults(folder):
    """What can be seen of the two programs without running them."""
    faults = []
    checks = [["bash", "-n", "aws-cli.sh"], [sys.executable, "-m", "py_compile", "boto3_design.py"]]
    if shutil.which("shellcheck"):
        checks.append(["shellcheck", "--severity=warning", "aws-cli.sh"])
    else:
        print("SKIPPED: shellcheck is not installed (Debian: apt-get install shellcheck)")
    for words in checks:
        ended = subprocess.run(words, cwd=folder, capture_output=True, text=True)
        if ended.returncode:
            faults.append(f"{words[0]}: {(ended.stdout + ended.stderr)[:500]}")
    return faults


def designs(options, folder):
    """(name, file) of every design that was asked for."""
    def netwright(*words):
        return subprocess.run([options.netwright, *map(str, words)], check=True, capture_output=True, text=True).stdout

    chosen = [(pathlib.Path(path).stem, pathlib.Path(path)) for path in options.design]
    names = options.template or ([] if options.design else
                                 [line.split()[0] for line in netwright("new", "--list").splitlines() if line.strip()])
    for name in names:
        path = folder / f"{name}.json"
        netwright("new", name, "-o", path)
        chosen.append((name, path))
    if not options.template and not options.design:
        chosen += [(path.stem, path) for path in sorted((HERE / "designs").glob("*.json"))]
        for seed in range(1, 21 if options.all else 6):
            path = folder / f"generated-{seed}.json"
            netwright("generate", "--vpcs", (2, 3, 4, 6, 12)[seed % 5], "--seed", seed, "-o", path)
            chosen.append((path.stem, path))
    return chosen


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--netwright", required=True, help="the command line program to judge")
    parser.add_argument("--all", action="store_true", help="20 generated designs in place of 5")
    parser.add_argument("--template", action="append", default=[], help="only this template")
    parser.add_argument("--design", action="append", default=[], help="only this file")
    parser.add_argument("--program", choices=["aws-cli", "boto3"], help="only this program")
    parser.add_argument("--calls", help="write which operations were called, for report.py")
    parser.add_argument("--plain", action="store_true", help="start the real `aws` for each command (slow)")
    options = parser.parse_args()
    verdicts = []
    with tempfile.TemporaryDirectory() as root:
        folder = pathlib.Path(root)
        shim = Shim(folder)
        try:
            with Emulator(folder) as emulator:
                print(HEAD, flush=True)
                for name, path in designs(options, folder):
                    verdicts += judge_design(options, name, path, (emulator, shim, folder, options.plain))
                    if options.calls:
                        note_calls(options.calls, verdicts)
        finally:
            shim.stop()
    failed = sum(bool(one.faults) for one in verdicts)
    total = sum((one.counts for one in verdicts), collections.Counter())
    print(f"account {ACCOUNT} and those of the designs; {total['calls']} calls executed, {total['skeleton']} through the CLI's"
          f" validator, {total['strict']} walked strictly, {total['mended']} answered by our own mends,"
          f" {total['compared']} fields compared")
    print(f"{len(verdicts) - failed} passed, {failed} failed")
    sys.exit(bool(failed))


def note_calls(path, verdicts):
    """Writes which operations were called so far, for report.py."""
    seen = collections.defaultdict(collections.Counter)
    for one in verdicts:
        for name, counts in one.seen.items():
            seen[name].update(counts)
    told = {"designs": sorted({one.design for one in verdicts}), "calls": seen}
    pathlib.Path(path).write_text(json.dumps(told, indent=1, sort_keys=True), encoding="utf-8")


def judge_design(options, name, path, tools):
    """Exports a design in both forms and judges each."""
    out = tools[2] / f"out-{name}"
    out.mkdir()
    verdicts = []
    for program in ("aws-cli", "boto3"):
        subprocess.run([options.netwright, "export", str(path), "--to", program, "-o", str(out), "--allow-errors"],
                       check=True, capture_output=True)
    words = {"aws-cli": ["bash", str(out / "aws-cli.sh")],
             "boto3": [sys.executable, str(out / "boto3_design.py"), "--poll-seconds", "0.1", "--wait-limit-seconds", "20"]}
    for program, command in words.items():
        if options.program not in (None, program):
            continue
        judged = judge(path, name, program, command, tools, options.all or program == "boto3" or name in TWICE)
        judged.faults += static_faults(out) if program == "aws-cli" else []
        verdicts.append(judged)
        print(judged.line(), flush=True)
        for fault in judged.faults[:20]:
            print(f"    {fault}", flush=True)
    return verdicts


if __name__ == "__main__":
    main()
