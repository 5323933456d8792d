"""What does not come back from a network that was exported, collected and imported, place by place, with the reason.

A place is a kind and a field, or a kind where the whole record is missing, or `+` and a kind where one came that is
not in the design. Every difference has to be here, and every entry has to be needed: by each design that it names
(a mended emulator is noticed), or, where it names none, by some design of the whole run.
"""

import dataclasses
import fnmatch

DESIGN_ONLY = "in the design alone: AWS has no place for it"
CHOSEN = "the design leaves it open, and AWS or the export has chosen"
CHOSEN_ANYWAY = "AWS or the export writes it otherwise"
EMULATOR = "the emulator loses it"
NOT_EXPORTED = "the export leaves it out, and says so"


@dataclasses.dataclass(frozen=True)
class Loss:
    """One place where the import differs, why, and in which designs; in any where none is named."""

    place: str
    why: str
    reason: str = ""
    designs: tuple = ()

    def covers(self, name, one):
        """Whether a difference of a design is this one."""
        is_open = one.wanted is None or self.why != CHOSEN
        # Generated designs are not written down one by one.
        is_meant = not self.designs or name in self.designs or name.startswith("generated-")
        return is_open and is_meant and fnmatch.fnmatch(one.place, self.place)


HUBS = ("centralised-egress-inspection", "edge", "hub", "hybrid-vpn-direct-connect", "pci-isolated", "prod-and-staging-hub",
        "shared-services-endpoints", "two-region-hubs")
ZONES = ("cloudfront-waf", "edge", "failover-dr", "latency-over-failover", "latency-routing", "shared-services-endpoints")
LISTENERS = ("cloudfront-waf", "edge", "failover-dr", "latency-over-failover", "latency-routing", "privatelink-saas")
NO_TAGS = "its tagging API knows nothing of this service, so its records keep the names that the export gave them"

