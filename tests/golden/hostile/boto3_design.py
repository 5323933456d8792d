#!/usr/bin/env python3
# Netwright: it's "quoted" $(touch /tmp/netwright-was-here) `id` \u{202e}\u{200b}\u{a}; rm -rf * \ %s {0}
# Tag: netwright:design=it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9
# Design SHA-256: 0000000000000000000000000000000000000000000000000000000000000000
# Findings: 0 errors, 0 warnings, 0 notes; 0 suppressed
# Regions: eu-west-1
# Left out: nothing
"""Makes the design with boto3; see `--help`."""

import argparse
import dataclasses
import ipaddress
import json
import os
import re
import sys
import time
import uuid

import boto3
import jmespath
from botocore.exceptions import BotoCoreError, ClientError

FIRST_REGION = "eu-west-1"
ACCOUNTS = {
}


class Ref:
    """The output of another step, put in when a call is sent."""

    def __init__(self, name):
        self.name = name


class Ipv6Subnet(Ref):
    """The /64 with this number of the /56 that another step put out."""

    def __init__(self, name, number):
        super().__init__(name)
        self.number = number

    def of(self, block):
        """The /64 of this block; in a dry run the block is not known."""
        if not block.endswith("/56"):
            return f"<subnet {self.number} of {block}>"
        first = int(ipaddress.IPv6Network(block).network_address) + (self.number << 64)
        return str(ipaddress.IPv6Network((first, 64)))


class Text:
    """A text with holes."""

    def __init__(self, *pieces):
        self.pieces = pieces


@dataclasses.dataclass
class Call:
    """One API call, and the JMESPath expression for what is wanted of its answer."""

    service: str
    operation: str
    parameters: dict
    query: object = ""


@dataclasses.dataclass
class Wait:
    """A call that is repeated until its answer is one of `until`; `never` are hopeless answers."""

    call: Call
    until: tuple = ()
    never: tuple = ()


@dataclasses.dataclass
class Step:
    """Finds what an earlier run made, makes what is missing, waits for it; and how to remove it."""

    name: str
    title: str
    account: str
    region: str
    needs: tuple = ()
    find: Call = None
    fixed: tuple = ()
    first: bool = False
    given: bool = False
    make: Call = None
    gap: str = ""
    find_again: bool = False
    wait: Wait = None
    renew: bool = False
    remove: Call = None
    gone: Wait = None


class Stop(Exception):
    """A reason to end, said in one line."""


