"""Tests of the judges themselves: a broken script must be caught, by the judge meant to catch it."""

import collections
import json
import os
import pathlib
import re
import shlex
import socket
import subprocess
import sys
import tempfile
import unittest

import boto3

import compare_edge
import compare_hub
import compare_vpc
import correspond
import known_gaps
import losses
import mended
import report
import skeleton
import strict
import version2
import wire
from aws_shim import Shim
from emulator import ACCOUNT, Emulator
from world import World

ROOT = pathlib.Path(__file__).resolve().parents[2]


class WithEmulator(unittest.TestCase):
    """One emulator and one CLI worker for all tests of a class."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.emulator = Emulator(cls.folder.name, mended=False)
        cls.shim = Shim(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.shim.stop()
        cls.emulator.stop()
        cls.folder.cleanup()

    def setUp(self):
        self.emulator.reset()
        self.shim.forget()

    def bash(self, script, plain=False):
        env = {**self.emulator.env(), "HOME": self.folder.name, "PATH": os.environ["PATH"]}
        if plain:
            tools = pathlib.Path(boto3.__file__).parents[4] / "bin"
            env["PATH"] = f"{tools}{os.pathsep}{env['PATH']}"
        else:
            env = self.shim.env(env)
        return subprocess.run(["bash", "-c", "set -euo pipefail\n" + script], env=env,
                              cwd=self.folder.name, capture_output=True, text=True, timeout=120)


class Wire(WithEmulator):
    """What is recorded reads back as what was asked, in every protocol."""

    def test_every_protocol(self):
        self.emulator.start_recording()
        ended = self.bash(r"""
            aws ec2 create-vpc --cidr-block 10.0.0.0/16 --tag-specifications \
              '[{"ResourceType":"vpc","Tags":[{"Key":"Name","Value":"it'"'"'s \u202e $(x)"}]}]'
            zone=$(aws route53 create-hosted-zone --name a.example --caller-reference x --query HostedZone.Id --output text)
            aws route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch \
              '{"Changes":[{"Action":"CREATE","ResourceRecordSet":{"Name":"w.a.example","Type":"A","TTL":60,"ResourceRecords":[{"Value":"192.0.2.1"}]}}]}'
            aws wafv2 create-ip-set --name x --scope REGIONAL --ip-address-version IPV4 --addresses 10.0.0.0/8
            aws ram create-resource-share --name share
            aws elbv2 create-target-group --name t --protocol TCP --port 80 --target-type ip --vpc-id vpc-1 || true
            """)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        sent = {request.operation: request.parameters for request in self.emulator.stop_recording()}
        self.assertEqual(sent["CreateVpc"]["TagSpecifications"][0]["Tags"][0]["Value"], "it's \u202e $(x)")
        change = sent["ChangeResourceRecordSets"]["ChangeBatch"]["Changes"][0]
        self.assertEqual(change["ResourceRecordSet"]["ResourceRecords"], [{"Value": "192.0.2.1"}])
        self.assertEqual(change["ResourceRecordSet"]["TTL"], 60)
        self.assertEqual(sent["CreateIPSet"]["Addresses"], ["10.0.0.0/8"])
        self.assertEqual(sent["CreateResourceShare"], {"name": "share"})
        self.assertEqual(sent["CreateTargetGroup"]["Port"], 80)

    def test_caller_is_kept(self):
        self.emulator.start_recording()
        sts = boto3.client("sts", endpoint_url=self.emulator.url, region_name="us-east-1",
                           aws_access_key_id="testing", aws_secret_access_key="testing")
        self.assertEqual(sts.get_caller_identity()["Account"], ACCOUNT)
        seen = self.emulator.stop_recording()[0]
        self.assertEqual((seen.service, seen.operation, seen.region, seen.access_key),
                         ("sts", "GetCallerIdentity", "us-east-1", "testing"))


class ShimLikeTheRealThing(WithEmulator):
    """The worker is the real CLI: same output, same exit codes."""

    def test_same_output_as_the_plain_binary(self):
        script = """aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text
                    aws ec2 describe-vpcs --region us-east-1 --query 'Vpcs[].CidrBlock'
                    aws ec2 describe-vpcs --query 'Vpcs[].CidrBlock'"""
        quick = self.bash(script)
        self.emulator.reset()
        plain = self.bash(script, plain=True)
        self.assertEqual((quick.returncode, quick.stdout), (plain.returncode, plain.stdout))

    def test_failures_reach_the_script(self):
        for broken in ("aws ec2 create-vpc --cidr-block 10.0.0.0/8", "aws ec2 create-vpc --no-such-option"):
            quick, plain = self.bash(broken), self.bash(broken, plain=True)
            self.assertNotEqual(plain.returncode, 0)
            self.assertEqual(quick.returncode, plain.returncode, broken)


class Version2(WithEmulator):
    """What is said of version 2 of the CLI is true of the one that is here."""

    FOLDER = os.environ.get("NETWRIGHT_CLI_2_FOLDER")
    BYTES = """aws wafv2 create-web-acl --name a --scope REGIONAL --default-action '{"Allow":{}}' --region eu-west-1 \
        --visibility-config '{"SampledRequestsEnabled":true,"CloudWatchMetricsEnabled":true,"MetricName":"a"}' --rules '[{
        "Name":"a","Priority":0,"Action":{"Block":{}},"Statement":{"ByteMatchStatement":{"SearchString":"/v1/","FieldToMatch":{
        "UriPath":{}},"TextTransformations":[{"Priority":0,"Type":"NONE"}],"PositionalConstraint":"STARTS_WITH"}},
        "VisibilityConfig":{"SampledRequestsEnabled":true,"CloudWatchMetricsEnabled":true,"MetricName":"a"}}]'"""

    def setUp(self):
        if not self.FOLDER:
            self.skipTest("version 2 of the AWS CLI is not here")
        super().setUp()
        self.newer = Shim(self.folder.name, version_2=self.FOLDER)
        self.addCleanup(self.newer.stop)

    def run_2(self, script):
        env = self.newer.env({**self.emulator.env(), "HOME": self.folder.name, "PATH": os.environ["PATH"]})
        return subprocess.run(["bash", "-c", script], env=env, cwd=self.folder.name, capture_output=True, text=True, timeout=120)

    def test_it_is_version_2(self):
        self.assertTrue(self.run_2("aws --version").stdout.startswith("aws-cli/2."))

    def test_members_that_it_does_not_know(self):
        for (service, command, member), words in version2.UNKNOWN.items():
            # Spelled so that the worker does not take it out of the command: options may be shortened.
            is_option = member.startswith("--")
            hidden = member[:-1] if is_option else "".join(f"\\u{ord(c):04x}" for c in member)
            line = shlex.join(["aws", service, command, "--region", "eu-west-1", *(w.replace(member, hidden) for w in words)])
            ended = self.run_2(line)
            self.assertIn("Unknown options" if is_option else "Unknown parameter", ended.stderr, (line, ended.stdout))
            self.assertNotIn("Unknown", self.bash(line.replace(hidden, member)).stderr)

    def test_texts_of_waf_are_taken_for_base64_unless_told_otherwise(self):
        found = {}
        for name, run, more in (("1", self.bash, ""), ("2", self.run_2, ""),
                                ("2 told", self.run_2, " --cli-binary-format raw-in-base64-out")):
            self.emulator.reset()
            self.emulator.start_recording()
            ended = run(self.BYTES + more)
            sent = [r for r in self.emulator.stop_recording() if r.operation == "CreateWebACL"]
            self.assertEqual(len(sent), 1, ended.stderr)
            statement = sent[0].parameters["Rules"][0]["Statement"]["ByteMatchStatement"]
            found[name] = statement["SearchString"]
        self.assertEqual((found["1"], found["2 told"]), ("/v1/", "/v1/"))
        self.assertNotEqual(found["2"], "/v1/")


