# Collects what Netwright imports of one account, all its regions, with the credentials of your shell; of some regions
# where REGIONS names them: REGIONS="eu-west-1 us-east-1". Every call only reads: describe, list, get and search. Secrets
# stay where they are: of VPN connections, virtual interfaces (BGP keys, router configurations), functions,
# distributions (headers for origins) and API Gateway (variables of stages) only the fields that matter are kept. A call
# that is refused says so and is left out; everything else is still imported.
account=$(aws sts get-caller-identity --query Account --output text)
ask() { # ask FILE SERVICE CALL...
  file=$folder/$1.json
  shift
  mkdir -p "$(dirname "$file")"
  aws "$@" --region "$region" --output json >"$file" || rm -f "$file"
}
each() { # each SERVICE CALL QUERY OPTION...: the identifiers that a call answers with, one a line
  service=$1 asked=$2 query=$3
  shift 3
  aws "$service" "$asked" "$@" --region "$region" --query "$query" --output text | tr '\t' '\n' | grep -v '^None$'
}
waf() { # waf SCOPE: IP sets and web ACLs, and what the latter stand in front of
  aws wafv2 list-ip-sets --scope "$1" --region "$region" --query 'IPSets[].[ARN, Id, Name]' --output text |
    while read -r arn id name; do
      [ "$arn" = None ] || ask "wafv2-get-ip-set/$(name "$arn")" wafv2 get-ip-set --scope "$1" --id "$id" --name "$name"
    done
  aws wafv2 list-web-acls --scope "$1" --region "$region" --query 'WebACLs[].[ARN, Id, Name]' --output text |
    while read -r arn id name; do
      [ "$arn" = None ] && continue
      ask "wafv2-get-web-acl/$(name "$arn")" wafv2 get-web-acl --scope "$1" --id "$id" --name "$name"
      [ "$1" = REGIONAL ] || continue
      for type in APPLICATION_LOAD_BALANCER API_GATEWAY; do
        ask "wafv2-list-resources-for-web-acl-$type/$(name "$arn")" wafv2 list-resources-for-web-acl \
          --web-acl-arn "$arn" --resource-type "$type"
      done
    done
}
name() { # an ARN as the name of a file
  printf %s "$1" | sed 's/:/%3A/g; s,/,%2F,g'
}

