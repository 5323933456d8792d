//! Template: placement groups for Kafka, HPC and a critical pair.

use super::Template;

pub(super) const TEMPLATE: Template = Template {
    name: "placement-kafka-hpc",
    title: "Placement groups for Kafka, HPC and a critical pair",
    description: "Kafka on a partition group, a simulation on a cluster group with EFA, and a critical pair on a spread group.",
    tags: &["placement groups", "EFA", "Kafka", "HPC"],
    text: r#"
design "Placement groups for Kafka, HPC and a critical pair" description="Kafka on a partition group, a simulation on a cluster group with EFA, and a critical pair on a spread group."

account platform account_id=111122223333 profile=platform
env prod colour=#b0413e

placement-group kafka-partitions region=eu-west-1 account=platform strategy=partition partition_count=3 owner=streaming description="A rack that fails takes one partition of brokers, not two"
placement-group simulation-cluster region=eu-west-1 account=platform strategy=cluster owner=simulation description="Close together for low latency, in one zone"
placement-group ledger-spread region=eu-west-1 account=platform strategy=spread owner=ledger description="The critical pair never shares a rack"

vpc platform cidrs=10.16.0.0/16 region=eu-west-1 account=platform environment=prod dns_hostnames=true owner=platform description="Streaming, simulation and a critical pair"
  route-table platform-private main=true
  security-group kafka description="Kafka among brokers and clients"
    security-group-rule direction=ingress protocol=tcp ports=9092-9094 cidr=10.16.0.0/16
    security-group-rule direction=egress protocol=tcp ports=9092-9094 cidr=10.16.0.0/16
  security-group simulation description="EFA: open to itself, both ways"
    security-group-rule direction=ingress protocol=all source_group=simulation
    security-group-rule direction=egress protocol=all source_group=simulation
  security-group ledger description="Database and its replication"
    security-group-rule direction=ingress protocol=tcp ports=5432 cidr=10.16.0.0/16
    security-group-rule direction=ingress protocol=tcp ports=5432 source_group=ledger
    security-group-rule direction=egress protocol=tcp ports=5432 source_group=ledger
  subnet platform-private-a az=a cidrs=10.16.0.0/20 route_table=platform-private
    instance kafka-a instance_type=m7i.2xlarge count=2 security_groups=kafka placement_group=kafka-partitions partition_number=1 owner=streaming description="Kafka brokers of one partition"
    instance simulation-nodes instance_type=hpc7a.96xlarge count=8 security_groups=simulation placement_group=simulation-cluster efa=true owner=simulation description="Nodes of the simulation, all of one type"
    instance ledger-first instance_type=r7i.2xlarge count=1 security_groups=ledger placement_group=ledger-spread owner=ledger description="First of the critical pair"
  subnet platform-private-b az=b cidrs=10.16.16.0/20 route_table=platform-private
    instance kafka-b instance_type=m7i.2xlarge count=2 security_groups=kafka placement_group=kafka-partitions partition_number=2 owner=streaming description="Kafka brokers of one partition"
    instance ledger-second instance_type=r7i.2xlarge count=1 security_groups=ledger placement_group=ledger-spread owner=ledger description="Second of the critical pair"
  subnet platform-private-c az=c cidrs=10.16.32.0/20 route_table=platform-private
    instance kafka-c instance_type=m7i.2xlarge count=2 security_groups=kafka placement_group=kafka-partitions partition_number=3 owner=streaming description="Kafka brokers of one partition"

intent brokers-replicate kind=must level=connectable from=kafka-a to=kafka-b protocol=tcp ports=9092-9094 reason="Partitions are replicated across zones"
intent pair-replicates kind=must level=connectable from=ledger-first to=ledger-second protocol=tcp ports=5432 reason="The pair replicates"
intent no-way-out kind=must-not level=routed from=platform to=internet reason="Nothing here talks to the internet"
"#,
};