class Probe(unittest.TestCase):
    """The connections of `verify.sh` are real ones."""

    def test_an_open_and_a_closed_door(self):
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            door.listen(4)
            port = door.getsockname()[1]
            told = self.tried(port)
            self.assertEqual([line.split()[0] for line in told], ["ok", "NOT", "skipped"], told)
        told = self.tried(port)
        self.assertEqual([line.split()[0] for line in told], ["NOT", "ok", "skipped"], told)

    def tried(self, port):
        script = (f". core/src/export/verify_prelude.sh; title=x; try INTENT_1 must 127.0.0.1 {port}\n"
                  f"try INTENT_1 must-not 127.0.0.1 {port}; try INTENT_1 must '' {port}")
        ended = subprocess.run(["bash", "-c", "set -euo pipefail\n" + script], cwd=ROOT, capture_output=True, text=True, timeout=60)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        return ended.stdout.splitlines()


class Skeleton(WithEmulator):
    """The CLI's own validator, offline."""

    def test_catches_what_it_should(self):
        for broken in ("ec2 create-vpc --no-such-option x",
                       "ec2 create-subnet --cidr-block 10.0.0.0/24",
                       "ec2 create-vpc --tag-specifications '[{\"Sort\":\"vpc\"}]'",
                       "wafv2 create-ip-set --name x --scope REGIONAL --ip-address-version IPV4"):
            rc, _, calls = self.offline(f"aws {broken}")
            self.assertNotEqual(rc, 0, broken)
            self.assertEqual(len(skeleton.refused(calls)), 1, broken)

    def test_sends_nothing_and_fills_variables(self):
        rc, errors, calls = self.offline(
            'vpc=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text)\n'
            'aws ec2 create-subnet --vpc-id "$vpc" --cidr-block 10.0.0.0/24')
        self.assertEqual((rc, errors), (0, ""))
        self.assertIn("VpcId", calls[1]["argv"])

    def offline(self, text):
        script = pathlib.Path(self.folder.name) / "script.sh"
        script.write_text("set -euo pipefail\n" + text, encoding="utf-8")
        return skeleton.run_offline(script, env={"AWS_ENDPOINT_URL": "http://127.0.0.1:9"})


