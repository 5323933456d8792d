//! Security group: see [`SecurityGroup`].

use crate::model::record::record;
use crate::model::{FieldSpec, Id, Vpc};

record! {
    /// A stateful filter of interfaces: only what a rule allows gets through.
    SecurityGroup, "security-group", "security_groups", "Security group" {
        /// The VPC that holds it.
        vpc: Id<Vpc> = Id::new(0) => FieldSpec::new("VPC").parent().aws("CreateSecurityGroup.VpcId");
        /// Other VPCs that may use it.
        associated_vpcs: Vec<Id<Vpc>> = Vec::new() => FieldSpec::new("Associated VPCs").advanced().aws("AssociateSecurityGroupVpc.VpcId");
    }
}
