//! Check PLC109: EFA behind a security group that is not open to itself.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{
    Direction, EntityId, Id, Instance, InterfaceType, NetworkInterface, Protocol, RecordKind,
    SecurityGroup, SecurityGroupRule, Subnet, Vpc,
};

declare_check! {
    /// ## What it does
    /// Finds workloads and network interfaces with an Elastic Fabric Adapter none of whose security groups allows all traffic to and from
    /// itself, in both directions.
    ///
    /// ## Why it matters
    /// Traffic of EFA that bypasses the operating system is filtered by the security group, and has no port that a
    /// rule could name. It needs a rule for all traffic whose far side is the group itself, inbound and outbound; a
    /// rule for 0.0.0.0/0 does not do.
    ///
    /// ## In production
    /// MPI jobs hang or fall back to TCP: `fi_info -p efa` lists the device, `fi_pingpong -p efa` between two members
    /// times out.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   security-group efa
    ///     security-group-rule direction=ingress protocol=all source_group=efa
    ///     security-group-rule direction=egress protocol=all cidr=0.0.0.0/0
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance rank instance_type=c5n.18xlarge efa=true security_groups=efa
    ///     // ^ PLC109
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   security-group efa
    ///     security-group-rule direction=ingress protocol=all source_group=efa
    ///     security-group-rule direction=egress protocol=all source_group=efa
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance rank instance_type=c5n.18xlarge efa=true security_groups=efa
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: opens the workload's first security group to itself for all traffic, both ways. All members of the
    /// group can then reach each other on every port.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-start.html>: prepare an EFA-enabled security group
    EFA_GROUP_SHUT = "PLC109" "efa-group-shut" {
        summary: "EFA behind a security group that is not open to itself",
        severity: Error,
        since: "0.1.0",
        run: Vpc(efa_group_shut),
    }
}

fn efa_group_shut(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    for subnet in facts.children::<Subnet>(vpc.id) {
        for instance in facts
            .children::<Instance>(subnet.id)
            .filter(|instance| instance.efa)
        {
            judge(facts, instance.id.entity(), &instance.security_groups, out);
        }
        for interface in facts
            .children::<NetworkInterface>(subnet.id)
            .filter(|interface| interface.interface_type != InterfaceType::Interface)
        {
            judge(
                facts,
                interface.id.entity(),
                &interface.security_groups,
                out,
            );
        }
    }
}

fn judge(facts: &Facts, id: EntityId, groups: &[Id<SecurityGroup>], out: &mut Findings) {
    let open = |group: Id<SecurityGroup>, direction: Direction| {
        facts.children::<SecurityGroupRule>(group).any(|rule| {
            rule.direction == direction
                && rule.protocol == Protocol::All
                && rule.source_group == Some(group)
        })
    };
    let both = |group: &Id<SecurityGroup>| {
        open(*group, Direction::Ingress) && open(*group, Direction::Egress)
    };
    if groups.iter().any(both) {
        return;
    }
    let name = facts.label(id);
    let Some(first) = groups.first() else {
        let message = format!("{name} has EFA and no security group that is open to itself");
        out.report(id, "security_groups", message);
        return;
    };
    let mut mint = Mint::after(facts.design());
    let mut fix = Vec::new();
    for direction in [Direction::Ingress, Direction::Egress] {
        if !open(*first, direction) {
            let mut rule = SecurityGroupRule::new(mint.id());
            (rule.security_group, rule.direction) = (*first, direction);
            (rule.protocol, rule.source_group) = (Protocol::All, Some(*first));
            fix.push(Command::insert(rule));
        }
    }
    let message = format!(
        "{name} has EFA, and security group {} does not allow all traffic to and from itself",
        facts.label(*first)
    );
    out.report(id, "security_groups", message)
        .related([*first])
        .fix(
            "Open the group to itself, both ways",
            Applicability::Unsafe,
            fix,
        );
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::said;

    #[test]
    fn an_interface_drawn_on_its_own_has_groups_of_its_own() {
        let text = |rules: &str| {
            format!(
                "vpc app cidrs=10.0.0.0/16\n  security-group efa\n{rules}  subnet a az=a cidrs=10.0.1.0/24\n    network-interface fabric interface_type=efa-only security_groups=efa\n"
            )
        };
        let shut = said(&text(""), "PLC109");
        assert!(
            shut[0].starts_with("error network-interface-1: fabric has EFA"),
            "{shut:?}"
        );
        let open = "    security-group-rule direction=ingress protocol=all source_group=efa\n    security-group-rule direction=egress protocol=all source_group=efa\n";
        assert_eq!(said(&text(open), "PLC109"), Vec::<String>::new());
    }
}
