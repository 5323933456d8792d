"""Which record of an import is which of the design, and in what they differ.

What carries the exports' tag `netwright:id` is known by it, in the collected files themselves. The rest is known by
what it is of: a rule by its group and content, a route by its table and destination.
"""

import collections
import dataclasses
import hashlib
import json

from emulator import ACCOUNT
from world import portable

IDENTIFIERS = {
    "api_gateways": (), "alarms": ("AlarmArn",), "certificates": ("CertificateArn",),
    "customer_gateways": ("CustomerGatewayId",), "dhcp_options_sets": ("DhcpOptionsId",),
    "direct_connect_gateways": ("directConnectGatewayId",), "egress_only_gateways": ("EgressOnlyInternetGatewayId",),
    "elastic_ips": ("AllocationId",), "endpoint_services": ("ServiceId",), "flow_logs": ("FlowLogId",),
    "instances": ("InstanceId",), "internet_gateways": ("InternetGatewayId",), "nat_gateways": ("NatGatewayId",),
    "network_acls": ("NetworkAclId",), "network_interfaces": ("NetworkInterfaceId",),
    "placement_groups": ("GroupId",), "prefix_lists": ("PrefixListId",),
    "resource_shares": ("resourceShareArn",), "route_tables": ("RouteTableId",), "security_groups": ("GroupId",),
    "subnets": ("SubnetId",), "tgw_attachments": ("TransitGatewayAttachmentId",),
    "tgw_route_tables": ("TransitGatewayRouteTableId",), "transit_gateways": ("TransitGatewayId",),
    "virtual_interfaces": ("virtualInterfaceId",), "vpc_endpoints": ("VpcEndpointId",),
    "vpc_peerings": ("VpcPeeringConnectionId",), "vpcs": ("VpcId",), "vpn_connections": ("VpnConnectionId",),
    "vpn_gateways": ("VpnGatewayId",),
}
"""Members of AWS's descriptions that are the identifier of a kind."""

KEYS = {
    "accounts": ("account_id",), "certificates": ("region", "domain_names"), "customer_gateways": ("ip_address", "asn"),
    "dns_records": ("zone", "record_name", "record_type", "set_identifier"),
    "dhcp_options_sets": ("domain_name", "domain_name_servers"),
    "flow_logs": ("resource", "traffic", "destination"), "health_checks": ("check_type", "domain_name", "ip_address", "path"),
    "hosted_zones": ("domain", "private", "vpcs"), "listeners": ("load_balancer", "port"),
    "network_acl_rules": ("network_acl", "direction", "number"),
    "routes": ("route_table", "destination", "prefix_list"),
    "security_group_rules": ("security_group", "direction", "protocol", "ports", "cidr", "source_group", "prefix_list",
                             "icmp_type", "icmp_code"),
    "prefix_lists": ("managed_name", "region"), "tgw_attachments": ("transit_gateway", "resource"),
    "tgw_associations": ("attachment", "route_table"), "tgw_propagations": ("attachment", "route_table"),
    "tgw_routes": ("route_table", "destination", "prefix_list"),
    "web_acl_associations": ("web_acl", "resource"), "web_acl_rules": ("web_acl", "priority"),
}
"""Fields that tell records of a kind apart where no tag does; the name for others."""

ORDERED = ("cidrs", "addresses")
"""Lists whose order says something: the first is the primary one."""

OWN = ("id", "aws_id", "arn")
"""Fields that no two designs share."""

AFAR = {"sites": (("customer_gateways", "site"), ("virtual_interfaces", "site"))}
"""Kinds that are known by who names them."""


@dataclasses.dataclass
class Difference:
    """One thing that differs: where, and both values."""

    place: str
    subject: str
    wanted: object = None
    got: object = None

    def __str__(self):
        return f"{self.place} of {self.subject}: the design says {self.wanted!r}, the import {self.got!r}"


@dataclasses.dataclass
class Found:
    """All differences, and how many fields are equal."""

    all: list
    equal: int = 0
    caller: str = None
    """The import's record of the account in which the caller made what names none."""


