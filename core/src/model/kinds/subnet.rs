//! Subnet: see [`Subnet`].

use ipnet::IpNet;

use crate::model::record::record;
use crate::model::{Environment, FieldSpec, Id, NetworkAcl, RouteTable, Vpc};

record! {
    /// A block of a VPC in one availability zone.
    Subnet, "subnet", "subnets", "Subnet" {
        /// The VPC that holds it.
        vpc: Id<Vpc> = Id::new(0) => FieldSpec::new("VPC").parent().aws("CreateSubnet.VpcId");
        /// The letter of the zone's name; names are per account, zone ids are not.
        az: String = "a".to_owned() => FieldSpec::new("Availability zone").aws("CreateSubnet.AvailabilityZone");
        /// One IPv4 block of /16 to /28, at most one IPv6 block.
        cidrs: Vec<IpNet> = Vec::new() => FieldSpec::new("CIDR blocks").aws("CreateSubnet.CidrBlock");
        /// Overrides the VPC's environment.
        environment: Option<Id<Environment>> = None => FieldSpec::new("Environment").advanced();
        /// Its own table; the VPC's main table where absent.
        route_table: Option<Id<RouteTable>> = None => FieldSpec::new("Route table").aws("AssociateRouteTable.RouteTableId");
        /// Its own network ACL; the VPC's default one where absent.
        network_acl: Option<Id<NetworkAcl>> = None => FieldSpec::new("Network ACL").aws("ReplaceNetworkAclAssociation.NetworkAclId");
        /// Instances get a public IPv4 address.
        map_public_ip: bool = false => FieldSpec::new("Public addresses on launch").aws("ModifySubnetAttribute.MapPublicIpOnLaunch");
    }
}
