//! Security group rule: see [`SecurityGroupRule`].

use ipnet::IpNet;

use crate::model::record::record;
use crate::model::{Direction, FieldSpec, Id, PortRange, PrefixList, Protocol, SecurityGroup};

record! {
    /// What a security group allows.
    SecurityGroupRule, "security-group-rule", "security_group_rules", "Security group rule" {
        /// The group.
        security_group: Id<SecurityGroup> = Id::new(0) => FieldSpec::new("Security group").parent().aws("AuthorizeSecurityGroupIngress.GroupId");
        /// Into or out of the interface.
        direction: Direction = Direction::Ingress => FieldSpec::new("Direction");
        /// Protocol that it allows.
        protocol: Protocol = Protocol::TCP => FieldSpec::new("Protocol").aws("IpPermission.IpProtocol");
        /// Destination ports; all where absent.
        ports: Option<PortRange> = None => FieldSpec::new("Ports").aws("IpPermission.FromPort");
        /// ICMP type, all where absent.
        icmp_type: Option<i32> = None => FieldSpec::new("ICMP type").range(-1, 255).advanced().aws("IpPermission.FromPort");
        /// ICMP code, all where absent.
        icmp_code: Option<i32> = None => FieldSpec::new("ICMP code").range(-1, 255).advanced().aws("IpPermission.ToPort");
        /// Addresses on the far side.
        cidr: Option<IpNet> = None => FieldSpec::new("CIDR block").aws("IpRange.CidrIp");
        /// Members of this group, in place of addresses.
        source_group: Option<Id<SecurityGroup>> = None => FieldSpec::new("Security group on the far side").aws("UserIdGroupPair.GroupId");
        /// A list of blocks, in place of addresses; counts as its maximum entries.
        prefix_list: Option<Id<PrefixList>> = None => FieldSpec::new("Prefix list on the far side").aws("PrefixListId.PrefixListId");
    }
}