class Side:
    """A design with its records by kind and by id."""

    def __init__(self, design):
        self.kinds = {kind: rows for kind, rows in design.items() if isinstance(rows, list)}
        self.rows = {row["id"]: row for rows in self.kinds.values() for row in rows}
        self.kind_of = {row["id"]: kind for kind, rows in self.kinds.items() for row in rows}


def differences(design, imported, folder):
    """What the import of the files in a folder lost of a design, changed, or added to it."""
    want, got = Side(design), Side(imported)
    own, unasked = tagged(folder)
    pairs = _by_tag(got, want, own)
    _by_mark(got, want, pairs, marks(design, want))
    _by_content(want, got, pairs)
    callers = [row["id"] for row in got.kinds.get("accounts", []) if row["account_id"] == ACCOUNT]
    found = Found([], caller=(callers or [None])[0])
    told = {mine: theirs for theirs, mine in pairs.items()}
    for mine, row in want.rows.items():
        kind = want.kind_of[mine]
        if mine not in told:
            found.all.append(Difference(kind, mine, row.get("name") or row))
            continue
        other = _plain(got.rows[told[mine]], pairs, got)
        _compare(found, kind, mine, _plain(row, {}, want), other)
    for theirs, row in got.rows.items():
        if theirs not in (*pairs, found.caller) and not _is_aws_own(theirs, row, got, unasked, pairs):
            found.all.append(Difference("+" + got.kind_of[theirs], theirs, None, _plain(row, pairs, got)))
    return found


def _compare(found, kind, subject, want, got):
    for field in sorted(want.keys() | got.keys()):
        if field in OWN:
            continue
        is_callers = field == "account" and field not in want and got[field] == f"?{found.caller}"
        if is_callers or want.get(field) == got.get(field) or _as_tag(field, want.get(field)) == got.get(field):
            found.equal += 1
        else:
            found.all.append(Difference(f"{kind}.{field}", subject, want.get(field), got.get(field)))


def _as_tag(field, value):
    """A value as tags hold it, where the field comes back by a tag."""
    if field == "name" and isinstance(value, str):
        return portable(value)
    if field == "tags" and isinstance(value, dict):
        return {portable(key)[:128]: portable(one) for key, one in value.items()}
    return value


def tagged(folder):
    """From the collected files: the design's id by AWS's identifier, and what AWS made with a default VPC."""
    own, unasked = {}, set()

    def walk(value):
        if isinstance(value, list):
            for one in value:
                walk(one)
        elif isinstance(value, dict):
            tags = value.get("Tags") or value.get("TagSet") or value.get("tags") or value.get("TagList") or []
            for tag in tags if isinstance(tags, list) else []:
                if isinstance(tag, dict) and (tag.get("Key") or tag.get("key")) == "netwright:id":
                    for member, word in value.items():
                        if isinstance(word, str):
                            own[member, word] = tag.get("Value") or tag.get("value")
            if value.get("IsDefault") is True and "VpcId" in value and "CidrBlock" in value:
                unasked.add(value["VpcId"])
            for one in value.values():
                walk(one)

    for path in sorted(folder.rglob("*.json")):
        if path.name != "imported.json":
            walk(json.loads(path.read_text(encoding="utf-8")))
    return own, unasked


def _by_tag(got, want, own):
    pairs = {}
    taken = set()
    for theirs, row in got.rows.items():
        kind = got.kind_of[theirs]
        members = IDENTIFIERS.get(kind, ())
        named = [own.get((member, row.get("aws_id"))) for member in members]
        named += [own.get(("ResourceARN", row.get("arn")))] if row.get("arn") else []
        for mine in named:
            if mine in want.rows and want.kind_of[mine] == kind and mine not in taken:
                pairs[theirs] = mine
                taken.add(mine)
                break
    return pairs


def marks(design, side):
    """The record by the mark that the exports put behind names that a service wants unique."""
    tag = design.get("identity") or design["name"]
    if not (tag.isascii() and portable(tag) == tag and tag.strip() == tag and 1 <= len(tag) <= 128):
        kept = "".join(c if c.isascii() and portable(c) == c else "-" for c in tag)[:100]
        tag = f"{kept.strip(' -')}-{hashlib.sha256(tag.encode()).hexdigest()[:8]}"
    return {hashlib.sha256(f"{tag}\n{own}".encode()).hexdigest()[:8]: own for own in side.rows}


