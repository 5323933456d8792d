"""What is broken in AWS behind a design's back, so that a judge can be seen to say no.

Each function undoes one thing of the first record that allows it, and returns what it did, the
texts of which the telling line must hold one, and how to know the request that had made it.
"""

import contextlib

from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError

from compare_edge import distribution_ids, zone_ids
from compare_hub import hub_client, attachment_ids, table_ids as hub_tables, virtual_interface_ids
from compare_vpc import gateway_endpoint


def apply(world):
    """Breaks one thing of each kind that the design has; a list of (what, subjects, request) of what was done."""
    done = []
    for one in ALL:
        # What the emulator can't undo stays whole.
        with contextlib.suppress(ClientError, ResponseParserError):
            done.append(one(world))
    return [one for one in done if one]


def _first(world, kind, fits=lambda row: True):
    """The first record of a kind that fits, and the texts that a line about it may hold."""
    for row in world.rows(kind):
        if fits(row) and row.get("name", "").isprintable():
            return row, [row["name"]] if row.get("name") else [row["id"]]
    return None, []


def _both(world, row, word):
    """An attachment and a route table of a hub, as the script calls them."""
    ends = [(kind, world.row(row[field])) for kind, field in (("Transit gateway attachment", "attachment"),
                                                              ("Transit gateway route table", "route_table"))]
    return f" {word} ".join(f"{kind} {end.get('name') or end['id']}" for kind, end in ends)


def route(world):
    tables = world.described("describe_route_tables", "RouteTables")
    row, names = _first(world, "routes", lambda r: ":" not in (r.get("destination") or ":") and r.get("target")
                        and not gateway_endpoint(world, r["target"]) and not r["target"].startswith("network-firewall"))
    if not row:
        return None
    scope = world.vpc_scope(world.row(row["route_table"])["vpc"])
    world.client("ec2", *scope).delete_route(RouteTableId=tables[row["route_table"]]["RouteTableId"],
                                             DestinationCidrBlock=row["destination"])
    return "a route is gone", [row["destination"], *names], None


def dns_hostnames(world):
    made = world.described("describe_vpcs", "Vpcs")
    # The one with the most to lose: private names of its endpoints.
    held = {e["vpc"] for e in world.rows("vpc_endpoints") if e.get("endpoint_type", "Interface") == "Interface"}
    row, names = _first(world, "vpcs", lambda r: r.get("dns_hostnames") and (not held or r["id"] in held))
    if not row:
        return None
    world.client("ec2", *world.vpc_scope(row["id"])).modify_vpc_attribute(
        VpcId=made[row["id"]]["VpcId"], EnableDnsHostnames={"Value": False})
    lost = [e.get("name") or e["id"] for e in world.rows("vpc_endpoints") if e["vpc"] == row["id"]]
    return "DNS hostnames are off", ["dns-hostnames of VPC " + names[0], *[f"{name}: " for name in lost]], None


def group_rule(world):
    made = world.described("describe_security_groups", "SecurityGroups")
    row, names = _first(world, "security_group_rules", lambda r: r.get("cidr") and ":" not in r["cidr"]
                        and r.get("protocol", "tcp") == "tcp" and r.get("direction", "ingress") == "ingress")
    if not row:
        return None
    group = world.row(row["security_group"])
    first, _, last = (row.get("ports") or "0-65535").partition("-")
    world.client("ec2", *world.vpc_scope(group["vpc"])).revoke_security_group_ingress(
        GroupId=made[group["id"]]["GroupId"],
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": int(first), "ToPort": int(last or first),
                        "IpRanges": [{"CidrIp": row["cidr"]}]}])
    return "a rule of a security group is gone", [*names, row["id"]], None


def acl_entry(world):
    made = world.described("describe_network_acls", "NetworkAcls")
    row, _ = _first(world, "network_acl_rules", lambda r: r.get("protocol") not in ("icmp", "icmpv6"))
    if not row:
        return None
    acl = world.row(row["network_acl"])
    world.client("ec2", *world.vpc_scope(acl["vpc"])).delete_network_acl_entry(
        NetworkAclId=made[acl["id"]]["NetworkAclId"], RuleNumber=row.get("number", 100),
        Egress=row.get("direction", "ingress") == "egress")
    way = f"rule {row.get('number', 100)} ({row.get('direction', 'ingress')}) of Network ACL {acl.get('name') or acl['id']}"
    return "an entry of a network ACL is gone", [way], None


def subnet_table(world):
    tables = world.described("describe_route_tables", "RouteTables")
    places = world.described("describe_subnets", "Subnets")
    row, names = _first(world, "subnets", lambda r: r.get("route_table") and not world.row(r["route_table"]).get("main"))
    if not row:
        return None
    for association in tables[row["route_table"]]["Associations"]:
        if association.get("SubnetId") == places[row["id"]]["SubnetId"]:
            world.client("ec2", *world.vpc_scope(row["vpc"])).disassociate_route_table(
                AssociationId=association["RouteTableAssociationId"])
    return "a subnet has lost its route table", ["route table of Subnet " + names[0]], None


