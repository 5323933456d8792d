"""What the comparisons look at: the design as its file says, and the emulator as its describe calls say.

Nothing here comes from the planner: a comparison reads the saved design and asks AWS's own API, so
that a mistake of the planner shows as a difference.
"""

import functools
import json

import boto3
from botocore.config import Config


class World:
    """A design, the accounts it was made in, and the differences found so far."""

    def __init__(self, path, emulator, credentials, requests):
        self.design = json.loads(path.read_text(encoding="utf-8"))
        self.emulator = emulator
        self.credentials = credentials
        self.requests = requests
        self.differences = []
        self.compared = 0
        self.twice = set()

    def rows(self, kind):
        """The records of a kind, as they stand in the file."""
        return self.design.get(kind, [])

    def row(self, identifier):
        """The record with this id."""
        return self._by_id.get(identifier)

    @functools.cached_property
    def _by_id(self):
        lists = [rows for rows in self.design.values() if isinstance(rows, list)]
        return {row["id"]: row for rows in lists for row in rows if isinstance(row, dict) and "id" in row}

    @functools.cache
    def client(self, service, account=None, region="us-east-1"):
        """A client for an account of the design (None: the caller's own)."""
        return boto3.client(service, region_name=region, endpoint_url=self.emulator.url,
                            config=Config(retries={"total_max_attempts": 1}), **self.credentials[account])

    def vpc_scope(self, vpc):
        """(account, region) of a VPC of the design."""
        row = self.row(vpc)
        return row.get("account"), row.get("region", "eu-west-1")

    @functools.cached_property
    def scopes(self):
        """Every (account, region) that something of the design may be made in."""
        regions = {row.get("region", "eu-west-1") for rows in self.design.values() if isinstance(rows, list)
                   for row in rows if isinstance(row, dict)} | {"us-east-1"}
        accounts = {row["id"] for row in self.rows("accounts")} | {None}
        return sorted(((a, r) for a in accounts for r in regions if r), key=str)

    @functools.cache
    def described(self, operation, listed):
        """Every resource of an EC2 describe operation in every scope, by its `netwright:id` tag.

        One account serves several ids of a design, so a resource is looked at once.
        """
        found, name = {}, _id_member(listed)
        for account, region in self.scopes:
            client = self.client("ec2", account, region)
            pages = client.get_paginator(operation).paginate() if client.can_paginate(operation) else [
                getattr(client, operation)()]
            for page in pages:
                for item in page.get(listed, []):
                    for inner in item.get("Instances", [item]) if listed == "Reservations" else [item]:
                        for tag in inner.get("Tags") or []:
                            if tag["Key"] == "netwright:id":
                                kept = found.setdefault(tag["Value"], inner)
                                if kept.get(name) != inner.get(name) and not _is_gone(inner) and not _is_gone(kept):
                                    self.twice.add(f"{tag['Value']}: made twice, {kept.get(name)} and {inner.get(name)}")
                                if _is_gone(kept):
                                    found[tag["Value"]] = inner
        return found

    def doubles(self):
        """What was made more than once, as far as it was looked at."""
        return sorted(self.twice)

    def expect(self, subject, field, wanted, got):
        """Compares one field."""
        self.compared += 1
        if wanted != got:
            self.differences.append(f"{subject}.{field}: the design says {wanted!r}, AWS says {got!r}")

    def absent(self, subject, what):
        """A record that was not made at all."""
        self.compared += 1
        self.differences.append(f"{subject}: {what} was not made")

    def sent(self, operation, **wanted):
        """The recorded requests of an operation whose parameters include these."""
        return [request.parameters for request in self.requests if request.operation == operation
                and all(request.parameters.get(name) == value for name, value in wanted.items())]


ID_MEMBERS = {
    "Reservations": "InstanceId", "TransitGatewayVpcAttachments": "TransitGatewayAttachmentId",
    "TransitGatewayPeeringAttachments": "TransitGatewayAttachmentId", "SecurityGroups": "GroupId", "Addresses": "AllocationId",
    "ServiceConfigurations": "ServiceId", "DhcpOptions": "DhcpOptionsId", "PlacementGroups": "GroupName",
}


def _id_member(listed):
    """The member of a described resource that is its id."""
    return ID_MEMBERS.get(listed) or listed.removesuffix("s") + "Id"


def _is_gone(resource):
    state = resource.get("State") or resource.get("Status")
    if isinstance(state, dict):
        state = state.get("Name") or state.get("Code")
    return str(state).lower() in ("deleted", "deleting", "terminated", "shutting-down")


def ipv4(blocks):
    """The IPv4 blocks among some, in order."""
    return [block for block in blocks if ":" not in block]


def tags_of(resource):
    """Tags as a dictionary."""
    return {tag["Key"]: tag["Value"] for tag in resource.get("Tags") or []}


def portable(text):
    """A text as the exports write it into tags: what not every service takes becomes an underscore."""
    return "".join(c if c.isalnum() or c in " +-=._:/@" else "_" for c in text)[:256]