def _by_mark(got, want, pairs, of_mark):
    taken = set(pairs.values())
    for theirs, row in got.rows.items():
        mine = of_mark.get(row.get("name", "").rpartition("-")[2])
        if theirs not in pairs and mine and mine not in taken and want.kind_of[mine] == got.kind_of[theirs]:
            pairs[theirs] = mine
            taken.add(mine)


def _by_content(want, got, pairs):
    """Pairs the rest kind by kind, again while one pair lets another be seen."""
    grown = -1
    while grown != len(pairs):
        grown = len(pairs)
        for kind in want.kinds:
            told = set(pairs.values())
            for by_key in (True, False):
                mine = collections.defaultdict(list)
                for row in want.kinds[kind]:
                    if row["id"] not in told:
                        mine[_key(kind, row, {}, want, by_key)].append(row["id"])
                for row in got.kinds.get(kind, []):
                    key = _key(kind, row, pairs, got, by_key)
                    if row["id"] not in pairs and key and mine.get(key):
                        pairs[row["id"]] = mine[key].pop(0)
                        told.add(pairs[row["id"]])
        for kind, ways in AFAR.items():
            for other, field in ways:
                for row in got.kinds.get(other, []):
                    mine = want.rows.get(pairs.get(row["id"]), {}).get(field)
                    if row.get(field) and mine and row[field] not in pairs and mine not in pairs.values():
                        pairs[row[field]] = mine


def _key(kind, row, pairs, side, by_key):
    plain = _plain(row, pairs, side)
    if by_key and kind in KEYS:
        return json.dumps([plain.get(field) for field in KEYS[kind]], sort_keys=True)
    if kind in KEYS or not plain.get("name"):
        return None
    parent = next((plain.get(field) for field in ("vpc", "subnet", "load_balancer", "web_acl", "zone") if field in plain), None)
    return json.dumps([plain["name"], parent])


def _plain(row, pairs, side):
    """A record with what it refers to by the design's own ids, and lists in order where order says nothing."""

    def turn(value):
        if isinstance(value, str) and value in side.rows:
            if side.rows[value] is row:
                return value
            return pairs.get(value, f"?{value}") if pairs is not None and pairs != {} else value
        if isinstance(value, list):
            return [turn(one) for one in value]
        if isinstance(value, dict):
            return {key: turn(one) for key, one in value.items()}
        return value

    plain = {}
    for field, value in row.items():
        value = turn(value) if field not in ("id", "name", "description") else value
        if isinstance(value, list) and field not in ORDERED:
            value = sorted(value, key=lambda one: json.dumps(one, sort_keys=True))
        plain[field] = value
    for field, mark in (("route_table", "main"), ("network_acl", "default")):
        # To name the table that a subnet has anyway says nothing.
        if side.kind_of.get(row.get("id")) == "subnets" and side.rows.get(row.get(field), {}).get(mark):
            del plain[field]
    return plain


def _is_aws_own(theirs, row, got, unasked, pairs):
    """Whether AWS made it unasked: with an account, a VPC, or something of the design."""
    kind = got.kind_of[theirs]
    vpc = got.rows.get(row.get("vpc"), {})
    if kind == "vpcs":
        return row.get("aws_id") in unasked
    if vpc.get("aws_id") in unasked:
        return True
    if kind in ("route_tables", "network_acls"):
        return bool(row.get("main") or row.get("default"))
    if kind == "security_groups":
        return row.get("name") == "default"
    if kind == "prefix_lists":
        return bool(row.get("managed_name"))
    if kind == "network_interfaces":
        return "managed_for" in row or "instance" in row
    for field in ("network_acl", "security_group", "route_table"):
        parent = got.rows.get(row.get(field))
        if parent and kind.endswith(("_rules", "routes")) and parent["id"] not in pairs:
            return _is_aws_own(parent["id"], parent, got, unasked, pairs)
    return False
