"""Transit gateways, VPN, Direct Connect and shares: the design against AWS's answers and the requests."""

from compare_vpc import subnet_ids, vpc_ids
from world import ipv4, portable


def compare(world):
    """Every kind of this file."""
    for look in (hubs, tables, attachments, associations, propagations, hub_routes, vpns, direct_connect, virtual_interfaces, shares):
        look(world)


def _word(on):
    return "enable" if on else "disable"


def hub_client(world, hub):
    row = world.row(hub)
    return world.client("ec2", row.get("account"), row.get("region", "eu-west-1"))


def hub_ids(world):
    """AWS ids of hubs by the ids of the design."""
    found = world.described("describe_transit_gateways", "TransitGateways")
    return {key: hub["TransitGatewayId"] for key, hub in found.items()}


def hubs(world):
    made = world.described("describe_transit_gateways", "TransitGateways")
    switches = (("default_association", "DefaultRouteTableAssociation", True),
                ("default_propagation", "DefaultRouteTablePropagation", True),
                ("auto_accept", "AutoAcceptSharedAttachments", False), ("dns_support", "DnsSupport", True),
                ("ecmp_support", "VpnEcmpSupport", True),
                ("security_group_referencing", "SecurityGroupReferencingSupport", False))
    for row in world.rows("transit_gateways"):
        hub = made.get(row["id"])
        if not hub:
            world.absent(row["id"], "the transit gateway")
            continue
        for field, member, default in switches:
            world.expect(row["id"], field, _word(row.get(field, default)), hub["Options"].get(member))
        world.expect(row["id"], "asn", row.get("asn", 64512), int(hub["Options"]["AmazonSideAsn"]))


def table_ids(world):
    """AWS ids of transit gateway route tables by the ids of the design."""
    made = world.described("describe_transit_gateway_route_tables", "TransitGatewayRouteTables")
    return {key: table["TransitGatewayRouteTableId"] for key, table in made.items()}


def tables(world):
    made = world.described("describe_transit_gateway_route_tables", "TransitGatewayRouteTables")
    for row in world.rows("tgw_route_tables"):
        table = made.get(row["id"])
        if not table:
            world.absent(row["id"], "the route table")
            continue
        world.expect(row["id"], "transit_gateway", hub_ids(world)[row["transit_gateway"]], table["TransitGatewayId"])


def attachment_ids(world):
    """AWS ids of attachments: VPC attachments and peerings by tag, the others by hub and resource."""
    found = {}
    for operation, listed in (("describe_transit_gateway_vpc_attachments", "TransitGatewayVpcAttachments"),
                              ("describe_transit_gateway_peering_attachments", "TransitGatewayPeeringAttachments"),
                              ("describe_transit_gateway_attachments", "TransitGatewayAttachments")):
        for key, one in world.described(operation, listed).items():
            found.setdefault(key, one["TransitGatewayAttachmentId"])
    for row in world.rows("tgw_attachments"):
        if row["id"] in found or row["transit_gateway"] not in hub_ids(world):
            continue
        resource = _resource_ids(world).get(row["resource"])
        client = hub_client(world, row["transit_gateway"])
        for one in client.describe_transit_gateway_attachments()["TransitGatewayAttachments"]:
            if one["ResourceId"] == resource and one["TransitGatewayId"] == hub_ids(world)[row["transit_gateway"]]:
                found[row["id"]] = one["TransitGatewayAttachmentId"]
        mirrors = [o["id"] for o in world.rows("tgw_attachments") if o["resource"] == row["transit_gateway"]
                   and o["transit_gateway"] == row["resource"] and o["id"] in found]
        if mirrors:
            found[row["id"]] = found[mirrors[0]]
    return found


def _resource_ids(world):
    vpns = world.described("describe_vpn_connections", "VpnConnections")
    ids = {key: vpn["VpnConnectionId"] for key, vpn in vpns.items()}
    for row in world.rows("direct_connect_gateways"):
        for gateway in _direct_connect_gateways(world, row):
            ids[row["id"]] = gateway["directConnectGatewayId"]
    return {**ids, **vpc_ids(world), **hub_ids(world)}


def attachments(world):
    made = world.described("describe_transit_gateway_vpc_attachments", "TransitGatewayVpcAttachments")
    for row in world.rows("tgw_attachments"):
        if row["id"] not in attachment_ids(world):
            world.absent(row["id"], "the attachment")
            continue
        if not row["resource"].startswith("vpc-"):
            continue
        one = made.get(row["id"]) or {}
        wanted = [subnet_ids(world)[s] for s in row.get("subnets", [])]
        world.expect(row["id"], "transit_gateway", hub_ids(world)[row["transit_gateway"]], one.get("TransitGatewayId"))
        world.expect(row["id"], "resource", vpc_ids(world)[row["resource"]], one.get("VpcId"))
        world.expect(row["id"], "subnets", sorted(wanted), sorted(one.get("SubnetIds", [])))
        for field, member, default in (("appliance_mode", "ApplianceModeSupport", False), ("dns_support", "DnsSupport", True),
                                       ("ipv6_support", "Ipv6Support", False),
                                       ("security_group_referencing", "SecurityGroupReferencingSupport", True)):
            world.expect(row["id"], field, _word(row.get(field, default)), one.get("Options", {}).get(member))
        state = "pendingAcceptance" if row.get("state") == "pending" else "available"
        world.expect(row["id"], "state", state, one.get("State"))


