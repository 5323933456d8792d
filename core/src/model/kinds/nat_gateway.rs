//! NAT gateway: see [`NatGateway`].

use std::net::IpAddr;

use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{ElasticIp, FieldSpec, Id, Subnet};

record! {
    /// Lets a VPC's subnets out under one address.
    NatGateway, "nat-gateway", "nat_gateways", "NAT gateway" {
        /// The subnet it stands in; a public one where it is public.
        subnet: Id<Subnet> = Id::new(0) => FieldSpec::new("Subnet").parent().aws("CreateNatGateway.SubnetId");
        /// Public (with an Elastic IP) or private.
        connectivity: Connectivity = Connectivity::Public => FieldSpec::new("Connectivity").aws("CreateNatGateway.ConnectivityType");
        /// Zonal, or regional over all AZs.
        availability: NatAvailability = NatAvailability::Zonal => FieldSpec::new("Availability").advanced().aws("CreateNatGateway.AvailabilityMode");
        /// Address of a public one; allocated by the export where absent.
        elastic_ip: Option<Id<ElasticIp>> = None => FieldSpec::new("Elastic IP").aws("CreateNatGateway.AllocationId");
        /// Its address in the subnet; chosen by AWS where absent.
        private_address: Option<IpAddr> = None => FieldSpec::new("Private address").advanced().aws("CreateNatGateway.PrivateIpAddress");
    }
}

choice! {
    /// Whether a NAT gateway goes to the internet.
    Connectivity { Public = "public", Private = "private" }
}

choice! {
    /// Whether a NAT gateway serves one AZ or all.
    NatAvailability { Zonal = "zonal", Regional = "regional" }
}