class Strict(unittest.TestCase):
    """What botocore's validator lets through."""

    def test_bounds_enumerations_patterns(self):
        broken = [
            ("route53", "CreateHealthCheck", {"CallerReference": "x", "HealthCheckConfig": {
                "Type": "HTTPS", "FailureThreshold": 11}}, "greatest"),
            ("route53", "CreateHealthCheck", {"CallerReference": "x", "HealthCheckConfig": {
                "Type": "HTTP_S"}}, "not one of"),
            ("ec2", "CreateTransitGateway", {"Options": {"DnsSupport": "on"}}, "not one of"),
            ("wafv2", "CreateIPSet", {"Name": "a b", "Scope": "REGIONAL", "IPAddressVersion": "IPV4",
                                      "Addresses": []}, "does not match"),
            ("ec2", "CreateSubnet", {"CidrBlock": "10.0.0.0/24"}, "required"),
            ("ec2", "CreateVpc", {"Cidr": "10.0.0.0/24"}, "no member"),
        ]
        for service, operation, parameters, word in broken:
            found = strict.faults(service, operation, parameters)
            self.assertTrue(any(word in fault for fault in found), (operation, found))

    def test_right_calls_pass(self):
        self.assertEqual(strict.faults("ec2", "CreateVpc", {"CidrBlock": "10.0.0.0/16"}), [])
        self.assertEqual(strict.faults("ec2", "CreateTransitGateway",
                                       {"Options": {"DnsSupport": "enable", "AmazonSideAsn": 64512}}), [])


class Gaps(WithEmulator):
    """The list of known gaps tells the truth about this emulator."""

    def test_none_is_mended(self):
        self.assertEqual(known_gaps.mended(self.emulator), [])

    def test_every_mend_has_a_gap(self):
        told = {operation for _, operations, _, _ in known_gaps.GAPS for operation in operations}
        self.assertEqual(mended.MENDED - told, set())

    def test_operations_exist(self):
        for _, operations, _, _ in known_gaps.GAPS:
            for name in operations:
                service, operation = name.split(".")
                self.assertIn(operation, wire.model(service).operation_names)


class Documented(unittest.TestCase):
    """docs/exports.md knows every call."""

    def test_every_operation_of_the_planner_is_there(self):
        text = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
        told = set(re.findall(r"`([a-z0-9-]+ [A-Z][A-Za-z0-9]+)`", text))
        wanted = {name.replace(".", " ") for name in report.planned()}
        self.assertGreater(len(wanted), 100)
        self.assertEqual(wanted - told, set(), "write it again: see the head of report.py")

    def test_operations_of_the_planner_exist(self):
        for name in report.planned():
            service, operation = name.split(".")
            self.assertIn(operation, wire.model(service).operation_names)


