"""The life of one design with one program, and what each judge saw of it.

Made, compared, verified, broken and told so, repaired by a second run, compared again, its change
batches applied, run once more (nothing may change), destroyed (nothing may be left).
"""

import collections
import itertools
import json
import os
import shutil
import subprocess
import sys
import time

import boto3

import batches
import compare_edge
import compare_hub
import compare_vpc
import leftovers
import mended
import roundtrip
import skeleton
import strict
import verifying
import version2
from world import World

READS = ("Describe", "Get", "List", "Search")
FAST = {"NETWRIGHT_POLL_SECONDS": "0.1", "NETWRIGHT_WAIT_LIMIT_SECONDS": "20"}
CREDENTIALS = itertools.count()
COLUMNS = ("calls", "skeleton", "strict", "mended", "compared", "verified", "denied", "returned", "changes", "left", "seconds")


class Tools:
    """What every life needs: an emulator, the kept CLIs by the name of their program, and a folder."""

    def __init__(self, netwright, emulator, shims, folder, cli_2=None):
        self.netwright, self.emulator, self.shims, self.folder = netwright, emulator, shims, folder
        self.cli_2 = cli_2


class Judged:
    """What became of one design with one program."""

    def __init__(self, design, program):
        self.design, self.program = design, program
        self.faults = []
        self.counts = collections.Counter()
        self.seen = collections.defaultdict(collections.Counter)
        self.programs = []
        """Every request of the program itself, for which the policies are written."""
        self.found = {}
        self.used = collections.Counter()
        """Places of `losses.py` that its round trip needed."""

    def line(self):
        """The row of the table."""
        verdict = "ok" if not self.faults else f"{len(self.faults)} FAULTS"
        counts = " ".join(f"{self.counts[name]:8}" for name in COLUMNS)
        return f"{self.design:32} {self.program:11} {counts}  {verdict}"


HEAD = f"{'design':32} {'program':11} " + " ".join(f"{name:>8}" for name in COLUMNS)


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
    """What a design takes as given: buckets of flow logs, and the stages of API Gateway that another team has made."""
    for log in design.get("flow_logs", []):
        if log.get("destination", "").startswith("arn:aws:s3:::"):
            bucket = log["destination"].removeprefix("arn:aws:s3:::").split("/")[0]
            client = boto3.client("s3", endpoint_url=emulator.url, region_name="us-east-1", **found[None])
            client.create_bucket(Bucket=bucket)


    for api in design.get("api_gateways", []):
        client = boto3.client("apigateway", endpoint_url=emulator.url, region_name=api.get("region", "eu-west-1"),
                              **found[api.get("account")])
        if api.get("rest_api_id"):
            own = client.create_rest_api(name=api.get("name", api["id"]), tags={"_custom_id_": api["rest_api_id"]})["id"]
            root = client.get_resources(restApiId=own)["items"][0]["id"]
            client.put_method(restApiId=own, resourceId=root, httpMethod="GET", authorizationType="NONE")
            client.put_integration(restApiId=own, resourceId=root, httpMethod="GET", type="MOCK")
            client.create_deployment(restApiId=own, stageName=api["stage_name"])
        if api.get("domain_name"):
            client.create_domain_name(domainName=api["domain_name"], endpointConfiguration={"types": ["REGIONAL"]},
                                      regionalCertificateName="theirs", regionalCertificateArn="arn:aws:acm:eu-west-1:1:certificate/1")
        if api.get("rest_api_id") and api.get("domain_name"):
            client.create_base_path_mapping(domainName=api["domain_name"], restApiId=own, stage=api["stage_name"])


def execute(words, env, folder):
    """Runs a program to its end."""
    return subprocess.run(words, env=env, cwd=folder, capture_output=True, text=True, timeout=3600)


def changes(requests):
    """The operations among some requests that change something."""
    return [request.operation for request in requests if not request.operation.startswith(READS)]