def _in_table(world, row, operation, listed):
    hub = world.row(row["route_table"])["transit_gateway"]
    table = table_ids(world).get(row["route_table"])
    answer = getattr(hub_client(world, hub), operation)(TransitGatewayRouteTableId=table)
    return [one["TransitGatewayAttachmentId"] for one in answer[listed]]


def associations(world):
    for row in world.rows("tgw_associations"):
        seen = _in_table(world, row, "get_transit_gateway_route_table_associations", "Associations")
        world.expect(row["id"], "attachment", True, attachment_ids(world).get(row["attachment"]) in seen)
    for row in world.rows("tgw_route_tables"):
        drawn = [a for a in world.rows("tgw_associations") if a["route_table"] == row["id"]]
        seen = _in_table(world, {"route_table": row["id"]}, "get_transit_gateway_route_table_associations", "Associations")
        world.expect(row["id"], "number of associations", len(drawn), len(seen))


def propagations(world):
    listed = "TransitGatewayRouteTablePropagations"
    for row in world.rows("tgw_propagations"):
        seen = _in_table(world, row, "get_transit_gateway_route_table_propagations", listed)
        world.expect(row["id"], "attachment", 1, seen.count(attachment_ids(world).get(row["attachment"])))
    for row in world.rows("tgw_route_tables"):
        drawn = [a for a in world.rows("tgw_propagations") if a["route_table"] == row["id"]]
        seen = _in_table(world, {"route_table": row["id"]}, "get_transit_gateway_route_table_propagations", listed)
        world.expect(row["id"], "number of propagations", len(drawn), len(seen))


def hub_routes(world):
    for row in world.rows("tgw_routes"):
        if not row.get("destination"):
            continue
        hub = world.row(row["route_table"])["transit_gateway"]
        answer = hub_client(world, hub).search_transit_gateway_routes(
            TransitGatewayRouteTableId=table_ids(world)[row["route_table"]],
            Filters=[{"Name": "type", "Values": ["static"]}])
        found = [r for r in answer["Routes"] if r["DestinationCidrBlock"] == row["destination"]]
        if len(found) != 1:
            world.absent(row["id"], "exactly one route")
            continue
        world.expect(row["id"], "state", "active" if row.get("attachment") else "blackhole", found[0]["State"])
        if row.get("attachment"):
            wanted = attachment_ids(world).get(row["attachment"])
            got = [a["TransitGatewayAttachmentId"] for a in found[0].get("TransitGatewayAttachments", [])]
            world.expect(row["id"], "attachment", [wanted], got)
            sent = world.sent("CreateTransitGatewayRoute", DestinationCidrBlock=row["destination"],
                              TransitGatewayRouteTableId=table_ids(world)[row["route_table"]])
            world.expect(row["id"], "attachment as sent", [wanted], [s.get("TransitGatewayAttachmentId") for s in sent])


def vpns(world):
    far = world.described("describe_customer_gateways", "CustomerGateways")
    near = world.described("describe_vpn_gateways", "VpnGateways")
    made = world.described("describe_vpn_connections", "VpnConnections")
    for row in world.rows("customer_gateways"):
        if not row.get("ip_address"):
            continue
        gateway = far.get(row["id"], {})
        world.expect(row["id"], "ip_address", row["ip_address"], gateway.get("IpAddress"))
        world.expect(row["id"], "asn", str(row.get("asn", 65000)), str(gateway.get("BgpAsn")))
    for row in world.rows("vpn_gateways"):
        gateway = near.get(row["id"], {})
        world.expect(row["id"], "vpc", [vpc_ids(world)[row["vpc"]]], [a["VpcId"] for a in gateway.get("VpcAttachments", [])])
        world.expect(row["id"], "asn", row.get("asn", 64512), gateway.get("AmazonSideAsn"))
    for row in world.rows("vpn_connections"):
        connection = made.get(row["id"])
        if not connection:
            if world.row(row["customer_gateway"]).get("ip_address"):
                world.absent(row["id"], "the VPN connection")
            continue
        world.expect(row["id"], "customer_gateway", far.get(row["customer_gateway"], {}).get("CustomerGatewayId"), connection["CustomerGatewayId"])
        # The emulator drops options, so the request is compared.
        sent = [s for s in world.sent("CreateVpnConnection") if row["id"] in str(s.get("TagSpecifications"))]
        got = [s.get("Options", {}).get("StaticRoutesOnly") for s in sent]
        world.expect(row["id"], "static_routes_only as sent", [row.get("static_routes_only", False)], got)


