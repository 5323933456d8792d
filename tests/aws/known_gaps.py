"""What the emulator is known to lack or to mangle, each with a probe that shows it still does.

A gap is the reason why a field is compared with the recorded request instead of the description.
When the emulator is mended its probe fails, and the comparison can be made the better way.
"""

import contextlib

import boto3
from botocore.exceptions import ClientError

GAPS = []


def gap(*operations):
    """Registers a probe; `operations` are the API operations whose result can't be trusted."""

    def register(probe):
        GAPS.append((probe.__name__, operations, probe.__doc__, probe))
        return probe

    return register


def client(emulator, service, region="eu-west-1"):
    """A client of the emulator that never retries."""
    return boto3.client(service, region_name=region, endpoint_url=emulator.url,
                        aws_access_key_id="testing", aws_secret_access_key="testing",
                        config=boto3.session.Config(retries={"total_max_attempts": 1}))


def _fails(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except ClientError:
        return True
    except Exception as error:  # moto answers unknown ec2 operations with a page of HTML
        return "parse" in str(error).lower()
    return False


def _hub(ec2):
    """A hub without default tables, and one attachment to it."""
    hub = ec2.create_transit_gateway(Options={
        "DefaultRouteTableAssociation": "disable", "DefaultRouteTablePropagation": "disable"})
    hub = hub["TransitGateway"]["TransitGatewayId"]
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    attachment = ec2.create_transit_gateway_vpc_attachment(
        TransitGatewayId=hub, VpcId=vpc, SubnetIds=[subnet],
        TagSpecifications=[{"ResourceType": "transit-gateway-attachment",
                            "Tags": [{"Key": "a", "Value": "b"}]}])
    return hub, attachment["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]


@gap("ec2.CreateTransitGateway", "ec2.DescribeTransitGatewayRouteTables")
def phantom_default_route_table(emulator):
    """A default route table is made even where association and propagation are disabled."""
    ec2 = client(emulator, "ec2")
    hub, _ = _hub(ec2)
    tables = ec2.describe_transit_gateway_route_tables(
        Filters=[{"Name": "transit-gateway-id", "Values": [hub]}])
    return len(tables["TransitGatewayRouteTables"]) == 1


@gap("ec2.CreateTransitGatewayVpcAttachment")
def attachment_tags_lost(emulator):
    """Tags given when an attachment is made are not described."""
    ec2 = client(emulator, "ec2")
    _, attachment = _hub(ec2)
    seen = ec2.describe_transit_gateway_vpc_attachments(TransitGatewayAttachmentIds=[attachment])
    return not seen["TransitGatewayVpcAttachments"][0].get("Tags")


@gap("ec2.DescribeTransitGatewayAttachments")
def attachments_name_the_phantom_table(emulator):
    """An attachment tells the default route table as its own, though it is associated with none."""
    ec2 = client(emulator, "ec2")
    _, attachment = _hub(ec2)
    seen = ec2.describe_transit_gateway_attachments(TransitGatewayAttachmentIds=[attachment])
    return bool(seen["TransitGatewayAttachments"][0].get("Association"))


@gap("ec2.AssociateTransitGatewayRouteTable")
def second_association_taken(emulator):
    """An attachment that has a route table is associated with a second one; AWS answers Resource.AlreadyAssociated."""
    ec2 = client(emulator, "ec2")
    hub, attachment = _hub(ec2)
    for _ in range(2):
        table = ec2.create_transit_gateway_route_table(TransitGatewayId=hub)["TransitGatewayRouteTable"]
        ec2.associate_transit_gateway_route_table(
            TransitGatewayAttachmentId=attachment, TransitGatewayRouteTableId=table["TransitGatewayRouteTableId"])
    return True


@gap("ec2.GetTransitGatewayAttachmentPropagations")
def attachment_propagations_unknown(emulator):
    """The tables that an attachment propagates into can't be asked for."""
    return _fails(client(emulator, "ec2").get_transit_gateway_attachment_propagations,
                  TransitGatewayAttachmentId="tgw-attach-1")


@gap("ec2.DisableTransitGatewayRouteTablePropagation")
def second_propagation_stuck(emulator):
    """Of two propagations of an attachment only one can be disabled."""
    ec2 = client(emulator, "ec2")
    hub, attachment = _hub(ec2)
    made = [ec2.create_transit_gateway_route_table(TransitGatewayId=hub)["TransitGatewayRouteTable"] for _ in range(2)]
    both = [{"TransitGatewayAttachmentId": attachment, "TransitGatewayRouteTableId": table["TransitGatewayRouteTableId"]}
            for table in made]
    for one in both:
        ec2.enable_transit_gateway_route_table_propagation(**one)
    return any([_fails(ec2.disable_transit_gateway_route_table_propagation, **one) for one in both])


@gap("ec2.CreateTransitGatewayRoute")
def route_attachment_lost(emulator):
    """The attachment of a static transit gateway route is not described."""
    ec2 = client(emulator, "ec2")
    hub, attachment = _hub(ec2)
    table = ec2.create_transit_gateway_route_table(TransitGatewayId=hub)
    table = table["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"]
    ec2.create_transit_gateway_route(DestinationCidrBlock="10.9.0.0/16", TransitGatewayRouteTableId=table,
                                     TransitGatewayAttachmentId=attachment)
    seen = ec2.search_transit_gateway_routes(
        TransitGatewayRouteTableId=table, Filters=[{"Name": "type", "Values": ["static"]}])
    return not seen["Routes"][0].get("TransitGatewayAttachments")


@gap("ec2.CreateVpcEndpoint")
def private_dns_assumed(emulator):
    """A gateway endpoint is described with private DNS, which only interface endpoints have."""
    ec2 = client(emulator, "ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    made = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.eu-west-1.s3")
    return made["VpcEndpoint"]["PrivateDnsEnabled"] is True


@gap("ec2.CreatePlacementGroup", "ec2.DescribePlacementGroups", "ec2.DeletePlacementGroup")
def no_placement_groups(emulator):
    """Placement groups do not exist."""
    return _fails(client(emulator, "ec2").create_placement_group, GroupName="a", Strategy="cluster")


@gap("ec2.CreateNetworkAclEntry")
def icmp_type_lost(emulator):
    """ICMP type and code of a network ACL entry are dropped."""
    ec2 = client(emulator, "ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    ec2.create_network_acl_entry(NetworkAclId=acl, RuleNumber=10, Protocol="1", RuleAction="allow",
                                 Egress=False, CidrBlock="0.0.0.0/0", IcmpTypeCode={"Type": 3, "Code": 4})
    entries = ec2.describe_network_acls(NetworkAclIds=[acl])["NetworkAcls"][0]["Entries"]
    return not any(entry.get("IcmpTypeCode", {}).get("Type") == 3 for entry in entries)


@gap("ec2.CreateVpnConnection")
def vpn_options_lost(emulator):
    """Options of a VPN connection are dropped."""
    ec2 = client(emulator, "ec2")
    near = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    far = ec2.create_customer_gateway(Type="ipsec.1", BgpAsn=65000, PublicIp="203.0.113.1")
    made = ec2.create_vpn_connection(
        Type="ipsec.1", CustomerGatewayId=far["CustomerGateway"]["CustomerGatewayId"], VpnGatewayId=near,
        Options={"StaticRoutesOnly": True, "TunnelOptions": [{"TunnelInsideCidr": "169.254.10.0/30"}]})
    options = made["VpnConnection"].get("Options") or {}
    return not (options.get("TunnelOptions") or [{}])[0].get("TunnelInsideCidr")


@gap("ec2.CreateFlowLogs")
def flow_log_options_lost(emulator):
    """DestinationOptions of a flow log are dropped."""
    ec2 = client(emulator, "ec2")
    client(emulator, "s3", "us-east-1").create_bucket(Bucket="netwright-probe")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    ec2.create_flow_logs(ResourceIds=[vpc], ResourceType="VPC", TrafficType="ALL", LogDestinationType="s3",
                         LogDestination="arn:aws:s3:::netwright-probe",
                         DestinationOptions={"FileFormat": "parquet"})
    return not ec2.describe_flow_logs()["FlowLogs"][0].get("DestinationOptions")


@gap("route53.ChangeResourceRecordSets")
def geoproximity_lost(emulator):
    """Geoproximity locations are dropped."""
    route53 = client(emulator, "route53")
    zone = route53.create_hosted_zone(Name="gap.example", CallerReference="gap")["HostedZone"]["Id"]
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [{
        "Action": "CREATE", "ResourceRecordSet": {
            "Name": "a.gap.example", "Type": "A", "TTL": 60, "SetIdentifier": "x",
            "GeoProximityLocation": {"AWSRegion": "eu-west-1"}, "ResourceRecords": [{"Value": "192.0.2.1"}]}}]})
    records = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    return not any("GeoProximityLocation" in record for record in records)


