"""The read-only script `verify.sh`: on the right network it must say yes, on a broken one no, to what is broken.

The emulator has no name server and no hosts. So `nslookup` and the connection of a probe are
answered by the stand-ins below, from what the emulator holds: that is our own code and no outside
judge. What the script asks AWS is asked by the real CLI. `selftest.py` opens real connections.
"""

import re

import breaks

NSLOOKUP = """() {
  local name address
  printf 'Server:\\t\\t127.0.0.1\\nAddress:\\t127.0.0.1#53\\n\\n'
  while read -r name address; do
    if [ "$name" = "$1" ]; then printf 'Name:\\t%s\\nAddress: %s\\n' "$name" "$address"; fi
  done <"$NETWRIGHT_NAMES"
}"""
"""Names and their addresses from a file; says nothing of a name that is not there."""

TIMEOUT = """() { [[ " $NETWRIGHT_OPEN " = *" all "* ]]; }"""
"""Whether a connection opens: all do or none."""

PUBLIC, PRIVATE = "192.0.2.10", "10.255.0.10"


def names(world):
    """What a resolver inside each VPC would say: records, and the private names of interface endpoints."""
    answers = {}
    for account in {account for account, _ in world.scopes}:
        client = world.client("route53", account)
        for zone in client.list_hosted_zones()["HostedZones"]:
            for page in client.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone["Id"]):
                for record in page["ResourceRecordSets"]:
                    address = PRIVATE if zone["Config"]["PrivateZone"] else PUBLIC
                    answers[record["Name"].rstrip(".")] = address
    for account, region in world.scopes:
        ec2 = world.client("ec2", account, region)
        services = {}
        for endpoint in ec2.describe_vpc_endpoints()["VpcEndpoints"]:
            if endpoint["VpcEndpointType"] != "Interface" or not endpoint.get("PrivateDnsEnabled"):
                continue
            if not services:
                listed = ec2.describe_vpc_endpoint_services()["ServiceDetails"]
                services = {s["ServiceName"]: [n["PrivateDnsName"] for n in s.get("PrivateDnsNames", [])] for s in listed}
            on = all(ec2.describe_vpc_attribute(VpcId=endpoint["VpcId"], Attribute=name)[name[0].upper() + name[1:]]["Value"]
                     for name in ("enableDnsSupport", "enableDnsHostnames"))
            for name in services.get(endpoint["ServiceName"], []):
                answers[name] = PRIVATE if on and answers.get(name, PRIVATE) == PRIVATE else PUBLIC
    return answers


def ask(life, out, opens):
    """Runs the script as if on a host that is everywhere; returns how it ended."""
    kept = life.folder / "names"
    kept.write_text("".join(f"{name} {address}\n" for name, address in names(life.world()).items()), encoding="utf-8")
    inside = [word for kind in ("vpcs", "environments", "sites") for row in life.design.get(kind, [])
              for word in ("--inside", row["id"])]
    ended, requests = life.attempt(
        ["bash", str(out / "verify.sh"), *inside, "--inside", "internet"], NETWRIGHT_NAMES=str(kept), NETWRIGHT_OPEN=opens,
        **{"BASH_FUNC_nslookup%%": NSLOOKUP, "BASH_FUNC_timeout%%": TIMEOUT})
    changing = [r.operation for r in requests if not r.operation.startswith(("Describe", "Get", "List", "Search"))]
    life.judged.faults += [f"verify.sh is read-only, and called {operation}" for operation in changing]
    lines = ended.stdout.splitlines()
    told = re.fullmatch(r"(\d+) ok, (\d+) not ok, (\d+) skipped", lines[-1] if lines else "")
    denied = [line.removeprefix("NOT OK   ") for line in lines if line.startswith("NOT OK ")]
    if not told or ended.stderr or int(told[2]) != len(denied) or ended.returncode != bool(denied):
        life.judged.faults.append(f"verify.sh ended with {ended.returncode}: {lines[-1:]} {ended.stderr[-500:]}")
        return [], 0
    life.judged.counts["verified"] += int(told[1])
    life.judged.counts["denied"] += len(denied)
    return denied, int(told[1])


def intents(design, kind):
    """Names, as the script shows them, of the intents of a kind that are about TCP."""
    return [intent.get("name") or intent["id"] for intent in design.get("intents", [])
            if intent.get("kind", "must") == kind and intent.get("protocol", "all") in ("tcp", "all")]


def _is_probe(life, denied):
    return any(denied.startswith(name + ":") for name in intents(life.design, "must") + intents(life.design, "must-not"))


def as_designed(life, out):
    """On the right network everything is as designed; only the probes of one kind differ with what is open."""
    denied, good = ask(life, out, "all")
    wrong = [one for one in denied if not _is_probe(life, one)]
    life.judged.faults += [f"verify.sh on the right network: {one}" for one in wrong]
    for one in denied:
        if any(one.startswith(name + ":") for name in intents(life.design, "must")):
            life.judged.faults.append(f"verify.sh denies a connection that opens: {one}")
    if not good:
        life.judged.faults.append("verify.sh found nothing to say yes to")


def broken(life, out):
    """Breaks what can be broken behind the design's back; the script must tell each, and tell nothing else."""
    done = breaks.apply(life.world())
    denied, _ = ask(life, out, "")
    for what, subjects, _ in done:
        if not any(subject in line for line in denied for subject in subjects):
            life.judged.faults.append(f"verify.sh does not see that {what} ({subjects[0]})")
    allowed = [subject for _, subjects, _ in done for subject in subjects]
    for line in denied:
        if _is_probe(life, line):
            if any(line.startswith(name + ":") for name in intents(life.design, "must-not")):
                life.judged.faults.append(f"verify.sh denies a connection that stays closed: {line}")
        elif not any(subject in line for subject in allowed):
            life.judged.faults.append(f"verify.sh denies what nobody broke: {line}")
    return done


def without(requests, done):
    """The requests of the first run without those whose work was undone, which the repairing run sends again."""
    undone = [matches for _, _, matches in done if matches]
    return [request for request in requests if not any(matches(request) for matches in undone)]
