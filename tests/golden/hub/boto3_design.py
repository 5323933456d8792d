#!/usr/bin/env python3
# Netwright: Hub with two environments
# Tag: netwright:design=Hub with two environments
# Design SHA-256: 0000000000000000000000000000000000000000000000000000000000000000
# Findings: 0 errors, 0 warnings, 0 notes; 0 suppressed
# Regions: eu-west-1, us-east-1
# Left out: nothing
# Gaps in traffic: 4 steps change what a network that is there already sends where; each is marked "gap", says so as it is done, and does nothing on a new network
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
        name="dhcp_options_1",
        title="DHCP option set dhcp-options-1",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_dhcp_options", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["dhcp-options-1"],
            }],
        }, "DhcpOptions[0].DhcpOptionsId"),
        make=Call("ec2", "create_dhcp_options", {
            "DhcpConfigurations": [{
                "Key": "domain-name",
                "Values": ["corp.example"],
            }, {
                "Key": "domain-name-servers",
                "Values": ["10.0.0.2"],
            }],
            "TagSpecifications": [{
                "ResourceType": "dhcp-options",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "dhcp-options-1",
                }],
            }],
        }, "DhcpOptions.DhcpOptionsId"),
        remove=Call("ec2", "delete_dhcp_options", {
            "DhcpOptionsId": Ref("dhcp_options_1"),
        }),
    ),
    Step(
        name="prefix_list_1",
        title="Prefix list sites",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_managed_prefix_lists", {
            "Filters": [{
                "Name": "prefix-list-name",
                "Values": ["sites-aba5acae"],
            }],
        }, "PrefixLists[?Tags[?Key=='netwright:id' && Value=='prefix-list-1'] && Tags[?Key=='netwright:design' && Value=='Hub with two environments']] | [0].PrefixListId"),
        make=Call("ec2", "create_managed_prefix_list", {
            "PrefixListName": "sites-aba5acae",
            "AddressFamily": "IPv4",
            "MaxEntries": 5,
            "Entries": [{
                "Cidr": "192.168.0.0/24",
            }, {
                "Cidr": "192.168.9.0/24",
            }],
            "TagSpecifications": [{
                "ResourceType": "prefix-list",
                "Tags": [{
                    "Key": "Name",
                    "Value": "sites",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
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
        name="prefix_list_2",
        title="Prefix list prefix-list-2",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_managed_prefix_lists", {
            "Filters": [{
                "Name": "prefix-list-name",
                "Values": ["com.amazonaws.eu-west-1.s3"],
            }],
        }, "PrefixLists[0].PrefixListId"),
    ),
    Step(
        name="vpc_1",
        title="VPC prod",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_vpcs", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
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
                    "Key": "Environment",
                    "Value": "prod",
                }, {
                    "Key": "Name",
                    "Value": "prod",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "vpc-1",
                }, {
                    "Key": "team",
                    "Value": "network",
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
        name="vpc_1_100_64_0_0_16",
        title="block 100.64.0.0/16 of VPC prod",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_vpcs", {
            "VpcIds": [Ref("vpc_1")],
        }, "Vpcs[0].CidrBlockAssociationSet[?CidrBlock=='100.64.0.0/16' && CidrBlockState.State!='failed' && CidrBlockState.State!='disassociated'] | [0].CidrBlock"),
        make=Call("ec2", "associate_vpc_cidr_block", {
            "VpcId": Ref("vpc_1"),
            "CidrBlock": "100.64.0.0/16",
        }),
        wait=Wait(Call("ec2", "describe_vpcs", {
            "VpcIds": [Ref("vpc_1")],
        }, "Vpcs[0].CidrBlockAssociationSet[?CidrBlock=='100.64.0.0/16'] | [0].CidrBlockState.State"), until=("associated",), never=("failed",)),
    ),
    Step(
        name="vpc_1_dns_hostnames",
        title="dns-hostnames of VPC prod",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_vpc_attribute", {
            "VpcId": Ref("vpc_1"),
            "Attribute": "enableDnsHostnames",
        }, "EnableDnsHostnames.Value"),
        make=Call("ec2", "modify_vpc_attribute", {
            "VpcId": Ref("vpc_1"),
            "EnableDnsHostnames": {
                "Value": True,
            },
        }),
    ),
    Step(
        name="vpc_2",
        title="VPC dev",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_vpcs", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["vpc-2"],
            }],
        }, "join('|', (Vpcs[0].[to_string(VpcId), to_string(CidrBlock)]) || [''])"),
        fixed=(("block", "10.1.0.0/16"),),
        first=True,
        make=Call("ec2", "create_vpc", {
            "CidrBlock": "10.1.0.0/16",
            "TagSpecifications": [{
                "ResourceType": "vpc",
                "Tags": [{
                    "Key": "Environment",
                    "Value": "dev",
                }, {
                    "Key": "Name",
                    "Value": "dev",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "vpc-2",
                }],
            }],
        }, "Vpc.VpcId"),
        wait=Wait(Call("ec2", "describe_vpcs", {
            "VpcIds": [Ref("vpc_2")],
        }, "Vpcs[0].State"), until=("available",), never=()),
        remove=Call("ec2", "delete_vpc", {
            "VpcId": Ref("vpc_2"),
        }),
    ),
    Step(
        name="vpc_2_dns_support",
        title="dns-support of VPC dev",
        account="",
        region="eu-west-1",
        needs=("vpc_2",),
        find=Call("ec2", "describe_vpc_attribute", {
            "VpcId": Ref("vpc_2"),
            "Attribute": "enableDnsSupport",
        }, "!(EnableDnsSupport.Value)"),
        make=Call("ec2", "modify_vpc_attribute", {
            "VpcId": Ref("vpc_2"),
            "EnableDnsSupport": {
                "Value": False,
            },
        }),
    ),
    Step(
        name="vpc_2_dhcp_options",
        title="DHCP options of VPC dev",
        account="",
        region="eu-west-1",
        needs=("dhcp_options_1", "vpc_2",),
        find=Call("ec2", "describe_vpcs", {
            "VpcIds": [Ref("vpc_2")],
        }, Text("Vpcs[0].DhcpOptionsId=='", Ref("dhcp_options_1"), "'")),
        make=Call("ec2", "associate_dhcp_options", {
            "DhcpOptionsId": Ref("dhcp_options_1"),
            "VpcId": Ref("vpc_2"),
        }),
        remove=Call("ec2", "associate_dhcp_options", {
            "DhcpOptionsId": "default",
            "VpcId": Ref("vpc_2"),
        }),
    ),
    Step(
        name="vpc_3",
        title="VPC far",
        account="",
        region="us-east-1",
        find=Call("ec2", "describe_vpcs", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["vpc-3"],
            }],
        }, "join('|', (Vpcs[0].[to_string(VpcId), to_string(CidrBlock)]) || [''])"),
        fixed=(("block", "10.2.0.0/16"),),
        first=True,
        make=Call("ec2", "create_vpc", {
            "CidrBlock": "10.2.0.0/16",
            "TagSpecifications": [{
                "ResourceType": "vpc",
                "Tags": [{
                    "Key": "Name",
                    "Value": "far",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "vpc-3",
                }],
            }],
        }, "Vpc.VpcId"),
        wait=Wait(Call("ec2", "describe_vpcs", {
            "VpcIds": [Ref("vpc_3")],
        }, "Vpcs[0].State"), until=("available",), never=()),
        remove=Call("ec2", "delete_vpc", {
            "VpcId": Ref("vpc_3"),
        }),
    ),
    Step(
        name="internet_gateway_1",
        title="Internet gateway way out",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_internet_gateways", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["internet-gateway-1"],
            }],
        }, "InternetGateways[0].InternetGatewayId"),
        make=Call("ec2", "create_internet_gateway", {
            "TagSpecifications": [{
                "ResourceType": "internet-gateway",
                "Tags": [{
                    "Key": "Name",
                    "Value": "way out",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "internet-gateway-1",
                }],
            }],
        }, "InternetGateway.InternetGatewayId"),
        remove=Call("ec2", "delete_internet_gateway", {
            "InternetGatewayId": Ref("internet_gateway_1"),
        }),
    ),
    Step(
        name="internet_gateway_1_attachment",
        title="attachment of Internet gateway way out",
        account="",
        region="eu-west-1",
        needs=("internet_gateway_1", "vpc_1",),
        find=Call("ec2", "describe_internet_gateways", {
            "InternetGatewayIds": [Ref("internet_gateway_1")],
        }, Text("InternetGateways[0].Attachments[?VpcId=='", Ref("vpc_1"), "'] | [0].VpcId")),
        make=Call("ec2", "attach_internet_gateway", {
            "InternetGatewayId": Ref("internet_gateway_1"),
            "VpcId": Ref("vpc_1"),
        }),
        remove=Call("ec2", "detach_internet_gateway", {
            "InternetGatewayId": Ref("internet_gateway_1"),
            "VpcId": Ref("vpc_1"),
        }),
    ),
    Step(
        name="egress_only_gateway_1",
        title="Egress-only internet gateway egress-only-gateway-1",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_egress_only_internet_gateways", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["egress-only-gateway-1"],
            }],
        }, "EgressOnlyInternetGateways[0].EgressOnlyInternetGatewayId"),
        make=Call("ec2", "create_egress_only_internet_gateway", {
            "VpcId": Ref("vpc_1"),
            "TagSpecifications": [{
                "ResourceType": "egress-only-internet-gateway",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "egress-only-gateway-1",
                }],
            }],
        }, "EgressOnlyInternetGateway.EgressOnlyInternetGatewayId"),
        remove=Call("ec2", "delete_egress_only_internet_gateway", {
            "EgressOnlyInternetGatewayId": Ref("egress_only_gateway_1"),
        }),
    ),
    Step(
        name="route_table_1",
        title="Route table private",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_route_tables", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["route-table-1"],
            }],
        }, "join('|', (RouteTables[0].[to_string(RouteTableId), to_string(VpcId)]) || [''])"),
        fixed=(("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_route_table", {
            "VpcId": Ref("vpc_1"),
            "TagSpecifications": [{
                "ResourceType": "route-table",
                "Tags": [{
                    "Key": "Name",
                    "Value": "private",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "route-table-1",
                }],
            }],
        }, "RouteTable.RouteTableId"),
        remove=Call("ec2", "delete_route_table", {
            "RouteTableId": Ref("route_table_1"),
        }),
    ),
    Step(
        name="route_table_2",
        title="Route table public",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_route_tables", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["route-table-2"],
            }],
        }, "join('|', (RouteTables[0].[to_string(RouteTableId), to_string(VpcId)]) || [''])"),
        fixed=(("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_route_table", {
            "VpcId": Ref("vpc_1"),
            "TagSpecifications": [{
                "ResourceType": "route-table",
                "Tags": [{
                    "Key": "Name",
                    "Value": "public",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "route-table-2",
                }],
            }],
        }, "RouteTable.RouteTableId"),
        remove=Call("ec2", "delete_route_table", {
            "RouteTableId": Ref("route_table_2"),
        }),
    ),
    Step(
        name="route_table_3",
        title="Route table main",
        account="",
        region="eu-west-1",
        needs=("vpc_2",),
        find=Call("ec2", "describe_route_tables", {
            "Filters": [{
                "Name": "vpc-id",
                "Values": [Ref("vpc_2")],
            }, {
                "Name": "association.main",
                "Values": ["true"],
            }],
        }, "RouteTables[0].RouteTableId"),
    ),
    Step(
        name="route_table_3_tags",
        title="tags of Route table main",
        account="",
        region="eu-west-1",
        needs=("route_table_3",),
        find=Call("ec2", "describe_tags", {
            "Filters": [{
                "Name": "resource-id",
                "Values": [Ref("route_table_3")],
            }, {
                "Name": "key",
                "Values": ["netwright:id"],
            }, {
                "Name": "value",
                "Values": ["route-table-3"],
            }],
        }, "Tags[0].ResourceId"),
        make=Call("ec2", "create_tags", {
            "Resources": [Ref("route_table_3")],
            "Tags": [{
                "Key": "Name",
                "Value": "main",
            }, {
                "Key": "netwright:design",
                "Value": "Hub with two environments",
            }, {
                "Key": "netwright:id",
                "Value": "route-table-3",
            }],
        }),
    ),
    Step(
        name="route_table_4",
        title="Route table far",
        account="",
        region="us-east-1",
        needs=("vpc_3",),
        find=Call("ec2", "describe_route_tables", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["route-table-4"],
            }],
        }, "join('|', (RouteTables[0].[to_string(RouteTableId), to_string(VpcId)]) || [''])"),
        fixed=(("VPC", Ref("vpc_3")),),
        make=Call("ec2", "create_route_table", {
            "VpcId": Ref("vpc_3"),
            "TagSpecifications": [{
                "ResourceType": "route-table",
                "Tags": [{
                    "Key": "Name",
                    "Value": "far",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "route-table-4",
                }],
            }],
        }, "RouteTable.RouteTableId"),
        remove=Call("ec2", "delete_route_table", {
            "RouteTableId": Ref("route_table_4"),
        }),
    ),
    Step(
        name="network_acl_1",
        title="Network ACL tight",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_network_acls", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["network-acl-1"],
            }],
        }, "join('|', (NetworkAcls[0].[to_string(NetworkAclId), to_string(VpcId)]) || [''])"),
        fixed=(("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_network_acl", {
            "VpcId": Ref("vpc_1"),
            "TagSpecifications": [{
                "ResourceType": "network-acl",
                "Tags": [{
                    "Key": "Name",
                    "Value": "tight",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "network-acl-1",
                }],
            }],
        }, "NetworkAcl.NetworkAclId"),
        remove=Call("ec2", "delete_network_acl", {
            "NetworkAclId": Ref("network_acl_1"),
        }),
    ),
    Step(
        name="network_acl_2",
        title="Network ACL default",
        account="",
        region="eu-west-1",
        needs=("vpc_2",),
        find=Call("ec2", "describe_network_acls", {
            "Filters": [{
                "Name": "vpc-id",
                "Values": [Ref("vpc_2")],
            }, {
                "Name": "default",
                "Values": ["true"],
            }],
        }, "NetworkAcls[0].NetworkAclId"),
    ),
    Step(
        name="network_acl_2_tags",
        title="tags of Network ACL default",
        account="",
        region="eu-west-1",
        needs=("network_acl_2",),
        find=Call("ec2", "describe_tags", {
            "Filters": [{
                "Name": "resource-id",
                "Values": [Ref("network_acl_2")],
            }, {
                "Name": "key",
                "Values": ["netwright:id"],
            }, {
                "Name": "value",
                "Values": ["network-acl-2"],
            }],
        }, "Tags[0].ResourceId"),
        make=Call("ec2", "create_tags", {
            "Resources": [Ref("network_acl_2")],
            "Tags": [{
                "Key": "Name",
                "Value": "default",
            }, {
                "Key": "netwright:design",
                "Value": "Hub with two environments",
            }, {
                "Key": "netwright:id",
                "Value": "network-acl-2",
            }],
        }),
    ),
    Step(
        name="network_acl_2_no_default_egress",
        title="no rule 100 (egress) in Network ACL default",
        account="",
        region="eu-west-1",
        needs=("network_acl_2",),
        find=Call("ec2", "describe_network_acls", {
            "NetworkAclIds": [Ref("network_acl_2")],
        }, "!(NetworkAcls[0].Entries[?to_string(RuleNumber)=='100' && Egress])"),
        make=Call("ec2", "delete_network_acl_entry", {
            "NetworkAclId": Ref("network_acl_2"),
            "RuleNumber": 100,
            "Egress": True,
        }),
    ),
    Step(
        name="network_acl_rule_1",
        title="rule 100 (ingress) of Network ACL tight",
        account="",
        region="eu-west-1",
        needs=("network_acl_1",),
        find=Call("ec2", "describe_network_acls", {
            "NetworkAclIds": [Ref("network_acl_1")],
        }, "NetworkAcls[0].Entries[?to_string(RuleNumber)=='100' && !Egress] | [0].RuleAction"),
        make=Call("ec2", "create_network_acl_entry", {
            "NetworkAclId": Ref("network_acl_1"),
            "RuleNumber": 100,
            "Egress": False,
            "Protocol": "6",
            "RuleAction": "allow",
            "CidrBlock": "10.0.0.0/8",
            "PortRange": {
                "From": 443,
                "To": 443,
            },
        }),
    ),
    Step(
        name="network_acl_rule_2",
        title="rule 110 (ingress) of Network ACL tight",
        account="",
        region="eu-west-1",
        needs=("network_acl_1",),
        find=Call("ec2", "describe_network_acls", {
            "NetworkAclIds": [Ref("network_acl_1")],
        }, "NetworkAcls[0].Entries[?to_string(RuleNumber)=='110' && !Egress] | [0].RuleAction"),
        make=Call("ec2", "create_network_acl_entry", {
            "NetworkAclId": Ref("network_acl_1"),
            "RuleNumber": 110,
            "Egress": False,
            "Protocol": "1",
            "RuleAction": "allow",
            "CidrBlock": "0.0.0.0/0",
            "IcmpTypeCode": {
                "Type": 3,
                "Code": 4,
            },
        }),
    ),
    Step(
        name="network_acl_rule_3",
        title="rule 100 (egress) of Network ACL tight",
        account="",
        region="eu-west-1",
        needs=("network_acl_1",),
        find=Call("ec2", "describe_network_acls", {
            "NetworkAclIds": [Ref("network_acl_1")],
        }, "NetworkAcls[0].Entries[?to_string(RuleNumber)=='100' && Egress] | [0].RuleAction"),
        make=Call("ec2", "create_network_acl_entry", {
            "NetworkAclId": Ref("network_acl_1"),
            "RuleNumber": 100,
            "Egress": True,
            "Protocol": "-1",
            "RuleAction": "allow",
            "CidrBlock": "0.0.0.0/0",
        }),
    ),
    Step(
        name="network_acl_rule_4",
        title="rule 100 (ingress) of Network ACL default",
        account="",
        region="eu-west-1",
        needs=("network_acl_2",),
        find=Call("ec2", "describe_network_acls", {
            "NetworkAclIds": [Ref("network_acl_2")],
        }, "NetworkAcls[0].Entries[?to_string(RuleNumber)=='100' && !Egress && Protocol=='-1' && RuleAction=='deny' && CidrBlock=='0.0.0.0/0'] | [0].RuleAction"),
        make=Call("ec2", "replace_network_acl_entry", {
            "NetworkAclId": Ref("network_acl_2"),
            "RuleNumber": 100,
            "Egress": False,
            "Protocol": "-1",
            "RuleAction": "deny",
            "CidrBlock": "0.0.0.0/0",
        }),
    ),
    Step(
        name="network_acl_rule_5",
        title="rule 90 (ingress) of Network ACL default",
        account="",
        region="eu-west-1",
        needs=("network_acl_2",),
        find=Call("ec2", "describe_network_acls", {
            "NetworkAclIds": [Ref("network_acl_2")],
        }, "NetworkAcls[0].Entries[?to_string(RuleNumber)=='90' && !Egress] | [0].RuleAction"),
        make=Call("ec2", "create_network_acl_entry", {
            "NetworkAclId": Ref("network_acl_2"),
            "RuleNumber": 90,
            "Egress": False,
            "Protocol": "17",
            "RuleAction": "allow",
            "CidrBlock": "10.0.0.0/16",
            "PortRange": {
                "From": 53,
                "To": 53,
            },
        }),
    ),
    Step(
        name="subnet_1",
        title="Subnet private-a",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_subnets", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["subnet-1"],
            }],
        }, "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])"),
        fixed=(("zone", "eu-west-1a"), ("block", "10.0.0.0/20"), ("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_subnet", {
            "VpcId": Ref("vpc_1"),
            "CidrBlock": "10.0.0.0/20",
            "AvailabilityZone": "eu-west-1a",
            "TagSpecifications": [{
                "ResourceType": "subnet",
                "Tags": [{
                    "Key": "Name",
                    "Value": "private-a",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
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
        name="subnet_1_route_table",
        title="route table of Subnet private-a",
        account="",
        region="eu-west-1",
        needs=("route_table_1", "subnet_1",),
        find=Call("ec2", "describe_route_tables", {
            "RouteTableIds": [Ref("route_table_1")],
        }, Text("RouteTables[0].Associations[?SubnetId=='", Ref("subnet_1"), "'] | [0].RouteTableAssociationId")),
        make=Call("ec2", "associate_route_table", {
            "RouteTableId": Ref("route_table_1"),
            "SubnetId": Ref("subnet_1"),
        }, "AssociationId"),
        remove=Call("ec2", "disassociate_route_table", {
            "AssociationId": Ref("subnet_1_route_table"),
        }),
    ),
    Step(
        name="subnet_1_acl_association",
        title="present network ACL of Subnet private-a",
        account="",
        region="eu-west-1",
        needs=("subnet_1",),
        find=Call("ec2", "describe_network_acls", {
            "Filters": [{
                "Name": "association.subnet-id",
                "Values": [Ref("subnet_1")],
            }],
        }, Text("NetworkAcls[0].Associations[?SubnetId=='", Ref("subnet_1"), "'] | [0].NetworkAclAssociationId")),
    ),
    Step(
        name="subnet_1_network_acl",
        title="network ACL of Subnet private-a",
        account="",
        region="eu-west-1",
        needs=("network_acl_1", "subnet_1", "subnet_1_acl_association",),
        find=Call("ec2", "describe_network_acls", {
            "NetworkAclIds": [Ref("network_acl_1")],
        }, Text("NetworkAcls[0].Associations[?SubnetId=='", Ref("subnet_1"), "'] | [0].SubnetId")),
        make=Call("ec2", "replace_network_acl_association", {
            "AssociationId": Ref("subnet_1_acl_association"),
            "NetworkAclId": Ref("network_acl_1"),
        }),
    ),
    Step(
        name="subnet_2",
        title="Subnet public-a",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_subnets", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["subnet-2"],
            }],
        }, "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])"),
        fixed=(("zone", "eu-west-1a"), ("block", "10.0.16.0/20"), ("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_subnet", {
            "VpcId": Ref("vpc_1"),
            "CidrBlock": "10.0.16.0/20",
            "AvailabilityZone": "eu-west-1a",
            "TagSpecifications": [{
                "ResourceType": "subnet",
                "Tags": [{
                    "Key": "Name",
                    "Value": "public-a",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "subnet-2",
                }],
            }],
        }, "Subnet.SubnetId"),
        wait=Wait(Call("ec2", "describe_subnets", {
            "SubnetIds": [Ref("subnet_2")],
        }, "Subnets[0].State"), until=("available",), never=("failed",)),
        remove=Call("ec2", "delete_subnet", {
            "SubnetId": Ref("subnet_2"),
        }),
    ),
    Step(
        name="subnet_2_public_addresses",
        title="public addresses in Subnet public-a",
        account="",
        region="eu-west-1",
        needs=("subnet_2",),
        find=Call("ec2", "describe_subnets", {
            "SubnetIds": [Ref("subnet_2")],
        }, "Subnets[0].MapPublicIpOnLaunch"),
        make=Call("ec2", "modify_subnet_attribute", {
            "SubnetId": Ref("subnet_2"),
            "MapPublicIpOnLaunch": {
                "Value": True,
            },
        }),
    ),
    Step(
        name="subnet_2_route_table",
        title="route table of Subnet public-a",
        account="",
        region="eu-west-1",
        needs=("route_table_2", "subnet_2",),
        find=Call("ec2", "describe_route_tables", {
            "RouteTableIds": [Ref("route_table_2")],
        }, Text("RouteTables[0].Associations[?SubnetId=='", Ref("subnet_2"), "'] | [0].RouteTableAssociationId")),
        make=Call("ec2", "associate_route_table", {
            "RouteTableId": Ref("route_table_2"),
            "SubnetId": Ref("subnet_2"),
        }, "AssociationId"),
        remove=Call("ec2", "disassociate_route_table", {
            "AssociationId": Ref("subnet_2_route_table"),
        }),
    ),
    Step(
        name="subnet_3",
        title="Subnet pods-b",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_subnets", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["subnet-3"],
            }],
        }, "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])"),
        fixed=(("zone", "eu-west-1b"), ("block", "100.64.0.0/20"), ("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_subnet", {
            "VpcId": Ref("vpc_1"),
            "CidrBlock": "100.64.0.0/20",
            "AvailabilityZone": "eu-west-1b",
            "TagSpecifications": [{
                "ResourceType": "subnet",
                "Tags": [{
                    "Key": "Name",
                    "Value": "pods-b",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "subnet-3",
                }],
            }],
        }, "Subnet.SubnetId"),
        wait=Wait(Call("ec2", "describe_subnets", {
            "SubnetIds": [Ref("subnet_3")],
        }, "Subnets[0].State"), until=("available",), never=("failed",)),
        remove=Call("ec2", "delete_subnet", {
            "SubnetId": Ref("subnet_3"),
        }),
    ),
    Step(
        name="subnet_3_route_table",
        title="route table of Subnet pods-b",
        account="",
        region="eu-west-1",
        needs=("route_table_1", "subnet_3",),
        find=Call("ec2", "describe_route_tables", {
            "RouteTableIds": [Ref("route_table_1")],
        }, Text("RouteTables[0].Associations[?SubnetId=='", Ref("subnet_3"), "'] | [0].RouteTableAssociationId")),
        make=Call("ec2", "associate_route_table", {
            "RouteTableId": Ref("route_table_1"),
            "SubnetId": Ref("subnet_3"),
        }, "AssociationId"),
        remove=Call("ec2", "disassociate_route_table", {
            "AssociationId": Ref("subnet_3_route_table"),
        }),
    ),
    Step(
        name="subnet_4",
        title="Subnet dev-a",
        account="",
        region="eu-west-1",
        needs=("vpc_2",),
        find=Call("ec2", "describe_subnets", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["subnet-4"],
            }],
        }, "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])"),
        fixed=(("zone", "eu-west-1a"), ("block", "10.1.0.0/20"), ("VPC", Ref("vpc_2")),),
        make=Call("ec2", "create_subnet", {
            "VpcId": Ref("vpc_2"),
            "CidrBlock": "10.1.0.0/20",
            "AvailabilityZone": "eu-west-1a",
            "TagSpecifications": [{
                "ResourceType": "subnet",
                "Tags": [{
                    "Key": "Name",
                    "Value": "dev-a",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "subnet-4",
                }],
            }],
        }, "Subnet.SubnetId"),
        wait=Wait(Call("ec2", "describe_subnets", {
            "SubnetIds": [Ref("subnet_4")],
        }, "Subnets[0].State"), until=("available",), never=("failed",)),
        remove=Call("ec2", "delete_subnet", {
            "SubnetId": Ref("subnet_4"),
        }),
    ),
    Step(
        name="subnet_5",
        title="Subnet far-a",
        account="",
        region="us-east-1",
        needs=("vpc_3",),
        find=Call("ec2", "describe_subnets", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["subnet-5"],
            }],
        }, "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])"),
        fixed=(("zone", "us-east-1a"), ("block", "10.2.0.0/20"), ("VPC", Ref("vpc_3")),),
        make=Call("ec2", "create_subnet", {
            "VpcId": Ref("vpc_3"),
            "CidrBlock": "10.2.0.0/20",
            "AvailabilityZone": "us-east-1a",
            "TagSpecifications": [{
                "ResourceType": "subnet",
                "Tags": [{
                    "Key": "Name",
                    "Value": "far-a",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "subnet-5",
                }],
            }],
        }, "Subnet.SubnetId"),
        wait=Wait(Call("ec2", "describe_subnets", {
            "SubnetIds": [Ref("subnet_5")],
        }, "Subnets[0].State"), until=("available",), never=("failed",)),
        remove=Call("ec2", "delete_subnet", {
            "SubnetId": Ref("subnet_5"),
        }),
    ),
    Step(
        name="security_group_1",
        title="Security group web",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_security_groups", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["security-group-1"],
            }],
        }, "join('|', (SecurityGroups[0].[to_string(GroupId), to_string(VpcId)]) || [''])"),
        fixed=(("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_security_group", {
            "GroupName": "web-92c22384",
            "Description": "web",
            "VpcId": Ref("vpc_1"),
            "TagSpecifications": [{
                "ResourceType": "security-group",
                "Tags": [{
                    "Key": "Name",
                    "Value": "web",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
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
        name="security_group_2",
        title="Security group db",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_security_groups", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["security-group-2"],
            }],
        }, "join('|', (SecurityGroups[0].[to_string(GroupId), to_string(VpcId)]) || [''])"),
        fixed=(("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_security_group", {
            "GroupName": "db-74a5dd5a",
            "Description": "behind web",
            "VpcId": Ref("vpc_1"),
            "TagSpecifications": [{
                "ResourceType": "security-group",
                "Tags": [{
                    "Key": "Name",
                    "Value": "db",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "security-group-2",
                }],
            }],
        }, "GroupId"),
        remove=Call("ec2", "delete_security_group", {
            "GroupId": Ref("security_group_2"),
        }),
    ),
    Step(
        name="security_group_2_no_default_egress",
        title="no default egress rule to 0.0.0.0/0 in Security group db",
        account="",
        region="eu-west-1",
        needs=("security_group_2",),
        find=Call("ec2", "describe_security_groups", {
            "GroupIds": [Ref("security_group_2")],
        }, "!(SecurityGroups[0].IpPermissionsEgress[?IpProtocol=='-1'].IpRanges[] | [?CidrIp=='0.0.0.0/0'])"),
        make=Call("ec2", "revoke_security_group_egress", {
            "GroupId": Ref("security_group_2"),
            "IpPermissions": [{
                "IpProtocol": "-1",
                "IpRanges": [{
                    "CidrIp": "0.0.0.0/0",
                }],
            }],
        }),
    ),
    Step(
        name="security_group_rule_1",
        title="ingress rule security-group-rule-1 of Security group web",
        account="",
        region="eu-west-1",
        needs=("security_group_1",),
        find=Call("ec2", "describe_security_group_rules", {
            "Filters": [{
                "Name": "group-id",
                "Values": [Ref("security_group_1")],
            }],
        }, "SecurityGroupRules[?!IsEgress && IpProtocol=='tcp' && to_string(FromPort)=='443' && to_string(ToPort)=='443' && CidrIpv4=='0.0.0.0/0'] | [0].SecurityGroupRuleId"),
        make=Call("ec2", "authorize_security_group_ingress", {
            "GroupId": Ref("security_group_1"),
            "IpPermissions": [{
                "IpProtocol": "tcp",
                "FromPort": 443,
                "ToPort": 443,
                "IpRanges": [{
                    "CidrIp": "0.0.0.0/0",
                }],
            }],
            "TagSpecifications": [{
                "ResourceType": "security-group-rule",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "security-group-rule-1",
                }],
            }],
        }, "SecurityGroupRules[0].SecurityGroupRuleId"),
    ),
    Step(
        name="security_group_rule_2",
        title="ingress rule security-group-rule-2 of Security group db",
        account="",
        region="eu-west-1",
        needs=("security_group_1", "security_group_2",),
        find=Call("ec2", "describe_security_group_rules", {
            "Filters": [{
                "Name": "group-id",
                "Values": [Ref("security_group_2")],
            }],
        }, Text("SecurityGroupRules[?!IsEgress && IpProtocol=='tcp' && to_string(FromPort)=='5432' && to_string(ToPort)=='5432' && ReferencedGroupInfo.GroupId=='", Ref("security_group_1"), "'] | [0].SecurityGroupRuleId")),
        make=Call("ec2", "authorize_security_group_ingress", {
            "GroupId": Ref("security_group_2"),
            "IpPermissions": [{
                "IpProtocol": "tcp",
                "FromPort": 5432,
                "ToPort": 5432,
                "UserIdGroupPairs": [{
                    "GroupId": Ref("security_group_1"),
                }],
            }],
            "TagSpecifications": [{
                "ResourceType": "security-group-rule",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "security-group-rule-2",
                }],
            }],
        }, "SecurityGroupRules[0].SecurityGroupRuleId"),
        remove=Call("ec2", "revoke_security_group_ingress", {
            "GroupId": Ref("security_group_2"),
            "SecurityGroupRuleIds": [Ref("security_group_rule_2")],
        }),
    ),
    Step(
        name="security_group_rule_3",
        title="egress rule security-group-rule-3 of Security group web",
        account="",
        region="eu-west-1",
        needs=("security_group_1",),
        find=Call("ec2", "describe_security_group_rules", {
            "Filters": [{
                "Name": "group-id",
                "Values": [Ref("security_group_1")],
            }],
        }, "SecurityGroupRules[?IsEgress && IpProtocol=='-1' && CidrIpv4=='0.0.0.0/0'] | [0].SecurityGroupRuleId"),
        make=Call("ec2", "authorize_security_group_egress", {
            "GroupId": Ref("security_group_1"),
            "IpPermissions": [{
                "IpProtocol": "-1",
                "IpRanges": [{
                    "CidrIp": "0.0.0.0/0",
                }],
            }],
            "TagSpecifications": [{
                "ResourceType": "security-group-rule",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "security-group-rule-3",
                }],
            }],
        }, "SecurityGroupRules[0].SecurityGroupRuleId"),
    ),
    Step(
        name="security_group_rule_4",
        title="egress rule security-group-rule-4 of Security group db",
        account="",
        region="eu-west-1",
        needs=("prefix_list_2", "security_group_2",),
        find=Call("ec2", "describe_security_group_rules", {
            "Filters": [{
                "Name": "group-id",
                "Values": [Ref("security_group_2")],
            }],
        }, Text("SecurityGroupRules[?IsEgress && IpProtocol=='tcp' && to_string(FromPort)=='443' && to_string(ToPort)=='443' && PrefixListId=='", Ref("prefix_list_2"), "'] | [0].SecurityGroupRuleId")),
        make=Call("ec2", "authorize_security_group_egress", {
            "GroupId": Ref("security_group_2"),
            "IpPermissions": [{
                "IpProtocol": "tcp",
                "FromPort": 443,
                "ToPort": 443,
                "PrefixListIds": [{
                    "PrefixListId": Ref("prefix_list_2"),
                }],
            }],
            "TagSpecifications": [{
                "ResourceType": "security-group-rule",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "security-group-rule-4",
                }],
            }],
        }, "SecurityGroupRules[0].SecurityGroupRuleId"),
        remove=Call("ec2", "revoke_security_group_egress", {
            "GroupId": Ref("security_group_2"),
            "SecurityGroupRuleIds": [Ref("security_group_rule_4")],
        }),
    ),
    Step(
        name="security_group_rule_5",
        title="ingress rule security-group-rule-5 of Security group web",
        account="",
        region="eu-west-1",
        needs=("security_group_1",),
        find=Call("ec2", "describe_security_group_rules", {
            "Filters": [{
                "Name": "group-id",
                "Values": [Ref("security_group_1")],
            }],
        }, "SecurityGroupRules[?!IsEgress && IpProtocol=='icmp' && to_string(FromPort)=='-1' && to_string(ToPort)=='-1' && CidrIpv4=='10.0.0.0/8'] | [0].SecurityGroupRuleId"),
        make=Call("ec2", "authorize_security_group_ingress", {
            "GroupId": Ref("security_group_1"),
            "IpPermissions": [{
                "IpProtocol": "icmp",
                "FromPort": -1,
                "ToPort": -1,
                "IpRanges": [{
                    "CidrIp": "10.0.0.0/8",
                }],
            }],
            "TagSpecifications": [{
                "ResourceType": "security-group-rule",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "security-group-rule-5",
                }],
            }],
        }, "SecurityGroupRules[0].SecurityGroupRuleId"),
    ),
    Step(
        name="elastic_ip_1",
        title="Elastic IP address nat",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_addresses", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["elastic-ip-1"],
            }],
        }, "Addresses[0].AllocationId"),
        make=Call("ec2", "allocate_address", {
            "Domain": "vpc",
            "TagSpecifications": [{
                "ResourceType": "elastic-ip",
                "Tags": [{
                    "Key": "Name",
                    "Value": "nat",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "elastic-ip-1",
                }],
            }],
        }, "AllocationId"),
        remove=Call("ec2", "release_address", {
            "AllocationId": Ref("elastic_ip_1"),
        }),
    ),
    Step(
        name="nat_gateway_1",
        title="NAT gateway nat-a",
        account="",
        region="eu-west-1",
        needs=("elastic_ip_1", "subnet_2",),
        find=Call("ec2", "describe_nat_gateways", {
            "Filter": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["nat-gateway-1"],
            }],
        }, "join('|', (NatGateways[?(State=='pending' || State=='available') && Tags[?Key=='netwright:id' && Value=='nat-gateway-1'] && Tags[?Key=='netwright:design' && Value=='Hub with two environments']] | [0].[to_string(NatGatewayId), to_string(SubnetId)]) || [''])"),
        fixed=(("subnet", Ref("subnet_2")),),
        make=Call("ec2", "create_nat_gateway", {
            "SubnetId": Ref("subnet_2"),
            "ConnectivityType": "public",
            "AllocationId": Ref("elastic_ip_1"),
            "TagSpecifications": [{
                "ResourceType": "natgateway",
                "Tags": [{
                    "Key": "Name",
                    "Value": "nat-a",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "nat-gateway-1",
                }],
            }],
        }, "NatGateway.NatGatewayId"),
        wait=Wait(Call("ec2", "describe_nat_gateways", {
            "NatGatewayIds": [Ref("nat_gateway_1")],
        }, "NatGateways[0].State"), until=("available",), never=("failed", "deleted", "deleting",)),
        remove=Call("ec2", "delete_nat_gateway", {
            "NatGatewayId": Ref("nat_gateway_1"),
        }),
        gone=Wait(Call("ec2", "describe_nat_gateways", {
            "NatGatewayIds": [Ref("nat_gateway_1")],
        }, "NatGateways[0].State"), until=("deleted",), never=()),
    ),
    Step(
        name="nat_gateway_2_address",
        title="address of NAT gateway nat-gateway-2",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_addresses", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["nat-gateway-2/address"],
            }],
        }, "Addresses[0].AllocationId"),
        make=Call("ec2", "allocate_address", {
            "Domain": "vpc",
            "TagSpecifications": [{
                "ResourceType": "elastic-ip",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "nat-gateway-2/address",
                }],
            }],
        }, "AllocationId"),
        remove=Call("ec2", "release_address", {
            "AllocationId": Ref("nat_gateway_2_address"),
        }),
    ),
    Step(
        name="nat_gateway_2",
        title="NAT gateway nat-gateway-2",
        account="",
        region="eu-west-1",
        needs=("nat_gateway_2_address", "subnet_2",),
        find=Call("ec2", "describe_nat_gateways", {
            "Filter": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["nat-gateway-2"],
            }],
        }, "join('|', (NatGateways[?(State=='pending' || State=='available') && Tags[?Key=='netwright:id' && Value=='nat-gateway-2'] && Tags[?Key=='netwright:design' && Value=='Hub with two environments']] | [0].[to_string(NatGatewayId), to_string(SubnetId)]) || [''])"),
        fixed=(("subnet", Ref("subnet_2")),),
        make=Call("ec2", "create_nat_gateway", {
            "SubnetId": Ref("subnet_2"),
            "ConnectivityType": "public",
            "AllocationId": Ref("nat_gateway_2_address"),
            "TagSpecifications": [{
                "ResourceType": "natgateway",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "nat-gateway-2",
                }],
            }],
        }, "NatGateway.NatGatewayId"),
        wait=Wait(Call("ec2", "describe_nat_gateways", {
            "NatGatewayIds": [Ref("nat_gateway_2")],
        }, "NatGateways[0].State"), until=("available",), never=("failed", "deleted", "deleting",)),
        remove=Call("ec2", "delete_nat_gateway", {
            "NatGatewayId": Ref("nat_gateway_2"),
        }),
        gone=Wait(Call("ec2", "describe_nat_gateways", {
            "NatGatewayIds": [Ref("nat_gateway_2")],
        }, "NatGateways[0].State"), until=("deleted",), never=()),
    ),
    Step(
        name="nat_gateway_3",
        title="NAT gateway nat-gateway-3",
        account="",
        region="eu-west-1",
        needs=("subnet_1",),
        find=Call("ec2", "describe_nat_gateways", {
            "Filter": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["nat-gateway-3"],
            }],
        }, "join('|', (NatGateways[?(State=='pending' || State=='available') && Tags[?Key=='netwright:id' && Value=='nat-gateway-3'] && Tags[?Key=='netwright:design' && Value=='Hub with two environments']] | [0].[to_string(NatGatewayId), to_string(SubnetId)]) || [''])"),
        fixed=(("subnet", Ref("subnet_1")),),
        make=Call("ec2", "create_nat_gateway", {
            "SubnetId": Ref("subnet_1"),
            "ConnectivityType": "private",
            "TagSpecifications": [{
                "ResourceType": "natgateway",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "nat-gateway-3",
                }],
            }],
        }, "NatGateway.NatGatewayId"),
        wait=Wait(Call("ec2", "describe_nat_gateways", {
            "NatGatewayIds": [Ref("nat_gateway_3")],
        }, "NatGateways[0].State"), until=("available",), never=("failed", "deleted", "deleting",)),
        remove=Call("ec2", "delete_nat_gateway", {
            "NatGatewayId": Ref("nat_gateway_3"),
        }),
        gone=Wait(Call("ec2", "describe_nat_gateways", {
            "NatGatewayIds": [Ref("nat_gateway_3")],
        }, "NatGateways[0].State"), until=("deleted",), never=()),
    ),
    Step(
        name="vpc_peering_1",
        title="VPC peering connection vpc-peering-1",
        account="",
        region="eu-west-1",
        needs=("vpc_1", "vpc_3",),
        find=Call("ec2", "describe_vpc_peering_connections", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["vpc-peering-1"],
            }],
        }, "join('|', (VpcPeeringConnections[?(Status.Code=='active' || Status.Code=='pending-acceptance' || Status.Code=='provisioning' || Status.Code=='initiating-request') && Tags[?Key=='netwright:id' && Value=='vpc-peering-1'] && Tags[?Key=='netwright:design' && Value=='Hub with two environments']] | [0].[to_string(VpcPeeringConnectionId), to_string(AccepterVpcInfo.VpcId), to_string(RequesterVpcInfo.VpcId)]) || [''])"),
        fixed=(("far VPC", Ref("vpc_3")), ("near VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_vpc_peering_connection", {
            "VpcId": Ref("vpc_1"),
            "PeerVpcId": Ref("vpc_3"),
            "PeerRegion": "us-east-1",
            "TagSpecifications": [{
                "ResourceType": "vpc-peering-connection",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "vpc-peering-1",
                }],
            }],
        }, "VpcPeeringConnection.VpcPeeringConnectionId"),
        wait=Wait(Call("ec2", "describe_vpc_peering_connections", {
            "VpcPeeringConnectionIds": [Ref("vpc_peering_1")],
        }, "VpcPeeringConnections[0].Status.Code"), until=("pending-acceptance", "active",), never=("failed", "rejected", "expired",)),
        remove=Call("ec2", "delete_vpc_peering_connection", {
            "VpcPeeringConnectionId": Ref("vpc_peering_1"),
        }),
    ),
    Step(
        name="vpc_peering_1_request",
        title="request of VPC peering connection vpc-peering-1",
        account="",
        region="us-east-1",
        needs=("vpc_peering_1",),
        find=Call("ec2", "describe_vpc_peering_connections", {
            "VpcPeeringConnectionIds": [Ref("vpc_peering_1")],
        }, "VpcPeeringConnections[0].VpcPeeringConnectionId"),
    ),
    Step(
        name="vpc_peering_1_acceptance",
        title="acceptance of VPC peering connection vpc-peering-1",
        account="",
        region="us-east-1",
        needs=("vpc_peering_1",),
        find=Call("ec2", "describe_vpc_peering_connections", {
            "VpcPeeringConnectionIds": [Ref("vpc_peering_1")],
        }, "VpcPeeringConnections[0].Status.Code=='active'"),
        make=Call("ec2", "accept_vpc_peering_connection", {
            "VpcPeeringConnectionId": Ref("vpc_peering_1"),
        }),
        wait=Wait(Call("ec2", "describe_vpc_peering_connections", {
            "VpcPeeringConnectionIds": [Ref("vpc_peering_1")],
        }, "VpcPeeringConnections[0].Status.Code"), until=("active",), never=("failed", "rejected", "expired", "deleted",)),
    ),
    Step(
        name="vpc_peering_1_requester_dns",
        title="requester DNS of VPC peering connection vpc-peering-1",
        account="",
        region="eu-west-1",
        needs=("vpc_peering_1",),
        find=Call("ec2", "describe_vpc_peering_connections", {
            "VpcPeeringConnectionIds": [Ref("vpc_peering_1")],
        }, "VpcPeeringConnections[0].RequesterVpcInfo.PeeringOptions.AllowDnsResolutionFromRemoteVpc"),
        make=Call("ec2", "modify_vpc_peering_connection_options", {
            "VpcPeeringConnectionId": Ref("vpc_peering_1"),
            "RequesterPeeringConnectionOptions": {
                "AllowDnsResolutionFromRemoteVpc": True,
            },
        }),
    ),
    Step(
        name="vpc_peering_1_accepter_dns",
        title="accepter DNS of VPC peering connection vpc-peering-1",
        account="",
        region="us-east-1",
        needs=("vpc_peering_1",),
        find=Call("ec2", "describe_vpc_peering_connections", {
            "VpcPeeringConnectionIds": [Ref("vpc_peering_1")],
        }, "VpcPeeringConnections[0].AccepterVpcInfo.PeeringOptions.AllowDnsResolutionFromRemoteVpc"),
        make=Call("ec2", "modify_vpc_peering_connection_options", {
            "VpcPeeringConnectionId": Ref("vpc_peering_1"),
            "AccepterPeeringConnectionOptions": {
                "AllowDnsResolutionFromRemoteVpc": True,
            },
        }),
    ),
    Step(
        name="tgw_1",
        title="Transit gateway hub",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_transit_gateways", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["tgw-1"],
            }],
        }, "TransitGateways[?State=='available' || State=='pending' || State=='modifying'] | [0].TransitGatewayId"),
        make=Call("ec2", "create_transit_gateway", {
            "Description": "hub",
            "Options": {
                "AmazonSideAsn": 64512,
                "AutoAcceptSharedAttachments": "disable",
                "DefaultRouteTableAssociation": "disable",
                "DefaultRouteTablePropagation": "disable",
                "DnsSupport": "enable",
                "VpnEcmpSupport": "enable",
                "SecurityGroupReferencingSupport": "enable",
            },
            "TagSpecifications": [{
                "ResourceType": "transit-gateway",
                "Tags": [{
                    "Key": "Name",
                    "Value": "hub",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
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
    Step(
        name="tgw_1_defaults_off",
        title="defaults of Transit gateway hub off",
        account="",
        region="eu-west-1",
        needs=("tgw_1",),
        find=Call("ec2", "describe_transit_gateways", {
            "TransitGatewayIds": [Ref("tgw_1")],
        }, "TransitGateways[?Options.DefaultRouteTableAssociation=='disable' && Options.DefaultRouteTablePropagation=='disable'] | [0].TransitGatewayId"),
        make=Call("ec2", "modify_transit_gateway", {
            "TransitGatewayId": Ref("tgw_1"),
            "Options": {
                "DefaultRouteTableAssociation": "disable",
                "DefaultRouteTablePropagation": "disable",
            },
        }),
        wait=Wait(Call("ec2", "describe_transit_gateways", {
            "TransitGatewayIds": [Ref("tgw_1")],
        }, "TransitGateways[0].State"), until=("available",), never=("deleted",)),
    ),
    Step(
        name="tgw_route_table_1",
        title="Transit gateway route table prod",
        account="",
        region="eu-west-1",
        needs=("tgw_1",),
        find=Call("ec2", "describe_transit_gateway_route_tables", {
            "Filters": [{
                "Name": "transit-gateway-id",
                "Values": [Ref("tgw_1")],
            }],
        }, "TransitGatewayRouteTables[?(State=='available' || State=='pending') && Tags[?Key=='netwright:id' && Value=='tgw-route-table-1'] && Tags[?Key=='netwright:design' && Value=='Hub with two environments']] | [0].TransitGatewayRouteTableId"),
        make=Call("ec2", "create_transit_gateway_route_table", {
            "TransitGatewayId": Ref("tgw_1"),
            "TagSpecifications": [{
                "ResourceType": "transit-gateway-route-table",
                "Tags": [{
                    "Key": "Name",
                    "Value": "prod",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "tgw-route-table-1",
                }],
            }],
        }, "TransitGatewayRouteTable.TransitGatewayRouteTableId"),
        wait=Wait(Call("ec2", "describe_transit_gateway_route_tables", {
            "TransitGatewayRouteTableIds": [Ref("tgw_route_table_1")],
        }, "TransitGatewayRouteTables[0].State"), until=("available",), never=("deleting", "deleted",)),
        remove=Call("ec2", "delete_transit_gateway_route_table", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_1"),
        }),
        gone=Wait(Call("ec2", "describe_transit_gateway_route_tables", {
            "TransitGatewayRouteTableIds": [Ref("tgw_route_table_1")],
        }, "TransitGatewayRouteTables[0].State"), until=("deleted",), never=()),
    ),
    Step(
        name="tgw_route_table_2",
        title="Transit gateway route table dev",
        account="",
        region="eu-west-1",
        needs=("tgw_1",),
        find=Call("ec2", "describe_transit_gateway_route_tables", {
            "Filters": [{
                "Name": "transit-gateway-id",
                "Values": [Ref("tgw_1")],
            }],
        }, "TransitGatewayRouteTables[?(State=='available' || State=='pending') && Tags[?Key=='netwright:id' && Value=='tgw-route-table-2'] && Tags[?Key=='netwright:design' && Value=='Hub with two environments']] | [0].TransitGatewayRouteTableId"),
        make=Call("ec2", "create_transit_gateway_route_table", {
            "TransitGatewayId": Ref("tgw_1"),
            "TagSpecifications": [{
                "ResourceType": "transit-gateway-route-table",
                "Tags": [{
                    "Key": "Name",
                    "Value": "dev",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "tgw-route-table-2",
                }],
            }],
        }, "TransitGatewayRouteTable.TransitGatewayRouteTableId"),
        wait=Wait(Call("ec2", "describe_transit_gateway_route_tables", {
            "TransitGatewayRouteTableIds": [Ref("tgw_route_table_2")],
        }, "TransitGatewayRouteTables[0].State"), until=("available",), never=("deleting", "deleted",)),
        remove=Call("ec2", "delete_transit_gateway_route_table", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_2"),
        }),
        gone=Wait(Call("ec2", "describe_transit_gateway_route_tables", {
            "TransitGatewayRouteTableIds": [Ref("tgw_route_table_2")],
        }, "TransitGatewayRouteTables[0].State"), until=("deleted",), never=()),
    ),
    Step(
        name="tgw_attachment_1",
        title="Transit gateway attachment prod",
        account="",
        region="eu-west-1",
        needs=("subnet_1", "tgw_1", "vpc_1",),
        find=Call("ec2", "describe_transit_gateway_vpc_attachments", {
            "Filters": [{
                "Name": "transit-gateway-id",
                "Values": [Ref("tgw_1")],
            }, {
                "Name": "vpc-id",
                "Values": [Ref("vpc_1")],
            }],
        }, "TransitGatewayVpcAttachments[?State=='available' || State=='pending' || State=='pendingAcceptance' || State=='modifying' || State=='initiating'] | [0].TransitGatewayAttachmentId"),
        make=Call("ec2", "create_transit_gateway_vpc_attachment", {
            "TransitGatewayId": Ref("tgw_1"),
            "VpcId": Ref("vpc_1"),
            "SubnetIds": [Ref("subnet_1")],
            "Options": {
                "DnsSupport": "enable",
                "SecurityGroupReferencingSupport": "enable",
                "Ipv6Support": "disable",
                "ApplianceModeSupport": "enable",
            },
            "TagSpecifications": [{
                "ResourceType": "transit-gateway-attachment",
                "Tags": [{
                    "Key": "Name",
                    "Value": "prod",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "tgw-attachment-1",
                }],
            }],
        }, "TransitGatewayVpcAttachment.TransitGatewayAttachmentId"),
        wait=Wait(Call("ec2", "describe_transit_gateway_vpc_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_1")],
        }, "TransitGatewayVpcAttachments[0].State"), until=("available",), never=("failed", "failing", "rejected", "rejecting", "deleted", "deleting",)),
        remove=Call("ec2", "delete_transit_gateway_vpc_attachment", {
            "TransitGatewayAttachmentId": Ref("tgw_attachment_1"),
        }),
        gone=Wait(Call("ec2", "describe_transit_gateway_vpc_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_1")],
        }, "TransitGatewayVpcAttachments[0].State"), until=("deleted",), never=()),
    ),
    Step(
        name="tgw_attachment_2",
        title="Transit gateway attachment dev",
        account="",
        region="eu-west-1",
        needs=("subnet_4", "tgw_1", "vpc_2",),
        find=Call("ec2", "describe_transit_gateway_vpc_attachments", {
            "Filters": [{
                "Name": "transit-gateway-id",
                "Values": [Ref("tgw_1")],
            }, {
                "Name": "vpc-id",
                "Values": [Ref("vpc_2")],
            }],
        }, "TransitGatewayVpcAttachments[?State=='available' || State=='pending' || State=='pendingAcceptance' || State=='modifying' || State=='initiating'] | [0].TransitGatewayAttachmentId"),
        make=Call("ec2", "create_transit_gateway_vpc_attachment", {
            "TransitGatewayId": Ref("tgw_1"),
            "VpcId": Ref("vpc_2"),
            "SubnetIds": [Ref("subnet_4")],
            "Options": {
                "DnsSupport": "enable",
                "SecurityGroupReferencingSupport": "enable",
                "Ipv6Support": "disable",
                "ApplianceModeSupport": "disable",
            },
            "TagSpecifications": [{
                "ResourceType": "transit-gateway-attachment",
                "Tags": [{
                    "Key": "Name",
                    "Value": "dev",
                }, {
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "tgw-attachment-2",
                }],
            }],
        }, "TransitGatewayVpcAttachment.TransitGatewayAttachmentId"),
        wait=Wait(Call("ec2", "describe_transit_gateway_vpc_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_2")],
        }, "TransitGatewayVpcAttachments[0].State"), until=("available",), never=("failed", "failing", "rejected", "rejecting", "deleted", "deleting",)),
        remove=Call("ec2", "delete_transit_gateway_vpc_attachment", {
            "TransitGatewayAttachmentId": Ref("tgw_attachment_2"),
        }),
        gone=Wait(Call("ec2", "describe_transit_gateway_vpc_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_2")],
        }, "TransitGatewayVpcAttachments[0].State"), until=("deleted",), never=()),
    ),
    Step(
        name="tgw_propagation_1",
        title="propagation of Transit gateway attachment prod into Transit gateway route table prod",
        account="",
        region="eu-west-1",
        needs=("tgw_attachment_1", "tgw_route_table_1",),
        find=Call("ec2", "get_transit_gateway_route_table_propagations", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_1"),
            "Filters": [{
                "Name": "transit-gateway-attachment-id",
                "Values": [Ref("tgw_attachment_1")],
            }],
        }, "TransitGatewayRouteTablePropagations[?State=='enabled' || State=='enabling'] | [0].TransitGatewayAttachmentId"),
        make=Call("ec2", "enable_transit_gateway_route_table_propagation", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_1"),
            "TransitGatewayAttachmentId": Ref("tgw_attachment_1"),
        }),
        wait=Wait(Call("ec2", "get_transit_gateway_route_table_propagations", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_1"),
            "Filters": [{
                "Name": "transit-gateway-attachment-id",
                "Values": [Ref("tgw_attachment_1")],
            }],
        }, "TransitGatewayRouteTablePropagations[0].State"), until=("enabled",), never=()),
    ),
    Step(
        name="tgw_route_1",
        title="route 10.1.0.0/16 of Transit gateway route table prod",
        account="",
        region="eu-west-1",
        needs=("tgw_attachment_2", "tgw_route_table_1",),
        find=Call("ec2", "search_transit_gateway_routes", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_1"),
            "Filters": [{
                "Name": "route-search.exact-match",
                "Values": ["10.1.0.0/16"],
            }, {
                "Name": "type",
                "Values": ["static"],
            }],
        }, "Routes[0].DestinationCidrBlock"),
        make=Call("ec2", "create_transit_gateway_route", {
            "DestinationCidrBlock": "10.1.0.0/16",
            "TransitGatewayRouteTableId": Ref("tgw_route_table_1"),
            "TransitGatewayAttachmentId": Ref("tgw_attachment_2"),
        }),
    ),
    Step(
        name="tgw_route_2",
        title="route 10.0.0.0/8 of Transit gateway route table dev",
        account="",
        region="eu-west-1",
        needs=("tgw_route_table_2",),
        find=Call("ec2", "search_transit_gateway_routes", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_2"),
            "Filters": [{
                "Name": "route-search.exact-match",
                "Values": ["10.0.0.0/8"],
            }, {
                "Name": "type",
                "Values": ["static"],
            }],
        }, "Routes[0].DestinationCidrBlock"),
        make=Call("ec2", "create_transit_gateway_route", {
            "DestinationCidrBlock": "10.0.0.0/8",
            "TransitGatewayRouteTableId": Ref("tgw_route_table_2"),
            "Blackhole": True,
        }),
    ),
    Step(
        name="tgw_association_1_other_table",
        title="other table of Transit gateway attachment prod",
        account="",
        region="eu-west-1",
        needs=("tgw_attachment_1", "tgw_route_table_1",),
        find=Call("ec2", "describe_transit_gateway_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_1")],
        }, Text("TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='", Ref("tgw_route_table_1"), "'] | [0].Association.TransitGatewayRouteTableId || 'none'")),
    ),
    Step(
        name="tgw_association_1_leave",
        title="Transit gateway attachment prod out of any table but Transit gateway route table prod",
        account="",
        region="eu-west-1",
        needs=("tgw_association_1_other_table", "tgw_attachment_1", "tgw_route_table_1",),
        find=Call("ec2", "describe_transit_gateway_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_1")],
        }, Text("TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='", Ref("tgw_route_table_1"), "' && Association.State!='disassociating'] | !@")),
        make=Call("ec2", "disassociate_transit_gateway_route_table", {
            "TransitGatewayRouteTableId": Ref("tgw_association_1_other_table"),
            "TransitGatewayAttachmentId": Ref("tgw_attachment_1"),
        }),
        gap="what the attachment sends is dropped until its new association, in the next step",
        wait=Wait(Call("ec2", "describe_transit_gateway_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_1")],
        }, Text("TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='", Ref("tgw_route_table_1"), "'] | !@")), until=("true", "True",), never=()),
    ),
    Step(
        name="tgw_association_1",
        title="association of Transit gateway attachment prod with Transit gateway route table prod",
        account="",
        region="eu-west-1",
        needs=("tgw_attachment_1", "tgw_route_table_1",),
        find=Call("ec2", "get_transit_gateway_route_table_associations", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_1"),
            "Filters": [{
                "Name": "transit-gateway-attachment-id",
                "Values": [Ref("tgw_attachment_1")],
            }],
        }, "Associations[?State=='associated' || State=='associating'] | [0].TransitGatewayAttachmentId"),
        make=Call("ec2", "associate_transit_gateway_route_table", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_1"),
            "TransitGatewayAttachmentId": Ref("tgw_attachment_1"),
        }),
        wait=Wait(Call("ec2", "get_transit_gateway_route_table_associations", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_1"),
            "Filters": [{
                "Name": "transit-gateway-attachment-id",
                "Values": [Ref("tgw_attachment_1")],
            }],
        }, "Associations[0].State"), until=("associated",), never=()),
        remove=Call("ec2", "disassociate_transit_gateway_route_table", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_1"),
            "TransitGatewayAttachmentId": Ref("tgw_attachment_1"),
        }),
        gone=Wait(Call("ec2", "get_transit_gateway_route_table_associations", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_1"),
            "Filters": [{
                "Name": "transit-gateway-attachment-id",
                "Values": [Ref("tgw_attachment_1")],
            }],
        }, "Associations[0].State"), until=("disassociated",), never=()),
    ),
    Step(
        name="tgw_association_2_other_table",
        title="other table of Transit gateway attachment dev",
        account="",
        region="eu-west-1",
        needs=("tgw_attachment_2", "tgw_route_table_2",),
        find=Call("ec2", "describe_transit_gateway_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_2")],
        }, Text("TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='", Ref("tgw_route_table_2"), "'] | [0].Association.TransitGatewayRouteTableId || 'none'")),
    ),
    Step(
        name="tgw_association_2_leave",
        title="Transit gateway attachment dev out of any table but Transit gateway route table dev",
        account="",
        region="eu-west-1",
        needs=("tgw_association_2_other_table", "tgw_attachment_2", "tgw_route_table_2",),
        find=Call("ec2", "describe_transit_gateway_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_2")],
        }, Text("TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='", Ref("tgw_route_table_2"), "' && Association.State!='disassociating'] | !@")),
        make=Call("ec2", "disassociate_transit_gateway_route_table", {
            "TransitGatewayRouteTableId": Ref("tgw_association_2_other_table"),
            "TransitGatewayAttachmentId": Ref("tgw_attachment_2"),
        }),
        gap="what the attachment sends is dropped until its new association, in the next step",
        wait=Wait(Call("ec2", "describe_transit_gateway_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_2")],
        }, Text("TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='", Ref("tgw_route_table_2"), "'] | !@")), until=("true", "True",), never=()),
    ),
    Step(
        name="tgw_association_2",
        title="association of Transit gateway attachment dev with Transit gateway route table dev",
        account="",
        region="eu-west-1",
        needs=("tgw_attachment_2", "tgw_route_table_2",),
        find=Call("ec2", "get_transit_gateway_route_table_associations", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_2"),
            "Filters": [{
                "Name": "transit-gateway-attachment-id",
                "Values": [Ref("tgw_attachment_2")],
            }],
        }, "Associations[?State=='associated' || State=='associating'] | [0].TransitGatewayAttachmentId"),
        make=Call("ec2", "associate_transit_gateway_route_table", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_2"),
            "TransitGatewayAttachmentId": Ref("tgw_attachment_2"),
        }),
        wait=Wait(Call("ec2", "get_transit_gateway_route_table_associations", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_2"),
            "Filters": [{
                "Name": "transit-gateway-attachment-id",
                "Values": [Ref("tgw_attachment_2")],
            }],
        }, "Associations[0].State"), until=("associated",), never=()),
        remove=Call("ec2", "disassociate_transit_gateway_route_table", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_2"),
            "TransitGatewayAttachmentId": Ref("tgw_attachment_2"),
        }),
        gone=Wait(Call("ec2", "get_transit_gateway_route_table_associations", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_2"),
            "Filters": [{
                "Name": "transit-gateway-attachment-id",
                "Values": [Ref("tgw_attachment_2")],
            }],
        }, "Associations[0].State"), until=("disassociated",), never=()),
    ),
    Step(
        name="tgw_attachment_1_stray_table",
        title="other table that knows Transit gateway attachment prod",
        account="",
        region="eu-west-1",
        needs=("tgw_attachment_1", "tgw_route_table_1",),
        find=Call("ec2", "get_transit_gateway_attachment_propagations", {
            "TransitGatewayAttachmentId": Ref("tgw_attachment_1"),
        }, Text("TransitGatewayAttachmentPropagations[?(State=='enabled' || State=='enabling')", " && TransitGatewayRouteTableId!='", Ref("tgw_route_table_1"), "'", "] | [0].TransitGatewayRouteTableId || 'none'")),
    ),
    Step(
        name="tgw_attachment_1_withdraw",
        title="Transit gateway attachment prod known to no table but those drawn",
        account="",
        region="eu-west-1",
        needs=("tgw_attachment_1", "tgw_attachment_1_stray_table", "tgw_route_table_1",),
        find=Call("ec2", "get_transit_gateway_attachment_propagations", {
            "TransitGatewayAttachmentId": Ref("tgw_attachment_1"),
        }, Text("TransitGatewayAttachmentPropagations[?(State=='enabled' || State=='enabling')", " && TransitGatewayRouteTableId!='", Ref("tgw_route_table_1"), "'", "] | !@")),
        make=Call("ec2", "disable_transit_gateway_route_table_propagation", {
            "TransitGatewayRouteTableId": Ref("tgw_attachment_1_stray_table"),
            "TransitGatewayAttachmentId": Ref("tgw_attachment_1"),
        }),
        gap="what is still looked up in that table no longer finds the attachment",
        wait=Wait(Call("ec2", "get_transit_gateway_attachment_propagations", {
            "TransitGatewayAttachmentId": Ref("tgw_attachment_1"),
        }, Text("TransitGatewayAttachmentPropagations[?TransitGatewayRouteTableId=='", Ref("tgw_attachment_1_stray_table"), "' && State!='disabled'] | !@")), until=("true", "True",), never=()),
    ),
    Step(
        name="tgw_attachment_2_stray_table",
        title="other table that knows Transit gateway attachment dev",
        account="",
        region="eu-west-1",
        needs=("tgw_attachment_2",),
        find=Call("ec2", "get_transit_gateway_attachment_propagations", {
            "TransitGatewayAttachmentId": Ref("tgw_attachment_2"),
        }, "TransitGatewayAttachmentPropagations[?(State=='enabled' || State=='enabling')] | [0].TransitGatewayRouteTableId || 'none'"),
    ),
    Step(
        name="tgw_attachment_2_withdraw",
        title="Transit gateway attachment dev known to no table but those drawn",
        account="",
        region="eu-west-1",
        needs=("tgw_attachment_2", "tgw_attachment_2_stray_table",),
        find=Call("ec2", "get_transit_gateway_attachment_propagations", {
            "TransitGatewayAttachmentId": Ref("tgw_attachment_2"),
        }, "TransitGatewayAttachmentPropagations[?(State=='enabled' || State=='enabling')] | !@"),
        make=Call("ec2", "disable_transit_gateway_route_table_propagation", {
            "TransitGatewayRouteTableId": Ref("tgw_attachment_2_stray_table"),
            "TransitGatewayAttachmentId": Ref("tgw_attachment_2"),
        }),
        gap="what is still looked up in that table no longer finds the attachment",
        wait=Wait(Call("ec2", "get_transit_gateway_attachment_propagations", {
            "TransitGatewayAttachmentId": Ref("tgw_attachment_2"),
        }, Text("TransitGatewayAttachmentPropagations[?TransitGatewayRouteTableId=='", Ref("tgw_attachment_2_stray_table"), "' && State!='disabled'] | !@")), until=("true", "True",), never=()),
    ),
    Step(
        name="vpc_endpoint_1",
        title="VPC endpoint vpc-endpoint-1",
        account="",
        region="eu-west-1",
        needs=("route_table_1", "vpc_1",),
        find=Call("ec2", "describe_vpc_endpoints", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["vpc-endpoint-1"],
            }],
        }, "join('|', (VpcEndpoints[?State!='deleted' && State!='Deleted' && State!='deleting' && State!='Deleting' && State!='failed'] | [0].[to_string(VpcEndpointId), to_string(VpcId)]) || [''])"),
        fixed=(("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_vpc_endpoint", {
            "VpcId": Ref("vpc_1"),
            "VpcEndpointType": "Gateway",
            "ServiceName": "com.amazonaws.eu-west-1.s3",
            "RouteTableIds": [Ref("route_table_1")],
            "TagSpecifications": [{
                "ResourceType": "vpc-endpoint",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "vpc-endpoint-1",
                }],
            }],
        }, "VpcEndpoint.VpcEndpointId"),
        wait=Wait(Call("ec2", "describe_vpc_endpoints", {
            "VpcEndpointIds": [Ref("vpc_endpoint_1")],
        }, "VpcEndpoints[0].State"), until=("available", "Available",), never=("failed", "rejected", "expired", "deleted", "deleting",)),
        remove=Call("ec2", "delete_vpc_endpoints", {
            "VpcEndpointIds": [Ref("vpc_endpoint_1")],
        }),
        gone=Wait(Call("ec2", "describe_vpc_endpoints", {
            "VpcEndpointIds": [Ref("vpc_endpoint_1")],
        }, "VpcEndpoints[0].State"), until=("deleted", "Deleted",), never=()),
    ),
    Step(
        name="vpc_endpoint_2",
        title="VPC endpoint vpc-endpoint-2",
        account="",
        region="eu-west-1",
        needs=("security_group_1", "subnet_1", "vpc_1",),
        find=Call("ec2", "describe_vpc_endpoints", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["vpc-endpoint-2"],
            }],
        }, "join('|', (VpcEndpoints[?State!='deleted' && State!='Deleted' && State!='deleting' && State!='Deleting' && State!='failed'] | [0].[to_string(VpcEndpointId), to_string(VpcId)]) || [''])"),
        fixed=(("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_vpc_endpoint", {
            "VpcId": Ref("vpc_1"),
            "VpcEndpointType": "Interface",
            "ServiceName": "com.amazonaws.eu-west-1.secretsmanager",
            "SubnetIds": [Ref("subnet_1")],
            "SecurityGroupIds": [Ref("security_group_1")],
            "PrivateDnsEnabled": True,
            "TagSpecifications": [{
                "ResourceType": "vpc-endpoint",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "vpc-endpoint-2",
                }],
            }],
        }, "VpcEndpoint.VpcEndpointId"),
        wait=Wait(Call("ec2", "describe_vpc_endpoints", {
            "VpcEndpointIds": [Ref("vpc_endpoint_2")],
        }, "VpcEndpoints[0].State"), until=("available", "Available",), never=("failed", "rejected", "expired", "deleted", "deleting",)),
        remove=Call("ec2", "delete_vpc_endpoints", {
            "VpcEndpointIds": [Ref("vpc_endpoint_2")],
        }),
        gone=Wait(Call("ec2", "describe_vpc_endpoints", {
            "VpcEndpointIds": [Ref("vpc_endpoint_2")],
        }, "VpcEndpoints[0].State"), until=("deleted", "Deleted",), never=()),
    ),
    Step(
        name="vpc_endpoint_3",
        title="VPC endpoint vpc-endpoint-3",
        account="",
        region="eu-west-1",
        needs=("security_group_1", "subnet_1", "vpc_1",),
        find=Call("ec2", "describe_vpc_endpoints", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Hub with two environments"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["vpc-endpoint-3"],
            }],
        }, "join('|', (VpcEndpoints[?State!='deleted' && State!='Deleted' && State!='deleting' && State!='Deleting' && State!='failed'] | [0].[to_string(VpcEndpointId), to_string(VpcId)]) || [''])"),
        fixed=(("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_vpc_endpoint", {
            "VpcId": Ref("vpc_1"),
            "VpcEndpointType": "Interface",
            "ServiceName": "com.amazonaws.eu-west-1.ssm",
            "SubnetIds": [Ref("subnet_1")],
            "SecurityGroupIds": [Ref("security_group_1")],
            "PrivateDnsEnabled": False,
            "TagSpecifications": [{
                "ResourceType": "vpc-endpoint",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Hub with two environments",
                }, {
                    "Key": "netwright:id",
                    "Value": "vpc-endpoint-3",
                }],
            }],
        }, "VpcEndpoint.VpcEndpointId"),
        wait=Wait(Call("ec2", "describe_vpc_endpoints", {
            "VpcEndpointIds": [Ref("vpc_endpoint_3")],
        }, "VpcEndpoints[0].State"), until=("available", "Available",), never=("failed", "rejected", "expired", "deleted", "deleting",)),
        remove=Call("ec2", "delete_vpc_endpoints", {
            "VpcEndpointIds": [Ref("vpc_endpoint_3")],
        }),
        gone=Wait(Call("ec2", "describe_vpc_endpoints", {
            "VpcEndpointIds": [Ref("vpc_endpoint_3")],
        }, "VpcEndpoints[0].State"), until=("deleted", "Deleted",), never=()),
    ),
    Step(
        name="route_1",
        title="route 0.0.0.0/0 of Route table private",
        account="",
        region="eu-west-1",
        needs=("nat_gateway_1", "route_table_1",),
        find=Call("ec2", "describe_route_tables", {
            "RouteTableIds": [Ref("route_table_1")],
        }, Text("RouteTables[0].Routes[?DestinationCidrBlock=='", "0.0.0.0/0", "' && NatGatewayId=='", Ref("nat_gateway_1"), "'] | [0].DestinationCidrBlock")),
        make=Call("ec2", "create_route", {
            "RouteTableId": Ref("route_table_1"),
            "DestinationCidrBlock": "0.0.0.0/0",
            "NatGatewayId": Ref("nat_gateway_1"),
        }),
        remove=Call("ec2", "delete_route", {
            "RouteTableId": Ref("route_table_1"),
            "DestinationCidrBlock": "0.0.0.0/0",
        }),
    ),
    Step(
        name="route_2",
        title="route 0.0.0.0/0 of Route table public",
        account="",
        region="eu-west-1",
        needs=("internet_gateway_1", "route_table_2",),
        find=Call("ec2", "describe_route_tables", {
            "RouteTableIds": [Ref("route_table_2")],
        }, Text("RouteTables[0].Routes[?DestinationCidrBlock=='", "0.0.0.0/0", "' && GatewayId=='", Ref("internet_gateway_1"), "'] | [0].DestinationCidrBlock")),
        make=Call("ec2", "create_route", {
            "RouteTableId": Ref("route_table_2"),
            "DestinationCidrBlock": "0.0.0.0/0",
            "GatewayId": Ref("internet_gateway_1"),
        }),
        remove=Call("ec2", "delete_route", {
            "RouteTableId": Ref("route_table_2"),
            "DestinationCidrBlock": "0.0.0.0/0",
        }),
    ),
    Step(
        name="route_3",
        title="route 10.1.0.0/16 of Route table private",
        account="",
        region="eu-west-1",
        needs=("route_table_1", "tgw_1",),
        find=Call("ec2", "describe_route_tables", {
            "RouteTableIds": [Ref("route_table_1")],
        }, Text("RouteTables[0].Routes[?DestinationCidrBlock=='", "10.1.0.0/16", "' && TransitGatewayId=='", Ref("tgw_1"), "'] | [0].DestinationCidrBlock")),
        make=Call("ec2", "create_route", {
            "RouteTableId": Ref("route_table_1"),
            "DestinationCidrBlock": "10.1.0.0/16",
            "TransitGatewayId": Ref("tgw_1"),
        }),
        remove=Call("ec2", "delete_route", {
            "RouteTableId": Ref("route_table_1"),
            "DestinationCidrBlock": "10.1.0.0/16",
        }),
    ),
    Step(
        name="route_4",
        title="route 10.0.0.0/16 of Route table main",
        account="",
        region="eu-west-1",
        needs=("route_table_3", "tgw_1",),
        find=Call("ec2", "describe_route_tables", {
            "RouteTableIds": [Ref("route_table_3")],
        }, Text("RouteTables[0].Routes[?DestinationCidrBlock=='", "10.0.0.0/16", "' && TransitGatewayId=='", Ref("tgw_1"), "'] | [0].DestinationCidrBlock")),
        make=Call("ec2", "create_route", {
            "RouteTableId": Ref("route_table_3"),
            "DestinationCidrBlock": "10.0.0.0/16",
            "TransitGatewayId": Ref("tgw_1"),
        }),
        remove=Call("ec2", "delete_route", {
            "RouteTableId": Ref("route_table_3"),
            "DestinationCidrBlock": "10.0.0.0/16",
        }),
    ),
    Step(
        name="route_5",
        title="route ::/0 of Route table private",
        account="",
        region="eu-west-1",
        needs=("egress_only_gateway_1", "route_table_1",),
        find=Call("ec2", "describe_route_tables", {
            "RouteTableIds": [Ref("route_table_1")],
        }, Text("RouteTables[0].Routes[?DestinationIpv6CidrBlock=='", "::/0", "' && EgressOnlyInternetGatewayId=='", Ref("egress_only_gateway_1"), "'] | [0].DestinationIpv6CidrBlock")),
        make=Call("ec2", "create_route", {
            "RouteTableId": Ref("route_table_1"),
            "DestinationIpv6CidrBlock": "::/0",
            "EgressOnlyInternetGatewayId": Ref("egress_only_gateway_1"),
        }),
        remove=Call("ec2", "delete_route", {
            "RouteTableId": Ref("route_table_1"),
            "DestinationIpv6CidrBlock": "::/0",
        }),
    ),
    Step(
        name="route_6",
        title="route 10.2.0.0/16 of Route table private",
        account="",
        region="eu-west-1",
        needs=("route_table_1", "vpc_peering_1",),
        find=Call("ec2", "describe_route_tables", {
            "RouteTableIds": [Ref("route_table_1")],
        }, Text("RouteTables[0].Routes[?DestinationCidrBlock=='", "10.2.0.0/16", "' && VpcPeeringConnectionId=='", Ref("vpc_peering_1"), "'] | [0].DestinationCidrBlock")),
        make=Call("ec2", "create_route", {
            "RouteTableId": Ref("route_table_1"),
            "DestinationCidrBlock": "10.2.0.0/16",
            "VpcPeeringConnectionId": Ref("vpc_peering_1"),
        }),
        remove=Call("ec2", "delete_route", {
            "RouteTableId": Ref("route_table_1"),
            "DestinationCidrBlock": "10.2.0.0/16",
        }),
    ),
    Step(
        name="route_7",
        title="route a prefix list of Route table private",
        account="",
        region="eu-west-1",
        needs=("prefix_list_1", "route_table_1", "tgw_1",),
        find=Call("ec2", "describe_route_tables", {
            "RouteTableIds": [Ref("route_table_1")],
        }, Text("RouteTables[0].Routes[?DestinationPrefixListId=='", Ref("prefix_list_1"), "' && TransitGatewayId=='", Ref("tgw_1"), "'] | [0].DestinationPrefixListId")),
        make=Call("ec2", "create_route", {
            "RouteTableId": Ref("route_table_1"),
            "DestinationPrefixListId": Ref("prefix_list_1"),
            "TransitGatewayId": Ref("tgw_1"),
        }),
        remove=Call("ec2", "delete_route", {
            "RouteTableId": Ref("route_table_1"),
            "DestinationPrefixListId": Ref("prefix_list_1"),
        }),
    ),
]


if __name__ == "__main__":
    sys.exit(main())
