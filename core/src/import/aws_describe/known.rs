//! The keys under which describe calls answer.

use serde_json::Value;

/// Lists of records that are read: the key of the output, the list that it goes to, since several keys have records of
/// one shape, and a field that tells such a record from others under the same key.
const LISTS: &[(&str, &str, &str)] = &[
    ("Accounts", "Accounts", "Id"),
    ("Addresses", "Addresses", "PublicIp"),
    ("AllowedPrincipals", "AllowedPrincipals", "Principal"),
    ("ApiDomainNames", "ApiDomainNames", "DomainName"),
    ("ApiMappings", "ApiMappings", "RestApiId"),
    ("AvailabilityZones", "AvailabilityZones", "ZoneName"),
    ("ClusterInfoList", "ClusterInfoList", "ClusterArn"),
    (
        "ClusterSubnetGroups",
        "ClusterSubnetGroups",
        "ClusterSubnetGroupName",
    ),
    ("Clusters", "Clusters", "ClusterSubnetGroupName"),
    ("CustomerGateways", "CustomerGateways", "CustomerGatewayId"),
    ("DBInstances", "DBInstances", "DBInstanceIdentifier"),
    ("DhcpOptions", "DhcpOptions", "DhcpOptionsId"),
    ("DomainStatusList", "DomainStatusList", "DomainName"),
    (
        "EgressOnlyInternetGateways",
        "EgressOnlyInternetGateways",
        "EgressOnlyInternetGatewayId",
    ),
    ("FlowLogs", "FlowLogs", "FlowLogId"),
    ("Functions", "Functions", "FunctionArn"),
    ("HealthChecks", "HealthChecks", "HealthCheckConfig"),
    ("HostedZoneSummaries", "HostedZoneSummaries", "HostedZoneId"),
    ("HostedZones", "HostedZones", "Id"),
    ("Instances", "Instances", "InstanceType"),
    ("InternetGateways", "InternetGateways", "InternetGatewayId"),
    ("Listeners", "Listeners", "ListenerArn"),
    (
        "LoadBalancerAttributes",
        "LoadBalancerAttributes",
        "LoadBalancerArn",
    ),
    (
        "LoadBalancerDescriptions",
        "LoadBalancerDescriptions",
        "LoadBalancerName",
    ),
    (
        "LoadBalancerListeners",
        "LoadBalancerListeners",
        "Listeners",
    ),
    (
        "LoadBalancerTargetHealth",
        "LoadBalancerTargetHealth",
        "TargetGroupArn",
    ),
    ("LoadBalancers", "LoadBalancers", "LoadBalancerArn"),
    ("ManagedPrefixLists", "ManagedPrefixLists", "PrefixListId"),
    ("MetricAlarms", "MetricAlarms", "AlarmName"),
    ("NatGateways", "NatGateways", "NatGatewayId"),
    ("NetworkAcls", "NetworkAcls", "NetworkAclId"),
    (
        "NetworkInterfaces",
        "NetworkInterfaces",
        "NetworkInterfaceId",
    ),
    ("PlacementGroups", "PlacementGroups", "Strategy"),
    ("PrefixLists", "PrefixLists", "PrefixListId"),
    ("Regions", "Regions", "RegionName"),
    ("Reservations", "Reservations", "Instances"),
    ("ResolverEndpoints", "ResolverEndpoints", "HostVPCId"),
    (
        "ResolverRuleAssociations",
        "ResolverRuleAssociations",
        "ResolverRuleId",
    ),
    ("ResolverRules", "ResolverRules", "RuleType"),
    (
        "ResourceTagMappingList",
        "ResourceTagMappingList",
        "ResourceARN",
    ),
    ("RestApiStages", "RestApiStages", "StageName"),
    ("RestApis", "RestApis", "Id"),
    ("RouteTables", "RouteTables", "RouteTableId"),
    (
        "SecurityGroupRules",
        "SecurityGroupRules",
        "SecurityGroupRuleId",
    ),
    (
        "SecurityGroupVpcAssociations",
        "SecurityGroupVpcAssociations",
        "GroupId",
    ),
    ("SecurityGroups", "SecurityGroups", "GroupId"),
    (
        "ServiceConfigurations",
        "ServiceConfigurations",
        "ServiceId",
    ),
    ("Subnets", "Subnets", "SubnetId"),
    ("TargetGroups", "TargetGroups", "TargetGroupArn"),
    (
        "TransitGatewayAttachments",
        "TransitGatewayAttachments",
        "TransitGatewayAttachmentId",
    ),
    (
        "TransitGatewayConnects",
        "TransitGatewayConnects",
        "TransitGatewayAttachmentId",
    ),
    (
        "TransitGatewayPeeringAttachments",
        "TransitGatewayPeeringAttachments",
        "TransitGatewayAttachmentId",
    ),
    (
        "TransitGatewayPolicyTables",
        "TransitGatewayPolicyTables",
        "TransitGatewayPolicyTableId",
    ),
    (
        "TransitGatewayPrefixListReferences",
        "TransitGatewayPrefixListReferences",
        "PrefixListId",
    ),
    (
        "TransitGatewayPropagations",
        "TransitGatewayPropagations",
        "TransitGatewayRouteTablePropagations",
    ),
    (
        "TransitGatewayRouteTables",
        "TransitGatewayRouteTables",
        "TransitGatewayRouteTableId",
    ),
    ("TransitGatewayRoutes", "TransitGatewayRoutes", "Routes"),
    (
        "TransitGatewayStaticRoutes",
        "TransitGatewayRoutes",
        "Routes",
    ),
    (
        "TransitGatewayVpcAttachments",
        "TransitGatewayVpcAttachments",
        "TransitGatewayAttachmentId",
    ),
    ("TransitGateways", "TransitGateways", "TransitGatewayId"),
    (
        "VpcBlockPublicAccessExclusions",
        "VpcBlockPublicAccessExclusions",
        "ExclusionId",
    ),
    ("VpcEndpoints", "VpcEndpoints", "VpcEndpointId"),
    (
        "VpcPeeringConnections",
        "VpcPeeringConnections",
        "VpcPeeringConnectionId",
    ),
    ("Vpcs", "Vpcs", "VpcId"),
    ("VpnConnections", "VpnConnections", "VpnConnectionId"),
    ("VpnGateways", "VpnGateways", "VpnGatewayId"),
    (
        "directConnectGatewayAssociations",
        "directConnectGatewayAssociations",
        "associationState",
    ),
    (
        "directConnectGateways",
        "directConnectGateways",
        "directConnectGatewayId",
    ),
    ("principals", "sharePrincipals", "resourceShareArn"),
    ("resourceShares", "resourceShares", "resourceShareArn"),
    ("resources", "sharedResources", "resourceShareArn"),
    ("tasks", "tasks", "taskArn"),
    (
        "virtualInterfaces",
        "virtualInterfaces",
        "virtualInterfaceId",
    ),
];

