"""Scenes that are no whole life of a design: killed programs, wrong accounts, too many records.

Each takes its verdict and the tools, and notes its faults; a scene is listed by its decorator.
"""

import json
import os
import pathlib
import subprocess

import batches
import compare_edge
import compare_hub
import known_gaps
import life
import wire

HERE = pathlib.Path(__file__).resolve().parent
ALL = {}
"""Every scene by its name."""


def scene(function):
    """Lists a scene under its name."""
    ALL[function.__name__.replace("_", "-")] = function
    return function


def play(name, tools):
    """The verdict on a scene."""
    judged = life.Judged(name, "scene")
    ALL[name](judged, tools)
    return judged


def _export(tools, name, path, *forms):
    out = tools.folder / f"scene-{name}"
    out.mkdir()
    for form in forms:
        subprocess.run([tools.netwright, "export", str(path), "--to", form, "-o", str(out), "--allow-errors"],
                       check=True, capture_output=True)
    return out


def _template(tools, name):
    path = tools.folder / f"scene-{name}.json"
    subprocess.run([tools.netwright, "new", name, "-o", str(path)], check=True, capture_output=True)
    return path


def _killed(judged, tools, path, program):
    """Kills a program again and again, a little later each time, until a run comes to its end; then all is compared."""
    out = _export(tools, f"killed-{path.stem}-{program}", path, program)
    one = life.Life(path, judged, tools, tools.shims.get(program))
    env = one.shim.env(one.env) if one.shim else one.env
    one.emulator.start_recording()
    for kill in range(1, 100):
        # The first lines of bash and Python send nothing: the process is known before its first request.
        child = subprocess.Popen(life.command(program, out), env=env, cwd=one.folder,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        one.emulator.kill_after(23 * kill, child.pid)
        if child.wait() >= 0:
            break
    one.emulator.kill_after(0, 0)
    judged.counts["kills"] += kill - 1
    if child.returncode or kill < 3:
        judged.faults.append(f"the last run of {program} ended with {child.returncode}, after {kill - 1} kills")
    one.requests = one.emulator.stop_recording()
    one.judge_calls(one.requests, one.shim.calls() if one.shim else [])
    one.requests = _once(one.requests)
    one.compare("last")
    again = one.run("second", life.command(program, out)) or []
    judged.faults += [f"{program}: after kills, a second run called {operation}" for operation in life.changes(again)]
    if one.run("destroying", [*life.command(program, out), "--destroy"]) is not None:
        one.leftovers()


def _once(requests):
    """Each request once: what was cut off is sent again by the next run, and only then is it the one that counts."""
    last = {}
    for request in requests:
        last[repr((request.service, request.operation, request.region, request.parameters))] = request
    return list(last.values())


@scene
def killed_script(judged, tools):
    """The bash script, killed midway, goes on where it was and makes nothing twice."""
    _killed(judged, tools, HERE / "designs/hub.json", "aws-cli")


@scene
def killed_module(judged, tools):
    """So does the module."""
    _killed(judged, tools, HERE / "designs/hub.json", "boto3")


def _applied(design, commands):
    """A saved design with the commands of a fix, by a reader of our own that knows nothing of the core."""
    lists = {"tgw-association": "tgw_associations", "tgw-propagation": "tgw_propagations", "tgw-route": "tgw_routes",
             "tgw-route-table": "tgw_route_tables"}
    rows = {row["id"]: row for rows in design.values() if isinstance(rows, list) for row in rows}
    for command in commands:
        if command["verb"] == "set":
            rows[command["id"]][command["field"]] = command["value"]
        elif command["verb"] == "insert":
            design.setdefault(lists[command["record"]["id"].rpartition("-")[0]], []).append(command["record"])
        else:
            for name in lists.values():
                design[name] = [row for row in design.get(name, []) if row["id"] not in command["ids"]]


def _isolation(judged, tools, program):
    """What was made with the isolation failure is mended by the export of the fixed design, and proved mended."""
    broken = _template(tools, "isolation-failure")
    fixed = tools.folder / f"isolation-fixed-{program}.json"
    told = subprocess.run([tools.netwright, "check", str(broken), "--format", "json"], capture_output=True, text=True).stdout
    commands = next(one["fix"]["commands"] for one in json.loads(told) if one["code"] == "ISO101")
    design = json.loads(broken.read_text(encoding="utf-8"))
    _applied(design, commands)
    fixed.write_text(json.dumps(design), encoding="utf-8")
    left = subprocess.run([tools.netwright, "check", str(fixed), "--format", "json"], capture_output=True, text=True)
    if left.returncode or json.loads(left.stdout):
        judged.faults.append(f"the fix leaves {left.stdout[:300]}")
    before = _export(tools, f"isolation-broken-{program}", broken, program)
    after = _export(tools, f"isolation-fixed-{program}", fixed, program, "verify")
    one = life.Life(broken, judged, tools, tools.shims.get(program))
    if one.run("first", life.command(program, before)) is None:
        return
    denied = one.attempt(["bash", str(after / "verify.sh")])[0].stdout.count("NOT OK")
    if not denied:
        judged.faults.append("verify.sh of the fixed design does not see that the network still has the failure")
    one.path, one.design = fixed, design
    ended, mending = one.attempt(life.command(program, after))
    if ended.returncode:
        judged.faults.append(f"mending ended with {ended.returncode}: {ended.stderr[-500:]}; {one.emulator.last_error()}")
        return
    if ended.stderr.count("gap in traffic") != 6:
        judged.faults.append(f"three associations and three propagations change, and {ended.stderr.count('gap in traffic')} gaps are told")
    calls = [request.operation for request in mending if not request.operation.startswith(life.READS)]
    for operation, times in (("ModifyTransitGateway", 1), ("DisassociateTransitGatewayRouteTable", 3),
                             ("DisableTransitGatewayRouteTablePropagation", 3), ("CreateTransitGatewayRouteTable", 3)):
        if calls.count(operation) != times:
            judged.faults.append(f"mending called {operation} {calls.count(operation)} times, not {times}")
    for place, operation in enumerate(calls):
        if operation == "DisassociateTransitGatewayRouteTable" and calls[place + 1] != "AssociateTransitGatewayRouteTable":
            judged.faults.append(f"between an old and a new association stands {calls[place + 1]}")
    one.requests = mending
    world = one.world()
    for look in (compare_hub.hubs, compare_hub.associations, compare_hub.propagations):
        look(world)
    judged.counts["compared"] += world.compared
    judged.faults += [f"after mending: {one}" for one in world.differences]
    again = one.run("second", life.command(program, after)) or []
    judged.faults += [f"a run after mending called {operation}" for operation in life.changes(again)]
    if one.run("destroying", [*life.command(program, after), "--destroy"]) is not None:
        one.leftovers()


@scene
def isolation_mended_by_script(judged, tools):
    """A deployed isolation failure is mended by the bash script of the fixed design."""
    _isolation(judged, tools, "aws-cli")


@scene
def isolation_mended_by_module(judged, tools):
    """And by its module."""
    _isolation(judged, tools, "boto3")


def _by_hand(judged, tools, program):
    """What the design says of a distribution is put right; what else was set by hand stays, until all is removed."""
    path = _template(tools, "cloudfront-waf")
    out = _export(tools, f"by-hand-{program}", path, program)
    one = life.Life(path, judged, tools, tools.shims.get(program))
    one.requests = one.run("first", life.command(program, out))
    if one.requests is None:
        return
    client, found, _ = compare_edge.distribution_ids(one.world())["distribution-1"][0]
    told = client.get_distribution_config(Id=found["Id"])
    config = told["DistributionConfig"]
    behaviour = {**config["DefaultCacheBehavior"], "PathPattern": "/other/*", "TargetOriginId": "other"}
    other = {**config["Origins"]["Items"][0], "Id": "other", "DomainName": "other.example.com"}
    config |= {"Enabled": False, "Aliases": {"Quantity": 0}, "WebACLId": "", "PriceClass": "PriceClass_100",
               "Origins": {"Quantity": 2, "Items": [{**config["Origins"]["Items"][0], "DomainName": "old.example.com"}, other]},
               "CacheBehaviors": {"Quantity": 1, "Items": [behaviour]},
               "DefaultCacheBehavior": {**config["DefaultCacheBehavior"], "ViewerProtocolPolicy": "allow-all"}}
    client.update_distribution(Id=found["Id"], DistributionConfig=config, IfMatch=told["ETag"])
    requests = one.run("repairing", life.command(program, out)) or []
    if life.changes(requests) != ["UpdateDistribution"]:
        judged.faults.append(f"{program}: putting a distribution right called {life.changes(requests)}")
    world = one.world()
    compare_edge.distributions(world)
    judged.counts["compared"] += world.compared
    judged.faults += [f"{program}: put right: {fault}" for fault in world.differences]
    config = client.get_distribution_config(Id=found["Id"])["DistributionConfig"]
    kept = (config["PriceClass"], [one["PathPattern"] for one in config["CacheBehaviors"].get("Items", [])],
            sorted(one["DomainName"] for one in config["Origins"]["Items"]))
    if kept != ("PriceClass_100", ["/other/*"], ["origin.forum.example.com", "other.example.com"]):
        judged.faults.append(f"{program}: of what was set by hand this is left: {kept}")
    again = one.run("second", life.command(program, out)) or []
    judged.faults += [f"{program}: a run after it was put right called {name}" for name in life.changes(again)]
    if one.run("destroying", [*life.command(program, out), "--destroy"]) is not None:
        one.leftovers()


@scene
def distribution_by_hand_script(judged, tools):
    """A distribution that was changed by hand is put right by the bash script, which keeps what is not drawn."""
    _by_hand(judged, tools, "aws-cli")


@scene
def distribution_by_hand_module(judged, tools):
    """And by its module."""
    _by_hand(judged, tools, "boto3")


@scene
def absent_stage(judged, tools):
    """Where the API stage that a design names is not there, each program stops in one line, before its first change."""
    path = HERE / "designs/edge.json"
    out = _export(tools, "absent-stage", path, "aws-cli", "boto3")
    for program in ("aws-cli", "boto3"):
        one = life.Life(path, judged, tools, tools.shims.get(program))
        api = one.design["api_gateways"][0]
        known_gaps.client(one.emulator, "apigateway", api["region"]).delete_stage(
            restApiId=api["rest_api_id"], stageName=api["stage_name"])
        ended, requests = one.attempt(life.command(program, out))
        told = [line for line in ended.stderr.splitlines() if not line.startswith("account ")]
        if ended.returncode != 1 or len(told) != 1 or not all(word in told[0] for word in ("error: ", api["name"], "not there")):
            judged.faults.append(f"{program}: ended with {ended.returncode} and says {told}")
        judged.faults += [f"{program} called {name}" for name in life.changes(requests)]
        # There is nothing to take away, and no reason to stop.
        if one.run("destroying", [*life.command(program, out), "--destroy"]) is None:
            judged.faults.append(f"{program}: --destroy without the stage")


@scene
def one_name_twice(judged, tools):
    """Of two designs of one name, neither program of the second takes over or removes what the first has made."""
    def design(vpc, block, **more):
        return {"format": "netwright", "version": 1, "name": "Shop", **more,
                "vpcs": [{"id": "vpc-1", "name": vpc, "region": "eu-west-1", "cidrs": [f"{block}.0.0/16"]}],
                "subnets": [{"id": "subnet-1", "vpc": "vpc-1", "az": "a", "cidrs": [f"{block}.1.0/24"]}],
                "security_groups": [{"id": "security-group-1", "name": "web", "vpc": "vpc-1"}],
                "internet_gateways": [{"id": "internet-gateway-1", "vpc": "vpc-1"}],
                "hosted_zones": [{"id": "hosted-zone-1", "domain": f"{vpc}.example"}]}

    def written(name, content):
        path = tools.folder / f"one-name-{name}.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        return path, _export(tools, f"one-name-{name}", path, "aws-cli", "boto3")

    first, made = written("first", design("shop", "10.77"))
    other = written("other", design("bank", "10.88"))[1]
    zone = written("zone", {**design("bank", "10.77"), "subnets": []})[1]
    moved = design("shop", "10.77")
    moved["subnets"][0]["cidrs"] = ["10.77.9.0/24"]
    moved = written("moved", moved)[1]
    beside = written("beside", design("bank", "10.88", identity="4f0c9a1be27d5360"))[1]
    told = {"other": "VPC bank has block 10.77.0.0/16, the design 10.88.0.0/16",
            "zone": "has domain shop.example., the design bank.example.",
            "moved": "has block 10.77.1.0/24, the design 10.77.9.0/24"}
    for program in ("aws-cli", "boto3"):
        one = life.Life(first, judged, tools, tools.shims.get(program))
        one.requests = one.run("first", life.command(program, made))
        if one.requests is None:
            return
        for name, folder in (("other", other), ("zone", zone), ("moved", moved)):
            for words in ([], ["--destroy"]):
                ended, requests = one.attempt([*life.command(program, folder), *words])
                last = (ended.stderr.splitlines() or [""])[-1]
                if ended.returncode != 1 or "another design of this name is here" not in last or told[name] not in last:
                    judged.faults.append(f"{program} {words} of {name}: ended with {ended.returncode} and says {last}")
                judged.faults += [f"{program} {words} of {name} called {call}" for call in life.changes(requests)]
        # With an identity the second is another design, whatever it is called.
        if "CreateVpc" not in life.changes(one.run("beside", life.command(program, beside)) or []):
            judged.faults.append(f"{program}: a design with an identity took the network of another one")
        calls = life.changes(one.run("removing what is beside", [*life.command(program, beside), "--destroy"]) or [])
        if calls.count("DeleteVpc") != 1:
            judged.faults.append(f"{program}: removing one of two networks called {calls}")
        again = one.run("second", life.command(program, made)) or []
        judged.faults += [f"{program}: after all that the first calls {call}" for call in life.changes(again)]
        one.compare("second")
        if one.run("destroying", [*life.command(program, made), "--destroy"]) is not None:
            one.leftovers()


@scene
def wrong_account(judged, tools):
    """Where the credentials of the last of three accounts are another's, each program stops before its first change."""
    path = _template(tools, "pci-isolated")
    design = json.loads(path.read_text(encoding="utf-8"))
    for place, account in enumerate(design["accounts"]):
        account["account_id"] = f"{310000000000 + place}"
    path.write_text(json.dumps(design), encoding="utf-8")
    out = _export(tools, "wrong-account", path, "aws-cli", "boto3", "verify", "route53")
    one = life.Life(path, judged, tools, tools.shims["aws-cli"])
    last = design["accounts"][-1]["id"]
    others = design["accounts"][0]["id"]
    stranger = {f"NETWRIGHT_PROFILE_{last.upper().replace('-', '_')}": others}
    scripts = [["bash", str(out / name)] for name in ("aws-cli.sh", "route53.sh")] + [life.command("boto3", out)]
    for words in [*scripts, [*scripts[0], "--destroy"], [*scripts[2], "--destroy"]]:
        ended, requests = one.attempt(words, **stranger)
        told = ended.stderr + ended.stdout
        if ended.returncode != 1 or "310000000002" not in told or "310000000000" not in told:
            judged.faults.append(f"{words[1:]}: ended with {ended.returncode} and says {told[-300:]}")
        judged.faults += [f"{words[1:]} called {name}" for name in life.changes(requests)]
        if not any(request.operation == "GetCallerIdentity" for request in requests):
            judged.faults.append(f"{words[1:]} did not ask who it is")
    ended, _ = one.attempt(["bash", str(out / "verify.sh")], **stranger)
    if ended.returncode != 1 or "NOT OK   account" not in ended.stdout:
        judged.faults.append(f"verify.sh does not see the wrong account: {ended.stdout[:300]}")


@scene
def many_records(judged, tools):
    """1,100 addresses and 40 long texts in one zone: batches within the API's limits, applied and read back."""
    design = {"format": "netwright", "version": 1, "name": "Many records",
              "hosted_zones": [{"id": "hosted-zone-1", "name": "many", "domain": "many.example.com"}],
              "dns_records": [{"id": f"dns-record-{n}", "zone": "hosted-zone-1", "record_name": f"host-{n}.many.example.com",
                               "record_type": "A", "values": [f"192.0.2.{n % 250}", f"198.51.100.{n % 250}"][:1 + n % 2],
                               "ttl_seconds": 60 + n} for n in range(1, 1101)]
              + [{"id": f"dns-record-{n}", "zone": "hosted-zone-1", "record_name": f"text-{n}.many.example.com",
                  "record_type": "TXT", "values": [" ".join(f'"{c * 250}"' for c in "abcdefg")]} for n in range(1101, 1141)]}
    path = tools.folder / "many-records.json"
    path.write_text(json.dumps(design), encoding="utf-8")
    out = tools.folder / "scene-many-records"
    out.mkdir()
    batches.export(tools.netwright, path, out)
    one = life.Life(path, judged, tools, tools.shims["aws-cli"])
    route53 = known_gaps.client(one.emulator, "route53")
    for folder, action, least in ((out / "create", "CREATE", 4), (out, "UPSERT", 8)):
        zone = route53.create_hosted_zone(Name="many.example.com", CallerReference=action)["HostedZone"]["Id"]
        if len(files := list(folder.glob("hosted-zone-1-*.json"))) < least:
            judged.faults.append(f"{action}: {len(files)} batches, and the limits ask for {least}")
        requests = one.run(action, ["bash", str(folder / "route53.sh")], NETWRIGHT_VALUE_HOSTED_ZONE_1=zone) or []
        for request in requests:
            if request.operation == "ChangeResourceRecordSets":
                judged.faults += batches.limits(request.parameters["ChangeBatch"]["Changes"], action)
        pages = route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone)
        found = {r["Name"].rstrip("."): ([v["Value"] for v in r["ResourceRecords"]], r["TTL"])
                 for page in pages for r in page["ResourceRecordSets"] if r["Type"] in ("A", "TXT")}
        wanted = {r["record_name"]: (r["values"], r.get("ttl_seconds", 300)) for r in design["dns_records"]}
        judged.counts["compared"] += 2 * len(wanted)
        if found != wanted:
            judged.faults.append(f"{action}: {len(found)} records were read back, {len(wanted)} are drawn")


