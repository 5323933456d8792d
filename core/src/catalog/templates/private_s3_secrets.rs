//! Template: private subnets reaching S3 and Secrets Manager without NAT.

use super::Template;

pub(super) const TEMPLATE: Template = Template {
    name: "private-s3-secrets",
    title: "Private subnets reaching S3 and Secrets Manager without NAT",
    description: "No internet gateway and no NAT: a gateway endpoint for S3 and an interface endpoint with private DNS for Secrets Manager.",
    tags: &["endpoints", "private DNS", "no NAT"],
    text: r#"
design "Private subnets reaching S3 and Secrets Manager without NAT" description="No internet gateway and no NAT: a gateway endpoint for S3 and an interface endpoint with private DNS for Secrets Manager."

account analytics account_id=111122223333 profile=analytics
env prod colour=#b0413e

prefix-list s3 region=eu-west-1 account=analytics managed_name=com.amazonaws.eu-west-1.s3 max_entries=10 description="Addresses of Amazon S3 in the region; a reference counts as its entries"

vpc analytics cidrs=10.8.0.0/16 region=eu-west-1 account=analytics environment=prod dns_hostnames=true owner=analytics description="Batch analytics with no way to the internet at all"
  route-table analytics-private main=true
  security-group batch description="Batch workers: secrets and objects, nothing else"
    security-group-rule direction=egress protocol=tcp ports=443 source_group=secrets-access
    security-group-rule direction=egress protocol=tcp ports=443 prefix_list=s3
  security-group secrets-access description="HTTPS from the batch workers to Secrets Manager"
    security-group-rule direction=ingress protocol=tcp ports=443 source_group=batch
  subnet analytics-batch-a az=a cidrs=10.8.0.0/20 route_table=analytics-private
    instance batch-a instance_type=r7i.2xlarge count=4 security_groups=batch owner=analytics description="Batch workers"
  subnet analytics-batch-b az=b cidrs=10.8.16.0/20 route_table=analytics-private
    instance batch-b instance_type=r7i.2xlarge count=4 security_groups=batch owner=analytics description="Batch workers"
  vpc-endpoint s3-gateway endpoint_type=Gateway service=com.amazonaws.eu-west-1.s3 route_tables=analytics-private private_dns=false owner=analytics description="Free; its name still resolves to public addresses, and the route table sends them here"
  vpc-endpoint secrets-endpoint endpoint_type=Interface service=com.amazonaws.eu-west-1.secretsmanager subnets=analytics-batch-a,analytics-batch-b security_groups=secrets-access private_dns=true owner=analytics description="Private DNS: the usual name resolves to private addresses"

intent batch-a-reads-secrets kind=must level=connectable from=batch-a to=secrets-endpoint protocol=tcp ports=443 not_through=internet,nat-gateway reason="Database credentials are read at start"
intent batch-b-reads-secrets kind=must level=connectable from=batch-b to=secrets-endpoint protocol=tcp ports=443 not_through=internet,nat-gateway reason="Database credentials are read at start"
intent no-way-out kind=must-not level=routed from=analytics to=internet reason="Data does not leave by the internet"
"#,
};
