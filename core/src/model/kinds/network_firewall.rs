//! Network Firewall: see [`NetworkFirewall`].

use crate::model::record::record;
use crate::model::{FieldSpec, Id, Subnet, Vpc};

record! {
    /// AWS Network Firewall: a hop that inspects. Its rules are not analysed.
    NetworkFirewall, "network-firewall", "network_firewalls", "Network Firewall" {
        /// The inspection VPC.
        vpc: Id<Vpc> = Id::new(0) => FieldSpec::new("VPC").parent().aws("CreateFirewall.VpcId");
        /// One endpoint in each.
        subnets: Vec<Id<Subnet>> = Vec::new() => FieldSpec::new("Subnets").aws("CreateFirewall.SubnetMappings");
        /// ARN of the firewall policy.
        policy_arn: String = String::new() => FieldSpec::new("Policy ARN").aws("CreateFirewall.FirewallPolicyArn");
    }
}