for region in $(echo "${REGIONS:-$(aws ec2 describe-regions --query 'Regions[].RegionName' --output text)}"); do
  folder=aws-describe/$account/$region
  for call in addresses availability-zones customer-gateways dhcp-options egress-only-internet-gateways flow-logs \
    instances internet-gateways managed-prefix-lists nat-gateways network-acls network-interfaces placement-groups \
    prefix-lists route-tables security-group-rules security-group-vpc-associations security-groups subnets \
    transit-gateway-attachments transit-gateway-connects transit-gateway-peering-attachments \
    transit-gateway-policy-tables transit-gateway-route-tables transit-gateway-vpc-attachments transit-gateways \
    vpc-block-public-access-exclusions vpc-block-public-access-options vpc-endpoint-service-configurations \
    vpc-endpoints vpc-peering-connections vpcs vpn-gateways; do
    ask "ec2-describe-$call" ec2 "describe-$call"
  done
  ask ec2-describe-vpn-connections ec2 describe-vpn-connections --query '{VpnConnections: VpnConnections[].{
    VpnConnectionId: VpnConnectionId, State: State, CustomerGatewayId: CustomerGatewayId, VpnGatewayId: VpnGatewayId,
    TransitGatewayId: TransitGatewayId, Routes: Routes, VgwTelemetry: VgwTelemetry, Tags: Tags,
    Options: {StaticRoutesOnly: Options.StaticRoutesOnly, EnableAcceleration: Options.EnableAcceleration}}}'
  for vpc in $(each ec2 describe-vpcs 'Vpcs[].VpcId'); do
    for attribute in enableDnsSupport enableDnsHostnames; do
      ask "ec2-describe-vpc-attribute/$vpc-$attribute" ec2 describe-vpc-attribute --vpc-id "$vpc" --attribute "$attribute"
    done
  done
  for list in $(each ec2 describe-managed-prefix-lists 'PrefixLists[].PrefixListId'); do
    ask "ec2-get-managed-prefix-list-entries/$list" ec2 get-managed-prefix-list-entries --prefix-list-id "$list"
  done
  for table in $(each ec2 describe-transit-gateway-route-tables 'TransitGatewayRouteTables[].TransitGatewayRouteTableId'); do
    for call in associations propagations; do
      ask "ec2-get-transit-gateway-route-table-$call/$table" ec2 "get-transit-gateway-route-table-$call" \
        --transit-gateway-route-table-id "$table"
    done
    ask "ec2-get-transit-gateway-prefix-list-references/$table" ec2 get-transit-gateway-prefix-list-references \
      --transit-gateway-route-table-id "$table"
    ask "ec2-search-transit-gateway-routes/$table" ec2 search-transit-gateway-routes \
      --transit-gateway-route-table-id "$table" --filters Name=type,Values=static,propagated
  done
  for service in $(each ec2 describe-vpc-endpoint-service-configurations 'ServiceConfigurations[].ServiceId'); do
    ask "ec2-describe-vpc-endpoint-service-permissions/$service" ec2 describe-vpc-endpoint-service-permissions \
      --service-id "$service"
  done
  ask elbv2-describe-load-balancers elbv2 describe-load-balancers
  ask elbv2-describe-target-groups elbv2 describe-target-groups
  for arn in $(each elbv2 describe-load-balancers 'LoadBalancers[].LoadBalancerArn'); do
    ask "elbv2-describe-listeners/$(name "$arn")" elbv2 describe-listeners --load-balancer-arn "$arn"
    ask "elbv2-describe-load-balancer-attributes/$(name "$arn")" elbv2 describe-load-balancer-attributes \
      --load-balancer-arn "$arn"
  done
  for arn in $(each elbv2 describe-target-groups 'TargetGroups[].TargetGroupArn'); do
    ask "elbv2-describe-target-health/$(name "$arn")" elbv2 describe-target-health --target-group-arn "$arn"
    ask "elbv2-describe-target-group-attributes/$(name "$arn")" elbv2 describe-target-group-attributes \
      --target-group-arn "$arn"
  done
  ask elb-describe-load-balancers elb describe-load-balancers
  for balancer in $(each elb describe-load-balancers 'LoadBalancerDescriptions[].LoadBalancerName'); do
    ask "elb-describe-load-balancer-attributes/$balancer" elb describe-load-balancer-attributes \
      --load-balancer-name "$balancer"
  done
  ask directconnect-describe-direct-connect-gateways directconnect describe-direct-connect-gateways
  ask directconnect-describe-virtual-interfaces directconnect describe-virtual-interfaces \
    --query '{virtualInterfaces: virtualInterfaces[].{virtualInterfaceId: virtualInterfaceId,
    virtualInterfaceName: virtualInterfaceName, virtualInterfaceType: virtualInterfaceType,
    virtualInterfaceState: virtualInterfaceState, ownerAccount: ownerAccount, region: region, location: location,
    connectionId: connectionId, vlan: vlan, asn: asn, asnLong: asnLong, mtu: mtu, amazonAddress: amazonAddress,
    customerAddress: customerAddress, routeFilterPrefixes: routeFilterPrefixes,
    directConnectGatewayId: directConnectGatewayId, virtualGatewayId: virtualGatewayId, tags: tags}}'
  for gateway in $(each directconnect describe-direct-connect-gateways \
    'directConnectGateways[].directConnectGatewayId'); do
    ask "directconnect-describe-direct-connect-gateway-associations/$gateway" directconnect \
      describe-direct-connect-gateway-associations --direct-connect-gateway-id "$gateway"
  done
  for arn in $(each network-firewall list-firewalls 'Firewalls[].FirewallArn'); do
    ask "network-firewall-describe-firewall/$(name "$arn")" network-firewall describe-firewall --firewall-arn "$arn"
  done
  for call in endpoints rules rule-associations; do
    ask "route53resolver-list-resolver-$call" route53resolver "list-resolver-$call"
  done
  for endpoint in $(each route53resolver list-resolver-endpoints 'ResolverEndpoints[].Id'); do
    ask "route53resolver-list-resolver-endpoint-ip-addresses/$endpoint" route53resolver \
      list-resolver-endpoint-ip-addresses --resolver-endpoint-id "$endpoint"
  done
  for arn in $(each acm list-certificates 'CertificateSummaryList[].CertificateArn' --includes \
    keyTypes=RSA_1024,RSA_2048,RSA_3072,RSA_4096,EC_prime256v1,EC_secp384r1,EC_secp521r1); do
    ask "acm-describe-certificate/$(name "$arn")" acm describe-certificate --certificate-arn "$arn"
  done
  ask cloudwatch-describe-alarms cloudwatch describe-alarms --alarm-types MetricAlarm
  waf REGIONAL
  ask apigateway-get-rest-apis apigateway get-rest-apis --query '{RestApis: items[].{Id: id, Name: name}}'
  for api in $(each apigateway get-rest-apis 'items[].id'); do
    ask "apigateway-get-stages/$api" apigateway get-stages --rest-api-id "$api" \
      --query "{RestApiStages: item[].{RestApiId: '$api', StageName: stageName, WebAclArn: webAclArn}}"
  done
  ask apigateway-get-domain-names apigateway get-domain-names --query '{ApiDomainNames: items[].{DomainName: domainName,
    RegionalDomainName: regionalDomainName, DistributionDomainName: distributionDomainName}}'
  for domain in $(each apigateway get-domain-names 'items[].domainName'); do
    ask "apigateway-get-base-path-mappings/$domain" apigateway get-base-path-mappings --domain-name "$domain" \
      --query "{ApiMappings: items[].{DomainName: '$domain', RestApiId: restApiId, Stage: stage}}"
  done
  ask ram-get-resource-shares ram get-resource-shares --resource-owner SELF
  for call in resources principals; do
    ask "ram-list-$call" ram "list-$call" --resource-owner SELF
  done
  ask tagging-get-resources resourcegroupstaggingapi get-resources --resource-type-filters acm cloudwatch:alarm \
    elasticloadbalancing route53resolver wafv2
  ask rds-describe-db-instances rds describe-db-instances
  ask lambda-list-functions lambda list-functions \
    --query '{Functions: Functions[].{FunctionName: FunctionName, FunctionArn: FunctionArn, VpcConfig: VpcConfig}}'
  for domain in $(each opensearch list-domain-names 'DomainNames[].DomainName'); do
    ask "opensearch-describe-domain/$domain" opensearch describe-domain --domain-name "$domain"
  done
  ask redshift-describe-clusters redshift describe-clusters
  ask redshift-describe-cluster-subnet-groups redshift describe-cluster-subnet-groups
  ask kafka-list-clusters kafka list-clusters
  for cluster in $(each ecs list-clusters 'clusterArns[]'); do
    for task in $(aws ecs list-tasks --region "$region" --cluster "$cluster" --query 'taskArns[]' --output text); do
      ask "ecs-describe-tasks/$(name "$task")" ecs describe-tasks --cluster "$cluster" --tasks "$task" \
        --query '{tasks: tasks[].{taskArn: taskArn, attachments: attachments}}'
    done
  done
