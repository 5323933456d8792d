//! VPC peering connection: see [`VpcPeering`].

use crate::model::record::record;
use crate::model::{Acceptance, FieldSpec, Id, Vpc};

record! {
    /// A private link between two VPCs; not transitive.
    VpcPeering, "vpc-peering", "vpc_peerings", "VPC peering connection" {
        /// The VPC that asks.
        requester: Id<Vpc> = Id::new(0) => FieldSpec::new("Requester").aws("CreateVpcPeeringConnection.VpcId");
        /// The VPC that accepts.
        accepter: Id<Vpc> = Id::new(0) => FieldSpec::new("Accepter").aws("CreateVpcPeeringConnection.PeerVpcId");
        /// The accepter's public names resolve to private addresses for the requester.
        requester_dns: bool = false => FieldSpec::new("Requester resolves names").advanced().aws("ModifyVpcPeeringConnectionOptions.RequesterPeeringConnectionOptions");
        /// The requester's public names resolve to private addresses for the accepter.
        accepter_dns: bool = false => FieldSpec::new("Accepter resolves names").advanced().aws("ModifyVpcPeeringConnectionOptions.AccepterPeeringConnectionOptions");
        /// Whether the other side has accepted.
        state: Acceptance = Acceptance::Accepted => FieldSpec::new("State").advanced();
    }
}