class Run:
    """The sessions, and the outputs known so far."""

    def __init__(self, poll_seconds, wait_limit):
        self.poll_seconds = poll_seconds
        self.wait_limit = wait_limit
        self.doing = self.waiting = ""
        # Some calls want a reference that was never used before.
        self.outputs = {"run": uuid.uuid4().hex[:16]}
        self.sessions = {}
        self.clients = {}

    def session(self, account):
        """One session per account; its profile can be named in the environment."""
        if account not in self.sessions:
            profile = ACCOUNTS[account]["profile"] if account else ""
            profile = os.environ.get("NETWRIGHT_PROFILE_" + account.upper(), profile)
            self.sessions[account] = boto3.session.Session(profile_name=profile or None)
        return self.sessions[account]

    def client(self, account, service, region):
        key = (account, service, region)
        if key not in self.clients:
            self.clients[key] = self.session(account).client(service, region_name=region)
        return self.clients[key]

    def fill(self, value):
        """The value with every hole filled."""
        if isinstance(value, Ipv6Subnet):
            return value.of(self.outputs[value.name])
        if isinstance(value, Ref):
            return self.outputs[value.name]
        if isinstance(value, Text):
            return "".join(self.fill(piece) for piece in value.pieces)
        if isinstance(value, dict):
            return {name: self.fill(member) for name, member in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.fill(item) for item in value]
        return value

    def send(self, step, call):
        """Sends a call and returns what its query finds, as text or document; empty where there is nothing."""
        self.doing = f"{step.title}: {call.service} {call.operation}: "
        client = self.client(step.account, call.service, step.region)
        parameters, query = self.fill(call.parameters), self.fill(call.query)
        if query and client.can_paginate(call.operation):
            answer = client.get_paginator(call.operation).paginate(**parameters).build_full_result()
        else:
            answer = getattr(client, call.operation)(**parameters)
        found = jmespath.search(query, answer) if query else "made"
        if found in (None, False, "", [], {}):
            return ""
        # Route 53 takes and gives ids with and without a path.
        return found if isinstance(found, dict) else str(found).removeprefix("/hostedzone/")

    def ask(self, step, call):
        """As `send`, where "not found" means that there is nothing."""
        try:
            return self.send(step, call)
        except ClientError as error:
            if re.search(ABSENT, str(error), re.IGNORECASE):
                return ""
            raise

    def find(self, step):
        """What an earlier run made; stops at another thing, which is neither taken over nor removed."""
        found = self.ask(step, step.find)
        if not step.fixed:
            return found
        found, *parts = found.split("|")
        if not found:
            return ""
        for (what, value), part in zip(step.fixed, parts):
            if part not in (self.fill(value), "null"):
                self.doing = ""
                raise Stop("another design of this name is here, or this one was changed since it was made:"
                           f" {step.title} has {what} {part}, the design {self.fill(value)}")
        return found

    def until(self, step, wait):
        """Waits until the answer is one of those wanted; a wait for removal also ends at nothing."""
        began = time.monotonic()
        while True:
            answer = self.ask(step, wait.call)
            if answer in wait.until:
                return
            if wait is step.gone and not answer:
                return
            if answer and answer in wait.never:
                raise Stop(f"it is {answer}")
            self.pause(step, began, answer)

    def pause(self, step, began, state):
        """Says once what is waited for, and sleeps."""
        if self.waiting != step.title:
            self.waiting = step.title
            say(f"  waiting: {step.title} ({state or 'absent'})")
        if time.monotonic() - began >= self.wait_limit:
            raise Stop(f"still {state or 'absent'} after {self.wait_limit} s")
        time.sleep(self.poll_seconds)

    def unknown(self, step):
        """The first id that the step depends on and that is not known."""
        return next((name for name in step.needs if not self.outputs.get(name)), None)

    def create(self, step):
        """Finds or makes what the step is about."""
        missing = self.unknown(step)
        if missing:
            raise Stop(f"{missing} is not known")
        found = self.find(step) if step.find else ""
        if step.given and not found:
            raise Stop("it is not there; others make it, this design only names it")
        if step.make is None or found:
            if step.make:
                say(f"= {step.title}")
        else:
            if step.gap:
                say(f"! gap in traffic: {step.gap}")
            say(f"+ {step.title}")
            found = self.send(step, step.make)
            if not found:
                raise Stop(f"no {step.make.query} in the answer")
            if step.find_again:
                found = ""
        began = time.monotonic()
        while not found:
            found = self.find(step)
            if not found:
                self.pause(step, began, "not there")
        self.outputs[step.name] = found
        if step.wait:
            self.until(step, step.wait)

    def scan(self, step):
        """Finds what an earlier run made, and makes nothing."""
        known = self.unknown(step) is None
        self.outputs[step.name] = self.find(step) if known and step.find else ""

    def remove(self, step):
        """Removes what `scan` found; waits for what still holds on to it."""
        if not step.remove or not self.outputs[step.name]:
            return
        say(f"- {step.title}")
        if step.renew:
            self.outputs[step.name] = self.find(step)
            if not self.outputs[step.name]:
                return
        began = time.monotonic()
        while True:
            try:
                self.send(step, step.remove)
                break
            except ClientError as error:
                if re.search(ABSENT, str(error), re.IGNORECASE):
                    break
                if not re.search(BUSY, str(error), re.IGNORECASE):
                    raise
                self.pause(step, began, str(error))
        if step.gone:
            self.until(step, step.gone)

    def show(self, step):
        """Prints what would be made; nothing is sent."""
        self.outputs[step.name] = f"<{step.name}>"
        if step.make:
            parameters = json.dumps(self.fill(step.make.parameters), indent=2)
            print(f"# {step.title}, {step.region}")
            if step.gap:
                print(f"# gap in traffic where it is needed: {step.gap}")
            print(f"{step.make.service}.{step.make.operation}(**{parameters})")

    def preflight(self):
        """Stops before anything is touched where the caller is someone else."""
        for name, account in ACCOUNTS.items() or [("", {"number": "", "name": "caller"})]:
            seen = self.client(name, "sts", FIRST_REGION).get_caller_identity()["Account"]
            if account["number"] and account["number"] != seen:
                raise Stop(f"account {account['name']}: the design says {account['number']},"
                           f" the credentials belong to {seen}")
            say(f"account {account['name']}: {seen}")


ABSENT = "NotFound|NoSuch|NonExistent|does ?not ?exist|UnknownResource"
BUSY = "DependencyViolation|IncorrectState|AssociatedItem|InUse|NotDisabled|NotEmpty"


