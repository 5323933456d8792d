//! Hosted zone: see [`HostedZone`].

use crate::model::record::record;
use crate::model::{Account, FieldSpec, Id, Vpc};

record! {
    /// A Route 53 zone, public or private to the VPCs associated with it.
    HostedZone, "hosted-zone", "hosted_zones", "Hosted zone" {
        /// Apex of the zone, without the final dot.
        domain: String = String::new() => FieldSpec::new("Domain").aws("CreateHostedZone.Name");
        /// Answers only inside the associated VPCs.
        private: bool = false => FieldSpec::new("Private").aws("CreateHostedZone.HostedZoneConfig");
        /// VPCs that a private zone answers in.
        vpcs: Vec<Id<Vpc>> = Vec::new() => FieldSpec::new("Associated VPCs").aws("AssociateVPCWithHostedZone.VPC");
        /// Account that holds it.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
    }
}
