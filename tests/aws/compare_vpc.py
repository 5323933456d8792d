"""VPCs and what lies in them: the design against describe-*, field by field."""

import ipaddress

from world import ipv4, portable, tags_of


def compare(world):
    """Every kind of this file."""
    for look in (vpcs, subnets, gateways, nat_gateways, route_tables, routes, groups, group_rules,
                 acls, acl_rules, prefix_lists, peerings, endpoints):
        look(world)


def _tags(world, row, resource):
    tags = tags_of(resource)
    if row.get("name"):
        world.expect(row["id"], "tag Name", portable(row["name"]), tags.get("Name"))
    for key, value in row.get("tags", {}).items():
        if not key.startswith("aws:") and key != "Name":
            world.expect(row["id"], f"tag {key}", portable(value), tags.get(portable(key)))
    world.expect(row["id"], "tag netwright:design", True, bool(tags.get("netwright:design")))


def _ids(world, operation, listed, name):
    return {key: item[name] for key, item in world.described(operation, listed).items()}


def vpc_ids(world):
    """AWS ids of VPCs by the ids of the design."""
    return _ids(world, "describe_vpcs", "Vpcs", "VpcId")


def subnet_ids(world):
    """AWS ids of subnets by the ids of the design."""
    return _ids(world, "describe_subnets", "Subnets", "SubnetId")


def group_ids(world):
    """AWS ids of security groups by the ids of the design."""
    return _ids(world, "describe_security_groups", "SecurityGroups", "GroupId")


def table_ids(world):
    """AWS ids of route tables; a main table that AWS made carries the tag too."""
    return _ids(world, "describe_route_tables", "RouteTables", "RouteTableId")


def _ipv6(resource):
    """The IPv6 blocks of a described VPC or subnet."""
    return [ipaddress.ip_network(one["Ipv6CidrBlock"]) for one in resource.get("Ipv6CidrBlockAssociationSet", [])
            if "disassociated" not in str(one["Ipv6CidrBlockState"])]


def vpcs(world):
    made = world.described("describe_vpcs", "Vpcs")
    for row in world.rows("vpcs"):
        vpc = made.get(row["id"])
        if not vpc:
            world.absent(row["id"], "the VPC")
            continue
        blocks = [a["CidrBlock"] for a in vpc["CidrBlockAssociationSet"] if a["CidrBlockState"]["State"] == "associated"]
        world.expect(row["id"], "cidrs", sorted(ipv4(row["cidrs"])), sorted(blocks))
        world.expect(row["id"], "first block", ipv4(row["cidrs"])[0], vpc["CidrBlock"])
        drawn = [block for block in row["cidrs"] if ":" in block]
        world.expect(row["id"], "number of IPv6 blocks", len(drawn[:1]), len(_ipv6(vpc)))
        world.expect(row["id"], "tenancy", row.get("tenancy", "default"), vpc["InstanceTenancy"])
        client = world.client("ec2", *world.vpc_scope(row["id"]))
        for field, name, default in (("dns_support", "enableDnsSupport", True), ("dns_hostnames", "enableDnsHostnames", False)):
            seen = client.describe_vpc_attribute(VpcId=vpc["VpcId"], Attribute=name)
            world.expect(row["id"], field, row.get(field, default), seen[name[0].upper() + name[1:]]["Value"])
        if row.get("dhcp_options"):
            sets = world.described("describe_dhcp_options", "DhcpOptions")
            world.expect(row["id"], "dhcp_options", sets[row["dhcp_options"]]["DhcpOptionsId"], vpc["DhcpOptionsId"])
        _tags(world, row, vpc)