def _plain(judged, tools, program, bin_folder):
    """The whole life of a small design, a process for every command."""
    path = HERE / "designs/hostile.json"
    out = _export(tools, f"plain-{program}", path, "aws-cli")
    one = life.Life(path, judged, tools, None)
    judged.program = program
    one.env["PATH"] = f"{bin_folder}{os.pathsep}{one.env['PATH']}"
    for act in ("first", "second", "destroying"):
        words = [*life.command("aws-cli", out), *(["--destroy"] if act == "destroying" else [])]
        requests = one.run(act, words)
        if not requests:
            judged.faults.append(f"{act}: nothing was sent")
        elif act == "first":
            one.requests = requests
            one.compare("first")
        elif act == "second":
            judged.faults += [f"second run called {operation}" for operation in life.changes(requests)]
        else:
            one.leftovers()


@scene
def plain_cli_1(judged, tools):
    """Version 1 of the CLI as processes of its own, as people run it."""
    _plain(judged, tools, "aws-cli", pathlib.Path(wire.botocore.__file__).parents[4] / "bin")


@scene
def plain_cli_2(judged, tools):
    """Version 2 of the CLI as processes of its own."""
    if "aws-cli-2" not in tools.shims:
        return
    folder = tools.folder / "bin-2"
    folder.mkdir()
    # It does not know AWS_ENDPOINT_URL, nor newer members: the wrapper lowers each command as the kept CLI does.
    wrapper = folder / "aws"
    wrapper.write_text(f"#!/bin/sh\nexec /usr/bin/python3 '{HERE / 'version2.py'}' '{tools.cli_2}' \"$@\"\n", encoding="utf-8")
    wrapper.chmod(0o755)
    _plain(judged, tools, "aws-cli-2", folder)
