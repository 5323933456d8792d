//! Template: shared services with central interface endpoints.

use super::Template;

pub(super) const TEMPLATE: Template = Template {
    name: "shared-services-endpoints",
    title: "Shared services with central interface endpoints",
    description: "One set of interface endpoints serves every spoke over a hub, with private zones that answer in each; spokes stay apart.",
    tags: &["transit gateway", "endpoints", "private DNS"],
    text: r#"
design "Shared services with central interface endpoints" description="One set of interface endpoints serves every spoke over a hub, with private zones that answer in each; spokes stay apart."

account network account_id=111122223333 profile=network
env prod colour=#b0413e
env dev colour=#4f7f52
env shared colour=#3f6fa3 shared=true

vpc prod cidrs=10.0.0.0/16 region=eu-west-1 account=network environment=prod dns_hostnames=true owner=orders description="Production order service"
  route-table prod-private
    route target=hub destination=10.10.0.0/16
  route-table prod-hub main=true
  security-group prod-app description="Application servers of prod"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.0.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.0.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.10.0.0/16
  subnet prod-app-a az=a cidrs=10.0.0.0/20 route_table=prod-private
    instance prod-app instance_type=m7i.large count=2 security_groups=prod-app owner=orders description="Application servers of prod"
  subnet prod-app-b az=b cidrs=10.0.16.0/20 route_table=prod-private
    instance prod-app-standby instance_type=m7i.large count=2 security_groups=prod-app owner=orders description="Application servers of prod in the second zone"
  subnet prod-hub-a az=a cidrs=10.0.255.0/28 route_table=prod-hub
  subnet prod-hub-b az=b cidrs=10.0.255.16/28 route_table=prod-hub

vpc dev cidrs=10.1.0.0/16 region=eu-west-1 account=network environment=dev dns_hostnames=true owner=orders description="Development of the order service"
  route-table dev-private
    route target=hub destination=10.10.0.0/16
  route-table dev-hub main=true
  security-group dev-app description="Application servers of dev"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.1.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.1.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.10.0.0/16
  subnet dev-app-a az=a cidrs=10.1.0.0/20 route_table=dev-private
    instance dev-app instance_type=m7i.large count=2 security_groups=dev-app owner=orders description="Application servers of dev"
  subnet dev-app-b az=b cidrs=10.1.16.0/20 route_table=dev-private
    instance dev-app-standby instance_type=m7i.large count=2 security_groups=dev-app owner=orders description="Application servers of dev in the second zone"
  subnet dev-hub-a az=a cidrs=10.1.255.0/28 route_table=dev-hub
  subnet dev-hub-b az=b cidrs=10.1.255.16/28 route_table=dev-hub

vpc shared-services cidrs=10.10.0.0/16 region=eu-west-1 account=network environment=shared dns_hostnames=true owner=network description="Interface endpoints that every environment uses"
  route-table shared-endpoints
    route target=hub destination=10.0.0.0/16
    route target=hub destination=10.1.0.0/16
  route-table shared-hub main=true
  security-group endpoint-access description="HTTPS from the VPCs that share the endpoints"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.0.0.0/16
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.1.0.0/16
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.10.0.0/16
  subnet shared-services-endpoints-a az=a cidrs=10.10.0.0/24 route_table=shared-endpoints
  subnet shared-services-endpoints-b az=b cidrs=10.10.1.0/24 route_table=shared-endpoints
  subnet shared-services-hub-a az=a cidrs=10.10.255.0/28 route_table=shared-hub
  subnet shared-services-hub-b az=b cidrs=10.10.255.16/28 route_table=shared-hub
  vpc-endpoint secretsmanager endpoint_type=Interface service=com.amazonaws.eu-west-1.secretsmanager subnets=shared-services-endpoints-a,shared-services-endpoints-b security_groups=endpoint-access private_dns=false owner=network description="Private DNS is off: a private zone answers in every VPC that shares the endpoint"
  vpc-endpoint ssm endpoint_type=Interface service=com.amazonaws.eu-west-1.ssm subnets=shared-services-endpoints-a,shared-services-endpoints-b security_groups=endpoint-access private_dns=false owner=network description="Private DNS is off: a private zone answers in every VPC that shares the endpoint"
  vpc-endpoint sts endpoint_type=Interface service=com.amazonaws.eu-west-1.sts subnets=shared-services-endpoints-a,shared-services-endpoints-b security_groups=endpoint-access private_dns=false owner=network description="Private DNS is off: a private zone answers in every VPC that shares the endpoint"

hosted-zone secretsmanager-zone domain=secretsmanager.eu-west-1.amazonaws.com private=true vpcs=shared-services,prod,dev account=network owner=network description="Answers for the central secretsmanager endpoint"
  dns-record secretsmanager-alias record_name=secretsmanager.eu-west-1.amazonaws.com record_type=A alias=secretsmanager evaluate_target_health=false

hosted-zone ssm-zone domain=ssm.eu-west-1.amazonaws.com private=true vpcs=shared-services,prod,dev account=network owner=network description="Answers for the central ssm endpoint"
  dns-record ssm-alias record_name=ssm.eu-west-1.amazonaws.com record_type=A alias=ssm evaluate_target_health=false

hosted-zone sts-zone domain=sts.eu-west-1.amazonaws.com private=true vpcs=shared-services,prod,dev account=network owner=network description="Answers for the central sts endpoint"
  dns-record sts-alias record_name=sts.eu-west-1.amazonaws.com record_type=A alias=sts evaluate_target_health=false

tgw hub region=eu-west-1 account=network asn=64512 default_association=false default_propagation=false owner=network description="Regional hub: spokes reach shared services, not each other"
  tgw-attachment prod-attachment resource=prod subnets=prod-hub-a,prod-hub-b
  tgw-attachment dev-attachment resource=dev subnets=dev-hub-a,dev-hub-b
  tgw-attachment shared-services-attachment resource=shared-services subnets=shared-services-hub-a,shared-services-hub-b
  tgw-route-table spokes description="Spokes see shared services only"
    tgw-association attachment=prod-attachment
    tgw-association attachment=dev-attachment
    tgw-propagation attachment=shared-services-attachment
  tgw-route-table shared description="Shared services answer every spoke"
    tgw-association attachment=shared-services-attachment
    tgw-propagation attachment=prod-attachment
    tgw-propagation attachment=dev-attachment

intent prod-uses-endpoints kind=must level=connectable from=prod-app to=secretsmanager protocol=tcp ports=443 reason="Secrets are read without leaving the AWS network"
intent dev-uses-endpoints kind=must level=connectable from=dev-app to=secretsmanager protocol=tcp ports=443 reason="Secrets are read without leaving the AWS network"
intent dev-away-from-prod kind=must-not level=routed from=env-2 to=env-1 reason="Development never reaches production"
intent prod-away-from-dev kind=must-not level=routed from=env-1 to=env-2 reason="Production never depends on development"
"#,
};