class Life:
    """One design on an emptied emulator, signed in to its accounts."""

    def __init__(self, path, judged, tools, shim):
        self.path, self.judged, self.tools, self.shim = path, judged, tools, shim
        self.emulator, self.folder = tools.emulator, tools.folder
        self.design = json.loads(path.read_text(encoding="utf-8"))
        self.emulator.reset()
        self.found, profiles = credentials(self.emulator, self.design, self.folder)
        prepare(self.emulator, self.design, self.found)
        self.env = {**self.emulator.env(), "HOME": str(self.folder), "PATH": os.environ["PATH"], **FAST, **profiles}
        self.requests = []
        """All that the programs under judgement have sent."""

    def run(self, act, words, **more):
        """Runs a program and judges each of its calls; nothing where it failed, else what it sent."""
        ended, requests = self.attempt(words, **more)
        if ended.returncode:
            told = [line for line in ended.stderr.splitlines() if not line.startswith(("+ ", "= ", "- ", "account "))]
            self.judged.faults.append(f"{act} run ended with {ended.returncode}: " + "\n".join(told[-6:])
                                      + "\n    emulator: " + self.emulator.last_error())
            return None
        return requests

    def attempt(self, words, **more):
        """As `run`, whatever the program comes to: how it ended, and what it sent."""
        env = {**self.env, **more}
        if self.shim:
            self.shim.forget()
            env = self.shim.env(env)
        self.emulator.start_recording()
        ended = execute(words, env, self.folder)
        requests = self.emulator.stop_recording()
        self.judge_calls(requests, self.shim.calls() if self.shim else [])
        return ended, requests

    def judge_calls(self, requests, calls):
        """Every request by the strict walk, every CLI command by the CLI's own validator."""
        judged = self.judged
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

    def world(self, requests=None):
        """The design beside what AWS says now."""
        return World(self.path, self.emulator, self.found, self.requests if requests is None else requests)

    def compare(self, act):
        """Compares AWS with the design, field by field."""
        world = self.world()
        for family in (compare_vpc, compare_hub, compare_edge):
            family.compare(world)
        told = world.differences + world.doubles()
        if self.judged.program == "aws-cli-2":
            told = [one for one in told if not version2.excuses(one)]
        self.judged.faults += [f"after the {act} run: {one}" for one in told]
        self.judged.counts["compared"] += world.compared

    def leftovers(self):
        """Nothing may be left of it."""
        left = leftovers.find(self.world())
        self.judged.counts["left"] = len(left)
        self.judged.faults += [f"left after --destroy: {one}" for one in left]


def judge(path, name, program, out, tools, twice, broken=True, returns=False):
    """The whole life of one design with one program, whose exports are in `out`; or one in which nothing is broken, or
    one that is collected and imported too."""
    judged = Judged(name, program)
    began = time.monotonic()
    life = Life(path, judged, tools, tools.shims.get(program))
    words = command(program, out)
    _live(life, words, out, twice, broken, returns)
    judged.counts["seconds"] = round(time.monotonic() - began)
    return judged


def command(program, out):
    """The words that start a program."""
    if program == "boto3":
        return [sys.executable, str(out / "boto3_design.py"), "--poll-seconds", "0.1", "--wait-limit-seconds", "20"]
    return ["bash", str(out / "aws-cli.sh")]


def _live(life, words, out, twice, broken, returns):
    judged = life.judged
    judged.found = life.found

    def program(act, *more):
        requests = life.run(act, [*words, *more])
        judged.programs += requests or []
        return requests

    life.requests = program("first")
    if life.requests is None:
        return
    life.compare("first")
    if judged.program == "aws-cli":
        verifying.as_designed(life, out)
        if returns:
            roundtrip.judge(life)
    if judged.program == "aws-cli" and broken:
        done = verifying.broken(life, out)
        requests = program("repairing")
        if requests is None:
            return
        life.requests = verifying.without(life.requests, done) + requests
        life.compare("repairing")
    if judged.program == "aws-cli":
        batches.judge(life, out)
    if twice:
        requests = program("second")
        if requests is None:
            return
        judged.counts["changes"] = len(changes(requests))
        judged.faults += [f"second run called {operation}" for operation in changes(requests)]
    if program("destroying", "--destroy") is not None:
        life.leftovers()


def static_faults(folder):
    """What can be seen of the exported programs without running them."""
    faults, scripts = [], sorted(str(path) for path in folder.rglob("*.sh"))
    checks = [["bash", "-n", script] for script in scripts]
    checks += [[sys.executable, "-m", "py_compile", str(path)] for path in folder.glob("*.py")]
    if shutil.which("shellcheck"):
        checks.append(["shellcheck", "--severity=warning", *scripts])
    else:
        print("SKIPPED: shellcheck is not installed (Debian: apt-get install shellcheck)")
    for words in checks:
        ended = subprocess.run(words, cwd=folder, capture_output=True, text=True)
        if ended.returncode:
            faults.append(f"{words[0]}: {(ended.stdout + ended.stderr)[:500]}")
    return faults
