//! Template: on-premises by VPN and Direct Connect.

use super::Template;

pub(super) const TEMPLATE: Template = Template {
    name: "hybrid-vpn-direct-connect",
    title: "On-premises by VPN and Direct Connect",
    description: "A data centre reaches a VPC through a hub over Direct Connect, with a VPN that takes over.",
    tags: &["on-premises", "Direct Connect", "VPN"],
    text: r#"
design "On-premises by VPN and Direct Connect" description="A data centre reaches a VPC through a hub over Direct Connect, with a VPN that takes over."

account network account_id=111122223333 profile=network
env prod colour=#b0413e
env corporate colour=#3f6fa3 shared=true

site dublin environment=corporate cidrs=172.16.0.0/16 owner=datacentre description="Data centre in Dublin"
customer-gateway dublin-router region=eu-west-1 account=network site=dublin ip_address=203.0.113.10 asn=65010 owner=datacentre description="Border router of the data centre"

vpc erp cidrs=10.0.0.0/16 region=eu-west-1 account=network environment=prod dns_hostnames=true owner=erp description="Resource planning, used from the data centre"
  route-table erp-private
    route target=hub destination=172.16.0.0/16
  route-table erp-hub main=true
  security-group erp-app description="Application servers of erp"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.0.0.0/16
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=172.16.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.0.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=172.16.0.0/16
  subnet erp-app-a az=a cidrs=10.0.0.0/20 route_table=erp-private
    instance erp-app instance_type=m7i.large count=2 security_groups=erp-app owner=erp description="Application servers of erp"
  subnet erp-app-b az=b cidrs=10.0.16.0/20 route_table=erp-private
    instance erp-app-standby instance_type=m7i.large count=2 security_groups=erp-app owner=erp description="Application servers of erp in the second zone"
  subnet erp-hub-a az=a cidrs=10.0.255.0/28 route_table=erp-hub
  subnet erp-hub-b az=b cidrs=10.0.255.16/28 route_table=erp-hub

direct-connect-gateway dublin-direct account=network asn=64600 allowed_prefixes=10.0.0.0/16 owner=network description="Announces the blocks of AWS to the data centre"
virtual-interface dublin-transit interface_type=transit site=dublin direct_connect_gateway=dublin-direct connection_id=dxcon-fg1a2b3c vlan=301 asn=65010 mtu_bytes=8500 owner=network description="Main way; carries 8500 bytes"
vpn-connection dublin-vpn customer_gateway=dublin-router owner=network description="Takes over when Direct Connect is down"

tgw hub region=eu-west-1 account=network asn=64512 default_association=false default_propagation=false owner=network description="Joins VPCs, Direct Connect and VPN; Direct Connect is preferred"
  tgw-attachment erp-attachment resource=erp subnets=erp-hub-a,erp-hub-b
  tgw-attachment dublin-direct-attachment resource=dublin-direct
  tgw-attachment dublin-vpn-attachment resource=dublin-vpn
  tgw-route-table vpc-routes description="Where packets from VPCs are looked up"
    tgw-association attachment=erp-attachment
    tgw-propagation attachment=dublin-direct-attachment
    tgw-propagation attachment=dublin-vpn-attachment
  tgw-route-table dublin-routes description="Where packets from the data centre are looked up"
    tgw-association attachment=dublin-direct-attachment
    tgw-association attachment=dublin-vpn-attachment
    tgw-propagation attachment=erp-attachment

intent data-centre-uses-erp kind=must level=connectable from=dublin to=erp-app protocol=tcp ports=443 not_through=internet reason="Offices work with resource planning"
intent erp-reads-directory kind=must level=connectable from=erp-app to=dublin protocol=tcp ports=443 not_through=internet reason="The directory stays in the data centre"
"#,
};