done

# Services without regions.
region=us-east-1 folder=aws-describe/$account/global
ask iam-list-account-aliases iam list-account-aliases
waf CLOUDFRONT
ask cloudfront-list-distributions cloudfront list-distributions --query '{DistributionList: {Items:
  DistributionList.Items[].{Id: Id, ARN: ARN, Status: Status, DomainName: DomainName, Comment: Comment, Enabled: Enabled,
  Aliases: {Items: Aliases.Items}, Origins: {Items: Origins.Items[].{Id: Id, DomainName: DomainName, OriginPath: OriginPath}},
  DefaultCacheBehavior: {TargetOriginId: DefaultCacheBehavior.TargetOriginId}, WebACLId: WebACLId,
  ViewerCertificate: {ACMCertificateArn: ViewerCertificate.ACMCertificateArn}}}}'
ask tagging-get-resources resourcegroupstaggingapi get-resources --resource-type-filters cloudfront route53 wafv2
ask route53-list-health-checks route53 list-health-checks
ask route53-list-hosted-zones route53 list-hosted-zones
for zone in $(each route53 list-hosted-zones 'HostedZones[].Id' | sed 's,.*/,,'); do
  ask "route53-get-hosted-zone/$zone" route53 get-hosted-zone --id "$zone"
  ask "route53-list-resource-record-sets/$zone" route53 list-resource-record-sets --hosted-zone-id "$zone"
done