def propagation(world):
    # Of one of several propagations of an attachment the emulator loses more than it is told to.
    def alone(row):
        mine = [other for other in world.rows("tgw_propagations") if other["attachment"] == row["attachment"]]
        hub = world.row(world.row(row["route_table"])["transit_gateway"])
        return len(mine) == 1 and not hub.get("default_propagation", True)

    row, _ = _first(world, "tgw_propagations", alone)
    if not row:
        return None
    hub = world.row(row["route_table"])["transit_gateway"]
    hub_client(world, hub).disable_transit_gateway_route_table_propagation(
        TransitGatewayRouteTableId=hub_tables(world)[row["route_table"]],
        TransitGatewayAttachmentId=attachment_ids(world)[row["attachment"]])
    return "a propagation is off", [f"propagation of {_both(world, row, 'into')}"], None


def hub_route(world):
    row, names = _first(world, "tgw_routes", lambda r: r.get("destination") and ":" not in r["destination"])
    if not row:
        return None
    hub, table = world.row(row["route_table"])["transit_gateway"], hub_tables(world)[row["route_table"]]
    hub_client(world, hub).delete_transit_gateway_route(
        TransitGatewayRouteTableId=table, DestinationCidrBlock=row["destination"])

    def made_it(request):
        sent = request.parameters
        return (request.operation == "CreateTransitGatewayRoute" and sent["DestinationCidrBlock"] == row["destination"]
                and sent["TransitGatewayRouteTableId"] == table)

    return "a route of the hub is gone", [row["destination"], *names, row["id"]], made_it


def record(world):
    row, names = _first(world, "dns_records", lambda r: not r.get("alias") and r["zone"] in zone_ids(world))
    if not row:
        return None
    client, zone = zone_ids(world)[row["zone"]]
    for page in client.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone["Id"]):
        for found in page["ResourceRecordSets"]:
            same = found["Name"].rstrip(".") == row["record_name"].rstrip(".") and found["Type"] == row.get("record_type", "A")
            if same and found.get("SetIdentifier") == (row.get("set_identifier") or None):
                change = {"Action": "DELETE", "ResourceRecordSet": found}
                client.change_resource_record_sets(HostedZoneId=zone["Id"], ChangeBatch={"Changes": [change]})
                return "a DNS record is gone", [*names, row["record_name"]], None
    return None


def association(world):
    row, _ = _first(world, "tgw_associations")
    if not row:
        return None
    hub = world.row(row["route_table"])["transit_gateway"]
    hub_client(world, hub).disassociate_transit_gateway_route_table(
        TransitGatewayRouteTableId=hub_tables(world)[row["route_table"]],
        TransitGatewayAttachmentId=attachment_ids(world)[row["attachment"]])
    return "an association of the hub is gone", [f"association of {_both(world, row, 'with')}"], None


def distribution(world):
    made = distribution_ids(world)
    row, names = _first(world, "distributions", lambda r: r["id"] in made)
    if not row:
        return None
    client, one, _ = made[row["id"]][0]
    told = client.get_distribution_config(Id=one["Id"])
    # What the design says nothing of must be there still once this is put right.
    config = {**told["DistributionConfig"], "Enabled": False, "Aliases": {"Quantity": 0}, "PriceClass": "PriceClass_100"}
    client.update_distribution(Id=one["Id"], DistributionConfig=config, IfMatch=told["ETag"])
    return "a distribution is off", [f"settings of CloudFront distribution {names[0]}", f"requests to CloudFront distribution {names[0]}"], None


def stage_web_acl(world):
    def is_stage(row):
        return row["resource"].startswith("api-") and world.row(row["resource"]).get("stage_name")

    row, _ = _first(world, "web_acl_associations", is_stage)
    if not row:
        return None
    api = world.row(row["resource"])
    region = api.get("region", "eu-west-1")
    arn = f"arn:aws:apigateway:{region}::/restapis/{api['rest_api_id']}/stages/{api['stage_name']}"
    world.client("wafv2", api.get("account"), region).disassociate_web_acl(ResourceArn=arn)
    return "a stage has lost its web ACL", [f"web ACL of API Gateway stage {api['name']}"], None


def jumbo_frames(world):
    made = virtual_interface_ids(world)
    row, names = _first(world, "virtual_interfaces", lambda r: r["id"] in made and r.get("interface_type") != "public")
    if not row:
        return None
    client, one = made[row["id"]][0]
    other = {1500: 8500, 8500: 1500}[one["mtu"]]
    client.update_virtual_interface_attributes(virtualInterfaceId=one["virtualInterfaceId"], mtu=other)
    return "a virtual interface has another MTU", [f"MTU of Virtual interface {names[0]}"], None


ALL = (route, dns_hostnames, group_rule, acl_entry, subnet_table, propagation, hub_route, record, association, distribution,
       jumbo_frames, stage_web_acl)
