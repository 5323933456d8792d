//! Network interface: see [`NetworkInterface`].

use std::net::IpAddr;

use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{ElasticIp, EntityId, FieldSpec, Id, Instance, Kind, SecurityGroup, Subnet};

record! {
    /// An elastic network interface drawn on its own.
    NetworkInterface, "network-interface", "network_interfaces", "Network interface" {
        /// Its subnet.
        subnet: Id<Subnet> = Id::new(0) => FieldSpec::new("Subnet").parent().aws("CreateNetworkInterface.SubnetId");
        /// The first is the primary one.
        addresses: Vec<IpAddr> = Vec::new() => FieldSpec::new("Private addresses").aws("CreateNetworkInterface.PrivateIpAddresses");
        /// Its filters.
        security_groups: Vec<Id<SecurityGroup>> = Vec::new() => FieldSpec::new("Security groups").aws("CreateNetworkInterface.Groups");
        /// Ordinary, EFA with IP, or EFA alone.
        interface_type: InterfaceType = InterfaceType::Interface => FieldSpec::new("Interface type").aws("CreateNetworkInterface.InterfaceType");
        /// Off where it forwards for others.
        source_dest_check: bool = true => FieldSpec::new("Source/destination check").advanced().aws("ModifyNetworkInterfaceAttribute.SourceDestCheck");
        /// The workload it belongs to.
        instance: Option<Id<Instance>> = None => FieldSpec::new("Workload").advanced();
        /// Its public address.
        elastic_ip: Option<Id<ElasticIp>> = None => FieldSpec::new("Elastic IP").advanced();
        /// The public address that AWS gave an imported one for as long as it is in use.
        public_ip: Option<IpAddr> = None => FieldSpec::new("Public IP").advanced();
        /// What AWS made an imported one for, such as a load balancer: the exports leave it to AWS.
        managed_for: Option<EntityId> = None => FieldSpec::new("Managed for").advanced().kinds(&[Kind::LoadBalancer, Kind::NatGateway, Kind::VpcEndpoint, Kind::TgwAttachment, Kind::ResolverEndpoint, Kind::NetworkFirewall]);
    }
}

choice! {
    /// The kind of a network interface.
    InterfaceType { Interface = "interface", Efa = "efa", EfaOnly = "efa-only" }
}
