//! Template: prod and staging through a hub.

use super::Template;

pub(super) const TEMPLATE: Template = Template {
    name: "prod-and-staging-hub",
    title: "Prod and staging through a hub",
    description: "Two VPCs in eu-west-1 joined by a transit gateway with a route table for each environment; prod has a route to 10.1.0.0/16.",
    tags: &["transit gateway", "isolation", "eu-west-1"],
    text: r#"
design "Prod and staging through a hub" description="Two VPCs in eu-west-1 joined by a transit gateway with a route table for each environment; prod has a route to 10.1.0.0/16."

account network account_id=111122223333 profile=network
env prod colour=#b0413e
env staging colour=#c98b2b

vpc prod cidrs=10.0.0.0/16 region=eu-west-1 account=network environment=prod dns_hostnames=true owner=payments description="Production payments platform"
  route-table prod-private
    route target=hub destination=10.1.0.0/16
  route-table prod-hub main=true
  security-group prod-app description="Application servers of prod"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.0.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.0.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.1.0.0/16
  subnet prod-app-a az=a cidrs=10.0.0.0/20 route_table=prod-private
    instance prod-app instance_type=m7i.large count=2 security_groups=prod-app owner=payments description="Application servers of prod"
  subnet prod-app-b az=b cidrs=10.0.16.0/20 route_table=prod-private
    instance prod-app-standby instance_type=m7i.large count=2 security_groups=prod-app owner=payments description="Application servers of prod in the second zone"
  subnet prod-hub-a az=a cidrs=10.0.255.0/28 route_table=prod-hub
  subnet prod-hub-b az=b cidrs=10.0.255.16/28 route_table=prod-hub

vpc staging cidrs=10.1.0.0/16 region=eu-west-1 account=network environment=staging dns_hostnames=true owner=payments description="Staging of the payments platform"
  route-table staging-private
    route target=hub destination=10.0.0.0/16
  route-table staging-hub main=true
  security-group staging-app description="Application servers of staging"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.0.0.0/16
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.1.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.1.0.0/16
  subnet staging-app-a az=a cidrs=10.1.0.0/20 route_table=staging-private
    instance staging-app instance_type=m7i.large count=2 security_groups=staging-app owner=payments description="Application servers of staging"
  subnet staging-app-b az=b cidrs=10.1.16.0/20 route_table=staging-private
    instance staging-app-standby instance_type=m7i.large count=2 security_groups=staging-app owner=payments description="Application servers of staging in the second zone"
  subnet staging-hub-a az=a cidrs=10.1.255.0/28 route_table=staging-hub
  subnet staging-hub-b az=b cidrs=10.1.255.16/28 route_table=staging-hub

tgw hub region=eu-west-1 account=network asn=64512 default_association=false default_propagation=false owner=network description="Regional hub; a route table for each environment"
  tgw-attachment prod-attachment resource=prod subnets=prod-hub-a,prod-hub-b
  tgw-attachment staging-attachment resource=staging subnets=staging-hub-a,staging-hub-b
  tgw-route-table prod-routes description="Where packets from prod are looked up"
    tgw-association attachment=prod-attachment
    tgw-propagation attachment=staging-attachment
  tgw-route-table staging-routes description="Where packets from staging are looked up"
    tgw-association attachment=staging-attachment
    tgw-propagation attachment=prod-attachment

intent release-checks kind=must level=connectable from=prod-app to=staging-app protocol=tcp ports=443 reason="Release checks in prod ask the candidate in staging before it is promoted"
intent staging-opens-nothing-in-prod kind=must-not level=connectable from=staging-app to=prod-app reason="Test data and test code may not open connections into prod"
"#,
};
