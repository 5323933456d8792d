"""What still carries a design's tags after `--destroy`: every kind that the exports make is looked at."""

EC2 = [
    ("describe_vpcs", "Vpcs", None), ("describe_subnets", "Subnets", None),
    ("describe_route_tables", "RouteTables", None), ("describe_network_acls", "NetworkAcls", None),
    ("describe_security_groups", "SecurityGroups", None), ("describe_internet_gateways", "InternetGateways", None),
    ("describe_egress_only_internet_gateways", "EgressOnlyInternetGateways", None),
    ("describe_nat_gateways", "NatGateways", "State"), ("describe_addresses", "Addresses", None),
    ("describe_vpc_endpoints", "VpcEndpoints", "State"),
    ("describe_vpc_endpoint_service_configurations", "ServiceConfigurations", "ServiceState"),
    ("describe_transit_gateways", "TransitGateways", "State"),
    ("describe_transit_gateway_route_tables", "TransitGatewayRouteTables", "State"),
    ("describe_transit_gateway_attachments", "TransitGatewayAttachments", "State"),
    ("describe_managed_prefix_lists", "PrefixLists", "State"), ("describe_dhcp_options", "DhcpOptions", None),
    ("describe_customer_gateways", "CustomerGateways", "State"), ("describe_vpn_gateways", "VpnGateways", "State"),
    ("describe_vpn_connections", "VpnConnections", "State"), ("describe_network_interfaces", "NetworkInterfaces", None),
    ("describe_flow_logs", "FlowLogs", None), ("describe_placement_groups", "PlacementGroups", None),
]
GONE = ("deleted", "deleting", "delete-complete", "Deleted")


def _tagged(resource):
    return any(tag["Key"] == "netwright:design" for tag in resource.get("Tags") or [])


def find(world):
    """Descriptions of what is left, empty where all is gone."""
    left = []
    for account, region in world.scopes:
        client = world.client("ec2", account, region)
        # The emulator forgets to take a VPC's default network ACL and main table along with it.
        vpcs = {vpc["VpcId"] for vpc in client.describe_vpcs()["Vpcs"]}
        for operation, listed, state in EC2:
            for one in getattr(client, operation)()[listed]:
                if one.get("VpcId", "") and one["VpcId"] not in vpcs:
                    continue
                if _tagged(one) and (state is None or one.get(state) not in GONE):
                    left.append(f"{operation[9:]} {next(iter(one.values()))!r} {one.get('Tags')}")
        for peering in client.describe_vpc_peering_connections()["VpcPeeringConnections"]:
            if _tagged(peering) and peering["Status"]["Code"] not in GONE:
                left.append(f"peering {peering['VpcPeeringConnectionId']}")
        for reservation in client.describe_instances()["Reservations"]:
            left += [f"instance {i['InstanceId']}" for i in reservation["Instances"]
                     if _tagged(i) and i["State"]["Name"] not in ("terminated", "shutting-down")]
        elb = world.client("elbv2", account, region)
        left += [f"load balancer {b['LoadBalancerName']}" for b in elb.describe_load_balancers()["LoadBalancers"]]
        left += [f"target group {g['TargetGroupName']}" for g in elb.describe_target_groups()["TargetGroups"]]
        left += [f"alarm {a['AlarmName']}" for a in world.client("cloudwatch", account, region).describe_alarms()["MetricAlarms"]]
        resolver = world.client("route53resolver", account, region)
        left += [f"resolver endpoint {e['Name']}" for e in resolver.list_resolver_endpoints()["ResolverEndpoints"]]
        interfaces = world.client("directconnect", account, region).describe_virtual_interfaces()["virtualInterfaces"]
        left += [f"virtual interface {one['virtualInterfaceName']}" for one in interfaces]
        waf = world.client("wafv2", account, region)
        scopes = ("REGIONAL", "CLOUDFRONT") if region == "us-east-1" else ("REGIONAL",)
        for scope in scopes:
            left += [f"web ACL {a['Name']}" for a in waf.list_web_acls(Scope=scope)["WebACLs"]]
            left += [f"IP set {a['Name']}" for a in waf.list_ip_sets(Scope=scope)["IPSets"]]
        ram = world.client("ram", account, region)
        left += [f"share {s['name']}" for s in ram.get_resource_shares(resourceOwner="SELF")["resourceShares"]
                 if s["status"] not in ("DELETED", "DELETING")]
    for row in world.rows("api_gateways"):
        if row.get("rest_api_id"):
            left += _stage(world, row)
    for account in {account for account, _ in world.scopes}:
        route53 = world.client("route53", account)
        left += [f"zone {z['Name']}" for z in route53.list_hosted_zones()["HostedZones"]]
        left += [f"health check {c['Id']}" for c in route53.list_health_checks()["HealthChecks"]]
        distributions = world.client("cloudfront", account).list_distributions()["DistributionList"]
        left += [f"distribution {d['Comment']}" for d in distributions.get("Items", [])]
        dx = world.client("directconnect", account)
        left += [f"Direct Connect gateway {g['directConnectGatewayName']}"
                 for g in dx.describe_direct_connect_gateways()["directConnectGateways"]]
    return left


def _stage(world, row):
    """What others have made must be there still, as it was."""
    client = world.client("apigateway", row.get("account"), row.get("region", "eu-west-1"))
    stages = {stage["stageName"]: stage for stage in client.get_stages(restApiId=row["rest_api_id"])["item"]}
    if row["stage_name"] not in stages:
        return [f"nothing of {row['id']}, which others have made"]
    return [f"web ACL on {row['id']}"] if stages[row["stage_name"]].get("webAclArn") else []