class Compare(unittest.TestCase):
    """The comparison notices whatever is changed behind the design's back."""

    def test_each_change_is_a_difference(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            with Emulator(folder) as emulator:
                emulator.start_recording()
                module = ROOT / "tests/golden/hub/boto3_design.py"
                words = [sys.executable, str(module), "--poll-seconds", "0.1"]
                ended = subprocess.run(words, env={**emulator.env(), "HOME": name, "PATH": os.environ["PATH"]},
                                       capture_output=True, text=True, timeout=600)
                self.assertEqual(ended.returncode, 0, ended.stderr)
                requests = emulator.stop_recording()
                self.assertEqual(self.differences(emulator, requests), [])
                ec2 = known_gaps.client(emulator, "ec2")
                for change, subject in CHANGES:
                    change(ec2)
                    told = self.differences(emulator, requests)
                    self.assertTrue(any(one.startswith(subject) for one in told), (subject, told))
                kept = [r for r in requests if r.operation != "CreateTransitGatewayRoute"]
                self.assertTrue(any("as sent" in one for one in self.differences(emulator, kept)))

    def differences(self, emulator, requests):
        own = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
        world = World(ROOT / "tests/aws/designs/hub.json", emulator, {None: own}, requests)
        for family in (compare_vpc, compare_hub, compare_edge):
            family.compare(world)
        return world.differences


class RoundTrip(unittest.TestCase):
    """What an import lost is seen, and so is what it has lost no longer."""

    DESIGN = {
        "name": "shop",
        "vpcs": [{"id": "vpc-1", "name": "a*", "cidrs": ["10.0.0.0/16"]}, {"id": "vpc-2", "name": "b", "cidrs": ["10.1.0.0/16"]}],
        "route_tables": [{"id": "route-table-1", "vpc": "vpc-2", "main": True}],
        "subnets": [{"id": "subnet-1", "name": "s", "vpc": "vpc-2", "route_table": "route-table-1"}],
        "routes": [{"id": "route-1", "route_table": "route-table-1", "destination": "0.0.0.0/0"}],
        "web_acls": [{"id": "web-acl-1", "name": "front"}],
    }

    def imported(self):
        """The same with other ids, as an import has it."""
        mark = next(iter(correspond.marks({"name": "shop"}, correspond.Side({"web_acls": [{"id": "web-acl-1"}]}))))
        return {
            "name": "AWS",
            "vpcs": [{"id": "vpc-1", "name": "b", "cidrs": ["10.1.0.0/16"], "aws_id": "vpc-b"},
                     {"id": "vpc-2", "name": "a_", "cidrs": ["10.0.0.0/16"], "aws_id": "vpc-a"},
                     {"id": "vpc-3", "name": "default", "aws_id": "vpc-c"}],
            "route_tables": [{"id": "route-table-9", "vpc": "vpc-1", "main": True, "aws_id": "rtb-b"}],
            "subnets": [{"id": "subnet-7", "name": "s", "vpc": "vpc-1", "aws_id": "subnet-b"}],
            "routes": [{"id": "route-3", "route_table": "route-table-9", "destination": "0.0.0.0/0"}],
            "web_acls": [{"id": "web-acl-2", "name": f"front-{mark}", "aws_id": "arn"}],
        }

    def found(self, imported):
        """Places that differ, and what is said of them."""
        def tagged(own):
            return [{"Key": "netwright:id", "Value": own}]
        files = {
            "Vpcs": [{"VpcId": "vpc-a", "Tags": tagged("vpc-1")}, {"VpcId": "vpc-b", "Tags": tagged("vpc-2")},
                     {"VpcId": "vpc-c", "IsDefault": True, "CidrBlock": "172.31.0.0/16"}],
            "RouteTables": [{"RouteTableId": "rtb-b", "VpcId": "vpc-b", "Tags": tagged("route-table-1")}],
        }
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "all.json").write_text(json.dumps(files), encoding="utf-8")
            return correspond.differences(self.DESIGN, imported, pathlib.Path(folder))

    def test_the_same_network_is_the_same(self):
        found = self.found(self.imported())
        self.assertEqual([str(one) for one in found.all if one.place != "web_acls.name"], [])
        self.assertEqual([one.place for one in found.all], ["web_acls.name"])

    def test_each_change_is_told(self):
        for kind, change, place in [
                ("vpcs", lambda rows: rows[0].update(cidrs=["10.9.0.0/16"]), "vpcs.cidrs"),
                ("subnets", lambda rows: rows[0].update(map_public_ip=True), "subnets.map_public_ip"),
                ("subnets", lambda rows: rows.clear(), "subnets"),
                ("routes", lambda rows: rows.append({"id": "route-5", "route_table": "route-table-9", "destination": "10.0.0.0/8"}),
                 "+routes"),
                ("routes", lambda rows: rows[0].update(target="vpc-2"), "routes.target"),
                ("vpcs", lambda rows: rows.append({"id": "vpc-4", "name": "a_", "aws_id": "vpc-d"}), "+vpcs")]:
            imported = self.imported()
            change(imported[kind])
            self.assertIn(place, [one.place for one in self.found(imported).all])

    def test_a_list_of_losses_is_neither_too_short_nor_too_long(self):
        lost = correspond.Difference("hosted_zones.name", "hosted-zone-1", "a", "b")
        judged = [losses.judge(name, correspond.Found([lost]), collections.Counter())
                  for name in ("latency-routing", "isolation-failure")]
        self.assertTrue(any("listeners.name comes back now" in one for one in judged[0]), judged[0])
        self.assertEqual(len(judged[1]), 1)
        self.assertTrue(losses.judge("edge", correspond.Found([correspond.Difference("vpcs.region", "vpc-1")]), collections.Counter()))
        chosen = [losses.judge("hub", correspond.Found([correspond.Difference("instances.private_address", "instance-1", wanted, "10.0.0.9")]),
                               collections.Counter()) for wanted in (None, "10.0.0.4")]
        self.assertEqual([sum("private_address" in one for one in faults) for faults in chosen], [0, 1])

    def test_an_answer_that_nobody_expects_is_told(self):
        def call(name, rc):
            return {"argv": name.split(), "rc": rc, "stderr": "no"}
        known = sorted(losses.UNANSWERED)[0]
        self.assertEqual(losses.judge_calls([call("ec2 describe-vpcs", 0), call(known, 255)]), [])
        self.assertEqual(len(losses.judge_calls([call("ec2 describe-vpcs", 255), call(known, 0)])), 2)


