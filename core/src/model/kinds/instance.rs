//! Workload: see [`Instance`].

use std::net::IpAddr;

use crate::model::record::record;
use crate::model::{ElasticIp, FieldSpec, Id, PlacementGroup, SecurityGroup, Subnet};

record! {
    /// One instance, or several alike: what runs in a subnet.
    Instance, "instance", "instances", "Workload" {
        /// Where it runs.
        subnet: Id<Subnet> = Id::new(0) => FieldSpec::new("Subnet").parent().aws("RunInstances.SubnetId");
        /// Such as `m7i.large`.
        instance_type: String = "m7i.large".to_owned() => FieldSpec::new("Instance type").aws("RunInstances.InstanceType");
        /// How many alike.
        count: u32 = 1 => FieldSpec::new("Count").range(1, 10_000).aws("RunInstances.MinCount");
        /// A fixed address; chosen by AWS where absent.
        private_address: Option<IpAddr> = None => FieldSpec::new("Private address").aws("RunInstances.PrivateIpAddress");
        /// Has a public IPv4 address.
        public_address: bool = false => FieldSpec::new("Public address").aws("RunInstances.AssociatePublicIpAddress");
        /// The public address that AWS gave an imported one for as long as it runs.
        public_ip: Option<IpAddr> = None => FieldSpec::new("Public IP").advanced();
        /// A public address that stays.
        elastic_ip: Option<Id<ElasticIp>> = None => FieldSpec::new("Elastic IP").advanced();
        /// Filters of its interface.
        security_groups: Vec<Id<SecurityGroup>> = Vec::new() => FieldSpec::new("Security groups").aws("RunInstances.SecurityGroupIds");
        /// Off where it forwards for others.
        source_dest_check: bool = true => FieldSpec::new("Source/destination check").advanced().aws("ModifyInstanceAttribute.SourceDestCheck");
        /// How it is spread over hardware.
        placement_group: Option<Id<PlacementGroup>> = None => FieldSpec::new("Placement group").aws("Placement.GroupName");
        /// Partition of a partition group.
        partition_number: Option<u32> = None => FieldSpec::new("Partition").range(1, 7).advanced().aws("Placement.PartitionNumber");
        /// Has an Elastic Fabric Adapter.
        efa: bool = false => FieldSpec::new("EFA").aws("NetworkInterface.InterfaceType");
        /// Uses ENA Express.
        ena_express: bool = false => FieldSpec::new("ENA Express").advanced().aws("EnaSrdSpecification.EnaSrdEnabled");
    }
}
