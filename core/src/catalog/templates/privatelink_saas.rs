//! Template: PrivateLink from a provider to tenants with overlapping blocks.

use super::Template;

pub(super) const TEMPLATE: Template = Template {
    name: "privatelink-saas",
    title: "PrivateLink from a provider to tenants with overlapping blocks",
    description: "A SaaS provider offers an endpoint service behind a Network Load Balancer; two tenants with the same CIDR block use it.",
    tags: &["PrivateLink", "SaaS", "overlapping CIDR"],
    text: r#"
design "PrivateLink from a provider to tenants with overlapping blocks" description="A SaaS provider offers an endpoint service behind a Network Load Balancer; two tenants with the same CIDR block use it."

account saas account_id=111122223333 profile=saas
account tenant-acme account_id=222233334444 profile=tenant-acme
account tenant-globex account_id=333344445555 profile=tenant-globex
env saas colour=#3f6fa3
env acme colour=#4f7f52
env globex colour=#76538f

vpc saas cidrs=10.0.0.0/16 region=eu-west-1 account=saas environment=saas dns_hostnames=true owner=ledger description="The provider: a ledger service for many tenants"
  route-table saas-private main=true
  security-group ledger-balancer description="Front of the ledger; only endpoints reach an internal balancer"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=tcp ports=8443 source_group=ledger-app
  security-group ledger-app description="Ledger servers: only the balancer reaches them"
    security-group-rule direction=ingress protocol=tcp ports=8443 source_group=ledger-balancer
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.0.0.0/16
  subnet saas-balancer-a az=a cidrs=10.0.0.0/24 route_table=saas-private
  subnet saas-balancer-b az=b cidrs=10.0.1.0/24 route_table=saas-private
  subnet saas-app-a az=a cidrs=10.0.16.0/20 route_table=saas-private
    instance ledger-a instance_type=m7i.xlarge count=2 security_groups=ledger-app owner=ledger description="Ledger servers"
  subnet saas-app-b az=b cidrs=10.0.32.0/20 route_table=saas-private
    instance ledger-b instance_type=m7i.xlarge count=2 security_groups=ledger-app owner=ledger description="Ledger servers"
  load-balancer ledger-front balancer_type=network scheme=internal subnets=saas-balancer-a,saas-balancer-b security_groups=ledger-balancer owner=ledger description="Network Load Balancer behind the endpoint service"
    listener ledger-tls port=443 protocol=TCP target_group=ledger-targets
  target-group ledger-targets protocol=TCP port=8443 target_type=instance targets=ledger-a,ledger-b preserve_client_ip=false

endpoint-service ledger-service region=eu-west-1 account=saas load_balancers=ledger-front acceptance_required=true principals=arn:aws:iam::222233334444:root,arn:aws:iam::333344445555:root owner=ledger description="Offered to the tenants; each connection is accepted by hand"

vpc acme cidrs=10.50.0.0/16 region=eu-west-1 account=tenant-acme environment=acme dns_hostnames=true owner=acme description="A tenant; its block is the same as that of the other, which PrivateLink does not mind"
  route-table acme-private main=true
  security-group acme-client description="Clients of the ledger"
    security-group-rule direction=egress protocol=tcp ports=443 source_group=acme-endpoint
  security-group acme-endpoint description="HTTPS from the clients to the endpoint"
    security-group-rule direction=ingress protocol=tcp ports=443 source_group=acme-client
  subnet acme-app-a az=a cidrs=10.50.0.0/20 route_table=acme-private
    instance acme-client instance_type=m7i.large count=2 security_groups=acme-client owner=acme description="Calls the ledger"
  subnet acme-app-b az=b cidrs=10.50.16.0/20 route_table=acme-private
  vpc-endpoint acme-ledger endpoint_type=Interface endpoint_service=ledger-service subnets=acme-app-a,acme-app-b security_groups=acme-endpoint private_dns=false owner=acme description="The private way to the ledger"

vpc globex cidrs=10.50.0.0/16 region=eu-west-1 account=tenant-globex environment=globex dns_hostnames=true owner=globex description="A tenant; its block is the same as that of the other, which PrivateLink does not mind"
  route-table globex-private main=true
  security-group globex-client description="Clients of the ledger"
    security-group-rule direction=egress protocol=tcp ports=443 source_group=globex-endpoint
  security-group globex-endpoint description="HTTPS from the clients to the endpoint"
    security-group-rule direction=ingress protocol=tcp ports=443 source_group=globex-client
  subnet globex-app-a az=a cidrs=10.50.0.0/20 route_table=globex-private
    instance globex-client instance_type=m7i.large count=2 security_groups=globex-client owner=globex description="Calls the ledger"
  subnet globex-app-b az=b cidrs=10.50.16.0/20 route_table=globex-private
  vpc-endpoint globex-ledger endpoint_type=Interface endpoint_service=ledger-service subnets=globex-app-a,globex-app-b security_groups=globex-endpoint private_dns=false owner=globex description="The private way to the ledger"

intent acme-uses-ledger kind=must level=connectable from=acme-client to=acme-ledger protocol=tcp ports=443 reason="The tenant calls the ledger"
intent globex-uses-ledger kind=must level=connectable from=globex-client to=globex-ledger protocol=tcp ports=443 reason="The tenant calls the ledger"
intent acme-away-from-globex kind=must-not level=routed from=env-2 to=env-3 reason="PrivateLink is one way, and tenants never meet"
intent globex-away-from-acme kind=must-not level=routed from=env-3 to=env-2 reason="PrivateLink is one way, and tenants never meet"
intent saas-away-from-acme kind=must-not level=routed from=env-1 to=env-2 reason="PrivateLink is one way, and tenants never meet"
intent saas-away-from-globex kind=must-not level=routed from=env-1 to=env-3 reason="PrivateLink is one way, and tenants never meet"
"#,
};
