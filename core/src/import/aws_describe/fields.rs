//! The fields of each kind of record that are read, or that say nothing about who reaches whom. What else a record
//! holds is counted, so that nothing is dropped unseen.

/// Fields by list, one text of words for each.
pub(super) const FIELDS: &[(&str, &str)] = &[
    (
        "Addresses",
        "AllocationId AssociationId CarrierIp CustomerOwnedIp CustomerOwnedIpv4Pool Domain InstanceId \
      NetworkBorderGroup NetworkInterfaceId NetworkInterfaceOwnerId PrivateIpAddress PublicIp PublicIpv4Pool ServiceManaged Tags",
    ),
    (
        "CustomerGateways",
        "BgpAsn BgpAsnExtended CertificateArn CustomerGatewayId DeviceName IpAddress State Tags Type",
    ),
    (
        "DhcpOptions",
        "DhcpConfigurations DhcpOptionsId OwnerId Tags",
    ),
    (
        "EgressOnlyInternetGateways",
        "Attachments EgressOnlyInternetGatewayId Tags",
    ),
    (
        "InternetGateways",
        "Attachments InternetGatewayId OwnerId Tags",
    ),
    (
        "LoadBalancers",
        "AvailabilityZones CanonicalHostedZoneId CreatedTime CustomerOwnedIpv4Pool DNSName IpAddressType \
      LoadBalancerArn LoadBalancerName Scheme SecurityGroups State Type VpcId EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic \
      EnablePrefixForIpv6SourceNat",
    ),
    (
        "ManagedPrefixLists",
        "AddressFamily MaxEntries OwnerId PrefixListArn PrefixListId PrefixListName State StateMessage \
      Tags Version",
    ),
    (
        "NatGateways",
        "AutoProvisionZones AutoScalingIps AvailabilityMode ConnectivityType CreateTime DeleteTime FailureCode \
      FailureMessage NatGatewayAddresses NatGatewayId ProvisionedBandwidth State SubnetId Tags VpcId AttachedAppliances RouteTableId",
    ),
    (
        "NetworkAcls",
        "Associations Entries IsDefault NetworkAclId OwnerId Tags VpcId",
    ),
    (
        "NetworkInterfaces",
        "Association Attachment AvailabilityZone AvailabilityZoneId ConnectionTrackingConfiguration \
      DenyAllIgwTraffic Description Groups InterfaceType Ipv6Address Ipv6Addresses Ipv6Native MacAddress NetworkInterfaceId Operator \
      OutpostArn OwnerId PrivateDnsName PrivateIpAddress PrivateIpAddresses PublicDnsName PublicIpDnsNameOptions RequesterId \
      RequesterManaged SourceDestCheck Status SubnetId TagSet VpcId AssociatedSubnets",
    ),
    (
        "PrefixLists",
        "AddressFamily Cidrs MaxEntries OwnerId PrefixListArn PrefixListId PrefixListName State StateMessage Tags Version",
    ),
    (
        "RouteTables",
        "Associations OwnerId PropagatingVgws RouteTableId Routes Tags VpcId",
    ),
    (
        "SecurityGroups",
        "Description GroupId GroupName IpPermissions IpPermissionsEgress OwnerId SecurityGroupArn Tags VpcId",
    ),
    (
        "Subnets",
        "AssignIpv6AddressOnCreation AvailabilityZone AvailabilityZoneId AvailableIpAddressCount \
      BlockPublicAccessStates CidrBlock CustomerOwnedIpv4Pool DefaultForAz EnableDns64 EnableLniAtDeviceIndex \
      Ipv6CidrBlockAssociationSet Ipv6Native MapCustomerOwnedIpOnLaunch MapPublicIpOnLaunch OwnerId PrivateDnsNameOptionsOnLaunch \
      State SubnetArn SubnetId Tags Type VpcId",
    ),
    (
        "TargetGroups",
        "HealthCheckEnabled HealthCheckIntervalSeconds HealthCheckPath HealthCheckPort HealthCheckProtocol \
      HealthCheckTimeoutSeconds HealthyThresholdCount IpAddressType LoadBalancerArns Matcher Port Protocol ProtocolVersion \
      TargetGroupArn TargetGroupName TargetType UnhealthyThresholdCount VpcId",
    ),
    (
        "TransitGatewayAttachments",
        "Association CreationTime ResourceId ResourceOwnerId ResourceType State Tags \
      TransitGatewayAttachmentId TransitGatewayId TransitGatewayOwnerId",
    ),
    (
        "TransitGatewayRouteTables",
        "CreationTime DefaultAssociationRouteTable DefaultPropagationRouteTable State Tags \
      TransitGatewayId TransitGatewayRouteTableId",
    ),
    (
        "TransitGatewayVpcAttachments",
        "CreationTime Options State SubnetIds Tags TransitGatewayAttachmentId TransitGatewayId \
      VpcId VpcOwnerId",
    ),
    (
        "TransitGateways",
        "CreationTime Description Options OwnerId State Tags TransitGatewayArn TransitGatewayId",
    ),
    (
        "VpcEndpoints",
        "CreationTimestamp DnsEntries DnsOptions FailureReason Groups IpAddressType Ipv4Prefixes Ipv6Prefixes \
      LastError NetworkInterfaceIds OwnerId PayerResponsibility PolicyDocument PrivateDnsEnabled RequesterManaged RouteTableIds \
      ServiceName ServiceRegion State SubnetIds Tags VpcEndpointId VpcEndpointType VpcId",
    ),
    (
        "VpcPeeringConnections",
        "AccepterVpcInfo ExpirationTime RequesterVpcInfo Status Tags VpcPeeringConnectionId",
    ),
    (
        "Vpcs",
        "BlockPublicAccessStates CidrBlock CidrBlockAssociationSet DhcpOptionsId InstanceTenancy \
      Ipv6CidrBlockAssociationSet IsDefault OwnerId State Tags VpcArn VpcId",
    ),
    (
        "VpnConnections",
        "Category CoreNetworkArn CoreNetworkAttachmentArn CustomerGatewayConfiguration CustomerGatewayId \
      GatewayAssociationState Options Routes State Tags TransitGatewayId Type VgwTelemetry VpnConnectionId VpnGatewayId \
      PreSharedKeyArn",
    ),
    (
        "VpnGateways",
        "AmazonSideAsn AvailabilityZone State Tags Type VpcAttachments VpnGatewayId",
    ),
];