def _one(ec2, operation, listed, identifier):
    """The resource that carries this `netwright:id`."""
    found = getattr(ec2, operation)(Filters=[{"Name": "tag:netwright:id", "Values": [identifier]}])
    return found[listed][0]


def _drop_route(ec2):
    table = _one(ec2, "describe_route_tables", "RouteTables", "route-table-1")
    ec2.delete_route(RouteTableId=table["RouteTableId"], DestinationCidrBlock="10.1.0.0/16")


def _open_group(ec2):
    group = _one(ec2, "describe_security_groups", "SecurityGroups", "security-group-2")
    ec2.authorize_security_group_ingress(GroupId=group["GroupId"], IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])


def _no_names(ec2):
    vpc = _one(ec2, "describe_vpcs", "Vpcs", "vpc-1")
    ec2.modify_vpc_attribute(VpcId=vpc["VpcId"], EnableDnsHostnames={"Value": False})


def _join_tables(ec2):
    tables = {tag["Value"]: table["TransitGatewayRouteTableId"]
              for table in ec2.describe_transit_gateway_route_tables()["TransitGatewayRouteTables"]
              for tag in table.get("Tags", []) if tag["Key"] == "netwright:id"}
    attachments = ec2.describe_transit_gateway_vpc_attachments()["TransitGatewayVpcAttachments"]
    ec2.enable_transit_gateway_route_table_propagation(
        TransitGatewayRouteTableId=tables["tgw-route-table-2"],
        TransitGatewayAttachmentId=attachments[0]["TransitGatewayAttachmentId"])


def _rename(ec2):
    subnet = _one(ec2, "describe_subnets", "Subnets", "subnet-1")
    ec2.create_tags(Resources=[subnet["SubnetId"]], Tags=[{"Key": "Name", "Value": "other"}])


def _lose_rule(ec2):
    acl = _one(ec2, "describe_network_acls", "NetworkAcls", "network-acl-1")
    ec2.delete_network_acl_entry(NetworkAclId=acl["NetworkAclId"], RuleNumber=100, Egress=False)


CHANGES = [
    (_drop_route, "route-3"), (_open_group, "security-group-2"), (_no_names, "vpc-1.dns_hostnames"),
    (_join_tables, "tgw-route-table-2"), (_rename, "subnet-1.tag Name"), (_lose_rule, "network-acl-rule-1"),
]
"""What is changed in AWS behind the design's back, and the record whose difference must be told."""


if __name__ == "__main__":
    told = unittest.main(exit=False).result
    for _, why in told.skipped:
        print(f"SKIPPED: {why}")
    bad = len(told.failures) + len(told.errors)
    print(f"{told.testsRun - bad} passed, {bad} failed")
    sys.exit(bool(bad))