@gap("directconnect.CreateDirectConnectGateway", "directconnect.DescribeDirectConnectGateways")
def no_direct_connect_gateways(emulator):
    """Direct Connect gateways do not exist."""
    dx = client(emulator, "directconnect")
    return _fails(dx.create_direct_connect_gateway, directConnectGatewayName="a")


@gap("ec2.CreateDhcpOptions")
def dhcp_options_tags_lost(emulator):
    """Tags given when DHCP options are made are dropped."""
    ec2 = client(emulator, "ec2")
    made = ec2.create_dhcp_options(
        DhcpConfigurations=[{"Key": "domain-name", "Values": ["a.example"]}],
        TagSpecifications=[{"ResourceType": "dhcp-options", "Tags": [{"Key": "a", "Value": "b"}]}])
    seen = ec2.describe_dhcp_options(DhcpOptionsIds=[made["DhcpOptions"]["DhcpOptionsId"]])
    return not seen["DhcpOptions"][0]["Tags"]


@gap("ec2.DeleteSubnet")
def deleted_subnet_holds_its_acl(emulator):
    """A network ACL can't be deleted after the subnet that it served."""
    ec2 = client(emulator, "ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    held = ec2.describe_network_acls(Filters=[{"Name": "association.subnet-id", "Values": [subnet]}])
    association = next(a for a in held["NetworkAcls"][0]["Associations"] if a["SubnetId"] == subnet)
    ec2.replace_network_acl_association(AssociationId=association["NetworkAclAssociationId"], NetworkAclId=acl)
    ec2.delete_subnet(SubnetId=subnet)
    return _fails(ec2.delete_network_acl, NetworkAclId=acl)


@gap("ec2.DeleteTransitGateway")
def deleted_hub_leaves_its_table(emulator):
    """The default route table of a transit gateway outlives it."""
    ec2 = client(emulator, "ec2")
    hub = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    ec2.delete_transit_gateway(TransitGatewayId=hub)
    tables = ec2.describe_transit_gateway_route_tables()["TransitGatewayRouteTables"]
    return any(table["TransitGatewayId"] == hub and table["State"] == "available" for table in tables)


@gap("ec2.AcceptTransitGatewayVpcAttachment")
def no_acceptance_of_attachments(emulator):
    """Attachments of other accounts can be neither made nor accepted."""
    ec2 = client(emulator, "ec2")
    _, attachment = _hub(ec2)
    return _fails(ec2.accept_transit_gateway_vpc_attachment, TransitGatewayAttachmentId=attachment)


@gap("ec2.DescribeVpcEndpointConnections", "ec2.AcceptVpcEndpointConnections")
def no_endpoint_connections(emulator):
    """Connections to an endpoint service are not known."""
    return _fails(client(emulator, "ec2").describe_vpc_endpoint_connections)


@gap("ec2.CreateTransitGatewayPrefixListReference", "ec2.GetTransitGatewayPrefixListReferences",
     "ec2.DeleteTransitGatewayPrefixListReference")
def no_prefix_lists_in_hub_tables(emulator):
    """Prefix lists in route tables of transit gateways do not exist."""
    return _fails(client(emulator, "ec2").get_transit_gateway_prefix_list_references,
                  TransitGatewayRouteTableId="tgw-rtb-1")


@gap("ec2.AssociateSecurityGroupVpc", "ec2.DescribeSecurityGroupVpcAssociations", "ec2.DisassociateSecurityGroupVpc")
def no_security_groups_in_other_vpcs(emulator):
    """A security group can't be associated with a second VPC."""
    return _fails(client(emulator, "ec2").describe_security_group_vpc_associations)


@gap("ec2.EnableVgwRoutePropagation", "ec2.DisableVgwRoutePropagation")
def no_gateway_propagation(emulator):
    """A virtual private gateway can't write its routes into a table."""
    ec2 = client(emulator, "ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    near = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    return _fails(ec2.enable_vgw_route_propagation, RouteTableId=table, GatewayId=near)


@gap("ec2.CreateVpnConnectionRoute", "ec2.DeleteVpnConnectionRoute")
def no_static_vpn_routes(emulator):
    """Static routes of VPN connections do not exist."""
    return _fails(client(emulator, "ec2").create_vpn_connection_route,
                  VpnConnectionId="vpn-1", DestinationCidrBlock="10.0.0.0/8")


@gap("directconnect.DeleteDirectConnectGateway", "directconnect.CreateDirectConnectGatewayAssociation",
     "directconnect.DescribeDirectConnectGatewayAssociations",
     "directconnect.DeleteDirectConnectGatewayAssociation")
def no_direct_connect_associations(emulator):
    """Associations of Direct Connect gateways do not exist."""
    dx = client(emulator, "directconnect")
    return _fails(dx.describe_direct_connect_gateway_associations, directConnectGatewayId="x")


@gap("directconnect.CreatePrivateVirtualInterface", "directconnect.CreatePublicVirtualInterface",
     "directconnect.CreateTransitVirtualInterface", "directconnect.DescribeVirtualInterfaces",
     "directconnect.UpdateVirtualInterfaceAttributes", "directconnect.DeleteVirtualInterface")
def no_virtual_interfaces(emulator):
    """Virtual interfaces of Direct Connect do not exist."""
    return _fails(client(emulator, "directconnect").describe_virtual_interfaces)


@gap("network-firewall.DescribeFirewall", "network-firewall.DeleteFirewall")
def no_firewall_endpoints(emulator):
    """A Network Firewall has no endpoints and can't be deleted."""
    return _fails(client(emulator, "network-firewall").delete_firewall, FirewallName="a")


@gap("ec2.DescribeVpcPeeringConnections")
def peering_filters_ignored(emulator):
    """Filters of VPC peering connections are ignored."""
    ec2 = client(emulator, "ec2")
    near, far = (ec2.create_vpc(CidrBlock=block)["Vpc"]["VpcId"] for block in ("10.0.0.0/16", "10.1.0.0/16"))
    ec2.create_vpc_peering_connection(VpcId=near, PeerVpcId=far)
    seen = ec2.describe_vpc_peering_connections(Filters=[{"Name": "tag:a", "Values": ["b"]}])
    return bool(seen["VpcPeeringConnections"])


@gap("ec2.AssociateSubnetCidrBlock")
def subnet_ipv6_state_mangled(emulator):
    """The state of a subnet's IPv6 block is a text that holds the state."""
    ec2 = client(emulator, "ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]
    block = ec2.describe_vpcs(VpcIds=[vpc["VpcId"]])["Vpcs"][0]["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"]
    subnet = ec2.create_subnet(VpcId=vpc["VpcId"], CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    ec2.associate_subnet_cidr_block(SubnetId=subnet, Ipv6CidrBlock=block.replace("/56", "/64"))
    seen = ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["Ipv6CidrBlockAssociationSet"][0]
    return seen["Ipv6CidrBlockState"]["State"] != "associated"


def _distribution(emulator):
    """A distribution, as it was answered when it was made."""
    return client(emulator, "cloudfront", "us-east-1").create_distribution(DistributionConfig={
        "CallerReference": "gap", "Comment": "gap", "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [{"Id": "a", "DomainName": "a.example.com", "CustomOriginConfig": {
            "HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"}}]},
        "DefaultCacheBehavior": {"TargetOriginId": "a", "ViewerProtocolPolicy": "https-only"}})