/// What stands under the key of an output that is one record as a whole.
enum Shape {
    /// A list, of texts where there is no mark, else of records some of which have that field: other services have lists
    /// of these names too.
    List(&'static str),
    Object,
    Text,
}

/// Keys of outputs that are one record as a whole, since they tell of a resource that is named elsewhere, or of just one.
const WHOLES: &[(&str, &str, Shape)] = &[
    ("AccountAliases", "AccountAliases", Shape::List("")),
    (
        "Associations",
        "TransitGatewayAssociations",
        Shape::List("TransitGatewayAttachmentId"),
    ),
    ("Attributes", "LoadBalancerAttributes", Shape::List("Key")),
    ("Certificate", "Certificate", Shape::Object),
    ("DistributionList", "DistributionList", Shape::Object),
    ("DomainStatus", "DomainStatus", Shape::Object),
    ("EnableDnsHostnames", "VpcAttributes", Shape::Object),
    ("EnableDnsSupport", "VpcAttributes", Shape::Object),
    ("Entries", "PrefixListEntries", Shape::List("Cidr")),
    ("Firewall", "Firewall", Shape::Object),
    ("HostedZone", "HostedZone", Shape::Object),
    ("IPSet", "IPSet", Shape::Object),
    ("IpAddresses", "IpAddresses", Shape::List("IpId")),
    ("LoadBalancerAttributes", "ClassicAttributes", Shape::Object),
    ("ResourceArns", "WebAclResources", Shape::List("")),
    (
        "ResourceRecordSets",
        "ResourceRecordSets",
        Shape::List("Type"),
    ),
    ("Routes", "TransitGatewayRoutes", Shape::List("Type")),
    (
        "TargetHealthDescriptions",
        "LoadBalancerTargetHealth",
        Shape::List("Target"),
    ),
    (
        "TransitGatewayRouteTablePropagations",
        "TransitGatewayPropagations",
        Shape::List("TransitGatewayAttachmentId"),
    ),
    ("UserId", "Identity", Shape::Text),
    (
        "VpcBlockPublicAccessOptions",
        "VpcBlockPublicAccessOptions",
        Shape::Object,
    ),
    ("WebACL", "WebACL", Shape::Object),
];

/// The list that a key of an output holds.
pub(super) fn list(key: &str) -> Option<&'static str> {
    let found = LISTS.iter().find(|(known, ..)| *known == key);
    found.map(|(_, list, _)| *list)
}

/// The list that a key of an output holds, where its value is a list of such records. Some keys serve several services,
/// and records of others hold lists of these names.
pub(super) fn fitting(key: &str, value: &Value) -> Option<&'static str> {
    let (_, list, mark) = LISTS.iter().find(|(known, ..)| *known == key)?;
    let values = value.as_array()?;
    let fits = |value: &Value| value.get(mark).is_some();
    // A list in which some are cut or mended by hand is still one of theirs.
    (values.is_empty() || values.iter().any(fits)).then_some(list)
}

/// The list to which an output with this key belongs as one record.
pub(super) fn whole(key: &str, value: &Value) -> Option<&'static str> {
    let (_, list, shape) = WHOLES.iter().find(|(known, ..)| *known == key)?;
    let fits = match (shape, value) {
        (Shape::List(""), Value::Array(values)) => values.iter().any(Value::is_string),
        // A search that finds no route tells that there is none.
        (Shape::List(mark), Value::Array(values)) => {
            values.is_empty() && key == "Routes"
                || values.iter().any(|value| value.get(mark).is_some())
        }
        (Shape::Object, Value::Object(_)) | (Shape::Text, Value::String(_)) => true,
        _ => false,
    };
    fits.then_some(list)
}

/// Keys that stand beside the record of an output that is one as a whole, and are read with it or say nothing.
pub(super) fn is_companion(key: &str) -> bool {
    matches!(key, "DelegationSet" | "FirewallStatus" | "VPCs")
}

/// Keys that tell of pages and of the call, not of the network.
pub(super) fn is_paging(key: &str) -> bool {
    means_more(key)
        || matches!(
            key,
            "ResponseMetadata"
                | "MaxItems"
                | "IsTruncated"
                | "Marker"
                | "AdditionalRoutesAvailable"
        )
}

/// Keys that, where they hold something, say that more records exist than the file has.
pub(super) fn means_more(key: &str) -> bool {
    matches!(
        key,
        "NextToken"
            | "nextToken"
            | "NextMarker"
            | "NextRecordName"
            | "IsTruncated"
            | "AdditionalRoutesAvailable"
    )
}