LOSSES = (
    Loss("intents", DESIGN_ONLY, "what is to be proved"),
    Loss("notes", DESIGN_ONLY, "notes on the canvas"),
    Loss("applications", DESIGN_ONLY, "what an application accepts"),
    Loss("*.owner", DESIGN_ONLY, "who answers for it"),
    Loss("*.description", DESIGN_ONLY, "but of groups, their rules, hubs and interfaces, which AWS describes too"),
    Loss("accounts.name", DESIGN_ONLY, "an account's alias is made by hand"),
    Loss("accounts.profile", DESIGN_ONLY, "a profile of the machine that runs the export"),
    Loss("environments.colour", DESIGN_ONLY),
    Loss("environments.shared", DESIGN_ONLY),
    Loss("environments", DESIGN_ONLY, "one without a VPC: environments come back by the tag of what is in them"),
    Loss("dns_records.name", DESIGN_ONLY, "records of Route 53 have no tags"),
    Loss("sites.*", DESIGN_ONLY, "AWS knows what a site announces, and neither its name nor its networks"),
    Loss("+sites", DESIGN_ONLY, "one is drawn for each far end"),
    Loss("*.site", DESIGN_ONLY, "one is drawn for each far end"),
    Loss("health_checks.target", DESIGN_ONLY, "what stands behind the name that is asked"),
    Loss("web_acl_rules.name", DESIGN_ONLY, "rules of WAF have no tags, and a name with a mark of the export"),
    Loss("instances.private_address", CHOSEN),
    Loss("instances.security_groups", CHOSEN, "the VPC's default group"),
    Loss("elastic_ips.public_address", CHOSEN),
    Loss("nat_gateways.private_address", CHOSEN),
    Loss("nat_gateways.elastic_ip", CHOSEN, "the export allocates one"),
    Loss("+elastic_ips", CHOSEN, "the one that the export allocates"),
    Loss("distributions.domain_name", CHOSEN),
    Loss("virtual_interfaces.account", CHOSEN, "that of its gateway"),
    Loss("prefix_lists.entries", CHOSEN, "AWS's own lists hold what AWS says"),
    Loss("prefix_lists.name", DESIGN_ONLY, "AWS's own lists are called as AWS calls them"),
    Loss("vpcs.cidrs", CHOSEN_ANYWAY, "AWS chooses the IPv6 block", ("edge",)),
    Loss("subnets.cidrs", CHOSEN_ANYWAY, "AWS chooses the IPv6 block of the VPC", ("edge",)),
    Loss("instances.private_address", CHOSEN_ANYWAY, "an IPv6 address lies in a block that AWS chooses", ("edge",)),
    Loss("distributions.origin_domain_name", CHOSEN_ANYWAY, "a name is written in small letters, without a last dot", ("edge",)),
    Loss("transit_gateways.default_*_table", CHOSEN, "AWS makes the default table", ("hostile",)),
    Loss("+tgw_route_tables", CHOSEN, "AWS makes the default table", ("hostile",)),
    Loss("network_interfaces.addresses", CHOSEN, "an address that is left open", ("rare",)),
    Loss("distributions", NOT_EXPORTED, "nothing is behind it", ("edge",)),
    Loss("dns_records", NOT_EXPORTED, "an alias to what is not made", ("edge",)),
    Loss("virtual_interfaces", NOT_EXPORTED, "it names no connection", ("edge",)),
    Loss("vpcs.tags", NOT_EXPORTED, "tags of AWS's own can't be set", ("hostile",)),
    Loss("+tgw_route_tables", EMULATOR, "a hub has a default table though both defaults are off", (*HUBS, "rare")),
    Loss("hosted_zones.name", EMULATOR, NO_TAGS, ZONES),
    Loss("health_checks.name", EMULATOR, NO_TAGS, ("edge", "failover-dr", "latency-over-failover")),
    Loss("ip_sets.name", EMULATOR, NO_TAGS, ("edge",)),
    Loss("web_acls.name", EMULATOR, NO_TAGS, ("cloudfront-waf", "edge")),
    Loss("resolver_endpoints.name", EMULATOR, NO_TAGS, ("edge", "on-prem-inbound-resolver")),
    Loss("resolver_rules.name", EMULATOR, NO_TAGS, ("edge",)),
    Loss("listeners.name", EMULATOR, "its tagging API knows load balancers and no listeners", LISTENERS),
    Loss("resource_shares.name", EMULATOR, "a share is described without its tags", ("pci-isolated",)),
    Loss("resource_shares.resources", EMULATOR, "it can't list them", ("pci-isolated",)),
    Loss("resource_shares.principals", EMULATOR, "it can't list them", ("pci-isolated",)),
    Loss("web_acl_associations", EMULATOR, "it can't list them", ("edge",)),
    Loss("tgw_attachments.name", EMULATOR, "those of VPN connections and Direct Connect have no tags",
         ("hybrid-vpn-direct-connect",)),
    Loss("network_acl_rules.icmp_*", EMULATOR, "ICMP type and code are dropped", ("hub", "pci-isolated")),
    Loss("vpn_connections.static_routes_only", EMULATOR, "options are dropped", ("edge",)),
    Loss("vpc_endpoints.private_dns", EMULATOR, "a gateway endpoint is described with private DNS", ("private-s3-secrets",)),
    Loss("prefix_lists.max_entries", EMULATOR, "AWS's own lists are described without it", ("cloudfront-waf",)),
    Loss("alarms", EMULATOR, "a health check drops the alarm that it follows, and others are not drawn", ("edge",)),
    Loss("health_checks.alarm", EMULATOR, "a health check drops the alarm that it follows", ("edge",)),
    Loss("health_checks.port", EMULATOR, "one that asks nothing is described with a port", ("edge",)),
    Loss("dns_records.geoproximity_*", EMULATOR, "places of geoproximity are dropped", ("edge",)),
    Loss("dns_records.policy", EMULATOR, "places of geoproximity are dropped", ("edge",)),
    Loss("instances.placement_group", EMULATOR, "an instance forgets it", ("placement-kafka-hpc",)),
    Loss("instances.partition_number", EMULATOR, "an instance forgets it", ("placement-kafka-hpc",)),
    Loss("instances.efa", EMULATOR, "every interface is an ordinary one", ("placement-kafka-hpc",)),
    Loss("api_gateways", NOT_EXPORTED, "it says not which API it is", ("edge",)),
)

UNANSWERED = {
    "ec2 describe-transit-gateway-connects", "ec2 describe-transit-gateway-policy-tables",
    "ec2 describe-vpc-block-public-access-exclusions", "ec2 describe-vpc-block-public-access-options",
    "ram list-principals", "ram list-resources", "wafv2 list-resources-for-web-acl",
}
"""Calls of the collection that the emulator does not know."""


def judge_calls(calls):
    """Faults of a collection: calls that fail though the emulator knows them, and those that it knows by now."""
    faults = set()
    for call in calls:
        name = " ".join(call["argv"][:2])
        if call["rc"] and name not in UNANSWERED:
            faults.add(f"the collection: {' '.join(call['argv'])}: {call['stderr'].strip()[:300]}")
        if not call["rc"] and name in UNANSWERED:
            faults.add(f"the emulator answers {name} now; take it out of losses.py")
    return sorted(faults)


def judge(name, found, used):
    """Faults of a design: differences that are not listed, and entries that it should need and does not."""
    faults = []
    for one in found.all:
        covering = [loss for loss in LOSSES if loss.covers(name, one)]
        used.update(loss.place for loss in covering)
        if not covering:
            faults.append(f"round trip: {one}")
    for loss in LOSSES:
        if name in loss.designs and not any(loss.covers(name, one) for one in found.all):
            faults.append(f"round trip: {loss.place} comes back now; take it out of losses.py for {name}")
    return faults


def needless(used):
    """Entries that no design of a whole run needed."""
    return [f"losses.py: {loss.place} is needed by no design" for loss in LOSSES if not loss.designs and not used[loss.place]]
