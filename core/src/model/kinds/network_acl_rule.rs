//! Network ACL rule: see [`NetworkAclRule`].

use ipnet::IpNet;

use crate::model::record::record;
use crate::model::{Direction, FieldSpec, Id, NetworkAcl, PortRange, Protocol, RuleAction};

record! {
    /// A numbered rule; the lowest number that matches decides.
    NetworkAclRule, "network-acl-rule", "network_acl_rules", "Network ACL rule" {
        /// The network ACL.
        network_acl: Id<NetworkAcl> = Id::new(0) => FieldSpec::new("Network ACL").parent().aws("CreateNetworkAclEntry.NetworkAclId");
        /// Order of evaluation, 1 to 32766.
        number: u32 = 100 => FieldSpec::new("Number").range(1, 32766).aws("CreateNetworkAclEntry.RuleNumber");
        /// Into or out of the subnet.
        direction: Direction = Direction::Ingress => FieldSpec::new("Direction").aws("CreateNetworkAclEntry.Egress");
        /// Allow or deny.
        action: RuleAction = RuleAction::Allow => FieldSpec::new("Action").aws("CreateNetworkAclEntry.RuleAction");
        /// Protocol that it matches.
        protocol: Protocol = Protocol::All => FieldSpec::new("Protocol").aws("CreateNetworkAclEntry.Protocol");
        /// Addresses on the far side.
        cidr: Option<IpNet> = None => FieldSpec::new("CIDR block").aws("CreateNetworkAclEntry.CidrBlock");
        /// Destination ports; all where absent.
        ports: Option<PortRange> = None => FieldSpec::new("Ports").aws("CreateNetworkAclEntry.PortRange");
        /// ICMP type, -1 for all.
        icmp_type: Option<i32> = None => FieldSpec::new("ICMP type").range(-1, 255).advanced().aws("IcmpTypeCode.Type");
        /// ICMP code, -1 for all.
        icmp_code: Option<i32> = None => FieldSpec::new("ICMP code").range(-1, 255).advanced().aws("IcmpTypeCode.Code");
    }
}
