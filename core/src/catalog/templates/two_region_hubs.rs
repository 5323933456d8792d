//! Template: two regions with peered hubs.

use super::Template;

pub(super) const TEMPLATE: Template = Template {
    name: "two-region-hubs",
    title: "Two regions with peered hubs",
    description: "A transit gateway in eu-west-1 and one in us-east-1, peered, with static routes between blocks planned by region.",
    tags: &["transit gateway", "multi-region", "peering"],
    text: r#"
design "Two regions with peered hubs" description="A transit gateway in eu-west-1 and one in us-east-1, peered, with static routes between blocks planned by region."

account network account_id=111122223333 profile=network
env prod colour=#b0413e
env shared colour=#3f6fa3 shared=true

vpc orders-eu cidrs=10.0.0.0/16 region=eu-west-1 account=network environment=prod dns_hostnames=true owner=orders description="Order service for Europe"
  route-table orders-eu-private
    route target=hub-eu destination=10.64.0.0/16
  route-table orders-eu-hub main=true
  security-group orders-eu-app description="Application servers of orders-eu"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.0.0.0/16
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.64.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.0.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.64.0.0/16
  subnet orders-eu-app-a az=a cidrs=10.0.0.0/20 route_table=orders-eu-private
    instance orders-eu-app instance_type=m7i.large count=2 security_groups=orders-eu-app owner=orders description="Application servers of orders-eu"
  subnet orders-eu-app-b az=b cidrs=10.0.16.0/20 route_table=orders-eu-private
    instance orders-eu-app-standby instance_type=m7i.large count=2 security_groups=orders-eu-app owner=orders description="Application servers of orders-eu in the second zone"
  subnet orders-eu-hub-a az=a cidrs=10.0.255.0/28 route_table=orders-eu-hub
  subnet orders-eu-hub-b az=b cidrs=10.0.255.16/28 route_table=orders-eu-hub

vpc orders-us cidrs=10.64.0.0/16 region=us-east-1 account=network environment=prod dns_hostnames=true owner=orders description="Order service for America"
  route-table orders-us-private
    route target=hub-us destination=10.0.0.0/16
  route-table orders-us-hub main=true
  security-group orders-us-app description="Application servers of orders-us"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.0.0.0/16
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.64.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.0.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.64.0.0/16
  subnet orders-us-app-a az=a cidrs=10.64.0.0/20 route_table=orders-us-private
    instance orders-us-app instance_type=m7i.large count=2 security_groups=orders-us-app owner=orders description="Application servers of orders-us"
  subnet orders-us-app-b az=b cidrs=10.64.16.0/20 route_table=orders-us-private
    instance orders-us-app-standby instance_type=m7i.large count=2 security_groups=orders-us-app owner=orders description="Application servers of orders-us in the second zone"
  subnet orders-us-hub-a az=a cidrs=10.64.255.0/28 route_table=orders-us-hub
  subnet orders-us-hub-b az=b cidrs=10.64.255.16/28 route_table=orders-us-hub

tgw hub-eu region=eu-west-1 account=network asn=64512 default_association=false default_propagation=false owner=network description="Hub of Europe"
  tgw-attachment orders-eu-attachment resource=orders-eu subnets=orders-eu-hub-a,orders-eu-hub-b
  tgw-attachment eu-us-attachment resource=hub-us description="Peering of the two hubs; its routes are static"
  tgw-route-table eu-vpcs description="Packets from VPCs in Europe"
    tgw-association attachment=orders-eu-attachment
    tgw-route destination=10.64.0.0/10 attachment=eu-us-attachment
  tgw-route-table eu-peering description="Packets that arrive from America"
    tgw-association attachment=eu-us-attachment
    tgw-propagation attachment=orders-eu-attachment

tgw hub-us region=us-east-1 account=network asn=64513 default_association=false default_propagation=false owner=network description="Hub of America"
  tgw-attachment orders-us-attachment resource=orders-us subnets=orders-us-hub-a,orders-us-hub-b
  tgw-route-table us-vpcs description="Packets from VPCs in America"
    tgw-association attachment=orders-us-attachment
    tgw-route destination=10.0.0.0/10 attachment=eu-us-attachment
  tgw-route-table us-peering description="Packets that arrive from Europe"
    tgw-association attachment=eu-us-attachment
    tgw-propagation attachment=orders-us-attachment

intent europe-replicates kind=must level=connectable from=orders-eu-app to=orders-us-app protocol=tcp ports=443 through=transit-gateway not_through=internet reason="Orders are replicated to America"
intent america-replicates kind=must level=connectable from=orders-us-app to=orders-eu-app protocol=tcp ports=443 through=transit-gateway not_through=internet reason="Orders are replicated to Europe"
"#,
};
