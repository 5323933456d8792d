//! Template: centralised egress and inspection.

use super::Template;

pub(super) const TEMPLATE: Template = Template {
    name: "centralised-egress-inspection",
    title: "Centralised egress and inspection",
    description: "Spokes leave through one inspection VPC with Network Firewall and NAT gateways; the hub drops traffic between spokes.",
    tags: &["egress", "inspection", "Network Firewall"],
    text: r#"
design "Centralised egress and inspection" description="Spokes leave through one inspection VPC with Network Firewall and NAT gateways; the hub drops traffic between spokes."

account network account_id=111122223333 profile=network
env prod colour=#b0413e
env staging colour=#c98b2b
env shared colour=#3f6fa3 shared=true

vpc prod cidrs=10.0.0.0/16 region=eu-west-1 account=network environment=prod dns_hostnames=true owner=platform description="Workloads of prod; every way out goes through inspection"
  route-table prod-private
    route target=hub destination=0.0.0.0/0
  route-table prod-hub main=true
  security-group prod-app description="Application servers of prod"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.0.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=0.0.0.0/0
  subnet prod-app-a az=a cidrs=10.0.0.0/20 route_table=prod-private
    instance prod-app instance_type=m7i.large count=2 security_groups=prod-app owner=platform description="Application servers of prod"
  subnet prod-app-b az=b cidrs=10.0.16.0/20 route_table=prod-private
    instance prod-app-standby instance_type=m7i.large count=2 security_groups=prod-app owner=platform description="Application servers of prod in the second zone"
  subnet prod-hub-a az=a cidrs=10.0.255.0/28 route_table=prod-hub
  subnet prod-hub-b az=b cidrs=10.0.255.16/28 route_table=prod-hub

vpc staging cidrs=10.1.0.0/16 region=eu-west-1 account=network environment=staging dns_hostnames=true owner=platform description="Workloads of staging; every way out goes through inspection"
  route-table staging-private
    route target=hub destination=0.0.0.0/0
  route-table staging-hub main=true
  security-group staging-app description="Application servers of staging"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.1.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=0.0.0.0/0
  subnet staging-app-a az=a cidrs=10.1.0.0/20 route_table=staging-private
    instance staging-app instance_type=m7i.large count=2 security_groups=staging-app owner=platform description="Application servers of staging"
  subnet staging-app-b az=b cidrs=10.1.16.0/20 route_table=staging-private
    instance staging-app-standby instance_type=m7i.large count=2 security_groups=staging-app owner=platform description="Application servers of staging in the second zone"
  subnet staging-hub-a az=a cidrs=10.1.255.0/28 route_table=staging-hub
  subnet staging-hub-b az=b cidrs=10.1.255.16/28 route_table=staging-hub

vpc inspection cidrs=100.64.0.0/20 region=eu-west-1 account=network environment=shared dns_hostnames=true owner=network-security description="Inspects what leaves and sends it out under two addresses"
  internet-gateway internet
  route-table inspection-hub-a
    route target=egress-firewall destination=0.0.0.0/0
  route-table inspection-hub-b
    route target=egress-firewall destination=0.0.0.0/0
  route-table inspection-firewall-a
    route target=egress-a destination=0.0.0.0/0
    route target=hub destination=10.0.0.0/8
  route-table inspection-firewall-b
    route target=egress-b destination=0.0.0.0/0
    route target=hub destination=10.0.0.0/8
  route-table inspection-public-a
    route target=internet destination=0.0.0.0/0
    route target=egress-firewall destination=10.0.0.0/8
  route-table inspection-public-b
    route target=internet destination=0.0.0.0/0
    route target=egress-firewall destination=10.0.0.0/8
  subnet inspection-public-a az=a cidrs=100.64.0.0/24 route_table=inspection-public-a
    nat-gateway egress-a elastic_ip=egress-address-a description="Way out of zone a"
  subnet inspection-public-b az=b cidrs=100.64.1.0/24 route_table=inspection-public-b
    nat-gateway egress-b elastic_ip=egress-address-b description="Way out of zone b"
  subnet inspection-firewall-a az=a cidrs=100.64.4.0/24 route_table=inspection-firewall-a
  subnet inspection-firewall-b az=b cidrs=100.64.5.0/24 route_table=inspection-firewall-b
  subnet inspection-hub-a az=a cidrs=100.64.15.0/28 route_table=inspection-hub-a
  subnet inspection-hub-b az=b cidrs=100.64.15.16/28 route_table=inspection-hub-b
  network-firewall egress-firewall subnets=inspection-firewall-a,inspection-firewall-b policy_arn=arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/egress owner=network-security description="One endpoint in each zone; rules live in its policy"

elastic-ip egress-address-a region=eu-west-1 account=network owner=network-security description="Address that partners allow"
elastic-ip egress-address-b region=eu-west-1 account=network owner=network-security description="Address that partners allow"

tgw hub region=eu-west-1 account=network asn=64512 default_association=false default_propagation=false owner=network description="Spokes go out through inspection and do not see each other"
  tgw-attachment prod-attachment resource=prod subnets=prod-hub-a,prod-hub-b
  tgw-attachment staging-attachment resource=staging subnets=staging-hub-a,staging-hub-b
  tgw-attachment inspection-attachment resource=inspection subnets=inspection-hub-a,inspection-hub-b appliance_mode=true description="Appliance mode keeps both ways of a flow in one zone, where the firewall has its state"
  tgw-route-table spokes description="Everything goes to inspection, except private blocks, which are dropped"
    tgw-association attachment=prod-attachment
    tgw-association attachment=staging-attachment
    tgw-route destination=0.0.0.0/0 attachment=inspection-attachment
    tgw-route destination=10.0.0.0/8
  tgw-route-table inspected description="Answers find their spoke"
    tgw-association attachment=inspection-attachment
    tgw-propagation attachment=prod-attachment
    tgw-propagation attachment=staging-attachment

intent prod-updates kind=must level=connectable from=prod-app to=internet protocol=tcp ports=443 through=network-firewall,nat-gateway reason="Packages and partners"
intent staging-updates kind=must level=connectable from=staging-app to=internet protocol=tcp ports=443 through=network-firewall,nat-gateway reason="Packages and partners"
intent staging-away-from-prod kind=must-not level=routed from=env-2 to=env-1 reason="Environments never meet, not even in inspection"
intent prod-away-from-staging kind=must-not level=routed from=env-1 to=env-2 reason="Environments never meet, not even in inspection"
intent internet-opens-nothing kind=must-not level=connectable from=internet to=vpc-1 reason="Nothing is opened from outside"
"#,
};
