#!/usr/bin/env python3
# Netwright: Kinds that no template uses
# Tag: netwright:design=Kinds that no template uses
# Design SHA-256: 0000000000000000000000000000000000000000000000000000000000000000
# Findings: 0 errors, 0 warnings, 0 notes; 0 suppressed
# Regions: eu-west-1, us-east-1
# Left out:
#   API Gateway stage nobody knows which (api-2): it does not say the identifier of its REST API
#   API Gateway stage orders (api-1): the API itself: others make it, and these exports look it up
#   CloudFront distribution elsewhere (distribution-2): what it caches: it is made with the managed policy CachingDisabled; what is set by hand later stays
#   CloudFront distribution nothing behind it (distribution-3): it has no origin: draw one, or give the name of its origin
#   CloudFront distribution orders (distribution-4): what it caches: it is made with the managed policy CachingDisabled; what is set by hand later stays
#   CloudFront distribution web (distribution-1): what it caches: it is made with the managed policy CachingDisabled; what is set by hand later stays
#   CloudWatch alarm unhealthy hosts (alarm-1): the dimensions of its metric are not modelled: it watches the metric as a whole
#   DNS record dns-record-11 (dns-record-11): its distribution is not made, and its domain name is not drawn
#   VPC edge (vpc-1): its IPv6 block is one that AWS chooses, in which its subnets keep their places; routes and rules that name the drawn block name it as drawn
#   VPC other (vpc-2): its IPv6 block is one that AWS chooses, in which its subnets keep their places; routes and rules that name the drawn block name it as drawn
#   Virtual interface not ordered (virtual-interface-4): it names no physical connection
#   Web ACL association web-acl-association-3 (web-acl-association-3): its API Gateway stage can't be found: it does not say the identifier of its REST API
#   Workload router (instance-1): the image is Amazon Linux 2023; what runs on it is not part of a network
#   Workload six (instance-2): its address: the IPv6 block of its VPC is one that AWS chooses
#   Workload six (instance-2): the image is Amazon Linux 2023; what runs on it is not part of a network
# Gaps in traffic: 3 steps change what a network that is there already sends where; each is marked "gap", says so as it is done, and does nothing on a new network
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
        name="api_1",
        title="API Gateway stage orders",
        account="",
        region="eu-west-1",
        find=Call("apigateway", "get_stage", {
            "restApiId": "a1b2c3d4e5",
            "stageName": "prod_1",
        }, "(stageName=='prod_1' && 'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5/stages/prod_1')"),
        given=True,
    ),
    Step(
        name="api_1_zone",
        title="zone of API Gateway stage orders",
        account="",
        region="eu-west-1",
        find=Call("apigateway", "get_domain_names", {}, "items[?domainName==`\"api.outside.example\"` || regionalDomainName==`\"api.outside.example\"` || distributionDomainName==`\"api.outside.example\"`] | [0] | (regionalHostedZoneId || distributionHostedZoneId)"),
        given=True,
    ),
    Step(
        name="api_1_regional_name",
        title="custom domain name of API Gateway stage orders",
        account="",
        region="eu-west-1",
        find=Call("apigateway", "get_domain_names", {}, "items[?domainName==`\"api.outside.example\"` || regionalDomainName==`\"api.outside.example\"` || distributionDomainName==`\"api.outside.example\"`] | [0] | (regionalDomainName || distributionDomainName)"),
        given=True,
    ),
    Step(
        name="alarm_1",
        title="CloudWatch alarm unhealthy hosts",
        account="",
        region="eu-west-1",
        find=Call("cloudwatch", "describe_alarms", {
            "AlarmNames": ["unhealthy hosts-5e7dfb9c"],
        }, "MetricAlarms[0].AlarmName"),
        make=Call("cloudwatch", "put_metric_alarm", {
            "AlarmName": "unhealthy hosts-5e7dfb9c",
            "Namespace": "AWS/ApplicationELB",
            "MetricName": "UnHealthyHostCount",
            "Statistic": "Maximum",
            "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            "Threshold": 2,
            "Period": 60,
            "EvaluationPeriods": 2,
            "Tags": [{
                "Key": "Name",
                "Value": "unhealthy hosts",
            }, {
                "Key": "netwright:design",
                "Value": "Kinds that no template uses",
            }, {
                "Key": "netwright:id",
                "Value": "alarm-1",
            }],
        }),
        find_again=True,
        remove=Call("cloudwatch", "delete_alarms", {
            "AlarmNames": ["unhealthy hosts-5e7dfb9c"],
        }),
    ),
    Step(
        name="vpc_1",
        title="VPC edge",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_vpcs", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
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
                    "Key": "Name",
                    "Value": "edge",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
                }, {
                    "Key": "netwright:id",
                    "Value": "vpc-1",
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
        name="vpc_1_ipv6_block",
        title="IPv6 block of VPC edge",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_vpcs", {
            "VpcIds": [Ref("vpc_1")],
        }, "Vpcs[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='failed' && Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlock"),
        make=Call("ec2", "associate_vpc_cidr_block", {
            "VpcId": Ref("vpc_1"),
            "AmazonProvidedIpv6CidrBlock": True,
        }),
        find_again=True,
        wait=Wait(Call("ec2", "describe_vpcs", {
            "VpcIds": [Ref("vpc_1")],
        }, "Vpcs[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='failed' && Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlockState.State"), until=("associated",), never=("failed",)),
    ),
    Step(
        name="vpc_1_dns_hostnames",
        title="dns-hostnames of VPC edge",
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
        title="VPC other",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_vpcs", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
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
                    "Key": "Name",
                    "Value": "other",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        name="vpc_2_ipv6_block",
        title="IPv6 block of VPC other",
        account="",
        region="eu-west-1",
        needs=("vpc_2",),
        find=Call("ec2", "describe_vpcs", {
            "VpcIds": [Ref("vpc_2")],
        }, "Vpcs[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='failed' && Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlock"),
        make=Call("ec2", "associate_vpc_cidr_block", {
            "VpcId": Ref("vpc_2"),
            "AmazonProvidedIpv6CidrBlock": True,
        }),
        find_again=True,
        wait=Wait(Call("ec2", "describe_vpcs", {
            "VpcIds": [Ref("vpc_2")],
        }, "Vpcs[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='failed' && Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlockState.State"), until=("associated",), never=("failed",)),
    ),
    Step(
        name="internet_gateway_1",
        title="Internet gateway internet-gateway-1",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_internet_gateways", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["internet-gateway-1"],
            }],
        }, "InternetGateways[0].InternetGatewayId"),
        make=Call("ec2", "create_internet_gateway", {
            "TagSpecifications": [{
                "ResourceType": "internet-gateway",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        title="attachment of Internet gateway internet-gateway-1",
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
        needs=("vpc_2",),
        find=Call("ec2", "describe_egress_only_internet_gateways", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["egress-only-gateway-1"],
            }],
        }, "EgressOnlyInternetGateways[0].EgressOnlyInternetGatewayId"),
        make=Call("ec2", "create_egress_only_internet_gateway", {
            "VpcId": Ref("vpc_2"),
            "TagSpecifications": [{
                "ResourceType": "egress-only-internet-gateway",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        name="customer_gateway_1",
        title="Customer gateway customer-gateway-1",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_customer_gateways", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["customer-gateway-1"],
            }],
        }, "join('|', (CustomerGateways[?(State=='available' || State=='pending') && Tags[?Key=='netwright:id' && Value=='customer-gateway-1'] && Tags[?Key=='netwright:design' && Value=='Kinds that no template uses']] | [0].[to_string(CustomerGatewayId), to_string(IpAddress)]) || [''])"),
        fixed=(("address", "203.0.113.9"),),
        make=Call("ec2", "create_customer_gateway", {
            "Type": "ipsec.1",
            "BgpAsn": 65010,
            "IpAddress": "203.0.113.9",
            "TagSpecifications": [{
                "ResourceType": "customer-gateway",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
                }, {
                    "Key": "netwright:id",
                    "Value": "customer-gateway-1",
                }],
            }],
        }, "CustomerGateway.CustomerGatewayId"),
        wait=Wait(Call("ec2", "describe_customer_gateways", {
            "CustomerGatewayIds": [Ref("customer_gateway_1")],
        }, "CustomerGateways[0].State"), until=("available",), never=("deleting", "deleted",)),
        remove=Call("ec2", "delete_customer_gateway", {
            "CustomerGatewayId": Ref("customer_gateway_1"),
        }),
    ),
    Step(
        name="vpn_gateway_1",
        title="Virtual private gateway vpn-gateway-1",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_vpn_gateways", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["vpn-gateway-1"],
            }],
        }, "VpnGateways[?(State=='available' || State=='pending') && Tags[?Key=='netwright:id' && Value=='vpn-gateway-1'] && Tags[?Key=='netwright:design' && Value=='Kinds that no template uses']] | [0].VpnGatewayId"),
        make=Call("ec2", "create_vpn_gateway", {
            "Type": "ipsec.1",
            "AmazonSideAsn": 64600,
            "TagSpecifications": [{
                "ResourceType": "vpn-gateway",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
                }, {
                    "Key": "netwright:id",
                    "Value": "vpn-gateway-1",
                }],
            }],
        }, "VpnGateway.VpnGatewayId"),
        remove=Call("ec2", "delete_vpn_gateway", {
            "VpnGatewayId": Ref("vpn_gateway_1"),
        }),
    ),
    Step(
        name="vpn_gateway_1_attachment",
        title="attachment of Virtual private gateway vpn-gateway-1",
        account="",
        region="eu-west-1",
        needs=("vpc_2", "vpn_gateway_1",),
        find=Call("ec2", "describe_vpn_gateways", {
            "VpnGatewayIds": [Ref("vpn_gateway_1")],
        }, "VpnGateways[0].VpcAttachments[?State=='attached' || State=='attaching'] | [0].VpcId"),
        make=Call("ec2", "attach_vpn_gateway", {
            "VpnGatewayId": Ref("vpn_gateway_1"),
            "VpcId": Ref("vpc_2"),
        }),
        wait=Wait(Call("ec2", "describe_vpn_gateways", {
            "VpnGatewayIds": [Ref("vpn_gateway_1")],
        }, "VpnGateways[0].VpcAttachments[0].State"), until=("attached",), never=()),
        remove=Call("ec2", "detach_vpn_gateway", {
            "VpnGatewayId": Ref("vpn_gateway_1"),
            "VpcId": Ref("vpc_2"),
        }),
        gone=Wait(Call("ec2", "describe_vpn_gateways", {
            "VpnGatewayIds": [Ref("vpn_gateway_1")],
        }, "VpnGateways[0].VpcAttachments[0].State"), until=("detached",), never=()),
    ),
    Step(
        name="route_table_1",
        title="Route table edge",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_route_tables", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
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
                    "Value": "edge",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        name="route_table_1_edge",
        title="edge association of Route table edge",
        account="",
        region="eu-west-1",
        needs=("internet_gateway_1", "route_table_1",),
        find=Call("ec2", "describe_route_tables", {
            "RouteTableIds": [Ref("route_table_1")],
        }, Text("RouteTables[0].Associations[?GatewayId=='", Ref("internet_gateway_1"), "'] | [0].RouteTableAssociationId")),
        make=Call("ec2", "associate_route_table", {
            "RouteTableId": Ref("route_table_1"),
            "GatewayId": Ref("internet_gateway_1"),
        }, "AssociationId"),
        remove=Call("ec2", "disassociate_route_table", {
            "AssociationId": Ref("route_table_1_edge"),
        }),
    ),
    Step(
        name="route_table_2",
        title="Route table vpn",
        account="",
        region="eu-west-1",
        needs=("vpc_2",),
        find=Call("ec2", "describe_route_tables", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["route-table-2"],
            }],
        }, "join('|', (RouteTables[0].[to_string(RouteTableId), to_string(VpcId)]) || [''])"),
        fixed=(("VPC", Ref("vpc_2")),),
        make=Call("ec2", "create_route_table", {
            "VpcId": Ref("vpc_2"),
            "TagSpecifications": [{
                "ResourceType": "route-table",
                "Tags": [{
                    "Key": "Name",
                    "Value": "vpn",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        name="route_table_2_propagation_vpn_gateway_1",
        title="propagation into Route table vpn",
        account="",
        region="eu-west-1",
        needs=("route_table_2", "vpn_gateway_1",),
        find=Call("ec2", "describe_route_tables", {
            "RouteTableIds": [Ref("route_table_2")],
        }, Text("RouteTables[0].PropagatingVgws[?GatewayId=='", Ref("vpn_gateway_1"), "'] | [0].GatewayId")),
        make=Call("ec2", "enable_vgw_route_propagation", {
            "RouteTableId": Ref("route_table_2"),
            "GatewayId": Ref("vpn_gateway_1"),
        }),
        remove=Call("ec2", "disable_vgw_route_propagation", {
            "RouteTableId": Ref("route_table_2"),
            "GatewayId": Ref("vpn_gateway_1"),
        }),
    ),
    Step(
        name="route_table_3",
        title="Route table six",
        account="",
        region="eu-west-1",
        needs=("vpc_2",),
        find=Call("ec2", "describe_route_tables", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["route-table-3"],
            }],
        }, "join('|', (RouteTables[0].[to_string(RouteTableId), to_string(VpcId)]) || [''])"),
        fixed=(("VPC", Ref("vpc_2")),),
        make=Call("ec2", "create_route_table", {
            "VpcId": Ref("vpc_2"),
            "TagSpecifications": [{
                "ResourceType": "route-table",
                "Tags": [{
                    "Key": "Name",
                    "Value": "six",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
                }, {
                    "Key": "netwright:id",
                    "Value": "route-table-3",
                }],
            }],
        }, "RouteTable.RouteTableId"),
        remove=Call("ec2", "delete_route_table", {
            "RouteTableId": Ref("route_table_3"),
        }),
    ),
    Step(
        name="subnet_1",
        title="Subnet a",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_subnets", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
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
                    "Value": "a",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        name="subnet_1_ipv6_block",
        title="IPv6 block of Subnet a",
        account="",
        region="eu-west-1",
        needs=("subnet_1", "vpc_1_ipv6_block",),
        find=Call("ec2", "describe_subnets", {
            "SubnetIds": [Ref("subnet_1")],
        }, "Subnets[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlock"),
        make=Call("ec2", "associate_subnet_cidr_block", {
            "SubnetId": Ref("subnet_1"),
            "Ipv6CidrBlock": Ipv6Subnet("vpc_1_ipv6_block", 12),
        }, "Ipv6CidrBlockAssociation.Ipv6CidrBlock"),
    ),
    Step(
        name="subnet_2",
        title="Subnet b",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_subnets", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["subnet-2"],
            }],
        }, "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])"),
        fixed=(("zone", "eu-west-1b"), ("block", "10.0.1.0/24"), ("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_subnet", {
            "VpcId": Ref("vpc_1"),
            "CidrBlock": "10.0.1.0/24",
            "AvailabilityZone": "eu-west-1b",
            "TagSpecifications": [{
                "ResourceType": "subnet",
                "Tags": [{
                    "Key": "Name",
                    "Value": "b",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        name="subnet_2_ipv6_block",
        title="IPv6 block of Subnet b",
        account="",
        region="eu-west-1",
        needs=("subnet_2", "vpc_1_ipv6_block",),
        find=Call("ec2", "describe_subnets", {
            "SubnetIds": [Ref("subnet_2")],
        }, "Subnets[0].Ipv6CidrBlockAssociationSet[?Ipv6CidrBlockState.State!='disassociated'] | [0].Ipv6CidrBlock"),
        make=Call("ec2", "associate_subnet_cidr_block", {
            "SubnetId": Ref("subnet_2"),
            "Ipv6CidrBlock": Ipv6Subnet("vpc_1_ipv6_block", 255),
        }, "Ipv6CidrBlockAssociation.Ipv6CidrBlock"),
    ),
    Step(
        name="subnet_3",
        title="Subnet far",
        account="",
        region="eu-west-1",
        needs=("vpc_2",),
        find=Call("ec2", "describe_subnets", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["subnet-3"],
            }],
        }, "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(CidrBlock), to_string(VpcId)]) || [''])"),
        fixed=(("zone", "eu-west-1a"), ("block", "10.1.0.0/24"), ("VPC", Ref("vpc_2")),),
        make=Call("ec2", "create_subnet", {
            "VpcId": Ref("vpc_2"),
            "CidrBlock": "10.1.0.0/24",
            "AvailabilityZone": "eu-west-1a",
            "TagSpecifications": [{
                "ResourceType": "subnet",
                "Tags": [{
                    "Key": "Name",
                    "Value": "far",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        name="subnet_4",
        title="Subnet six",
        account="",
        region="eu-west-1",
        needs=("vpc_2", "vpc_2_ipv6_block",),
        find=Call("ec2", "describe_subnets", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["subnet-4"],
            }],
        }, "join('|', (Subnets[0].[to_string(SubnetId), to_string(AvailabilityZone), to_string(VpcId)]) || [''])"),
        fixed=(("zone", "eu-west-1b"), ("VPC", Ref("vpc_2")),),
        make=Call("ec2", "create_subnet", {
            "VpcId": Ref("vpc_2"),
            "Ipv6Native": True,
            "Ipv6CidrBlock": Ipv6Subnet("vpc_2_ipv6_block", 7),
            "AvailabilityZone": "eu-west-1b",
            "TagSpecifications": [{
                "ResourceType": "subnet",
                "Tags": [{
                    "Key": "Name",
                    "Value": "six",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        name="subnet_4_route_table",
        title="route table of Subnet six",
        account="",
        region="eu-west-1",
        needs=("route_table_3", "subnet_4",),
        find=Call("ec2", "describe_route_tables", {
            "RouteTableIds": [Ref("route_table_3")],
        }, Text("RouteTables[0].Associations[?SubnetId=='", Ref("subnet_4"), "'] | [0].RouteTableAssociationId")),
        make=Call("ec2", "associate_route_table", {
            "RouteTableId": Ref("route_table_3"),
            "SubnetId": Ref("subnet_4"),
        }, "AssociationId"),
        remove=Call("ec2", "disassociate_route_table", {
            "AssociationId": Ref("subnet_4_route_table"),
        }),
    ),
    Step(
        name="security_group_1",
        title="Security group dns",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_security_groups", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["security-group-1"],
            }],
        }, "join('|', (SecurityGroups[0].[to_string(GroupId), to_string(VpcId)]) || [''])"),
        fixed=(("VPC", Ref("vpc_1")),),
        make=Call("ec2", "create_security_group", {
            "GroupName": "dns-ee31dc43",
            "Description": "dns",
            "VpcId": Ref("vpc_1"),
            "TagSpecifications": [{
                "ResourceType": "security-group",
                "Tags": [{
                    "Key": "Name",
                    "Value": "dns",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        title="no default egress rule to 0.0.0.0/0 in Security group dns",
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
        name="security_group_1_no_default_egress_ipv6",
        title="no default egress rule to ::/0 in Security group dns",
        account="",
        region="eu-west-1",
        needs=("security_group_1",),
        find=Call("ec2", "describe_security_groups", {
            "GroupIds": [Ref("security_group_1")],
        }, "!(SecurityGroups[0].IpPermissionsEgress[?IpProtocol=='-1'].Ipv6Ranges[] | [?CidrIpv6=='::/0'])"),
        make=Call("ec2", "revoke_security_group_egress", {
            "GroupId": Ref("security_group_1"),
            "IpPermissions": [{
                "IpProtocol": "-1",
                "Ipv6Ranges": [{
                    "CidrIpv6": "::/0",
                }],
            }],
        }),
    ),
    Step(
        name="security_group_rule_1",
        title="ingress rule security-group-rule-1 of Security group dns",
        account="",
        region="eu-west-1",
        needs=("security_group_1",),
        find=Call("ec2", "describe_security_group_rules", {
            "Filters": [{
                "Name": "group-id",
                "Values": [Ref("security_group_1")],
            }],
        }, "SecurityGroupRules[?!IsEgress && IpProtocol=='udp' && to_string(FromPort)=='53' && to_string(ToPort)=='53' && CidrIpv4=='10.0.0.0/8'] | [0].SecurityGroupRuleId"),
        make=Call("ec2", "authorize_security_group_ingress", {
            "GroupId": Ref("security_group_1"),
            "IpPermissions": [{
                "IpProtocol": "udp",
                "FromPort": 53,
                "ToPort": 53,
                "IpRanges": [{
                    "CidrIp": "10.0.0.0/8",
                }],
            }],
            "TagSpecifications": [{
                "ResourceType": "security-group-rule",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
                }, {
                    "Key": "netwright:id",
                    "Value": "security-group-rule-1",
                }],
            }],
        }, "SecurityGroupRules[0].SecurityGroupRuleId"),
    ),
    Step(
        name="security_group_rule_2",
        title="ingress rule security-group-rule-2 of Security group dns",
        account="",
        region="eu-west-1",
        needs=("security_group_1",),
        find=Call("ec2", "describe_security_group_rules", {
            "Filters": [{
                "Name": "group-id",
                "Values": [Ref("security_group_1")],
            }],
        }, "SecurityGroupRules[?!IsEgress && IpProtocol=='tcp' && to_string(FromPort)=='443' && to_string(ToPort)=='443' && CidrIpv6=='2001:db8::/32'] | [0].SecurityGroupRuleId"),
        make=Call("ec2", "authorize_security_group_ingress", {
            "GroupId": Ref("security_group_1"),
            "IpPermissions": [{
                "IpProtocol": "tcp",
                "FromPort": 443,
                "ToPort": 443,
                "Ipv6Ranges": [{
                    "CidrIpv6": "2001:db8::/32",
                }],
            }],
            "TagSpecifications": [{
                "ResourceType": "security-group-rule",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
                }, {
                    "Key": "netwright:id",
                    "Value": "security-group-rule-2",
                }],
            }],
        }, "SecurityGroupRules[0].SecurityGroupRuleId"),
    ),
    Step(
        name="elastic_ip_1",
        title="Elastic IP address elastic-ip-1",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_addresses", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
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
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        name="elastic_ip_2",
        title="Elastic IP address elastic-ip-2",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_addresses", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["elastic-ip-2"],
            }],
        }, "Addresses[0].AllocationId"),
        make=Call("ec2", "allocate_address", {
            "Domain": "vpc",
            "TagSpecifications": [{
                "ResourceType": "elastic-ip",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
                }, {
                    "Key": "netwright:id",
                    "Value": "elastic-ip-2",
                }],
            }],
        }, "AllocationId"),
        remove=Call("ec2", "release_address", {
            "AllocationId": Ref("elastic_ip_2"),
        }),
    ),
    Step(
        name="tgw_1",
        title="Transit gateway with default tables",
        account="",
        region="eu-west-1",
        find=Call("ec2", "describe_transit_gateways", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["tgw-1"],
            }],
        }, "TransitGateways[?State=='available' || State=='pending' || State=='modifying'] | [0].TransitGatewayId"),
        make=Call("ec2", "create_transit_gateway", {
            "Description": "both defaults on",
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
                    "Value": "with default tables",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        name="tgw_2",
        title="Transit gateway far",
        account="",
        region="us-east-1",
        find=Call("ec2", "describe_transit_gateways", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["tgw-2"],
            }],
        }, "TransitGateways[?State=='available' || State=='pending' || State=='modifying'] | [0].TransitGatewayId"),
        make=Call("ec2", "create_transit_gateway", {
            "Description": "far",
            "Options": {
                "AmazonSideAsn": 64513,
                "AutoAcceptSharedAttachments": "disable",
                "DefaultRouteTableAssociation": "disable",
                "DefaultRouteTablePropagation": "disable",
                "DnsSupport": "enable",
                "VpnEcmpSupport": "enable",
                "SecurityGroupReferencingSupport": "disable",
            },
            "TagSpecifications": [{
                "ResourceType": "transit-gateway",
                "Tags": [{
                    "Key": "Name",
                    "Value": "far",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
                }, {
                    "Key": "netwright:id",
                    "Value": "tgw-2",
                }],
            }],
        }, "TransitGateway.TransitGatewayId"),
        wait=Wait(Call("ec2", "describe_transit_gateways", {
            "TransitGatewayIds": [Ref("tgw_2")],
        }, "TransitGateways[0].State"), until=("available",), never=("deleting", "deleted",)),
        remove=Call("ec2", "delete_transit_gateway", {
            "TransitGatewayId": Ref("tgw_2"),
        }),
        gone=Wait(Call("ec2", "describe_transit_gateways", {
            "TransitGatewayIds": [Ref("tgw_2")],
        }, "TransitGateways[0].State"), until=("deleted",), never=()),
    ),
    Step(
        name="tgw_2_defaults_off",
        title="defaults of Transit gateway far off",
        account="",
        region="us-east-1",
        needs=("tgw_2",),
        find=Call("ec2", "describe_transit_gateways", {
            "TransitGatewayIds": [Ref("tgw_2")],
        }, "TransitGateways[?Options.DefaultRouteTableAssociation=='disable' && Options.DefaultRouteTablePropagation=='disable'] | [0].TransitGatewayId"),
        make=Call("ec2", "modify_transit_gateway", {
            "TransitGatewayId": Ref("tgw_2"),
            "Options": {
                "DefaultRouteTableAssociation": "disable",
                "DefaultRouteTablePropagation": "disable",
            },
        }),
        wait=Wait(Call("ec2", "describe_transit_gateways", {
            "TransitGatewayIds": [Ref("tgw_2")],
        }, "TransitGateways[0].State"), until=("available",), never=("deleted",)),
    ),
    Step(
        name="tgw_route_table_1",
        title="Transit gateway route table default",
        account="",
        region="eu-west-1",
        needs=("tgw_1",),
        find=Call("ec2", "describe_transit_gateways", {
            "TransitGatewayIds": [Ref("tgw_1")],
        }, "TransitGateways[0].Options.AssociationDefaultRouteTableId"),
    ),
    Step(
        name="tgw_route_table_1_tags",
        title="tags of Transit gateway route table default",
        account="",
        region="eu-west-1",
        needs=("tgw_route_table_1",),
        find=Call("ec2", "describe_tags", {
            "Filters": [{
                "Name": "resource-id",
                "Values": [Ref("tgw_route_table_1")],
            }, {
                "Name": "key",
                "Values": ["netwright:id"],
            }, {
                "Name": "value",
                "Values": ["tgw-route-table-1"],
            }],
        }, "Tags[0].ResourceId"),
        make=Call("ec2", "create_tags", {
            "Resources": [Ref("tgw_route_table_1")],
            "Tags": [{
                "Key": "Name",
                "Value": "default",
            }, {
                "Key": "netwright:design",
                "Value": "Kinds that no template uses",
            }, {
                "Key": "netwright:id",
                "Value": "tgw-route-table-1",
            }],
        }),
    ),
    Step(
        name="tgw_route_table_2",
        title="Transit gateway route table apart",
        account="",
        region="eu-west-1",
        needs=("tgw_1",),
        find=Call("ec2", "describe_transit_gateway_route_tables", {
            "Filters": [{
                "Name": "transit-gateway-id",
                "Values": [Ref("tgw_1")],
            }],
        }, "TransitGatewayRouteTables[?(State=='available' || State=='pending') && Tags[?Key=='netwright:id' && Value=='tgw-route-table-2'] && Tags[?Key=='netwright:design' && Value=='Kinds that no template uses']] | [0].TransitGatewayRouteTableId"),
        make=Call("ec2", "create_transit_gateway_route_table", {
            "TransitGatewayId": Ref("tgw_1"),
            "TagSpecifications": [{
                "ResourceType": "transit-gateway-route-table",
                "Tags": [{
                    "Key": "Name",
                    "Value": "apart",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        name="vpn_connection_1",
        title="VPN connection vpn-connection-1",
        account="",
        region="eu-west-1",
        needs=("customer_gateway_1", "vpn_gateway_1",),
        find=Call("ec2", "describe_vpn_connections", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["vpn-connection-1"],
            }],
        }, "VpnConnections[?(State=='available' || State=='pending') && Tags[?Key=='netwright:id' && Value=='vpn-connection-1'] && Tags[?Key=='netwright:design' && Value=='Kinds that no template uses']] | [0].VpnConnectionId"),
        make=Call("ec2", "create_vpn_connection", {
            "Type": "ipsec.1",
            "CustomerGatewayId": Ref("customer_gateway_1"),
            "VpnGatewayId": Ref("vpn_gateway_1"),
            "Options": {
                "StaticRoutesOnly": True,
            },
            "TagSpecifications": [{
                "ResourceType": "vpn-connection",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
                }, {
                    "Key": "netwright:id",
                    "Value": "vpn-connection-1",
                }],
            }],
        }, "VpnConnection.VpnConnectionId"),
        wait=Wait(Call("ec2", "describe_vpn_connections", {
            "VpnConnectionIds": [Ref("vpn_connection_1")],
        }, "VpnConnections[0].State"), until=("available",), never=("deleting", "deleted",)),
        remove=Call("ec2", "delete_vpn_connection", {
            "VpnConnectionId": Ref("vpn_connection_1"),
        }),
        gone=Wait(Call("ec2", "describe_vpn_connections", {
            "VpnConnectionIds": [Ref("vpn_connection_1")],
        }, "VpnConnections[0].State"), until=("deleted",), never=()),
    ),
    Step(
        name="vpn_connection_1_192_168_0_0_16",
        title="route 192.168.0.0/16 of VPN connection vpn-connection-1",
        account="",
        region="eu-west-1",
        needs=("vpn_connection_1",),
        find=Call("ec2", "describe_vpn_connections", {
            "VpnConnectionIds": [Ref("vpn_connection_1")],
        }, "VpnConnections[0].Routes[?DestinationCidrBlock=='192.168.0.0/16'] | [0].DestinationCidrBlock"),
        make=Call("ec2", "create_vpn_connection_route", {
            "VpnConnectionId": Ref("vpn_connection_1"),
            "DestinationCidrBlock": "192.168.0.0/16",
        }),
    ),
    Step(
        name="direct_connect_gateway_1",
        title="Direct Connect gateway far",
        account="",
        region="us-east-1",
        find=Call("directconnect", "describe_direct_connect_gateways", {}, "directConnectGateways[?directConnectGatewayName=='far-c968d238' && directConnectGatewayState!='deleted' && directConnectGatewayState!='deleting'] | [0].directConnectGatewayId"),
        make=Call("directconnect", "create_direct_connect_gateway", {
            "directConnectGatewayName": "far-c968d238",
            "amazonSideAsn": 64700,
            "tags": [{
                "key": "Name",
                "value": "far",
            }, {
                "key": "netwright:design",
                "value": "Kinds that no template uses",
            }, {
                "key": "netwright:id",
                "value": "direct-connect-gateway-1",
            }],
        }, "directConnectGateway.directConnectGatewayId"),
        wait=Wait(Call("directconnect", "describe_direct_connect_gateways", {
            "directConnectGatewayId": Ref("direct_connect_gateway_1"),
        }, "directConnectGateways[0].directConnectGatewayState"), until=("available",), never=("deleting", "deleted",)),
        remove=Call("directconnect", "delete_direct_connect_gateway", {
            "directConnectGatewayId": Ref("direct_connect_gateway_1"),
        }),
        gone=Wait(Call("directconnect", "describe_direct_connect_gateways", {
            "directConnectGatewayId": Ref("direct_connect_gateway_1"),
        }, "directConnectGateways[0].directConnectGatewayState"), until=("deleted",), never=()),
    ),
    Step(
        name="virtual_interface_1",
        title="Virtual interface near",
        account="",
        region="eu-west-1",
        needs=("vpn_gateway_1",),
        find=Call("directconnect", "describe_virtual_interfaces", {}, "virtualInterfaces[?(virtualInterfaceState!='deleted' && virtualInterfaceState!='deleting') && tags[?key=='netwright:id' && value=='virtual-interface-1'] && tags[?key=='netwright:design' && value=='Kinds that no template uses']] | [0].virtualInterfaceId"),
        make=Call("directconnect", "create_private_virtual_interface", {
            "connectionId": "dxcon-fg1234",
            "newPrivateVirtualInterface": {
                "virtualInterfaceName": "near-49c8c4a3",
                "vlan": 201,
                "asn": 65010,
                "mtu": 1500,
                "amazonAddress": "169.254.9.1/30",
                "customerAddress": "169.254.9.2/30",
                "addressFamily": "ipv4",
                "virtualGatewayId": Ref("vpn_gateway_1"),
                "tags": [{
                    "key": "Name",
                    "value": "near",
                }, {
                    "key": "netwright:design",
                    "value": "Kinds that no template uses",
                }, {
                    "key": "netwright:id",
                    "value": "virtual-interface-1",
                }, {
                    "key": "team",
                    "value": "it_s edge",
                }],
            },
        }, "virtualInterfaceId"),
        wait=Wait(Call("directconnect", "describe_virtual_interfaces", {
            "virtualInterfaceId": Ref("virtual_interface_1"),
        }, "virtualInterfaces[0].virtualInterfaceState"), until=("available", "down", "verifying",), never=("deleting", "deleted", "rejected",)),
        remove=Call("directconnect", "delete_virtual_interface", {
            "virtualInterfaceId": Ref("virtual_interface_1"),
        }),
        gone=Wait(Call("directconnect", "describe_virtual_interfaces", {
            "virtualInterfaceId": Ref("virtual_interface_1"),
        }, "virtualInterfaces[0].virtualInterfaceState"), until=("deleted",), never=()),
    ),
    Step(
        name="virtual_interface_1_mtu",
        title="MTU of Virtual interface near",
        account="",
        region="eu-west-1",
        needs=("virtual_interface_1",),
        find=Call("directconnect", "describe_virtual_interfaces", {
            "virtualInterfaceId": Ref("virtual_interface_1"),
        }, "virtualInterfaces[?mtu==`1500`] | [0].virtualInterfaceId"),
        make=Call("directconnect", "update_virtual_interface_attributes", {
            "virtualInterfaceId": Ref("virtual_interface_1"),
            "mtu": 1500,
        }),
        gap="all interfaces of the physical connection can stop for half a minute while its MTU changes",
    ),
    Step(
        name="virtual_interface_2",
        title="Virtual interface shared",
        account="",
        region="us-east-1",
        needs=("direct_connect_gateway_1",),
        find=Call("directconnect", "describe_virtual_interfaces", {}, "virtualInterfaces[?(virtualInterfaceState!='deleted' && virtualInterfaceState!='deleting') && tags[?key=='netwright:id' && value=='virtual-interface-2'] && tags[?key=='netwright:design' && value=='Kinds that no template uses']] | [0].virtualInterfaceId"),
        make=Call("directconnect", "create_private_virtual_interface", {
            "connectionId": "dxlag-fg1234",
            "newPrivateVirtualInterface": {
                "virtualInterfaceName": "shared-74434f86",
                "vlan": 101,
                "asnLong": 4200000010,
                "mtu": 8500,
                "addressFamily": "ipv4",
                "directConnectGatewayId": Ref("direct_connect_gateway_1"),
                "tags": [{
                    "key": "Name",
                    "value": "shared",
                }, {
                    "key": "netwright:design",
                    "value": "Kinds that no template uses",
                }, {
                    "key": "netwright:id",
                    "value": "virtual-interface-2",
                }],
            },
        }, "virtualInterfaceId"),
        wait=Wait(Call("directconnect", "describe_virtual_interfaces", {
            "virtualInterfaceId": Ref("virtual_interface_2"),
        }, "virtualInterfaces[0].virtualInterfaceState"), until=("available", "down", "verifying",), never=("deleting", "deleted", "rejected",)),
        remove=Call("directconnect", "delete_virtual_interface", {
            "virtualInterfaceId": Ref("virtual_interface_2"),
        }),
        gone=Wait(Call("directconnect", "describe_virtual_interfaces", {
            "virtualInterfaceId": Ref("virtual_interface_2"),
        }, "virtualInterfaces[0].virtualInterfaceState"), until=("deleted",), never=()),
    ),
    Step(
        name="virtual_interface_2_mtu",
        title="MTU of Virtual interface shared",
        account="",
        region="us-east-1",
        needs=("virtual_interface_2",),
        find=Call("directconnect", "describe_virtual_interfaces", {
            "virtualInterfaceId": Ref("virtual_interface_2"),
        }, "virtualInterfaces[?mtu==`8500`] | [0].virtualInterfaceId"),
        make=Call("directconnect", "update_virtual_interface_attributes", {
            "virtualInterfaceId": Ref("virtual_interface_2"),
            "mtu": 8500,
        }),
        gap="all interfaces of the physical connection can stop for half a minute while its MTU changes",
    ),
    Step(
        name="virtual_interface_3",
        title="Virtual interface open",
        account="",
        region="eu-west-1",
        find=Call("directconnect", "describe_virtual_interfaces", {}, "virtualInterfaces[?(virtualInterfaceState!='deleted' && virtualInterfaceState!='deleting') && tags[?key=='netwright:id' && value=='virtual-interface-3'] && tags[?key=='netwright:design' && value=='Kinds that no template uses']] | [0].virtualInterfaceId"),
        make=Call("directconnect", "create_public_virtual_interface", {
            "connectionId": "dxcon-fg1234",
            "newPublicVirtualInterface": {
                "virtualInterfaceName": "open-56a5e645",
                "vlan": 203,
                "asn": 65000,
                "amazonAddress": "192.0.2.1/30",
                "customerAddress": "192.0.2.2/30",
                "addressFamily": "ipv4",
                "routeFilterPrefixes": [{
                    "cidr": "198.51.100.0/24",
                }, {
                    "cidr": "203.0.113.0/24",
                }],
                "tags": [{
                    "key": "Name",
                    "value": "open",
                }, {
                    "key": "netwright:design",
                    "value": "Kinds that no template uses",
                }, {
                    "key": "netwright:id",
                    "value": "virtual-interface-3",
                }],
            },
        }, "virtualInterfaceId"),
        wait=Wait(Call("directconnect", "describe_virtual_interfaces", {
            "virtualInterfaceId": Ref("virtual_interface_3"),
        }, "virtualInterfaces[0].virtualInterfaceState"), until=("available", "down", "verifying",), never=("deleting", "deleted", "rejected",)),
        remove=Call("directconnect", "delete_virtual_interface", {
            "virtualInterfaceId": Ref("virtual_interface_3"),
        }),
        gone=Wait(Call("directconnect", "describe_virtual_interfaces", {
            "virtualInterfaceId": Ref("virtual_interface_3"),
        }, "virtualInterfaces[0].virtualInterfaceState"), until=("deleted",), never=()),
    ),
    Step(
        name="tgw_attachment_1",
        title="Transit gateway attachment tgw-attachment-1",
        account="",
        region="eu-west-1",
        needs=("subnet_1", "subnet_2", "tgw_1", "vpc_1",),
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
            "SubnetIds": [Ref("subnet_1"), Ref("subnet_2")],
            "Options": {
                "DnsSupport": "enable",
                "SecurityGroupReferencingSupport": "enable",
                "Ipv6Support": "disable",
                "ApplianceModeSupport": "disable",
            },
            "TagSpecifications": [{
                "ResourceType": "transit-gateway-attachment",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        title="Transit gateway attachment tgw-attachment-2",
        account="",
        region="eu-west-1",
        needs=("subnet_3", "tgw_1", "vpc_2",),
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
            "SubnetIds": [Ref("subnet_3")],
            "Options": {
                "DnsSupport": "enable",
                "SecurityGroupReferencingSupport": "enable",
                "Ipv6Support": "disable",
                "ApplianceModeSupport": "disable",
            },
            "TagSpecifications": [{
                "ResourceType": "transit-gateway-attachment",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
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
        name="tgw_1_account_number",
        title="account of Transit gateway with default tables",
        account="",
        region="eu-west-1",
        find=Call("sts", "get_caller_identity", {}, "Account"),
    ),
    Step(
        name="tgw_attachment_3",
        title="Transit gateway attachment tgw-attachment-3",
        account="",
        region="eu-west-1",
        needs=("tgw_1", "tgw_1_account_number", "tgw_2",),
        find=Call("ec2", "describe_transit_gateway_peering_attachments", {
            "Filters": [{
                "Name": "transit-gateway-id",
                "Values": [Ref("tgw_1")],
            }],
        }, Text("TransitGatewayPeeringAttachments[?(State=='available' || State=='pendingAcceptance' || State=='initiatingRequest' || State=='pending') && AccepterTgwInfo.TransitGatewayId=='", Ref("tgw_2"), "'] | [0].TransitGatewayAttachmentId")),
        make=Call("ec2", "create_transit_gateway_peering_attachment", {
            "TransitGatewayId": Ref("tgw_1"),
            "PeerTransitGatewayId": Ref("tgw_2"),
            "PeerAccountId": Ref("tgw_1_account_number"),
            "PeerRegion": "us-east-1",
            "TagSpecifications": [{
                "ResourceType": "transit-gateway-attachment",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
                }, {
                    "Key": "netwright:id",
                    "Value": "tgw-attachment-3",
                }],
            }],
        }, "TransitGatewayPeeringAttachment.TransitGatewayAttachmentId"),
        wait=Wait(Call("ec2", "describe_transit_gateway_peering_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_3")],
        }, "TransitGatewayPeeringAttachments[0].State"), until=("available", "pendingAcceptance",), never=("failed", "failing", "rejected", "rejecting", "deleted", "deleting",)),
        remove=Call("ec2", "delete_transit_gateway_peering_attachment", {
            "TransitGatewayAttachmentId": Ref("tgw_attachment_3"),
        }),
        gone=Wait(Call("ec2", "describe_transit_gateway_peering_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_3")],
        }, "TransitGatewayPeeringAttachments[0].State"), until=("deleted",), never=()),
    ),
    Step(
        name="tgw_attachment_3_request",
        title="request of Transit gateway attachment tgw-attachment-3",
        account="",
        region="us-east-1",
        needs=("tgw_attachment_3",),
        find=Call("ec2", "describe_transit_gateway_peering_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_3")],
        }, "TransitGatewayPeeringAttachments[?State=='pendingAcceptance' || State=='available'] | [0].TransitGatewayAttachmentId"),
    ),
    Step(
        name="tgw_attachment_3_acceptance",
        title="acceptance of Transit gateway attachment tgw-attachment-3",
        account="",
        region="us-east-1",
        needs=("tgw_attachment_3",),
        find=Call("ec2", "describe_transit_gateway_peering_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_3")],
        }, "TransitGatewayPeeringAttachments[?State=='available'] | [0].TransitGatewayAttachmentId"),
        make=Call("ec2", "accept_transit_gateway_peering_attachment", {
            "TransitGatewayAttachmentId": Ref("tgw_attachment_3"),
        }),
        wait=Wait(Call("ec2", "describe_transit_gateway_peering_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_3")],
        }, "TransitGatewayPeeringAttachments[0].State"), until=("available",), never=("failed", "failing", "rejected", "rejecting", "deleted", "deleting",)),
    ),
    Step(
        name="tgw_propagation_1",
        title="propagation of Transit gateway attachment tgw-attachment-1 into Transit gateway route table default",
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
        name="tgw_propagation_2",
        title="propagation of Transit gateway attachment tgw-attachment-2 into Transit gateway route table default",
        account="",
        region="eu-west-1",
        needs=("tgw_attachment_2", "tgw_route_table_1",),
        find=Call("ec2", "get_transit_gateway_route_table_propagations", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_1"),
            "Filters": [{
                "Name": "transit-gateway-attachment-id",
                "Values": [Ref("tgw_attachment_2")],
            }],
        }, "TransitGatewayRouteTablePropagations[?State=='enabled' || State=='enabling'] | [0].TransitGatewayAttachmentId"),
        make=Call("ec2", "enable_transit_gateway_route_table_propagation", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_1"),
            "TransitGatewayAttachmentId": Ref("tgw_attachment_2"),
        }),
        wait=Wait(Call("ec2", "get_transit_gateway_route_table_propagations", {
            "TransitGatewayRouteTableId": Ref("tgw_route_table_1"),
            "Filters": [{
                "Name": "transit-gateway-attachment-id",
                "Values": [Ref("tgw_attachment_2")],
            }],
        }, "TransitGatewayRouteTablePropagations[0].State"), until=("enabled",), never=()),
    ),
    Step(
        name="tgw_association_1",
        title="association of Transit gateway attachment tgw-attachment-1 with Transit gateway route table default",
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
        title="other table of Transit gateway attachment tgw-attachment-2",
        account="",
        region="eu-west-1",
        needs=("tgw_attachment_2", "tgw_route_table_2",),
        find=Call("ec2", "describe_transit_gateway_attachments", {
            "TransitGatewayAttachmentIds": [Ref("tgw_attachment_2")],
        }, Text("TransitGatewayAttachments[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='", Ref("tgw_route_table_2"), "'] | [0].Association.TransitGatewayRouteTableId || 'none'")),
    ),
    Step(
        name="tgw_association_2_leave",
        title="Transit gateway attachment tgw-attachment-2 out of any table but Transit gateway route table apart",
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
        title="association of Transit gateway attachment tgw-attachment-2 with Transit gateway route table apart",
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
        name="instance_1",
        title="Workload router (1 of 1)",
        account="",
        region="eu-west-1",
        needs=("subnet_1",),
        find=Call("ec2", "describe_instances", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["instance-1"],
            }],
        }, "Reservations[].Instances[] | [?State.Name=='pending' || State.Name=='running' || State.Name=='stopping' || State.Name=='stopped'] | [0].InstanceId"),
        make=Call("ec2", "run_instances", {
            "ImageId": "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
            "InstanceType": "c7g.large",
            "MinCount": 1,
            "MaxCount": 1,
            "NetworkInterfaces": [{
                "DeviceIndex": 0,
                "SubnetId": Ref("subnet_1"),
                "PrivateIpAddress": "10.0.0.10",
            }],
            "TagSpecifications": [{
                "ResourceType": "instance",
                "Tags": [{
                    "Key": "Name",
                    "Value": "router",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
                }, {
                    "Key": "netwright:id",
                    "Value": "instance-1",
                }],
            }],
        }, "Instances[0].InstanceId"),
        wait=Wait(Call("ec2", "describe_instances", {
            "InstanceIds": [Ref("instance_1")],
        }, "Reservations[0].Instances[0].State.Name"), until=("running",), never=("terminated", "shutting-down",)),
        remove=Call("ec2", "terminate_instances", {
            "InstanceIds": [Ref("instance_1")],
        }),
        gone=Wait(Call("ec2", "describe_instances", {
            "InstanceIds": [Ref("instance_1")],
        }, "Reservations[0].Instances[0].State.Name"), until=("terminated",), never=()),
    ),
    Step(
        name="instance_1_address",
        title="address of Workload router",
        account="",
        region="eu-west-1",
        needs=("elastic_ip_1", "instance_1",),
        find=Call("ec2", "describe_addresses", {
            "AllocationIds": [Ref("elastic_ip_1")],
        }, Text("Addresses[?InstanceId=='", Ref("instance_1"), "'] | [0].AssociationId")),
        make=Call("ec2", "associate_address", {
            "AllocationId": Ref("elastic_ip_1"),
            "InstanceId": Ref("instance_1"),
        }, "AssociationId"),
        remove=Call("ec2", "disassociate_address", {
            "AssociationId": Ref("instance_1_address"),
        }),
    ),
    Step(
        name="instance_1_forwards",
        title="no source check on Workload router",
        account="",
        region="eu-west-1",
        needs=("instance_1",),
        find=Call("ec2", "describe_instances", {
            "InstanceIds": [Ref("instance_1")],
        }, "!(Reservations[0].Instances[0].SourceDestCheck)"),
        make=Call("ec2", "modify_instance_attribute", {
            "InstanceId": Ref("instance_1"),
            "SourceDestCheck": {
                "Value": False,
            },
        }),
    ),
    Step(
        name="instance_2",
        title="Workload six (1 of 1)",
        account="",
        region="eu-west-1",
        needs=("subnet_4",),
        find=Call("ec2", "describe_instances", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["instance-2"],
            }],
        }, "Reservations[].Instances[] | [?State.Name=='pending' || State.Name=='running' || State.Name=='stopping' || State.Name=='stopped'] | [0].InstanceId"),
        make=Call("ec2", "run_instances", {
            "ImageId": "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
            "InstanceType": "m7i.large",
            "MinCount": 1,
            "MaxCount": 1,
            "NetworkInterfaces": [{
                "DeviceIndex": 0,
                "SubnetId": Ref("subnet_4"),
            }],
            "TagSpecifications": [{
                "ResourceType": "instance",
                "Tags": [{
                    "Key": "Name",
                    "Value": "six",
                }, {
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
                }, {
                    "Key": "netwright:id",
                    "Value": "instance-2",
                }],
            }],
        }, "Instances[0].InstanceId"),
        wait=Wait(Call("ec2", "describe_instances", {
            "InstanceIds": [Ref("instance_2")],
        }, "Reservations[0].Instances[0].State.Name"), until=("running",), never=("terminated", "shutting-down",)),
        remove=Call("ec2", "terminate_instances", {
            "InstanceIds": [Ref("instance_2")],
        }),
        gone=Wait(Call("ec2", "describe_instances", {
            "InstanceIds": [Ref("instance_2")],
        }, "Reservations[0].Instances[0].State.Name"), until=("terminated",), never=()),
    ),
    Step(
        name="network_interface_1",
        title="Network interface network-interface-1",
        account="",
        region="eu-west-1",
        needs=("security_group_1", "subnet_1",),
        find=Call("ec2", "describe_network_interfaces", {
            "Filters": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["network-interface-1"],
            }],
        }, "join('|', (NetworkInterfaces[0].[to_string(NetworkInterfaceId), to_string(SubnetId)]) || [''])"),
        fixed=(("subnet", Ref("subnet_1")),),
        make=Call("ec2", "create_network_interface", {
            "SubnetId": Ref("subnet_1"),
            "Groups": [Ref("security_group_1")],
            "PrivateIpAddresses": [{
                "Primary": True,
                "PrivateIpAddress": "10.0.0.20",
            }],
            "TagSpecifications": [{
                "ResourceType": "network-interface",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
                }, {
                    "Key": "netwright:id",
                    "Value": "network-interface-1",
                }],
            }],
        }, "NetworkInterface.NetworkInterfaceId"),
        wait=Wait(Call("ec2", "describe_network_interfaces", {
            "NetworkInterfaceIds": [Ref("network_interface_1")],
        }, "NetworkInterfaces[0].Status"), until=("available", "in-use",), never=()),
        remove=Call("ec2", "delete_network_interface", {
            "NetworkInterfaceId": Ref("network_interface_1"),
        }),
    ),
    Step(
        name="network_interface_1_forwards",
        title="no source check on Network interface network-interface-1",
        account="",
        region="eu-west-1",
        needs=("network_interface_1",),
        find=Call("ec2", "describe_network_interfaces", {
            "NetworkInterfaceIds": [Ref("network_interface_1")],
        }, "!(NetworkInterfaces[0].SourceDestCheck)"),
        make=Call("ec2", "modify_network_interface_attribute", {
            "NetworkInterfaceId": Ref("network_interface_1"),
            "SourceDestCheck": {
                "Value": False,
            },
        }),
    ),
    Step(
        name="network_interface_1_address",
        title="address of Network interface network-interface-1",
        account="",
        region="eu-west-1",
        needs=("elastic_ip_2", "network_interface_1",),
        find=Call("ec2", "describe_addresses", {
            "AllocationIds": [Ref("elastic_ip_2")],
        }, Text("Addresses[?NetworkInterfaceId=='", Ref("network_interface_1"), "'] | [0].AssociationId")),
        make=Call("ec2", "associate_address", {
            "AllocationId": Ref("elastic_ip_2"),
            "NetworkInterfaceId": Ref("network_interface_1"),
        }, "AssociationId"),
        remove=Call("ec2", "disassociate_address", {
            "AssociationId": Ref("network_interface_1_address"),
        }),
    ),
    Step(
        name="hosted_zone_1",
        title="Hosted zone inside",
        account="",
        region="us-east-1",
        needs=("vpc_1",),
        find=Call("route53", "list_hosted_zones", {}, "join('|', (HostedZones[?starts_with(CallerReference, 'netwright-4e487bd1-')] | [0].[to_string(Id), to_string(Config.PrivateZone), to_string(Name)]) || [''])"),
        fixed=(("private", "true"), ("domain", "inside.example."),),
        first=True,
        make=Call("route53", "create_hosted_zone", {
            "Name": "inside.example",
            "CallerReference": Text("netwright-4e487bd1-", Ref("run")),
            "HostedZoneConfig": {
                "Comment": "inside",
                "PrivateZone": True,
            },
            "VPC": {
                "VPCRegion": "eu-west-1",
                "VPCId": Ref("vpc_1"),
            },
        }, "HostedZone.Id"),
        remove=Call("route53", "delete_hosted_zone", {
            "Id": Ref("hosted_zone_1"),
        }),
    ),
    Step(
        name="hosted_zone_1_tags",
        title="tags of Hosted zone inside",
        account="",
        region="us-east-1",
        needs=("hosted_zone_1",),
        find=Call("route53", "list_tags_for_resource", {
            "ResourceType": "hostedzone",
            "ResourceId": Ref("hosted_zone_1"),
        }, "ResourceTagSet.Tags[?Key=='netwright:id' && Value=='hosted-zone-1'] | [0].Key"),
        make=Call("route53", "change_tags_for_resource", {
            "ResourceType": "hostedzone",
            "ResourceId": Ref("hosted_zone_1"),
            "AddTags": [{
                "Key": "Name",
                "Value": "inside",
            }, {
                "Key": "netwright:design",
                "Value": "Kinds that no template uses",
            }, {
                "Key": "netwright:id",
                "Value": "hosted-zone-1",
            }],
        }),
    ),
    Step(
        name="hosted_zone_1_vpc_2",
        title="Hosted zone inside in VPC other",
        account="",
        region="us-east-1",
        needs=("hosted_zone_1", "vpc_2",),
        find=Call("route53", "list_hosted_zones_by_vpc", {
            "VPCId": Ref("vpc_2"),
            "VPCRegion": "eu-west-1",
        }, Text("HostedZoneSummaries[?HostedZoneId=='", Ref("hosted_zone_1"), "'] | [0].HostedZoneId")),
        make=Call("route53", "associate_vpc_with_hosted_zone", {
            "HostedZoneId": Ref("hosted_zone_1"),
            "VPC": {
                "VPCRegion": "eu-west-1",
                "VPCId": Ref("vpc_2"),
            },
        }),
        remove=Call("route53", "disassociate_vpc_from_hosted_zone", {
            "HostedZoneId": Ref("hosted_zone_1"),
            "VPC": {
                "VPCRegion": "eu-west-1",
                "VPCId": Ref("vpc_2"),
            },
        }),
    ),
    Step(
        name="hosted_zone_2",
        title="Hosted zone hosted-zone-2",
        account="",
        region="us-east-1",
        find=Call("route53", "list_hosted_zones", {}, "join('|', (HostedZones[?starts_with(CallerReference, 'netwright-e770c29d-')] | [0].[to_string(Id), to_string(Config.PrivateZone), to_string(Name)]) || [''])"),
        fixed=(("private", "false"), ("domain", "outside.example."),),
        first=True,
        make=Call("route53", "create_hosted_zone", {
            "Name": "outside.example",
            "CallerReference": Text("netwright-e770c29d-", Ref("run")),
            "HostedZoneConfig": {
                "Comment": "outside.example",
                "PrivateZone": False,
            },
        }, "HostedZone.Id"),
        remove=Call("route53", "delete_hosted_zone", {
            "Id": Ref("hosted_zone_2"),
        }),
    ),
    Step(
        name="hosted_zone_2_tags",
        title="tags of Hosted zone hosted-zone-2",
        account="",
        region="us-east-1",
        needs=("hosted_zone_2",),
        find=Call("route53", "list_tags_for_resource", {
            "ResourceType": "hostedzone",
            "ResourceId": Ref("hosted_zone_2"),
        }, "ResourceTagSet.Tags[?Key=='netwright:id' && Value=='hosted-zone-2'] | [0].Key"),
        make=Call("route53", "change_tags_for_resource", {
            "ResourceType": "hostedzone",
            "ResourceId": Ref("hosted_zone_2"),
            "AddTags": [{
                "Key": "netwright:design",
                "Value": "Kinds that no template uses",
            }, {
                "Key": "netwright:id",
                "Value": "hosted-zone-2",
            }],
        }),
    ),
    Step(
        name="load_balancer_1",
        title="Load balancer web",
        account="",
        region="eu-west-1",
        needs=("security_group_1", "subnet_1", "subnet_2",),
        find=Call("elbv2", "describe_load_balancers", {
            "Names": ["web-f4252893"],
        }, "LoadBalancers[0].LoadBalancerArn"),
        make=Call("elbv2", "create_load_balancer", {
            "Name": "web-f4252893",
            "Type": "application",
            "Scheme": "internet-facing",
            "Subnets": [Ref("subnet_1"), Ref("subnet_2")],
            "SecurityGroups": [Ref("security_group_1")],
            "Tags": [{
                "Key": "Name",
                "Value": "web",
            }, {
                "Key": "netwright:design",
                "Value": "Kinds that no template uses",
            }, {
                "Key": "netwright:id",
                "Value": "load-balancer-1",
            }],
        }, "LoadBalancers[0].LoadBalancerArn"),
        wait=Wait(Call("elbv2", "describe_load_balancers", {
            "LoadBalancerArns": [Ref("load_balancer_1")],
        }, "LoadBalancers[0].State.Code"), until=("active", "active_impaired",), never=("failed",)),
        remove=Call("elbv2", "delete_load_balancer", {
            "LoadBalancerArn": Ref("load_balancer_1"),
        }),
        gone=Wait(Call("elbv2", "describe_load_balancers", {
            "LoadBalancerArns": [Ref("load_balancer_1")],
        }, "LoadBalancers[0].LoadBalancerArn"), until=(), never=()),
    ),
    Step(
        name="target_group_1",
        title="Target group web",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("elbv2", "describe_target_groups", {
            "Names": ["web-4e2158f3"],
        }, "TargetGroups[0].TargetGroupArn"),
        make=Call("elbv2", "create_target_group", {
            "Name": "web-4e2158f3",
            "Protocol": "HTTP",
            "Port": 80,
            "VpcId": Ref("vpc_1"),
            "TargetType": "ip",
            "HealthCheckPath": "/health/deep",
            "Tags": [{
                "Key": "Name",
                "Value": "web",
            }, {
                "Key": "netwright:design",
                "Value": "Kinds that no template uses",
            }, {
                "Key": "netwright:id",
                "Value": "target-group-1",
            }],
        }, "TargetGroups[0].TargetGroupArn"),
        remove=Call("elbv2", "delete_target_group", {
            "TargetGroupArn": Ref("target_group_1"),
        }),
    ),
    Step(
        name="instance_1_private_address",
        title="private address of instance-1",
        account="",
        region="eu-west-1",
        needs=("instance_1",),
        find=Call("ec2", "describe_instances", {
            "InstanceIds": [Ref("instance_1")],
        }, "Reservations[0].Instances[0].PrivateIpAddress"),
    ),
    Step(
        name="target_group_1_instance_1",
        title="target instance-1 of Target group web",
        account="",
        region="eu-west-1",
        needs=("instance_1_private_address", "target_group_1",),
        find=Call("elbv2", "describe_target_health", {
            "TargetGroupArn": Ref("target_group_1"),
        }, Text("TargetHealthDescriptions[?Target.Id=='", Ref("instance_1_private_address"), "'] | [0].Target.Id")),
        make=Call("elbv2", "register_targets", {
            "TargetGroupArn": Ref("target_group_1"),
            "Targets": [{
                "Id": Ref("instance_1_private_address"),
            }],
        }),
        remove=Call("elbv2", "deregister_targets", {
            "TargetGroupArn": Ref("target_group_1"),
            "Targets": [{
                "Id": Ref("instance_1_private_address"),
            }],
        }),
    ),
    Step(
        name="listener_1",
        title="Listener listener-1 of Load balancer web",
        account="",
        region="eu-west-1",
        needs=("load_balancer_1", "target_group_1",),
        find=Call("elbv2", "describe_listeners", {
            "LoadBalancerArn": Ref("load_balancer_1"),
        }, "Listeners[?to_string(Port)=='80'] | [0].ListenerArn"),
        make=Call("elbv2", "create_listener", {
            "LoadBalancerArn": Ref("load_balancer_1"),
            "Port": 80,
            "Protocol": "HTTP",
            "DefaultActions": [{
                "Type": "forward",
                "TargetGroupArn": Ref("target_group_1"),
            }],
            "Tags": [{
                "Key": "netwright:design",
                "Value": "Kinds that no template uses",
            }, {
                "Key": "netwright:id",
                "Value": "listener-1",
            }],
        }, "Listeners[0].ListenerArn"),
        remove=Call("elbv2", "delete_listener", {
            "ListenerArn": Ref("listener_1"),
        }),
    ),
    Step(
        name="route_1",
        title="route ::/0 of Route table six",
        account="",
        region="eu-west-1",
        needs=("egress_only_gateway_1", "route_table_3",),
        find=Call("ec2", "describe_route_tables", {
            "RouteTableIds": [Ref("route_table_3")],
        }, Text("RouteTables[0].Routes[?DestinationIpv6CidrBlock=='", "::/0", "' && EgressOnlyInternetGatewayId=='", Ref("egress_only_gateway_1"), "'] | [0].DestinationIpv6CidrBlock")),
        make=Call("ec2", "create_route", {
            "RouteTableId": Ref("route_table_3"),
            "DestinationIpv6CidrBlock": "::/0",
            "EgressOnlyInternetGatewayId": Ref("egress_only_gateway_1"),
        }),
        remove=Call("ec2", "delete_route", {
            "RouteTableId": Ref("route_table_3"),
            "DestinationIpv6CidrBlock": "::/0",
        }),
    ),
    Step(
        name="flow_log_1",
        title="Flow log flow-log-1",
        account="",
        region="eu-west-1",
        needs=("vpc_1",),
        find=Call("ec2", "describe_flow_logs", {
            "Filter": [{
                "Name": "tag:netwright:design",
                "Values": ["Kinds that no template uses"],
            }, {
                "Name": "tag:netwright:id",
                "Values": ["flow-log-1"],
            }],
        }, "FlowLogs[0].FlowLogId"),
        make=Call("ec2", "create_flow_logs", {
            "ResourceIds": [Ref("vpc_1")],
            "ResourceType": "VPC",
            "TrafficType": "REJECT",
            "LogDestinationType": "s3",
            "LogDestination": "arn:aws:s3:::netwright-flow-logs",
            "TagSpecifications": [{
                "ResourceType": "vpc-flow-log",
                "Tags": [{
                    "Key": "netwright:design",
                    "Value": "Kinds that no template uses",
                }, {
                    "Key": "netwright:id",
                    "Value": "flow-log-1",
                }],
            }],
        }, "FlowLogIds[0]"),
        remove=Call("ec2", "delete_flow_logs", {
            "FlowLogIds": [Ref("flow_log_1")],
        }),
    ),
    Step(
        name="resolver_endpoint_1",
        title="Resolver endpoint out",
        account="",
        region="eu-west-1",
        needs=("security_group_1", "subnet_1", "subnet_2",),
        find=Call("route53resolver", "list_resolver_endpoints", {
            "Filters": [{
                "Name": "Name",
                "Values": ["out-e7aca657"],
            }],
        }, "ResolverEndpoints[?Status!='DELETING'] | [0].Id"),
        make=Call("route53resolver", "create_resolver_endpoint", {
            "CreatorRequestId": Text("netwright-e7aca657-", Ref("run")),
            "Name": "out-e7aca657",
            "Direction": "OUTBOUND",
            "SecurityGroupIds": [Ref("security_group_1")],
            "IpAddresses": [{
                "SubnetId": Ref("subnet_1"),
            }, {
                "SubnetId": Ref("subnet_2"),
            }],
            "Tags": [{
                "Key": "Name",
                "Value": "out",
            }, {
                "Key": "netwright:design",
                "Value": "Kinds that no template uses",
            }, {
                "Key": "netwright:id",
                "Value": "resolver-endpoint-1",
            }],
        }, "ResolverEndpoint.Id"),
        wait=Wait(Call("route53resolver", "get_resolver_endpoint", {
            "ResolverEndpointId": Ref("resolver_endpoint_1"),
        }, "ResolverEndpoint.Status"), until=("OPERATIONAL",), never=("ACTION_NEEDED", "DELETING",)),
        remove=Call("route53resolver", "delete_resolver_endpoint", {
            "ResolverEndpointId": Ref("resolver_endpoint_1"),
        }),
        gone=Wait(Call("route53resolver", "get_resolver_endpoint", {
            "ResolverEndpointId": Ref("resolver_endpoint_1"),
        }, "ResolverEndpoint.Status"), until=(), never=()),
    ),
    Step(
        name="resolver_rule_1",
        title="Resolver rule corp",
        account="",
        region="eu-west-1",
        needs=("resolver_endpoint_1",),
        find=Call("route53resolver", "list_resolver_rules", {
            "Filters": [{
                "Name": "Name",
                "Values": ["corp-cd10d5ca"],
            }],
        }, "ResolverRules[?Status!='DELETING'] | [0].Id"),
        make=Call("route53resolver", "create_resolver_rule", {
            "CreatorRequestId": Text("netwright-cd10d5ca-", Ref("run")),
            "Name": "corp-cd10d5ca",
            "RuleType": "FORWARD",
            "DomainName": "corp.example",
            "TargetIps": [{
                "Ip": "192.168.0.53",
                "Port": 53,
            }],
            "ResolverEndpointId": Ref("resolver_endpoint_1"),
            "Tags": [{
                "Key": "Name",
                "Value": "corp",
            }, {
                "Key": "netwright:design",
                "Value": "Kinds that no template uses",
            }, {
                "Key": "netwright:id",
                "Value": "resolver-rule-1",
            }],
        }, "ResolverRule.Id"),
        remove=Call("route53resolver", "delete_resolver_rule", {
            "ResolverRuleId": Ref("resolver_rule_1"),
        }),
    ),
    Step(
        name="resolver_rule_1_vpc_1",
        title="Resolver rule corp in VPC edge",
        account="",
        region="eu-west-1",
        needs=("resolver_rule_1", "vpc_1",),
        find=Call("route53resolver", "list_resolver_rule_associations", {
            "Filters": [{
                "Name": "ResolverRuleId",
                "Values": [Ref("resolver_rule_1")],
            }, {
                "Name": "VPCId",
                "Values": [Ref("vpc_1")],
            }],
        }, "ResolverRuleAssociations[?Status!='DELETING'] | [0].Id"),
        make=Call("route53resolver", "associate_resolver_rule", {
            "ResolverRuleId": Ref("resolver_rule_1"),
            "VPCId": Ref("vpc_1"),
        }, "ResolverRuleAssociation.Id"),
        wait=Wait(Call("route53resolver", "list_resolver_rule_associations", {
            "Filters": [{
                "Name": "ResolverRuleId",
                "Values": [Ref("resolver_rule_1")],
            }, {
                "Name": "VPCId",
                "Values": [Ref("vpc_1")],
            }],
        }, "ResolverRuleAssociations[0].Status"), until=("COMPLETE",), never=("FAILED",)),
        remove=Call("route53resolver", "disassociate_resolver_rule", {
            "ResolverRuleId": Ref("resolver_rule_1"),
            "VPCId": Ref("vpc_1"),
        }),
        gone=Wait(Call("route53resolver", "list_resolver_rule_associations", {
            "Filters": [{
                "Name": "ResolverRuleId",
                "Values": [Ref("resolver_rule_1")],
            }, {
                "Name": "VPCId",
                "Values": [Ref("vpc_1")],
            }],
        }, "ResolverRuleAssociations[0].Status"), until=(), never=()),
    ),
    Step(
        name="health_check_1",
        title="Health check deep",
        account="",
        region="us-east-1",
        find=Call("route53", "list_health_checks", {}, "HealthChecks[?starts_with(CallerReference, 'netwright-8c5edd95-')] | [0].Id"),
        make=Call("route53", "create_health_check", {
            "CallerReference": Text("netwright-8c5edd95-", Ref("run")),
            "HealthCheckConfig": {
                "Type": "HTTPS_STR_MATCH",
                "Port": 443,
                "FullyQualifiedDomainName": "www.outside.example",
                "ResourcePath": "/health/deep",
                "SearchString": "ok",
                "RequestInterval": 10,
                "FailureThreshold": 3,
            },
        }, "HealthCheck.Id"),
        remove=Call("route53", "delete_health_check", {
            "HealthCheckId": Ref("health_check_1"),
        }),
    ),
    Step(
        name="health_check_1_tags",
        title="tags of Health check deep",
        account="",
        region="us-east-1",
        needs=("health_check_1",),
        find=Call("route53", "list_tags_for_resource", {
            "ResourceType": "healthcheck",
            "ResourceId": Ref("health_check_1"),
        }, "ResourceTagSet.Tags[?Key=='netwright:id' && Value=='health-check-1'] | [0].Key"),
        make=Call("route53", "change_tags_for_resource", {
            "ResourceType": "healthcheck",
            "ResourceId": Ref("health_check_1"),
            "AddTags": [{
                "Key": "Name",
                "Value": "deep",
            }, {
                "Key": "netwright:design",
                "Value": "Kinds that no template uses",
            }, {
                "Key": "netwright:id",
                "Value": "health-check-1",
            }],
        }),
    ),
    Step(
        name="health_check_2",
        title="Health check any",
        account="",
        region="us-east-1",
        needs=("health_check_1",),
        find=Call("route53", "list_health_checks", {}, "HealthChecks[?starts_with(CallerReference, 'netwright-ad4928b1-')] | [0].Id"),
        make=Call("route53", "create_health_check", {
            "CallerReference": Text("netwright-ad4928b1-", Ref("run")),
            "HealthCheckConfig": {
                "Type": "CALCULATED",
                "HealthThreshold": 1,
                "ChildHealthChecks": [Ref("health_check_1")],
            },
        }, "HealthCheck.Id"),
        remove=Call("route53", "delete_health_check", {
            "HealthCheckId": Ref("health_check_2"),
        }),
    ),
    Step(
        name="health_check_2_tags",
        title="tags of Health check any",
        account="",
        region="us-east-1",
        needs=("health_check_2",),
        find=Call("route53", "list_tags_for_resource", {
            "ResourceType": "healthcheck",
            "ResourceId": Ref("health_check_2"),
        }, "ResourceTagSet.Tags[?Key=='netwright:id' && Value=='health-check-2'] | [0].Key"),
        make=Call("route53", "change_tags_for_resource", {
            "ResourceType": "healthcheck",
            "ResourceId": Ref("health_check_2"),
            "AddTags": [{
                "Key": "Name",
                "Value": "any",
            }, {
                "Key": "netwright:design",
                "Value": "Kinds that no template uses",
            }, {
                "Key": "netwright:id",
                "Value": "health-check-2",
            }],
        }),
    ),
    Step(
        name="health_check_3",
        title="Health check inside",
        account="",
        region="us-east-1",
        needs=("alarm_1",),
        find=Call("route53", "list_health_checks", {}, "HealthChecks[?starts_with(CallerReference, 'netwright-ad8ff17c-')] | [0].Id"),
        make=Call("route53", "create_health_check", {
            "CallerReference": Text("netwright-ad8ff17c-", Ref("run")),
            "HealthCheckConfig": {
                "Type": "CLOUDWATCH_METRIC",
                "AlarmIdentifier": {
                    "Region": "eu-west-1",
                    "Name": Ref("alarm_1"),
                },
                "InsufficientDataHealthStatus": "LastKnownStatus",
            },
        }, "HealthCheck.Id"),
        remove=Call("route53", "delete_health_check", {
            "HealthCheckId": Ref("health_check_3"),
        }),
    ),
    Step(
        name="health_check_3_tags",
        title="tags of Health check inside",
        account="",
        region="us-east-1",
        needs=("health_check_3",),
        find=Call("route53", "list_tags_for_resource", {
            "ResourceType": "healthcheck",
            "ResourceId": Ref("health_check_3"),
        }, "ResourceTagSet.Tags[?Key=='netwright:id' && Value=='health-check-3'] | [0].Key"),
        make=Call("route53", "change_tags_for_resource", {
            "ResourceType": "healthcheck",
            "ResourceId": Ref("health_check_3"),
            "AddTags": [{
                "Key": "Name",
                "Value": "inside",
            }, {
                "Key": "netwright:design",
                "Value": "Kinds that no template uses",
            }, {
                "Key": "netwright:id",
                "Value": "health-check-3",
            }],
        }),
    ),
    Step(
        name="dns_record_1",
        title="DNS record dns-record-1 CNAME",
        account="",
        region="us-east-1",
        needs=("hosted_zone_2",),
        find=Call("route53", "list_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "StartRecordName": "*.outside.example",
            "StartRecordType": "CNAME",
        }, "ResourceRecordSets[?(Name=='\\052.outside.example.' || Name=='*.outside.example.') && Type=='CNAME' && !SetIdentifier] | [0].Name"),
        make=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "UPSERT",
                    "ResourceRecordSet": {
                        "Name": "*.outside.example",
                        "Type": "CNAME",
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "www.outside.example",
                        }],
                    },
                }],
            },
        }),
        remove=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "DELETE",
                    "ResourceRecordSet": {
                        "Name": "*.outside.example",
                        "Type": "CNAME",
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "www.outside.example",
                        }],
                    },
                }],
            },
        }),
    ),
    Step(
        name="dns_record_2",
        title="DNS record dns-record-2 A",
        account="",
        region="us-east-1",
        needs=("health_check_2", "hosted_zone_2",),
        find=Call("route53", "list_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "StartRecordName": "w.outside.example",
            "StartRecordType": "A",
        }, "ResourceRecordSets[?(Name=='w.outside.example.' || Name=='w.outside.example.') && Type=='A' && SetIdentifier=='it\\'s one'] | [0].Name"),
        make=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "UPSERT",
                    "ResourceRecordSet": {
                        "Name": "w.outside.example",
                        "Type": "A",
                        "SetIdentifier": "it's one",
                        "Weight": 10,
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "192.0.2.1",
                        }],
                        "HealthCheckId": Ref("health_check_2"),
                    },
                }],
            },
        }),
        remove=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "DELETE",
                    "ResourceRecordSet": {
                        "Name": "w.outside.example",
                        "Type": "A",
                        "SetIdentifier": "it's one",
                        "Weight": 10,
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "192.0.2.1",
                        }],
                        "HealthCheckId": Ref("health_check_2"),
                    },
                }],
            },
        }),
    ),
    Step(
        name="dns_record_3",
        title="DNS record dns-record-3 A",
        account="",
        region="us-east-1",
        needs=("hosted_zone_2",),
        find=Call("route53", "list_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "StartRecordName": "w.outside.example",
            "StartRecordType": "A",
        }, "ResourceRecordSets[?(Name=='w.outside.example.' || Name=='w.outside.example.') && Type=='A' && SetIdentifier=='two'] | [0].Name"),
        make=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "UPSERT",
                    "ResourceRecordSet": {
                        "Name": "w.outside.example",
                        "Type": "A",
                        "SetIdentifier": "two",
                        "Weight": 0,
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "192.0.2.2",
                        }],
                    },
                }],
            },
        }),
        remove=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "DELETE",
                    "ResourceRecordSet": {
                        "Name": "w.outside.example",
                        "Type": "A",
                        "SetIdentifier": "two",
                        "Weight": 0,
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "192.0.2.2",
                        }],
                    },
                }],
            },
        }),
    ),
    Step(
        name="dns_record_4",
        title="DNS record dns-record-4 A",
        account="",
        region="us-east-1",
        needs=("hosted_zone_2",),
        find=Call("route53", "list_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "StartRecordName": "g.outside.example",
            "StartRecordType": "A",
        }, "ResourceRecordSets[?(Name=='g.outside.example.' || Name=='g.outside.example.') && Type=='A' && SetIdentifier=='all'] | [0].Name"),
        make=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "UPSERT",
                    "ResourceRecordSet": {
                        "Name": "g.outside.example",
                        "Type": "A",
                        "SetIdentifier": "all",
                        "GeoLocation": {
                            "CountryCode": "*",
                        },
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "192.0.2.3",
                        }],
                    },
                }],
            },
        }),
        remove=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "DELETE",
                    "ResourceRecordSet": {
                        "Name": "g.outside.example",
                        "Type": "A",
                        "SetIdentifier": "all",
                        "GeoLocation": {
                            "CountryCode": "*",
                        },
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "192.0.2.3",
                        }],
                    },
                }],
            },
        }),
    ),
    Step(
        name="dns_record_5",
        title="DNS record dns-record-5 A",
        account="",
        region="us-east-1",
        needs=("hosted_zone_2",),
        find=Call("route53", "list_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "StartRecordName": "m.outside.example",
            "StartRecordType": "A",
        }, "ResourceRecordSets[?(Name=='m.outside.example.' || Name=='m.outside.example.') && Type=='A' && SetIdentifier=='m1'] | [0].Name"),
        make=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "UPSERT",
                    "ResourceRecordSet": {
                        "Name": "m.outside.example",
                        "Type": "A",
                        "SetIdentifier": "m1",
                        "MultiValueAnswer": True,
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "192.0.2.4",
                        }],
                    },
                }],
            },
        }),
        remove=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "DELETE",
                    "ResourceRecordSet": {
                        "Name": "m.outside.example",
                        "Type": "A",
                        "SetIdentifier": "m1",
                        "MultiValueAnswer": True,
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "192.0.2.4",
                        }],
                    },
                }],
            },
        }),
    ),
    Step(
        name="dns_record_6",
        title="DNS record dns-record-6 TXT",
        account="",
        region="us-east-1",
        needs=("hosted_zone_2",),
        find=Call("route53", "list_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "StartRecordName": "t.outside.example",
            "StartRecordType": "TXT",
        }, "ResourceRecordSets[?(Name=='t.outside.example.' || Name=='t.outside.example.') && Type=='TXT' && !SetIdentifier] | [0].Name"),
        make=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "UPSERT",
                    "ResourceRecordSet": {
                        "Name": "t.outside.example",
                        "Type": "TXT",
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "\"quoted 'text' $(x) `y`\"",
                        }],
                    },
                }],
            },
        }),
        remove=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "DELETE",
                    "ResourceRecordSet": {
                        "Name": "t.outside.example",
                        "Type": "TXT",
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "\"quoted 'text' $(x) `y`\"",
                        }],
                    },
                }],
            },
        }),
    ),
    Step(
        name="dns_record_7",
        title="DNS record dns-record-7 A",
        account="",
        region="us-east-1",
        needs=("hosted_zone_1",),
        find=Call("route53", "list_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_1"),
            "StartRecordName": "db.inside.example",
            "StartRecordType": "A",
        }, "ResourceRecordSets[?(Name=='db.inside.example.' || Name=='db.inside.example.') && Type=='A' && !SetIdentifier] | [0].Name"),
        make=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_1"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "UPSERT",
                    "ResourceRecordSet": {
                        "Name": "db.inside.example",
                        "Type": "A",
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "10.0.0.5",
                        }],
                    },
                }],
            },
        }),
        remove=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_1"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "DELETE",
                    "ResourceRecordSet": {
                        "Name": "db.inside.example",
                        "Type": "A",
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "10.0.0.5",
                        }],
                    },
                }],
            },
        }),
    ),
    Step(
        name="dns_record_8",
        title="DNS record dns-record-8 A",
        account="",
        region="us-east-1",
        needs=("health_check_3", "hosted_zone_2",),
        find=Call("route53", "list_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "StartRecordName": "p.outside.example",
            "StartRecordType": "A",
        }, "ResourceRecordSets[?(Name=='p.outside.example.' || Name=='p.outside.example.') && Type=='A' && SetIdentifier=='near'] | [0].Name"),
        make=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "UPSERT",
                    "ResourceRecordSet": {
                        "Name": "p.outside.example",
                        "Type": "A",
                        "SetIdentifier": "near",
                        "GeoProximityLocation": {
                            "AWSRegion": "eu-west-1",
                            "Bias": -20,
                        },
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "192.0.2.6",
                        }],
                        "HealthCheckId": Ref("health_check_3"),
                    },
                }],
            },
        }),
        remove=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "DELETE",
                    "ResourceRecordSet": {
                        "Name": "p.outside.example",
                        "Type": "A",
                        "SetIdentifier": "near",
                        "GeoProximityLocation": {
                            "AWSRegion": "eu-west-1",
                            "Bias": -20,
                        },
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "192.0.2.6",
                        }],
                        "HealthCheckId": Ref("health_check_3"),
                    },
                }],
            },
        }),
    ),
    Step(
        name="dns_record_9",
        title="DNS record dns-record-9 A",
        account="",
        region="us-east-1",
        needs=("hosted_zone_2",),
        find=Call("route53", "list_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "StartRecordName": "g.outside.example",
            "StartRecordType": "A",
        }, "ResourceRecordSets[?(Name=='g.outside.example.' || Name=='g.outside.example.') && Type=='A' && SetIdentifier=='texas'] | [0].Name"),
        make=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "UPSERT",
                    "ResourceRecordSet": {
                        "Name": "g.outside.example",
                        "Type": "A",
                        "SetIdentifier": "texas",
                        "GeoLocation": {
                            "CountryCode": "US",
                            "SubdivisionCode": "TX",
                        },
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "192.0.2.7",
                        }],
                    },
                }],
            },
        }),
        remove=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "DELETE",
                    "ResourceRecordSet": {
                        "Name": "g.outside.example",
                        "Type": "A",
                        "SetIdentifier": "texas",
                        "GeoLocation": {
                            "CountryCode": "US",
                            "SubdivisionCode": "TX",
                        },
                        "TTL": 60,
                        "ResourceRecords": [{
                            "Value": "192.0.2.7",
                        }],
                    },
                }],
            },
        }),
    ),
    Step(
        name="dns_record_12",
        title="DNS record dns-record-12 A",
        account="",
        region="us-east-1",
        needs=("api_1_regional_name", "api_1_zone", "hosted_zone_2",),
        find=Call("route53", "list_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "StartRecordName": "api.outside.example",
            "StartRecordType": "A",
        }, "ResourceRecordSets[?(Name=='api.outside.example.' || Name=='api.outside.example.') && Type=='A' && !SetIdentifier] | [0].Name"),
        make=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "UPSERT",
                    "ResourceRecordSet": {
                        "Name": "api.outside.example",
                        "Type": "A",
                        "AliasTarget": {
                            "HostedZoneId": Ref("api_1_zone"),
                            "DNSName": Ref("api_1_regional_name"),
                            "EvaluateTargetHealth": True,
                        },
                    },
                }],
            },
        }),
        remove=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "DELETE",
                    "ResourceRecordSet": {
                        "Name": "api.outside.example",
                        "Type": "A",
                        "AliasTarget": {
                            "HostedZoneId": Ref("api_1_zone"),
                            "DNSName": Ref("api_1_regional_name"),
                            "EvaluateTargetHealth": True,
                        },
                    },
                }],
            },
        }),
    ),
    Step(
        name="ip_set_1",
        title="IP set offices",
        account="",
        region="eu-west-1",
        find=Call("wafv2", "list_ip_sets", {
            "Scope": "REGIONAL",
        }, "IPSets[?Name=='offices-58cbda9e'] | [0].ARN"),
        make=Call("wafv2", "create_ip_set", {
            "Name": "offices-58cbda9e",
            "Scope": "REGIONAL",
            "IPAddressVersion": "IPV4",
            "Addresses": ["198.51.100.0/24", "203.0.113.0/24"],
            "Tags": [{
                "Key": "Name",
                "Value": "offices",
            }, {
                "Key": "netwright:design",
                "Value": "Kinds that no template uses",
            }, {
                "Key": "netwright:id",
                "Value": "ip-set-1",
            }],
        }, "Summary.ARN"),
    ),
    Step(
        name="ip_set_1_id",
        title="id of IP set offices",
        account="",
        region="eu-west-1",
        find=Call("wafv2", "list_ip_sets", {
            "Scope": "REGIONAL",
        }, "IPSets[?Name=='offices-58cbda9e'] | [0].Id"),
    ),
    Step(
        name="ip_set_1_lock_token",
        title="lock token of IP set offices",
        account="",
        region="eu-west-1",
        find=Call("wafv2", "list_ip_sets", {
            "Scope": "REGIONAL",
        }, "IPSets[?Name=='offices-58cbda9e'] | [0].LockToken"),
    ),
    Step(
        name="ip_set_1_removal",
        title="IP set offices",
        account="",
        region="eu-west-1",
        needs=("ip_set_1_id", "ip_set_1_lock_token",),
        find=Call("wafv2", "list_ip_sets", {
            "Scope": "REGIONAL",
        }, "IPSets[?Name=='offices-58cbda9e'] | [0].ARN"),
        remove=Call("wafv2", "delete_ip_set", {
            "Name": "offices-58cbda9e",
            "Scope": "REGIONAL",
            "Id": Ref("ip_set_1_id"),
            "LockToken": Ref("ip_set_1_lock_token"),
        }),
    ),
    Step(
        name="web_acl_1",
        title="Web ACL front",
        account="",
        region="eu-west-1",
        needs=("ip_set_1",),
        find=Call("wafv2", "list_web_acls", {
            "Scope": "REGIONAL",
        }, "WebACLs[?Name=='front-b34a6bfc'] | [0].ARN"),
        make=Call("wafv2", "create_web_acl", {
            "Name": "front-b34a6bfc",
            "Scope": "REGIONAL",
            "DefaultAction": {
                "Block": {},
            },
            "Rules": [{
                "Name": "countries-8bf691df",
                "Priority": 1,
                "Statement": {
                    "OrStatement": {
                        "Statements": [{
                            "GeoMatchStatement": {
                                "CountryCodes": ["IE", "DE"],
                            },
                        }, {
                            "SizeConstraintStatement": {
                                "FieldToMatch": {
                                    "Body": {
                                        "OversizeHandling": "CONTINUE",
                                    },
                                },
                                "ComparisonOperator": "LE",
                                "Size": 8192,
                                "TextTransformations": [{
                                    "Priority": 0,
                                    "Type": "NONE",
                                }],
                            },
                        }],
                    },
                },
                "Action": {
                    "Count": {},
                },
                "RuleLabels": [{
                    "Name": "seen",
                }],
                "VisibilityConfig": {
                    "SampledRequestsEnabled": True,
                    "CloudWatchMetricsEnabled": True,
                    "MetricName": "countries-8bf691df",
                },
            }, {
                "Name": "offices-3c408504",
                "Priority": 2,
                "Statement": {
                    "IPSetReferenceStatement": {
                        "ARN": Ref("ip_set_1"),
                    },
                },
                "Action": {
                    "Allow": {},
                },
                "VisibilityConfig": {
                    "SampledRequestsEnabled": True,
                    "CloudWatchMetricsEnabled": True,
                    "MetricName": "offices-3c408504",
                },
            }],
            "VisibilityConfig": {
                "SampledRequestsEnabled": True,
                "CloudWatchMetricsEnabled": True,
                "MetricName": "front-b34a6bfc",
            },
            "Tags": [{
                "Key": "Name",
                "Value": "front",
            }, {
                "Key": "netwright:design",
                "Value": "Kinds that no template uses",
            }, {
                "Key": "netwright:id",
                "Value": "web-acl-1",
            }],
        }, "Summary.ARN"),
    ),
    Step(
        name="web_acl_1_id",
        title="id of Web ACL front",
        account="",
        region="eu-west-1",
        find=Call("wafv2", "list_web_acls", {
            "Scope": "REGIONAL",
        }, "WebACLs[?Name=='front-b34a6bfc'] | [0].Id"),
    ),
    Step(
        name="web_acl_1_lock_token",
        title="lock token of Web ACL front",
        account="",
        region="eu-west-1",
        find=Call("wafv2", "list_web_acls", {
            "Scope": "REGIONAL",
        }, "WebACLs[?Name=='front-b34a6bfc'] | [0].LockToken"),
    ),
    Step(
        name="web_acl_1_removal",
        title="Web ACL front",
        account="",
        region="eu-west-1",
        needs=("web_acl_1_id", "web_acl_1_lock_token",),
        find=Call("wafv2", "list_web_acls", {
            "Scope": "REGIONAL",
        }, "WebACLs[?Name=='front-b34a6bfc'] | [0].ARN"),
        remove=Call("wafv2", "delete_web_acl", {
            "Name": "front-b34a6bfc",
            "Scope": "REGIONAL",
            "Id": Ref("web_acl_1_id"),
            "LockToken": Ref("web_acl_1_lock_token"),
        }),
    ),
    Step(
        name="web_acl_association_1",
        title="web ACL of Load balancer web",
        account="",
        region="eu-west-1",
        needs=("load_balancer_1", "web_acl_1",),
        find=Call("wafv2", "get_web_acl_for_resource", {
            "ResourceArn": Ref("load_balancer_1"),
        }, Text("[WebACL] | [?ARN=='", Ref("web_acl_1"), "'] | [0].ARN")),
        make=Call("wafv2", "associate_web_acl", {
            "WebACLArn": Ref("web_acl_1"),
            "ResourceArn": Ref("load_balancer_1"),
        }),
        remove=Call("wafv2", "disassociate_web_acl", {
            "ResourceArn": Ref("load_balancer_1"),
        }),
    ),
    Step(
        name="web_acl_association_2",
        title="web ACL of API Gateway stage orders",
        account="",
        region="eu-west-1",
        needs=("api_1", "web_acl_1",),
        find=Call("wafv2", "get_web_acl_for_resource", {
            "ResourceArn": Ref("api_1"),
        }, Text("[WebACL] | [?ARN=='", Ref("web_acl_1"), "'] | [0].ARN")),
        make=Call("wafv2", "associate_web_acl", {
            "WebACLArn": Ref("web_acl_1"),
            "ResourceArn": Ref("api_1"),
        }),
        remove=Call("wafv2", "disassociate_web_acl", {
            "ResourceArn": Ref("api_1"),
        }),
    ),
    Step(
        name="load_balancer_1_dns_name",
        title="dns-name of Load balancer web",
        account="",
        region="eu-west-1",
        needs=("load_balancer_1",),
        find=Call("elbv2", "describe_load_balancers", {
            "LoadBalancerArns": [Ref("load_balancer_1")],
        }, "LoadBalancers[0].DNSName"),
    ),
    Step(
        name="distribution_1",
        title="CloudFront distribution web",
        account="",
        region="us-east-1",
        needs=("load_balancer_1_dns_name",),
        find=Call("cloudfront", "list_distributions", {}, "DistributionList.Items[?Comment=='web-eef6ff7a'] | [0].Id"),
        make=Call("cloudfront", "create_distribution_with_tags", {
            "DistributionConfigWithTags": {
                "DistributionConfig": {
                    "CallerReference": Text("netwright-eef6ff7a-", Ref("run")),
                    "Comment": "web-eef6ff7a",
                    "Enabled": True,
                    "Aliases": {
                        "Quantity": 0,
                    },
                    "Origins": {
                        "Quantity": 1,
                        "Items": [{
                            "Id": "netwright",
                            "DomainName": Ref("load_balancer_1_dns_name"),
                            "OriginPath": "",
                            "CustomOriginConfig": {
                                "HTTPPort": 80,
                                "HTTPSPort": 443,
                                "OriginProtocolPolicy": "http-only",
                                "OriginSslProtocols": {
                                    "Quantity": 1,
                                    "Items": ["TLSv1.2"],
                                },
                            },
                        }],
                    },
                    "DefaultCacheBehavior": {
                        "TargetOriginId": "netwright",
                        "ViewerProtocolPolicy": "redirect-to-https",
                        "AllowedMethods": {
                            "Quantity": 7,
                            "Items": ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
                            "CachedMethods": {
                                "Quantity": 2,
                                "Items": ["GET", "HEAD"],
                            },
                        },
                        "Compress": True,
                        "CachePolicyId": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
                        "OriginRequestPolicyId": "216adef6-5c7f-47e4-b989-5492eafa07d3",
                    },
                    "ViewerCertificate": {
                        "CloudFrontDefaultCertificate": True,
                    },
                    "HttpVersion": "http2and3",
                    "IsIPV6Enabled": True,
                },
                "Tags": {
                    "Items": [{
                        "Key": "Name",
                        "Value": "web",
                    }, {
                        "Key": "netwright:design",
                        "Value": "Kinds that no template uses",
                    }, {
                        "Key": "netwright:id",
                        "Value": "distribution-1",
                    }, {
                        "Key": "team",
                        "Value": "it_s edge",
                    }],
                },
            },
        }, "Distribution.Id"),
    ),
    Step(
        name="distribution_1_version",
        title="version of CloudFront distribution web",
        account="",
        region="us-east-1",
        needs=("distribution_1",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_1"),
        }, "ETag"),
        renew=True,
        remove=Call("cloudfront", "delete_distribution", {
            "Id": Ref("distribution_1"),
            "IfMatch": Ref("distribution_1_version"),
        }),
    ),
    Step(
        name="distribution_1_settings_wanted",
        title="settings wanted of CloudFront distribution web",
        account="",
        region="us-east-1",
        needs=("distribution_1", "load_balancer_1_dns_name",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_1"),
        }, Text("DistributionConfig | merge(@, {Enabled: `true`, Aliases: `{\"Quantity\": 0}`, Origins: {Quantity: length([Origins.Items[?Id!='netwright'], [merge((Origins.Items[?Id=='netwright'] | [0]) || `{}`, `{\"Id\": \"netwright\", \"DomainName\": \"", Ref("load_balancer_1_dns_name"), "\", \"OriginPath\": \"\"}`, {CustomOriginConfig: merge((Origins.Items[?Id=='netwright'] | [0]).CustomOriginConfig || `{}`, `{\"HTTPPort\": 80, \"HTTPSPort\": 443, \"OriginProtocolPolicy\": \"http-only\", \"OriginSslProtocols\": {\"Quantity\": 1, \"Items\": [\"TLSv1.2\"]}}`)})]][]), Items: [Origins.Items[?Id!='netwright'], [merge((Origins.Items[?Id=='netwright'] | [0]) || `{}`, `{\"Id\": \"netwright\", \"DomainName\": \"", Ref("load_balancer_1_dns_name"), "\", \"OriginPath\": \"\"}`, {CustomOriginConfig: merge((Origins.Items[?Id=='netwright'] | [0]).CustomOriginConfig || `{}`, `{\"HTTPPort\": 80, \"HTTPSPort\": 443, \"OriginProtocolPolicy\": \"http-only\", \"OriginSslProtocols\": {\"Quantity\": 1, \"Items\": [\"TLSv1.2\"]}}`)})]][]}, DefaultCacheBehavior: merge(DefaultCacheBehavior, {TargetOriginId: 'netwright', ViewerProtocolPolicy: (DefaultCacheBehavior.ViewerProtocolPolicy=='https-only' && 'https-only') || 'redirect-to-https'})})")),
    ),
    Step(
        name="distribution_1_settings",
        title="settings of CloudFront distribution web",
        account="",
        region="us-east-1",
        needs=("distribution_1", "distribution_1_settings_wanted", "distribution_1_version", "load_balancer_1_dns_name",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_1"),
        }, Text("DistributionConfig | [@] | [?Enabled && sort(Aliases.Items || `[]`)==`[]` && (Origins.Items[?Id=='netwright' && DomainName==`\"", Ref("load_balancer_1_dns_name"), "\"` && (OriginPath || '')==`\"\"` && CustomOriginConfig.OriginProtocolPolicy=='http-only' && CustomOriginConfig.HTTPPort==`80`]) && DefaultCacheBehavior.TargetOriginId=='netwright' && DefaultCacheBehavior.ViewerProtocolPolicy!='allow-all'] | [0].CallerReference")),
        make=Call("cloudfront", "update_distribution", {
            "Id": Ref("distribution_1"),
            "DistributionConfig": Ref("distribution_1_settings_wanted"),
            "IfMatch": Ref("distribution_1_version"),
        }),
        wait=Wait(Call("cloudfront", "get_distribution", {
            "Id": Ref("distribution_1"),
        }, "Distribution.Status"), until=("Deployed",), never=()),
    ),
    Step(
        name="distribution_1_settings_off",
        title="last settings of CloudFront distribution web",
        account="",
        region="us-east-1",
        needs=("distribution_1",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_1"),
        }, "merge(DistributionConfig, {Enabled: `false`})"),
    ),
    Step(
        name="distribution_1_enabled",
        title="requests to CloudFront distribution web",
        account="",
        region="us-east-1",
        needs=("distribution_1", "distribution_1_settings_off", "distribution_1_version",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_1"),
        }, "DistributionConfig.Enabled"),
        remove=Call("cloudfront", "update_distribution", {
            "Id": Ref("distribution_1"),
            "DistributionConfig": Ref("distribution_1_settings_off"),
            "IfMatch": Ref("distribution_1_version"),
        }),
        gone=Wait(Call("cloudfront", "get_distribution", {
            "Id": Ref("distribution_1"),
        }, "Distribution.Status"), until=("Deployed",), never=()),
    ),
    Step(
        name="distribution_1_domain_name",
        title="name of CloudFront distribution web",
        account="",
        region="us-east-1",
        needs=("distribution_1",),
        find=Call("cloudfront", "get_distribution", {
            "Id": Ref("distribution_1"),
        }, "Distribution.DomainName"),
    ),
    Step(
        name="dns_record_10",
        title="DNS record dns-record-10 A",
        account="",
        region="us-east-1",
        needs=("distribution_1_domain_name", "hosted_zone_2",),
        find=Call("route53", "list_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "StartRecordName": "cdn.outside.example",
            "StartRecordType": "A",
        }, "ResourceRecordSets[?(Name=='cdn.outside.example.' || Name=='cdn.outside.example.') && Type=='A' && !SetIdentifier] | [0].Name"),
        make=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "UPSERT",
                    "ResourceRecordSet": {
                        "Name": "cdn.outside.example",
                        "Type": "A",
                        "AliasTarget": {
                            "HostedZoneId": "Z2FDTNDATAQYW2",
                            "DNSName": Ref("distribution_1_domain_name"),
                            "EvaluateTargetHealth": False,
                        },
                    },
                }],
            },
        }),
        remove=Call("route53", "change_resource_record_sets", {
            "HostedZoneId": Ref("hosted_zone_2"),
            "ChangeBatch": {
                "Changes": [{
                    "Action": "DELETE",
                    "ResourceRecordSet": {
                        "Name": "cdn.outside.example",
                        "Type": "A",
                        "AliasTarget": {
                            "HostedZoneId": "Z2FDTNDATAQYW2",
                            "DNSName": Ref("distribution_1_domain_name"),
                            "EvaluateTargetHealth": False,
                        },
                    },
                }],
            },
        }),
    ),
    Step(
        name="distribution_2",
        title="CloudFront distribution elsewhere",
        account="",
        region="us-east-1",
        find=Call("cloudfront", "list_distributions", {}, "DistributionList.Items[?Comment=='elsewhere-7b07ad47'] | [0].Id"),
        make=Call("cloudfront", "create_distribution_with_tags", {
            "DistributionConfigWithTags": {
                "DistributionConfig": {
                    "CallerReference": Text("netwright-7b07ad47-", Ref("run")),
                    "Comment": "elsewhere-7b07ad47",
                    "Enabled": True,
                    "Aliases": {
                        "Quantity": 0,
                    },
                    "Origins": {
                        "Quantity": 1,
                        "Items": [{
                            "Id": "netwright",
                            "DomainName": "elsewhere.example.org",
                            "OriginPath": "",
                            "CustomOriginConfig": {
                                "HTTPPort": 80,
                                "HTTPSPort": 443,
                                "OriginProtocolPolicy": "https-only",
                                "OriginSslProtocols": {
                                    "Quantity": 1,
                                    "Items": ["TLSv1.2"],
                                },
                            },
                        }],
                    },
                    "DefaultCacheBehavior": {
                        "TargetOriginId": "netwright",
                        "ViewerProtocolPolicy": "redirect-to-https",
                        "AllowedMethods": {
                            "Quantity": 7,
                            "Items": ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
                            "CachedMethods": {
                                "Quantity": 2,
                                "Items": ["GET", "HEAD"],
                            },
                        },
                        "Compress": True,
                        "CachePolicyId": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
                        "OriginRequestPolicyId": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
                    },
                    "ViewerCertificate": {
                        "CloudFrontDefaultCertificate": True,
                    },
                    "HttpVersion": "http2and3",
                    "IsIPV6Enabled": True,
                },
                "Tags": {
                    "Items": [{
                        "Key": "Name",
                        "Value": "elsewhere",
                    }, {
                        "Key": "netwright:design",
                        "Value": "Kinds that no template uses",
                    }, {
                        "Key": "netwright:id",
                        "Value": "distribution-2",
                    }],
                },
            },
        }, "Distribution.Id"),
    ),
    Step(
        name="distribution_2_version",
        title="version of CloudFront distribution elsewhere",
        account="",
        region="us-east-1",
        needs=("distribution_2",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_2"),
        }, "ETag"),
        renew=True,
        remove=Call("cloudfront", "delete_distribution", {
            "Id": Ref("distribution_2"),
            "IfMatch": Ref("distribution_2_version"),
        }),
    ),
    Step(
        name="distribution_2_settings_wanted",
        title="settings wanted of CloudFront distribution elsewhere",
        account="",
        region="us-east-1",
        needs=("distribution_2",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_2"),
        }, "DistributionConfig | merge(@, {Enabled: `true`, Aliases: `{\"Quantity\": 0}`, Origins: {Quantity: length([Origins.Items[?Id!='netwright'], [merge((Origins.Items[?Id=='netwright'] | [0]) || `{}`, `{\"Id\": \"netwright\", \"DomainName\": \"elsewhere.example.org\", \"OriginPath\": \"\"}`, {CustomOriginConfig: merge((Origins.Items[?Id=='netwright'] | [0]).CustomOriginConfig || `{}`, `{\"HTTPPort\": 80, \"HTTPSPort\": 443, \"OriginProtocolPolicy\": \"https-only\", \"OriginSslProtocols\": {\"Quantity\": 1, \"Items\": [\"TLSv1.2\"]}}`)})]][]), Items: [Origins.Items[?Id!='netwright'], [merge((Origins.Items[?Id=='netwright'] | [0]) || `{}`, `{\"Id\": \"netwright\", \"DomainName\": \"elsewhere.example.org\", \"OriginPath\": \"\"}`, {CustomOriginConfig: merge((Origins.Items[?Id=='netwright'] | [0]).CustomOriginConfig || `{}`, `{\"HTTPPort\": 80, \"HTTPSPort\": 443, \"OriginProtocolPolicy\": \"https-only\", \"OriginSslProtocols\": {\"Quantity\": 1, \"Items\": [\"TLSv1.2\"]}}`)})]][]}, DefaultCacheBehavior: merge(DefaultCacheBehavior, {TargetOriginId: 'netwright', ViewerProtocolPolicy: (DefaultCacheBehavior.ViewerProtocolPolicy=='https-only' && 'https-only') || 'redirect-to-https'})})"),
    ),
    Step(
        name="distribution_2_settings",
        title="settings of CloudFront distribution elsewhere",
        account="",
        region="us-east-1",
        needs=("distribution_2", "distribution_2_settings_wanted", "distribution_2_version",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_2"),
        }, "DistributionConfig | [@] | [?Enabled && sort(Aliases.Items || `[]`)==`[]` && (Origins.Items[?Id=='netwright' && DomainName==`\"elsewhere.example.org\"` && (OriginPath || '')==`\"\"` && CustomOriginConfig.OriginProtocolPolicy=='https-only' && CustomOriginConfig.HTTPSPort==`443`]) && DefaultCacheBehavior.TargetOriginId=='netwright' && DefaultCacheBehavior.ViewerProtocolPolicy!='allow-all'] | [0].CallerReference"),
        make=Call("cloudfront", "update_distribution", {
            "Id": Ref("distribution_2"),
            "DistributionConfig": Ref("distribution_2_settings_wanted"),
            "IfMatch": Ref("distribution_2_version"),
        }),
        wait=Wait(Call("cloudfront", "get_distribution", {
            "Id": Ref("distribution_2"),
        }, "Distribution.Status"), until=("Deployed",), never=()),
    ),
    Step(
        name="distribution_2_settings_off",
        title="last settings of CloudFront distribution elsewhere",
        account="",
        region="us-east-1",
        needs=("distribution_2",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_2"),
        }, "merge(DistributionConfig, {Enabled: `false`})"),
    ),
    Step(
        name="distribution_2_enabled",
        title="requests to CloudFront distribution elsewhere",
        account="",
        region="us-east-1",
        needs=("distribution_2", "distribution_2_settings_off", "distribution_2_version",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_2"),
        }, "DistributionConfig.Enabled"),
        remove=Call("cloudfront", "update_distribution", {
            "Id": Ref("distribution_2"),
            "DistributionConfig": Ref("distribution_2_settings_off"),
            "IfMatch": Ref("distribution_2_version"),
        }),
        gone=Wait(Call("cloudfront", "get_distribution", {
            "Id": Ref("distribution_2"),
        }, "Distribution.Status"), until=("Deployed",), never=()),
    ),
    Step(
        name="distribution_2_domain_name",
        title="name of CloudFront distribution elsewhere",
        account="",
        region="us-east-1",
        needs=("distribution_2",),
        find=Call("cloudfront", "get_distribution", {
            "Id": Ref("distribution_2"),
        }, "Distribution.DomainName"),
    ),
    Step(
        name="distribution_4",
        title="CloudFront distribution orders",
        account="",
        region="us-east-1",
        find=Call("cloudfront", "list_distributions", {}, "DistributionList.Items[?Comment=='orders-f75b9eb3'] | [0].Id"),
        make=Call("cloudfront", "create_distribution_with_tags", {
            "DistributionConfigWithTags": {
                "DistributionConfig": {
                    "CallerReference": Text("netwright-f75b9eb3-", Ref("run")),
                    "Comment": "orders-f75b9eb3",
                    "Enabled": True,
                    "Aliases": {
                        "Quantity": 0,
                    },
                    "Origins": {
                        "Quantity": 1,
                        "Items": [{
                            "Id": "netwright",
                            "DomainName": "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com",
                            "OriginPath": "/prod_1",
                            "CustomOriginConfig": {
                                "HTTPPort": 80,
                                "HTTPSPort": 443,
                                "OriginProtocolPolicy": "https-only",
                                "OriginSslProtocols": {
                                    "Quantity": 1,
                                    "Items": ["TLSv1.2"],
                                },
                            },
                        }],
                    },
                    "DefaultCacheBehavior": {
                        "TargetOriginId": "netwright",
                        "ViewerProtocolPolicy": "redirect-to-https",
                        "AllowedMethods": {
                            "Quantity": 7,
                            "Items": ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
                            "CachedMethods": {
                                "Quantity": 2,
                                "Items": ["GET", "HEAD"],
                            },
                        },
                        "Compress": True,
                        "CachePolicyId": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
                        "OriginRequestPolicyId": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
                    },
                    "ViewerCertificate": {
                        "CloudFrontDefaultCertificate": True,
                    },
                    "HttpVersion": "http2and3",
                    "IsIPV6Enabled": True,
                },
                "Tags": {
                    "Items": [{
                        "Key": "Name",
                        "Value": "orders",
                    }, {
                        "Key": "netwright:design",
                        "Value": "Kinds that no template uses",
                    }, {
                        "Key": "netwright:id",
                        "Value": "distribution-4",
                    }],
                },
            },
        }, "Distribution.Id"),
    ),
    Step(
        name="distribution_4_version",
        title="version of CloudFront distribution orders",
        account="",
        region="us-east-1",
        needs=("distribution_4",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_4"),
        }, "ETag"),
        renew=True,
        remove=Call("cloudfront", "delete_distribution", {
            "Id": Ref("distribution_4"),
            "IfMatch": Ref("distribution_4_version"),
        }),
    ),
    Step(
        name="distribution_4_settings_wanted",
        title="settings wanted of CloudFront distribution orders",
        account="",
        region="us-east-1",
        needs=("distribution_4",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_4"),
        }, "DistributionConfig | merge(@, {Enabled: `true`, Aliases: `{\"Quantity\": 0}`, Origins: {Quantity: length([Origins.Items[?Id!='netwright'], [merge((Origins.Items[?Id=='netwright'] | [0]) || `{}`, `{\"Id\": \"netwright\", \"DomainName\": \"a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com\", \"OriginPath\": \"/prod_1\"}`, {CustomOriginConfig: merge((Origins.Items[?Id=='netwright'] | [0]).CustomOriginConfig || `{}`, `{\"HTTPPort\": 80, \"HTTPSPort\": 443, \"OriginProtocolPolicy\": \"https-only\", \"OriginSslProtocols\": {\"Quantity\": 1, \"Items\": [\"TLSv1.2\"]}}`)})]][]), Items: [Origins.Items[?Id!='netwright'], [merge((Origins.Items[?Id=='netwright'] | [0]) || `{}`, `{\"Id\": \"netwright\", \"DomainName\": \"a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com\", \"OriginPath\": \"/prod_1\"}`, {CustomOriginConfig: merge((Origins.Items[?Id=='netwright'] | [0]).CustomOriginConfig || `{}`, `{\"HTTPPort\": 80, \"HTTPSPort\": 443, \"OriginProtocolPolicy\": \"https-only\", \"OriginSslProtocols\": {\"Quantity\": 1, \"Items\": [\"TLSv1.2\"]}}`)})]][]}, DefaultCacheBehavior: merge(DefaultCacheBehavior, {TargetOriginId: 'netwright', ViewerProtocolPolicy: (DefaultCacheBehavior.ViewerProtocolPolicy=='https-only' && 'https-only') || 'redirect-to-https'})})"),
    ),
    Step(
        name="distribution_4_settings",
        title="settings of CloudFront distribution orders",
        account="",
        region="us-east-1",
        needs=("distribution_4", "distribution_4_settings_wanted", "distribution_4_version",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_4"),
        }, "DistributionConfig | [@] | [?Enabled && sort(Aliases.Items || `[]`)==`[]` && (Origins.Items[?Id=='netwright' && DomainName==`\"a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com\"` && (OriginPath || '')==`\"/prod_1\"` && CustomOriginConfig.OriginProtocolPolicy=='https-only' && CustomOriginConfig.HTTPSPort==`443`]) && DefaultCacheBehavior.TargetOriginId=='netwright' && DefaultCacheBehavior.ViewerProtocolPolicy!='allow-all'] | [0].CallerReference"),
        make=Call("cloudfront", "update_distribution", {
            "Id": Ref("distribution_4"),
            "DistributionConfig": Ref("distribution_4_settings_wanted"),
            "IfMatch": Ref("distribution_4_version"),
        }),
        wait=Wait(Call("cloudfront", "get_distribution", {
            "Id": Ref("distribution_4"),
        }, "Distribution.Status"), until=("Deployed",), never=()),
    ),
    Step(
        name="distribution_4_settings_off",
        title="last settings of CloudFront distribution orders",
        account="",
        region="us-east-1",
        needs=("distribution_4",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_4"),
        }, "merge(DistributionConfig, {Enabled: `false`})"),
    ),
    Step(
        name="distribution_4_enabled",
        title="requests to CloudFront distribution orders",
        account="",
        region="us-east-1",
        needs=("distribution_4", "distribution_4_settings_off", "distribution_4_version",),
        find=Call("cloudfront", "get_distribution_config", {
            "Id": Ref("distribution_4"),
        }, "DistributionConfig.Enabled"),
        remove=Call("cloudfront", "update_distribution", {
            "Id": Ref("distribution_4"),
            "DistributionConfig": Ref("distribution_4_settings_off"),
            "IfMatch": Ref("distribution_4_version"),
        }),
        gone=Wait(Call("cloudfront", "get_distribution", {
            "Id": Ref("distribution_4"),
        }, "Distribution.Status"), until=("Deployed",), never=()),
    ),
    Step(
        name="distribution_4_domain_name",
        title="name of CloudFront distribution orders",
        account="",
        region="us-east-1",
        needs=("distribution_4",),
        find=Call("cloudfront", "get_distribution", {
            "Id": Ref("distribution_4"),
        }, "Distribution.DomainName"),
    ),
]


if __name__ == "__main__":
    sys.exit(main())