def subnets(world):
    made, vpcs_made = world.described("describe_subnets", "Subnets"), vpc_ids(world)
    tables = world.described("describe_route_tables", "RouteTables")
    acls_made = world.described("describe_network_acls", "NetworkAcls")
    for row in world.rows("subnets"):
        subnet = made.get(row["id"])
        if not subnet:
            world.absent(row["id"], "the subnet")
            continue
        zone = world.vpc_scope(row["vpc"])[1] + row.get("az", "a")
        world.expect(row["id"], "vpc", vpcs_made[row["vpc"]], subnet["VpcId"])
        world.expect(row["id"], "cidrs", ipv4(row["cidrs"]), [subnet["CidrBlock"]] if subnet.get("CidrBlock") else [])
        world.expect(row["id"], "only IPv6", not ipv4(row["cidrs"]), subnet["Ipv6Native"])
        drawn = [block for block in row["cidrs"] if ":" in block]
        if drawn:
            # AWS chooses the block; the subnet keeps its place in it, which the eighth byte says.
            holder = world.described("describe_vpcs", "Vpcs")[row["vpc"]]
            got = [(network.prefixlen, network.network_address.packed[7], network.subnet_of(outer))
                   for network in _ipv6(subnet) for outer in _ipv6(holder)]
            wanted = ipaddress.ip_network(drawn[0]).network_address.packed[7]
            world.expect(row["id"], "IPv6 block", [(64, wanted, True)], got)
        world.expect(row["id"], "az", zone, subnet["AvailabilityZone"])
        world.expect(row["id"], "map_public_ip", row.get("map_public_ip", False), subnet["MapPublicIpOnLaunch"])
        wanted = row.get("route_table")
        if wanted and not world.row(wanted).get("main"):
            holders = [k for k, t in tables.items() if any(a.get("SubnetId") == subnet["SubnetId"] for a in t["Associations"])]
            world.expect(row["id"], "route_table", [wanted], holders)
        wanted = row.get("network_acl")
        if wanted:
            holders = [k for k, n in acls_made.items() if any(a["SubnetId"] == subnet["SubnetId"] for a in n["Associations"])]
            world.expect(row["id"], "network_acl", [wanted], holders)
        _tags(world, row, subnet)


def gateways(world):
    vpcs_made = vpc_ids(world)
    for kind, operation, listed in (
            ("internet_gateways", "describe_internet_gateways", "InternetGateways"),
            ("egress_only_gateways", "describe_egress_only_internet_gateways", "EgressOnlyInternetGateways")):
        made = world.described(operation, listed)
        for row in world.rows(kind):
            gateway = made.get(row["id"])
            if not gateway:
                world.absent(row["id"], "the gateway")
                continue
            world.expect(row["id"], "vpc", [vpcs_made[row["vpc"]]], [a["VpcId"] for a in gateway["Attachments"]])
            _tags(world, row, gateway)


def nat_gateways(world):
    made, places = world.described("describe_nat_gateways", "NatGateways"), subnet_ids(world)
    addresses = world.described("describe_addresses", "Addresses")
    for row in world.rows("elastic_ips"):
        world.expect(row["id"], "allocated", True, row["id"] in addresses)
    for row in world.rows("nat_gateways"):
        gateway = made.get(row["id"])
        if not gateway:
            world.absent(row["id"], "the NAT gateway")
            continue
        kind = row.get("connectivity", "public")
        world.expect(row["id"], "subnet", places[row["subnet"]], gateway["SubnetId"])
        world.expect(row["id"], "connectivity", kind, gateway["ConnectivityType"])
        if kind == "public":
            address = addresses[row.get("elastic_ip") or row["id"] + "/address"]["AllocationId"]
            world.expect(row["id"], "elastic_ip", address, gateway["NatGatewayAddresses"][0]["AllocationId"])
        _tags(world, row, gateway)


