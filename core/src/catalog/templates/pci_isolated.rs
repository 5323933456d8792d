//! Template: PCI scope isolated from the rest.

use super::Template;

pub(super) const TEMPLATE: Template = Template {
    name: "pci-isolated",
    title: "PCI scope isolated from the rest",
    description: "A cardholder VPC in an account of its own on a hub shared by RAM; it reaches shared services and nothing else.",
    tags: &["PCI DSS", "isolation", "accounts"],
    text: r#"
design "PCI scope isolated from the rest" description="A cardholder VPC in an account of its own on a hub shared by RAM; it reaches shared services and nothing else."

account network account_id=111122223333 profile=network
account workloads account_id=222233334444 profile=workloads
account pci account_id=333344445555 profile=pci
env corporate colour=#4f7f52
env pci colour=#b0413e
env shared colour=#3f6fa3 shared=true

vpc corporate cidrs=10.20.0.0/16 region=eu-west-1 account=workloads environment=corporate dns_hostnames=true owner=platform description="Workloads outside the scope of PCI DSS"
  route-table corporate-private
    route target=hub destination=10.30.0.0/16
  route-table corporate-hub main=true
  security-group corporate-app description="Application servers of corporate"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.20.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.20.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.30.0.0/16
  subnet corporate-app-a az=a cidrs=10.20.0.0/20 route_table=corporate-private
    instance corporate-app instance_type=m7i.large count=2 security_groups=corporate-app owner=platform description="Application servers of corporate"
  subnet corporate-app-b az=b cidrs=10.20.16.0/20 route_table=corporate-private
    instance corporate-app-standby instance_type=m7i.large count=2 security_groups=corporate-app owner=platform description="Application servers of corporate in the second zone"
  subnet corporate-hub-a az=a cidrs=10.20.255.0/28 route_table=corporate-hub
  subnet corporate-hub-b az=b cidrs=10.20.255.16/28 route_table=corporate-hub

vpc cardholder cidrs=10.40.0.0/16 region=eu-west-1 account=pci environment=pci dns_hostnames=true owner=payments-security description="Cardholder data environment: an account and a VPC of its own"
  route-table cardholder-private
    route target=hub destination=10.30.0.0/16
  route-table cardholder-hub main=true
  network-acl cardholder-data description="Only the vault subnets and shared services"
    network-acl-rule number=100 direction=ingress action=allow protocol=tcp cidr=10.40.0.0/16 ports=1024-65535
    network-acl-rule number=110 direction=ingress action=allow protocol=tcp cidr=10.40.0.0/16 ports=443
    network-acl-rule number=120 direction=ingress action=allow protocol=tcp cidr=10.30.0.0/16 ports=1024-65535
    network-acl-rule number=100 direction=egress action=allow protocol=tcp cidr=10.40.0.0/16 ports=1024-65535
    network-acl-rule number=110 direction=egress action=allow protocol=tcp cidr=10.40.0.0/16 ports=443
    network-acl-rule number=120 direction=egress action=allow protocol=tcp cidr=10.30.0.0/16 ports=443
    network-acl-rule number=130 direction=ingress action=allow protocol=icmp cidr=0.0.0.0/0 icmp_type=3 icmp_code=4 description="Path-MTU discovery: a hop says that a packet was too large"
  security-group card-vault description="Card vault: HTTPS inside the environment, shared services outside"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.40.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.40.0.0/16
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.30.0.0/16
  subnet cardholder-vault-a az=a cidrs=10.40.0.0/24 route_table=cardholder-private network_acl=cardholder-data
    instance card-vault-a instance_type=m7i.xlarge count=2 security_groups=card-vault owner=payments-security description="Tokenises and stores card numbers"
  subnet cardholder-vault-b az=b cidrs=10.40.1.0/24 route_table=cardholder-private network_acl=cardholder-data
    instance card-vault-b instance_type=m7i.xlarge count=2 security_groups=card-vault owner=payments-security description="Tokenises and stores card numbers"
  subnet cardholder-hub-a az=a cidrs=10.40.255.0/28 route_table=cardholder-hub
  subnet cardholder-hub-b az=b cidrs=10.40.255.16/28 route_table=cardholder-hub

vpc shared-services cidrs=10.30.0.0/16 region=eu-west-1 account=network environment=shared dns_hostnames=true owner=network description="Log collection and time for all environments"
  route-table shared-private
    route target=hub destination=10.20.0.0/16
    route target=hub destination=10.40.0.0/16
  route-table shared-hub main=true
  security-group log-collector description="Log shipping from every environment; opens nothing"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.20.0.0/16
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.40.0.0/16
  subnet shared-services-logs-a az=a cidrs=10.30.0.0/24 route_table=shared-private
    instance log-collector-a instance_type=m7i.large count=1 security_groups=log-collector owner=network description="Collects logs of all environments"
  subnet shared-services-logs-b az=b cidrs=10.30.1.0/24 route_table=shared-private
    instance log-collector-b instance_type=m7i.large count=1 security_groups=log-collector owner=network description="Collects logs of all environments"
  subnet shared-services-hub-a az=a cidrs=10.30.255.0/28 route_table=shared-hub
  subnet shared-services-hub-b az=b cidrs=10.30.255.16/28 route_table=shared-hub

tgw hub region=eu-west-1 account=network asn=64512 default_association=false default_propagation=false owner=network description="Hub of the network account, shared by RAM"
  tgw-attachment corporate-attachment resource=corporate subnets=corporate-hub-a,corporate-hub-b
  tgw-attachment cardholder-attachment resource=cardholder subnets=cardholder-hub-a,cardholder-hub-b
  tgw-attachment shared-services-attachment resource=shared-services subnets=shared-services-hub-a,shared-services-hub-b
  tgw-route-table corporate-routes description="Corporate sees shared services; the cardholder block is dropped on purpose"
    tgw-association attachment=corporate-attachment
    tgw-propagation attachment=shared-services-attachment
    tgw-route destination=10.40.0.0/16
  tgw-route-table pci-routes description="The cardholder environment sees shared services; the corporate block is dropped on purpose"
    tgw-association attachment=cardholder-attachment
    tgw-propagation attachment=shared-services-attachment
    tgw-route destination=10.20.0.0/16
  tgw-route-table shared-routes description="Shared services answer both"
    tgw-association attachment=shared-services-attachment
    tgw-propagation attachment=corporate-attachment
    tgw-propagation attachment=cardholder-attachment

resource-share hub-share region=eu-west-1 account=network resources=hub principals=workloads,pci owner=network description="Lets the other accounts attach to the hub"

intent pci-ships-logs kind=must level=connectable from=card-vault-a to=log-collector-a protocol=tcp ports=443 reason="PCI DSS requirement 10: audit logs leave the environment at once"
intent corporate-away-from-pci kind=must-not level=routed from=env-1 to=pci reason="PCI DSS scope: corporate systems must not reach the cardholder data environment"
intent pci-away-from-corporate kind=must-not level=routed from=pci to=env-1 reason="PCI DSS scope: cardholder data has no way into corporate systems"
intent pci-away-from-internet kind=must-not level=routed from=cardholder to=internet reason="No way to the internet from cardholder data"
intent internet-away-from-pci kind=must-not level=routed from=internet to=cardholder reason="No way from the internet to cardholder data"
"#,
};
