//! Template: failover with a disaster recovery site.

use super::Template;

pub(super) const TEMPLATE: Template = Template {
    name: "failover-dr",
    title: "Failover with a disaster recovery site",
    description: "A primary region and a recovery site behind a failover pair, each with a health check on a deep path.",
    tags: &["Route 53", "failover", "disaster recovery"],
    text: r#"
design "Failover with a disaster recovery site" description="A primary region and a recovery site behind a failover pair, each with a health check on a deep path."

account shop account_id=111122223333 profile=shop
env prod colour=#b0413e

certificate main-certificate region=eu-west-1 account=shop domain_names=shop.example.com,main.shop.example.com

vpc main cidrs=10.0.0.0/16 region=eu-west-1 account=shop environment=prod dns_hostnames=true owner=shop description="The shop"
  internet-gateway main-internet
  route-table main-public
    route target=main-internet destination=0.0.0.0/0
  route-table main-private main=true
  security-group main-balancer description="HTTPS from anywhere, Route 53 health checkers among them"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=tcp ports=8080 source_group=main-app
  security-group main-app description="Only the balancer reaches the servers"
    security-group-rule direction=ingress protocol=tcp ports=8080 source_group=main-balancer
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.0.0.0/16
  subnet main-public-a az=a cidrs=10.0.0.0/24 route_table=main-public
  subnet main-public-b az=b cidrs=10.0.1.0/24 route_table=main-public
  subnet main-app-a az=a cidrs=10.0.16.0/20 route_table=main-private
    instance main-app-a instance_type=m7i.large count=2 security_groups=main-app owner=shop description="Web servers"
  subnet main-app-b az=b cidrs=10.0.32.0/20 route_table=main-private
    instance main-app-b instance_type=m7i.large count=2 security_groups=main-app owner=shop description="Web servers"
  load-balancer main-front balancer_type=application scheme=internet-facing subnets=main-public-a,main-public-b security_groups=main-balancer owner=shop description="Front of the region"
    listener main-https port=443 protocol=HTTPS target_group=main-targets certificate=main-certificate
  target-group main-targets protocol=HTTP port=8080 target_type=instance health_path=/health/deep targets=main-app-a,main-app-b

certificate recovery-certificate region=eu-central-1 account=shop domain_names=shop.example.com,recovery.shop.example.com

vpc recovery cidrs=10.32.0.0/16 region=eu-central-1 account=shop environment=prod dns_hostnames=true owner=shop description="Disaster recovery site of the shop"
  internet-gateway recovery-internet
  route-table recovery-public
    route target=recovery-internet destination=0.0.0.0/0
  route-table recovery-private main=true
  security-group recovery-balancer description="HTTPS from anywhere, Route 53 health checkers among them"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=tcp ports=8080 source_group=recovery-app
  security-group recovery-app description="Only the balancer reaches the servers"
    security-group-rule direction=ingress protocol=tcp ports=8080 source_group=recovery-balancer
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.32.0.0/16
  subnet recovery-public-a az=a cidrs=10.32.0.0/24 route_table=recovery-public
  subnet recovery-public-b az=b cidrs=10.32.1.0/24 route_table=recovery-public
  subnet recovery-app-a az=a cidrs=10.32.16.0/20 route_table=recovery-private
    instance recovery-app-a instance_type=m7i.large count=2 security_groups=recovery-app owner=shop description="Web servers"
  subnet recovery-app-b az=b cidrs=10.32.32.0/20 route_table=recovery-private
    instance recovery-app-b instance_type=m7i.large count=2 security_groups=recovery-app owner=shop description="Web servers"
  load-balancer recovery-front balancer_type=application scheme=internet-facing subnets=recovery-public-a,recovery-public-b security_groups=recovery-balancer owner=shop description="Front of the region"
    listener recovery-https port=443 protocol=HTTPS target_group=recovery-targets certificate=recovery-certificate
  target-group recovery-targets protocol=HTTP port=8080 target_type=instance health_path=/health/deep targets=recovery-app-a,recovery-app-b

health-check main-deep check_type=HTTPS domain_name=main.shop.example.com port=443 path=/health/deep interval_seconds=10 failure_threshold=3 target=main-front owner=shop description="Fails when the database or the queue fails, not only the web server"
health-check recovery-deep check_type=HTTPS domain_name=recovery.shop.example.com port=443 path=/health/deep interval_seconds=30 failure_threshold=3 target=recovery-front owner=shop description="Says whether the recovery site could take over"
hosted-zone example-com domain=example.com account=shop owner=shop description="Public zone of the shop"
  dns-record main-direct record_name=main.shop.example.com record_type=A alias=main-front evaluate_target_health=false description="Where the health check asks"
  dns-record recovery-direct record_name=recovery.shop.example.com record_type=A alias=recovery-front evaluate_target_health=false description="Where the health check asks"
  dns-record shop-main record_name=shop.example.com record_type=A policy=failover failover=PRIMARY set_identifier=main alias=main-front evaluate_target_health=true health_check=main-deep description="Answers while the shop is healthy"
  dns-record shop-recovery record_name=shop.example.com record_type=A policy=failover failover=SECONDARY set_identifier=recovery alias=recovery-front evaluate_target_health=true health_check=recovery-deep description="Answers when the shop is not healthy"

intent customers-use-main kind=must level=connectable from=internet to=main-front protocol=tcp ports=443 reason="Customers, and the health checkers"
intent customers-use-recovery kind=must level=connectable from=internet to=recovery-front protocol=tcp ports=443 reason="Customers, and the health checkers"
"#,
};
