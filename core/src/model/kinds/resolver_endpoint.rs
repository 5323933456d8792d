//! Resolver endpoint: see [`ResolverEndpoint`].

use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{FieldSpec, Id, SecurityGroup, Subnet, Vpc};

record! {
    /// Where DNS questions enter a VPC from outside, or leave it.
    ResolverEndpoint, "resolver-endpoint", "resolver_endpoints", "Resolver endpoint" {
        /// The VPC of its subnets.
        vpc: Id<Vpc> = Id::new(0) => FieldSpec::new("VPC").parent();
        /// Inbound takes questions from sites; outbound sends them to resolvers of yours.
        direction: ResolverDirection = ResolverDirection::Inbound => FieldSpec::new("Direction").aws("CreateResolverEndpoint.Direction");
        /// At least two, for two addresses.
        subnets: Vec<Id<Subnet>> = Vec::new() => FieldSpec::new("Subnets").aws("CreateResolverEndpoint.IpAddresses");
        /// Must allow port 53 by TCP and UDP.
        security_groups: Vec<Id<SecurityGroup>> = Vec::new() => FieldSpec::new("Security groups").aws("CreateResolverEndpoint.SecurityGroupIds");
    }
}

choice! {
    /// The way of questions through a Resolver endpoint.
    ResolverDirection { Inbound = "INBOUND", Outbound = "OUTBOUND" }
}