def route_tables(world):
    made, vpcs_made = world.described("describe_route_tables", "RouteTables"), vpc_ids(world)
    for row in world.rows("route_tables"):
        table = made.get(row["id"])
        if not table:
            world.absent(row["id"], "the route table")
            continue
        world.expect(row["id"], "vpc", vpcs_made[row["vpc"]], table["VpcId"])
        world.expect(row["id"], "main", row.get("main", False), any(a.get("Main") for a in table["Associations"]))
        drawn = [r for r in world.rows("routes") if r["route_table"] == row["id"] and r.get("target")
                 and not gateway_endpoint(world, r["target"])]
        others = [r for r in table["Routes"] if r.get("GatewayId") != "local"
                  and not str(r.get("GatewayId")).startswith("vpce-") or r.get("DestinationPrefixListId") is None
                  and str(r.get("GatewayId")).startswith("vpce-")]
        world.expect(row["id"], "number of routes", len(drawn), len(others))
        _tags(world, row, table)


def gateway_endpoint(world, target):
    return target.startswith("vpc-endpoint-") and world.row(target).get("endpoint_type") != "GatewayLoadBalancer"


TARGETS = {
    "internet-gateway": ("GatewayId", "describe_internet_gateways", "InternetGateways", "InternetGatewayId"),
    "vpn-gateway": ("GatewayId", "describe_vpn_gateways", "VpnGateways", "VpnGatewayId"),
    "egress-only-gateway": ("EgressOnlyInternetGatewayId", "describe_egress_only_internet_gateways",
                            "EgressOnlyInternetGateways", "EgressOnlyInternetGatewayId"),
    "nat-gateway": ("NatGatewayId", "describe_nat_gateways", "NatGateways", "NatGatewayId"),
    "tgw": ("TransitGatewayId", "describe_transit_gateways", "TransitGateways", "TransitGatewayId"),
    "vpc-peering": ("VpcPeeringConnectionId", "describe_vpc_peering_connections", "VpcPeeringConnections",
                    "VpcPeeringConnectionId"),
    "vpc-endpoint": ("GatewayId", "describe_vpc_endpoints", "VpcEndpoints", "VpcEndpointId"),
    "network-interface": ("NetworkInterfaceId", "describe_network_interfaces", "NetworkInterfaces", "NetworkInterfaceId"),
    "instance": ("InstanceId", "describe_instances", "Reservations", "InstanceId"),
}


def routes(world):
    tables = world.described("describe_route_tables", "RouteTables")
    lists = world.described("describe_managed_prefix_lists", "PrefixLists")
    for row in world.rows("routes"):
        target, table = row.get("target"), tables.get(row["route_table"])
        if not target or not table or gateway_endpoint(world, target) or target.startswith("network-firewall"):
            continue
        member, operation, listed, name = TARGETS[target.rsplit("-", 1)[0]]
        target_id = world.described(operation, listed).get(target, {}).get(name)
        destination = row.get("destination")
        field = "DestinationPrefixListId" if not destination else (
            "DestinationIpv6CidrBlock" if ":" in destination else "DestinationCidrBlock")
        wanted = destination or lists.get(row["prefix_list"], {}).get("PrefixListId")
        found = [r.get(member) for r in table["Routes"] if r.get(field) == wanted]
        world.expect(row["id"], "target", [target_id], found)


def groups(world):
    made, vpcs_made = world.described("describe_security_groups", "SecurityGroups"), vpc_ids(world)
    for row in world.rows("security_groups"):
        group = made.get(row["id"])
        if not group:
            world.absent(row["id"], "the security group")
            continue
        world.expect(row["id"], "vpc", vpcs_made[row["vpc"]], group["VpcId"])
        for way, member in (("ingress", "IpPermissions"), ("egress", "IpPermissionsEgress")):
            ends = sum(len(p[e]) for p in group[member] for e in ("IpRanges", "Ipv6Ranges", "UserIdGroupPairs", "PrefixListIds"))
            drawn = {_rule(world, r) for r in world.rows("security_group_rules")
                     if r["security_group"] == row["id"] and r.get("direction", "ingress") == way}
            world.expect(row["id"], f"number of {way} rules", len(drawn), ends)
        _tags(world, row, group)


NUMBERS = {"tcp": "tcp", "udp": "udp", "icmp": "icmp", "icmpv6": "icmpv6", "all": "-1"}


