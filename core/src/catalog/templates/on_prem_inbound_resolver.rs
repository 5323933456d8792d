//! Template: on-premises reaching an interface endpoint.

use super::Template;

pub(super) const TEMPLATE: Template = Template {
    name: "on-prem-inbound-resolver",
    title: "On-premises reaching an interface endpoint",
    description: "A data centre resolves the name of an interface endpoint through an inbound Resolver endpoint and reaches it over VPN.",
    tags: &["on-premises", "Resolver", "VPN", "endpoints"],
    text: r#"
design "On-premises reaching an interface endpoint" description="A data centre resolves the name of an interface endpoint through an inbound Resolver endpoint and reaches it over VPN."

account network account_id=111122223333 profile=network
env prod colour=#b0413e
env corporate colour=#3f6fa3 shared=true

site frankfurt environment=corporate cidrs=172.20.0.0/16 forwards_domains=secretsmanager.eu-central-1.amazonaws.com owner=datacentre description="Data centre; its resolvers forward the endpoint name to the inbound endpoint"
customer-gateway frankfurt-east region=eu-central-1 account=network site=frankfurt ip_address=203.0.113.20 asn=65020 owner=datacentre description="Border router of the data centre"
customer-gateway frankfurt-west region=eu-central-1 account=network site=frankfurt ip_address=203.0.113.21 asn=65020 owner=datacentre description="Border router of the data centre"

vpc endpoints cidrs=10.6.0.0/16 region=eu-central-1 account=network environment=prod dns_hostnames=true owner=network description="Endpoints that the data centre uses over VPN"
  vpn-gateway endpoints-vpn asn=64520 owner=network description="VPN side of the VPC"
  route-table endpoints-private main=true propagating_gateways=endpoints-vpn
  security-group resolver-access description="DNS from the data centre by UDP and TCP"
    security-group-rule direction=ingress protocol=tcp ports=53 cidr=172.20.0.0/16
    security-group-rule direction=ingress protocol=udp ports=53 cidr=172.20.0.0/16
    security-group-rule direction=egress protocol=tcp ports=53 cidr=10.6.0.0/16
    security-group-rule direction=egress protocol=udp ports=53 cidr=10.6.0.0/16
  security-group secrets-access description="HTTPS from the data centre to the endpoint"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=172.20.0.0/16
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.6.0.0/16
  subnet endpoints-endpoints-a az=a cidrs=10.6.0.0/24 route_table=endpoints-private
  subnet endpoints-endpoints-b az=b cidrs=10.6.1.0/24 route_table=endpoints-private
  vpc-endpoint secrets-endpoint endpoint_type=Interface service=com.amazonaws.eu-central-1.secretsmanager subnets=endpoints-endpoints-a,endpoints-endpoints-b security_groups=secrets-access private_dns=true owner=network description="Secrets Manager for the data centre"
  resolver-endpoint from-frankfurt direction=INBOUND subnets=endpoints-endpoints-a,endpoints-endpoints-b security_groups=resolver-access owner=network description="Answers the data centre with the private addresses of the endpoint"

vpn-connection vpn-east customer_gateway=frankfurt-east vpn_gateway=endpoints-vpn owner=network description="Two tunnels by BGP"
vpn-connection vpn-west customer_gateway=frankfurt-west vpn_gateway=endpoints-vpn owner=network description="Two tunnels by BGP"

intent data-centre-reads-secrets kind=must level=connectable from=frankfurt to=secrets-endpoint protocol=tcp ports=443 not_through=internet reason="Batch jobs of the data centre read their credentials"
"#,
};
