//! Egress-only internet gateway: see [`EgressOnlyGateway`].

use crate::model::record::record;
use crate::model::{FieldSpec, Id, Vpc};

record! {
    /// Lets IPv6 out of a VPC and only answers back in.
    EgressOnlyGateway, "egress-only-gateway", "egress_only_gateways", "Egress-only internet gateway" {
        /// The VPC it serves.
        vpc: Id<Vpc> = Id::new(0) => FieldSpec::new("VPC").parent().aws("CreateEgressOnlyInternetGateway.VpcId");
    }
}