def _ports(row, protocol):
    if protocol in ("icmp", "icmpv6"):
        return -1, -1
    if protocol not in ("tcp", "udp"):
        return None, None
    first, _, last = (row.get("ports") or "0-65535").partition("-")
    return int(first), int(last or first)


def _rule(world, row):
    lists = world.described("describe_managed_prefix_lists", "PrefixLists")
    protocol = NUMBERS.get(row.get("protocol", "tcp"), row.get("protocol", "tcp"))
    end = row.get("cidr") or (group_ids(world).get(row.get("source_group")) if row.get("source_group") else
                              lists.get(row.get("prefix_list"), {}).get("PrefixListId") or row.get("prefix_list"))
    return (protocol, *_ports(row, protocol), end)


def group_rules(world):
    made = world.described("describe_security_groups", "SecurityGroups")
    lists = world.described("describe_managed_prefix_lists", "PrefixLists")
    for row in world.rows("security_group_rules"):
        group = made.get(row["security_group"])
        if not group:
            continue
        member = "IpPermissions" if row.get("direction", "ingress") == "ingress" else "IpPermissionsEgress"
        seen = [(p["IpProtocol"], p.get("FromPort"), p.get("ToPort"), end) for p in group[member]
                for end in [r["CidrIp"] for r in p["IpRanges"]] + [r["CidrIpv6"] for r in p["Ipv6Ranges"]]
                + [r["GroupId"] for r in p["UserIdGroupPairs"]] + [r["PrefixListId"] for r in p["PrefixListIds"]]]
        wanted = _rule(world, row)
        if row.get("prefix_list") and row["prefix_list"] not in lists:
            # A list of AWS's own carries no tag: its name was looked up, so any id of a list is right here.
            seen = [s[:3] for s in seen if str(s[3]).startswith("pl-")]
            wanted = wanted[:3]
        world.expect(row["id"], "rule", True, wanted in seen)


def acls(world):
    made, vpcs_made = world.described("describe_network_acls", "NetworkAcls"), vpc_ids(world)
    for row in world.rows("network_acls"):
        acl = made.get(row["id"])
        if not acl:
            world.absent(row["id"], "the network ACL")
            continue
        world.expect(row["id"], "vpc", vpcs_made[row["vpc"]], acl["VpcId"])
        world.expect(row["id"], "default", row.get("default", False), acl["IsDefault"])
        drawn = [r for r in world.rows("network_acl_rules") if r["network_acl"] == row["id"]]
        numbered = [e for e in acl["Entries"] if int(e["RuleNumber"]) < 32767]
        world.expect(row["id"], "number of rules", len(drawn), len(numbered))
        _tags(world, row, acl)


PROTOCOLS = {"all": "-1", "tcp": "6", "udp": "17", "icmp": "1", "icmpv6": "58"}


def acl_rules(world):
    made = world.described("describe_network_acls", "NetworkAcls")
    for row in world.rows("network_acl_rules"):
        acl = made.get(row["network_acl"])
        if not acl:
            continue
        egress = row.get("direction", "ingress") == "egress"
        number = row.get("number", 100)
        entries = [e for e in acl["Entries"] if int(e["RuleNumber"]) == number and e["Egress"] == egress]
        if len(entries) != 1:
            world.absent(row["id"], "exactly one entry")
            continue
        entry, protocol = entries[0], row.get("protocol", "all")
        world.expect(row["id"], "cidr", row["cidr"], entry.get("CidrBlock") or entry.get("Ipv6CidrBlock"))
        world.expect(row["id"], "action", row.get("action", "allow"), entry["RuleAction"])
        world.expect(row["id"], "protocol", PROTOCOLS.get(protocol, protocol), entry["Protocol"])
        if protocol in ("tcp", "udp"):
            first, last = _ports(row, protocol)
            world.expect(row["id"], "ports", {"From": first, "To": last}, entry.get("PortRange"))
        if protocol in ("icmp", "icmpv6"):
            # The emulator drops type and code, so the request is compared.
            wanted = {"Type": row.get("icmp_type", -1), "Code": row.get("icmp_code", -1)}
            sent = world.sent("CreateNetworkAclEntry", NetworkAclId=acl["NetworkAclId"], RuleNumber=number, Egress=egress)
            world.expect(row["id"], "icmp", [wanted], [s.get("IcmpTypeCode") for s in sent])