def say(line):
    """Progress goes to the standard error output."""
    print(line, file=sys.stderr, flush=True)


def main(arguments=None):
    """Makes the design; a second run finds what the first made and goes on."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--dry-run", action="store_true", help="print the calls; send nothing")
    choice.add_argument("--destroy", action="store_true", help="remove what the design's runs have made")
    parser.add_argument("--poll-seconds", type=float, default=10, help="pause between two looks (10)")
    parser.add_argument("--wait-limit-seconds", type=float, default=3600, help="give up waiting (3600)")
    options = parser.parse_args(arguments)
    run = Run(options.poll_seconds, options.wait_limit_seconds)
    try:
        if options.dry_run:
            for step in STEPS:
                run.show(step)
            return 0
        run.preflight()
        if not options.destroy:
            for step in STEPS:
                if step.first:
                    run.scan(step)
        for step in STEPS:
            (run.scan if options.destroy else run.create)(step)
        if options.destroy:
            for step in reversed(STEPS):
                run.remove(step)
    except (BotoCoreError, ClientError, Stop) as error:
        say(f"error: {run.doing}{error}")
        return 1
    say("done")
    return 0


STEPS = [
    Step(
        name="prefix_list_1",
        title="Prefix list *?%\\u{d}\\u{a}",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_managed_prefix_lists", {
            "Filters": [{
                "Name": "prefix-list-name",
                "Values": ["nw-77ccc24c"],
            }],
        }, "PrefixLists[?Tags[?Key=='netwright:id' && Value=='prefix-list-1'] && Tags[?Key=='netwright:design' && Value=='it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9']] | [0].PrefixListId"),
        make=Call("ec2", "create_managed_prefix_list", {
            "PrefixListName": "nw-77ccc24c",
            "AddressFamily": "IPv4",
            "MaxEntries": 10,
            "Entries": [{
                "Cidr": "192.0.2.0/24",
            }],
            "TagSpecifications": [{
                "ResourceType": "prefix-list",
                "Tags": [{
                    "Key": "Name",
                    "Value": "_____",
                }, {
                    "Key": "netwright:design",
                    "Value": "it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9",
                }, {
                    "Key": "netwright:id",
                    "Value": "prefix-list-1",
                }],
            }],
        }, "PrefixList.PrefixListId"),
        wait=Wait(Call("ec2", "describe_managed_prefix_lists", {
            "PrefixListIds": [Ref("prefix_list_1")],
        }, "PrefixLists[0].State"), until=("create-complete", "modify-complete", "restore-complete",), never=("create-failed", "delete-complete",)),
        remove=Call("ec2", "delete_managed_prefix_list", {
            "PrefixListId": Ref("prefix_list_1"),
        }),
    ),
    Step(
        name="vpc_1",
        title="VPC '; touch /tmp/netwright-was-here #",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_vpcs", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["vpc-1"],
            }],
        }, "join('|', (Vpcs[0].[to_string(VpcId), to_string(CidrBlock)]) || [''])"),
        fixed=(("block", "10.0.0.0/16"),),
        first=True,
        make=Call("ec2", "create_vpc", {
            "CidrBlock": "10.0.0.0/16",
            "TagSpecifications": [{
                "ResourceType": "vpc",
                "Tags": [{
                    "Key": "Gr\u00f6\u00dfe",
                    "Value": "gr\u00f6\u00dfer_",
                }, {
                    "Key": "Name",
                    "Value": "__ touch /tmp/netwright-was-here _",
                }, {
                    "Key": "__id_",
                    "Value": "_id_",
                }, {
                    "Key": "netwright:design",
                    "Value": "it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9",
                }, {
                    "Key": "netwright:id",
                    "Value": "vpc-1",
                }, {
                    "Key": "newline",
                    "Value": "a_b",
                }],
            }],
        }, "Vpc.VpcId"),
        wait=Wait(Call("ec2", "describe_vpcs", {
            "VpcIds": [Ref("vpc_1")],
        }, "Vpcs[0].State"), until=("available",), never=()),
        remove=Call("ec2", "delete_vpc", {
            "VpcId": Ref("vpc_1"),
        }),
    ),
    Step(
        name="subnet_1",
        title="Subnet $(touch /tmp/netwright-was-here)",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_subnets", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["subnet-1"],
            }],
        }, "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])"),
        fixed=(("zone", "eu-west-1a"), ("block", "10.0.0.0/24"), ("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_subnet", {
            "VpcId": Ref("vpc_1"),
            "CidrBlock": "10.0.0.0/24",
            "AvailabilityZone": "eu-west-1a",
            "TagSpecifications": [{
                "ResourceType": "subnet",
                "Tags": [{
                    "Key": "Name",
                    "Value": "__touch /tmp/netwright-was-here_",
                }, {
                    "Key": "netwright:design",
                    "Value": "it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9",
                }, {
                    "Key": "netwright:id",
                    "Value": "subnet-1",
                }],
            }],
        }, "Subnet.SubnetId"),
        wait=Wait(Call("ec2", "describe_subnets", {
            "SubnetIds": [Ref("subnet_1")],
        }, "Subnets[0].State"), until=("available",), never=("failed",)),
        remove=Call("ec2", "delete_subnet", {
            "SubnetId": Ref("subnet_1"),
        }),
    ),
    Step(
        name="security_group_1",
        title="Security group -rf \\u{2066}\\u{feff}${HOME}",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_security_groups", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["security-group-1"],
            }],
        }, "join('|', (SecurityGroups[0].[to_string(GroupId), to_string(VpcId)]) || [''])"),
        fixed=(("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_security_group", {
            "GroupName": "rf --${HOME}-a63c68ff",
            "Description": "file:///etc/passwd",
            "VpcId": Ref("vpc_1"),
            "TagSpecifications": [{
                "ResourceType": "security-group",
                "Tags": [{
                    "Key": "Name",
                    "Value": "-rf ____HOME_",
                }, {
                    "Key": "netwright:design",
                    "Value": "it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9",
                }, {
                    "Key": "netwright:id",
                    "Value": "security-group-1",
                }],
            }],
        }, "GroupId"),
        remove=Call("ec2", "delete_security_group", {
            "GroupId": Ref("security_group_1"),
        }),
    ),
    Step(
        name="security_group_1_no_default_egress",
        title="no default egress rule to 0.0.0.0/0 in Security group -rf \\u{2066}\\u{feff}${HOME}",
        account="",
        region="eu-west-1",
        needs=("security_group_1",),
        find=Call("ec2", "describe_security_groups", {
            "GroupIds": [Ref("security_group_1")],
        }, "!(SecurityGroups[0].IpPermissionsEgress[?IpProtocol=='-1'].IpRanges[] | [?CidrIp=='0.0.0.0/0'])"),
        make=Call("ec2", "revoke_security_group_egress", {
            "GroupId": Ref("security_group_1"),
            "IpPermissions": [{
                "IpProtocol": "-1",
                "IpRanges": [{
                    "CidrIp": "0.0.0.0/0",
                }],
            }],
        }),
    ),
    Step(
        name="tgw_1",
        title="Transit gateway https://example.com/x",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_transit_gateways", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["tgw-1"],
            }],
        }, "TransitGateways[?State=='available' || State=='pending' || State=='modifying'] | [0].TransitGatewayId"),
        make=Call("ec2", "create_transit_gateway", {
            "Description": "'\"\\\u000a\"\"\"\u2029\U0001f600",
            "Options": {
                "AmazonSideAsn": 64512,
                "AutoAcceptSharedAttachments": "disable",
                "DefaultRouteTableAssociation": "enable",
                "DefaultRouteTablePropagation": "enable",
                "DnsSupport": "enable",
                "VpnEcmpSupport": "enable",
                "SecurityGroupReferencingSupport": "disable",
            },
            "TagSpecifications": [{
                "ResourceType": "transit-gateway",
                "Tags": [{
                    "Key": "Name",
                    "Value": "https://example.com/x",
                }, {
                    "Key": "netwright:design",
                    "Value": "it-s -quoted- --touch /tmp/netwright-was-here- -id- ---- rm -rf - - -s -0-a58cfad9",
                }, {
                    "Key": "netwright:id",
                    "Value": "tgw-1",
                }],
            }],
        }, "TransitGateway.TransitGatewayId"),
        wait=Wait(Call("ec2", "describe_transit_gateways", {
            "TransitGatewayIds": [Ref("tgw_1")],
        }, "TransitGateways[0].State"), until=("available",), never=("deleting", "deleted",)),
        remove=Call("ec2", "delete_transit_gateway", {
            "TransitGatewayId": Ref("tgw_1"),
        }),
        gone=Wait(Call("ec2", "describe_transit_gateways", {
            "TransitGatewayIds": [Ref("tgw_1")],
        }, "TransitGateways[0].State"), until=("deleted",), never=()),
    ),
]


if __name__ == "__main__":
    sys.exit(main())
