//! Template: latency routing between eu-west-1 and us-east-1.

use super::Template;

pub(super) const TEMPLATE: Template = Template {
    name: "latency-routing",
    title: "Latency routing between eu-west-1 and us-east-1",
    description: "The same service in two regions; Route 53 answers with the nearer one, and with the other where that is unhealthy.",
    tags: &["Route 53", "latency", "multi-region"],
    text: r#"
design "Latency routing between eu-west-1 and us-east-1" description="The same service in two regions; Route 53 answers with the nearer one, and with the other where that is unhealthy."

account shop account_id=111122223333 profile=shop
env prod colour=#b0413e

certificate europe-certificate region=eu-west-1 account=shop domain_names=www.example.com

vpc europe cidrs=10.0.0.0/16 region=eu-west-1 account=shop environment=prod dns_hostnames=true owner=shop description="The shop for Europe"
  internet-gateway europe-internet
  route-table europe-public
    route target=europe-internet destination=0.0.0.0/0
  route-table europe-private main=true
  security-group europe-balancer description="HTTPS from anywhere, Route 53 health checkers among them"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=tcp ports=8080 source_group=europe-app
  security-group europe-app description="Only the balancer reaches the servers"
    security-group-rule direction=ingress protocol=tcp ports=8080 source_group=europe-balancer
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.0.0.0/16
  subnet europe-public-a az=a cidrs=10.0.0.0/24 route_table=europe-public
  subnet europe-public-b az=b cidrs=10.0.1.0/24 route_table=europe-public
  subnet europe-app-a az=a cidrs=10.0.16.0/20 route_table=europe-private
    instance europe-app-a instance_type=m7i.large count=2 security_groups=europe-app owner=shop description="Web servers"
  subnet europe-app-b az=b cidrs=10.0.32.0/20 route_table=europe-private
    instance europe-app-b instance_type=m7i.large count=2 security_groups=europe-app owner=shop description="Web servers"
  load-balancer europe-front balancer_type=application scheme=internet-facing subnets=europe-public-a,europe-public-b security_groups=europe-balancer owner=shop description="Front of the region"
    listener europe-https port=443 protocol=HTTPS target_group=europe-targets certificate=europe-certificate
  target-group europe-targets protocol=HTTP port=8080 target_type=instance health_path=/health/deep targets=europe-app-a,europe-app-b

certificate america-certificate region=us-east-1 account=shop domain_names=www.example.com

vpc america cidrs=10.64.0.0/16 region=us-east-1 account=shop environment=prod dns_hostnames=true owner=shop description="The shop for America"
  internet-gateway america-internet
  route-table america-public
    route target=america-internet destination=0.0.0.0/0
  route-table america-private main=true
  security-group america-balancer description="HTTPS from anywhere, Route 53 health checkers among them"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=0.0.0.0/0
    security-group-rule direction=egress protocol=tcp ports=8080 source_group=america-app
  security-group america-app description="Only the balancer reaches the servers"
    security-group-rule direction=ingress protocol=tcp ports=8080 source_group=america-balancer
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.64.0.0/16
  subnet america-public-a az=a cidrs=10.64.0.0/24 route_table=america-public
  subnet america-public-b az=b cidrs=10.64.1.0/24 route_table=america-public
  subnet america-app-a az=a cidrs=10.64.16.0/20 route_table=america-private
    instance america-app-a instance_type=m7i.large count=2 security_groups=america-app owner=shop description="Web servers"
  subnet america-app-b az=b cidrs=10.64.32.0/20 route_table=america-private
    instance america-app-b instance_type=m7i.large count=2 security_groups=america-app owner=shop description="Web servers"
  load-balancer america-front balancer_type=application scheme=internet-facing subnets=america-public-a,america-public-b security_groups=america-balancer owner=shop description="Front of the region"
    listener america-https port=443 protocol=HTTPS target_group=america-targets certificate=america-certificate
  target-group america-targets protocol=HTTP port=8080 target_type=instance health_path=/health/deep targets=america-app-a,america-app-b

hosted-zone example-com domain=example.com account=shop owner=shop description="Public zone of the shop"
  dns-record www-europe record_name=www.example.com record_type=A policy=latency set_identifier=eu-west-1 latency_region=eu-west-1 alias=europe-front evaluate_target_health=true description="Answers clients that are nearest by measured latency"
  dns-record www-america record_name=www.example.com record_type=A policy=latency set_identifier=us-east-1 latency_region=us-east-1 alias=america-front evaluate_target_health=true description="Answers clients that are nearest by measured latency"

intent customers-use-europe kind=must level=connectable from=internet to=europe-front protocol=tcp ports=443 reason="Customers shop from anywhere"
intent customers-use-america kind=must level=connectable from=internet to=america-front protocol=tcp ports=443 reason="Customers shop from anywhere"
intent europe-alone kind=must-not level=routed from=europe to=america reason="A region must not depend on the private network of the other"
intent america-alone kind=must-not level=routed from=america to=europe reason="A region must not depend on the private network of the other"
"#,
};
