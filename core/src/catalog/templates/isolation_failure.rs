//! Template: transit gateway isolation failure.

use super::Template;

pub(super) const TEMPLATE: Template = Template {
    name: "isolation-failure",
    title: "Transit gateway isolation failure",
    description: "The same hub with default association and propagation on: dev connects to private addresses of prod. Made to be found and fixed.",
    tags: &["transit gateway", "isolation", "teaching"],
    text: r#"
design "Transit gateway isolation failure" description="The same hub with default association and propagation on: dev connects to private addresses of prod. Made to be found and fixed."

account network account_id=111122223333 profile=network
env prod colour=#b0413e
env staging colour=#c98b2b
env dev colour=#4f7f52

vpc prod cidrs=10.0.0.0/16 region=eu-west-1 account=network environment=prod dns_hostnames=true owner=payments description="Production payments platform"
  route-table prod-private
    route target=hub destination=10.0.0.0/8
  route-table prod-hub main=true
  security-group prod-app description="Application servers of prod"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.0.0.0/8
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.0.0.0/8
  subnet prod-app-a az=a cidrs=10.0.0.0/20 route_table=prod-private
    instance prod-app instance_type=m7i.large count=2 security_groups=prod-app owner=payments description="Application servers of prod"
  subnet prod-app-b az=b cidrs=10.0.16.0/20 route_table=prod-private
    instance prod-app-standby instance_type=m7i.large count=2 security_groups=prod-app owner=payments description="Application servers of prod in the second zone"
  subnet prod-hub-a az=a cidrs=10.0.255.0/28 route_table=prod-hub
  subnet prod-hub-b az=b cidrs=10.0.255.16/28 route_table=prod-hub

vpc staging cidrs=10.1.0.0/16 region=eu-west-1 account=network environment=staging dns_hostnames=true owner=payments description="Staging of the payments platform"
  route-table staging-private
    route target=hub destination=10.0.0.0/8
  route-table staging-hub main=true
  security-group staging-app description="Application servers of staging"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.0.0.0/8
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.0.0.0/8
  subnet staging-app-a az=a cidrs=10.1.0.0/20 route_table=staging-private
    instance staging-app instance_type=m7i.large count=2 security_groups=staging-app owner=payments description="Application servers of staging"
  subnet staging-app-b az=b cidrs=10.1.16.0/20 route_table=staging-private
    instance staging-app-standby instance_type=m7i.large count=2 security_groups=staging-app owner=payments description="Application servers of staging in the second zone"
  subnet staging-hub-a az=a cidrs=10.1.255.0/28 route_table=staging-hub
  subnet staging-hub-b az=b cidrs=10.1.255.16/28 route_table=staging-hub

vpc dev cidrs=10.2.0.0/16 region=eu-west-1 account=network environment=dev dns_hostnames=true owner=payments description="Where payments are developed"
  route-table dev-private
    route target=hub destination=10.0.0.0/8
  route-table dev-hub main=true
  security-group dev-app description="Application servers of dev"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.0.0.0/8
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.0.0.0/8
  subnet dev-app-a az=a cidrs=10.2.0.0/20 route_table=dev-private
    instance dev-app instance_type=m7i.large count=2 security_groups=dev-app owner=payments description="Application servers of dev"
  subnet dev-app-b az=b cidrs=10.2.16.0/20 route_table=dev-private
    instance dev-app-standby instance_type=m7i.large count=2 security_groups=dev-app owner=payments description="Application servers of dev in the second zone"
  subnet dev-hub-a az=a cidrs=10.2.255.0/28 route_table=dev-hub
  subnet dev-hub-b az=b cidrs=10.2.255.16/28 route_table=dev-hub

tgw hub region=eu-west-1 account=network asn=64512 default_association=true default_propagation=true default_association_table=hub-default default_propagation_table=hub-default owner=network description="Regional hub as AWS makes it: default association and propagation on"
  tgw-attachment prod-attachment resource=prod subnets=prod-hub-a,prod-hub-b
  tgw-attachment staging-attachment resource=staging subnets=staging-hub-a,staging-hub-b
  tgw-attachment dev-attachment resource=dev subnets=dev-hub-a,dev-hub-b
  tgw-route-table hub-default description="The default route table: every attachment looks up here, and every attachment writes here"
    tgw-association attachment=prod-attachment origin=default
    tgw-association attachment=staging-attachment origin=default
    tgw-association attachment=dev-attachment origin=default
    tgw-propagation attachment=prod-attachment origin=default
    tgw-propagation attachment=staging-attachment origin=default
    tgw-propagation attachment=dev-attachment origin=default

note what-is-wrong text="Every VPC attached to this hub reaches every other. Follow the finding, apply the fix, and see it proved gone."
"#,
};