def _direct_connect_gateways(world, row):
    """The gateways of a record, by their tags; where a program could set none, by their name."""
    client = world.client("directconnect", row.get("account"))
    return [g for g in client.describe_direct_connect_gateways()["directConnectGateways"]
            if (row["id"] in [t["value"] for t in g["tags"]] if g.get("tags")
                else g["directConnectGatewayName"].startswith(portable(row["name"]) + "-"))]


def direct_connect(world):
    for row in world.rows("direct_connect_gateways"):
        client = world.client("directconnect", row.get("account"))
        found = _direct_connect_gateways(world, row)
        if len(found) != 1:
            world.absent(row["id"], "exactly one Direct Connect gateway")
            continue
        world.expect(row["id"], "asn", row.get("asn", 64512), found[0]["amazonSideAsn"])
        answer = client.describe_direct_connect_gateway_associations(
            directConnectGatewayId=found[0]["directConnectGatewayId"])
        for one in answer["directConnectGatewayAssociations"]:
            got = [p["cidr"] for p in one["allowedPrefixesToDirectConnectGateway"]]
            world.expect(row["id"], "allowed_prefixes", sorted(ipv4(row.get("allowed_prefixes", []))), sorted(got))


def virtual_interface_ids(world):
    """Virtual interfaces by the ids of the design, found by their tags in every account and region."""
    found = {}
    for account, region in world.scopes if world.rows("virtual_interfaces") else []:
        client = world.client("directconnect", account, region)
        for one in client.describe_virtual_interfaces()["virtualInterfaces"]:
            tags = {tag["key"]: tag["value"] for tag in one["tags"]}
            found.setdefault(tags["netwright:id"], {})[one["virtualInterfaceId"]] = (client, one)
    return {key: list(each.values()) for key, each in found.items()}


def virtual_interfaces(world):
    made = virtual_interface_ids(world)
    near = world.described("describe_vpn_gateways", "VpnGateways")
    for row in world.rows("virtual_interfaces"):
        found = made.get(row["id"], [])
        world.expect(row["id"], "made", int(bool(row.get("connection_id"))), len(found))
        if len(found) != 1:
            continue
        _, one = found[0]
        kind = row.get("interface_type", "private")
        for field, member, default in (
                ("interface_type", "virtualInterfaceType", "private"), ("connection_id", "connectionId", ""),
                ("region", "region", "eu-west-1"), ("vlan", "vlan", 101), ("asn", "asnLong", 65000),
                ("mtu_bytes", "mtu", 1500), ("amazon_address", "amazonAddress", None),
                ("customer_address", "customerAddress", None)):
            world.expect(row["id"], field, row.get(field, default), one.get(member))
        state = "verifying" if kind == "public" else "down"
        world.expect(row["id"], "state", state, one["virtualInterfaceState"])
        wanted = _resource_ids(world).get(row.get("direct_connect_gateway"))
        world.expect(row["id"], "direct_connect_gateway", wanted, one.get("directConnectGatewayId"))
        wanted = near.get(row.get("vpn_gateway"), {}).get("VpnGatewayId")
        world.expect(row["id"], "vpn_gateway", wanted, one.get("virtualGatewayId"))
        prefixes = [prefix["cidr"] for prefix in one.get("routeFilterPrefixes", [])]
        world.expect(row["id"], "route_filter_prefixes", row.get("route_filter_prefixes", []), prefixes)


def shares(world):
    for row in world.rows("resource_shares"):
        client = world.client("ram", row.get("account"), row.get("region", "eu-west-1"))
        found = [s for s in client.get_resource_shares(resourceOwner="SELF")["resourceShares"]
                 if row["id"] in {t.get("value") for t in s.get("tags", [])}]
        sent = [s for s in world.sent("CreateResourceShare") if row["id"] in {t["value"] for t in s.get("tags", [])}]
        world.expect(row["id"], "made", True, bool(found) or bool(sent))
        numbers = sorted(world.row(a).get("account_id") or "" for a in row.get("principals", []))
        if all(numbers):
            world.expect(row["id"], "principals as sent", [numbers], [sorted(s.get("principals", [])) for s in sent])
        hubs_shared = [hub_ids(world).get(r) for r in row.get("resources", []) if r.startswith("tgw-")]
        for share in sent:
            got = [arn.rsplit("/", 1)[-1] for arn in share.get("resourceArns", [])]
            world.expect(row["id"], "hubs as sent", hubs_shared, [g for g in got if g.startswith("tgw-")])