def prefix_lists(world):
    made = world.described("describe_managed_prefix_lists", "PrefixLists")
    for row in world.rows("prefix_lists"):
        if row.get("managed_name"):
            continue
        found = made.get(row["id"])
        if not found:
            world.absent(row["id"], "the prefix list")
            continue
        client = world.client("ec2", row.get("account"), row.get("region", "eu-west-1"))
        entries = client.get_managed_prefix_list_entries(PrefixListId=found["PrefixListId"])["Entries"]
        world.expect(row["id"], "entries", sorted(row.get("entries", [])), sorted(e["Cidr"] for e in entries))
        world.expect(row["id"], "max_entries", row.get("max_entries", 10), found["MaxEntries"])


def peerings(world):
    made, vpcs_made = world.described("describe_vpc_peering_connections", "VpcPeeringConnections"), vpc_ids(world)
    for row in world.rows("vpc_peerings"):
        peering = made.get(row["id"])
        if row.get("state") == "rejected":
            continue
        if not peering:
            world.absent(row["id"], "the peering connection")
            continue
        status = "pending-acceptance" if row.get("state") == "pending" else "active"
        world.expect(row["id"], "state", status, peering["Status"]["Code"])
        for side, member in (("requester", "RequesterVpcInfo"), ("accepter", "AccepterVpcInfo")):
            world.expect(row["id"], side, vpcs_made[row[side]], peering[member]["VpcId"])
            option = peering[member].get("PeeringOptions", {}).get("AllowDnsResolutionFromRemoteVpc", False)
            world.expect(row["id"], f"{side}_dns", row.get(f"{side}_dns", False), option)


def endpoints(world):
    made = world.described("describe_vpc_endpoints", "VpcEndpoints")
    services = world.described("describe_vpc_endpoint_service_configurations", "ServiceConfigurations")
    for row in world.rows("vpc_endpoints"):
        endpoint = made.get(row["id"])
        if not endpoint:
            world.absent(row["id"], "the endpoint")
            continue
        kind = row.get("endpoint_type", "Interface")
        name = row.get("service") or services.get(row.get("endpoint_service"), {}).get("ServiceName")
        world.expect(row["id"], "vpc", vpc_ids(world)[row["vpc"]], endpoint["VpcId"])
        world.expect(row["id"], "endpoint_type", kind, endpoint["VpcEndpointType"])
        world.expect(row["id"], "service", name, endpoint["ServiceName"])
        if kind == "Gateway":
            wanted = [table_ids(world)[t] for t in row.get("route_tables", [])]
            world.expect(row["id"], "route_tables", sorted(wanted), sorted(endpoint.get("RouteTableIds", [])))
        else:
            wanted = [subnet_ids(world)[s] for s in row.get("subnets", [])]
            world.expect(row["id"], "subnets", sorted(wanted), sorted(endpoint.get("SubnetIds", [])))
        if kind == "Interface":
            wanted = [group_ids(world)[g] for g in row.get("security_groups", [])]
            got = [g["GroupId"] for g in endpoint.get("Groups", [])]
            world.expect(row["id"], "security_groups", sorted(wanted), sorted(got) if wanted else [])
            offered = not row.get("endpoint_service") or bool(world.row(row["endpoint_service"]).get("private_dns_name"))
            world.expect(row["id"], "private_dns", row.get("private_dns", True) and offered, endpoint["PrivateDnsEnabled"])
        _tags(world, row, endpoint)
