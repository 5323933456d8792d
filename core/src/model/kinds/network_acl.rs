//! Network ACL: see [`NetworkAcl`].

use crate::model::record::record;
use crate::model::{FieldSpec, Id, Vpc};

record! {
    /// A stateless filter of subnets.
    NetworkAcl, "network-acl", "network_acls", "Network ACL" {
        /// The VPC that holds it.
        vpc: Id<Vpc> = Id::new(0) => FieldSpec::new("VPC").parent().aws("CreateNetworkAcl.VpcId");
        /// The one for subnets that name none. Where a VPC has none drawn, AWS's allows everything.
        default: bool = false => FieldSpec::new("Default").advanced();
    }
}