@gap("ec2.RunInstances")
def no_instances_without_ipv4(emulator):
    """No instance starts in a subnet that has IPv6 only where its VPC has DNS hostnames on."""
    ec2 = client(emulator, "ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]["VpcId"]
    block = ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"]
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    subnet = ec2.create_subnet(VpcId=vpc, Ipv6Native=True, Ipv6CidrBlock=block.replace("/56", "/64"))["Subnet"]["SubnetId"]
    return _fails(ec2.run_instances, ImageId="ami-12c6146b", MinCount=1, MaxCount=1,
                  NetworkInterfaces=[{"DeviceIndex": 0, "SubnetId": subnet}])


@gap("cloudfront.UpdateDistribution")
def stale_version_updated(emulator):
    """A distribution is updated whatever version is named; AWS answers PreconditionFailed, and a new version else."""
    made = _distribution(emulator)
    cloudfront, own = client(emulator, "cloudfront", "us-east-1"), made["Distribution"]["Id"]
    config = cloudfront.get_distribution_config(Id=own)["DistributionConfig"]
    return not _fails(cloudfront.update_distribution, Id=own, DistributionConfig=config, IfMatch="other")


@gap("cloudfront.DeleteDistribution")
def enabled_distribution_deleted(emulator):
    """A distribution that still serves requests is deleted; AWS answers DistributionNotDisabled."""
    made = _distribution(emulator)
    cloudfront = client(emulator, "cloudfront", "us-east-1")
    return not _fails(cloudfront.delete_distribution, Id=made["Distribution"]["Id"], IfMatch=made["ETag"])


def mended(emulator):
    """Names of the gaps that are gone; empty as long as this list tells the truth."""
    gone = []
    for name, _, _, probe in GAPS:
        emulator.reset()
        with contextlib.suppress(ClientError):
            if probe(emulator):
                continue
        gone.append(name)
    return gone
