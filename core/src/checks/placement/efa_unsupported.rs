//! Check PLC107: EFA or ENA Express on an instance type that has none.

use super::known_type;
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{Instance, InterfaceType, NetworkInterface};

declare_check! {
    /// ## What it does
    /// Finds workloads with an Elastic Fabric Adapter, of their own or on a network interface drawn for them, or with
    /// ENA Express, whose instance type does not offer it.
    ///
    /// ## Why it matters
    /// AWS refuses the launch. EFA is offered by the largest sizes of some families only.
    ///
    /// ## In production
    /// `run-instances` answers `UnsupportedOperation: Instance type c5n.large does not support EFA interfaces` or
    /// `ENA Express is not supported`. List types with `aws ec2 describe-instance-types --filters
    /// Name=network-info.efa-supported,Values=true --query 'InstanceTypes[].InstanceType'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc app cidrs=10.0.0.0/16
    ///   security-group efa
    ///     security-group-rule direction=ingress protocol=all source_group=efa
    ///     security-group-rule direction=egress protocol=all source_group=efa
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///     instance rank instance_type=c5n.large efa=true security_groups=efa
    ///     // ^ PLC107
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
    /// Unsafe: turns it off. A larger size of the family may offer it.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa.html>: supported instance types
    /// - <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ena-express.html>
    /// - moto 5.2.5, NetworkInfo of 1,395 types, as DescribeInstanceTypes answers
    EFA_UNSUPPORTED = "PLC107" "efa-unsupported" {
        summary: "EFA or ENA Express on an instance type that has none",
        severity: Error,
        since: "0.1.0",
        run: Row(Instance, efa_unsupported),
    }
}

fn efa_unsupported(facts: &Facts, instance: &Instance, out: &mut Findings) {
    let Some(known) = known_type(&instance.instance_type) else {
        return;
    };
    let wanted = [
        (instance.efa, known.supports_efa(), "efa", "EFA"),
        (
            instance.ena_express,
            known.supports_ena_express,
            "ena_express",
            "ENA Express",
        ),
    ];
    for (asked, offered, field, word) in wanted {
        if asked && !offered {
            let message = format!("Instance type {} has no {word}", instance.instance_type);
            let fix = vec![Command::set(instance.id, field, false)];
            out.report(instance.id, field, message).fix(
                format!("Turn {word} off"),
                Applicability::Unsafe,
                fix,
            );
        }
    }
    for interface in facts.referrers::<NetworkInterface>(instance.id) {
        if interface.interface_type == InterfaceType::Interface || known.supports_efa() {
            continue;
        }
        let message = format!(
            "{} is an EFA of {}, whose instance type {} has none",
            facts.label(interface.id),
            facts.label(instance.id),
            instance.instance_type
        );
        let fix = vec![Command::set(interface.id, "interface_type", "interface")];
        out.report(interface.id, "interface_type", message)
            .related([instance.id])
            .fix("Make it an ordinary one", Applicability::Unsafe, fix);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::said;

    #[test]
    fn an_interface_drawn_on_its_own_is_meant_too() {
        let text = |instance_type: &str| {
            format!(
                "vpc app cidrs=10.0.0.0/16\n  subnet a az=a cidrs=10.0.1.0/24\n    instance rank instance_type={instance_type}\n    network-interface fabric interface_type=efa instance=rank\n"
            )
        };
        assert_eq!(
            said(&text("m5.large"), "PLC107"),
            [
                "error network-interface-1: fabric is an EFA of rank, whose instance type m5.large has none"
            ]
        );
        assert_eq!(said(&text("c5n.18xlarge"), "PLC107"), Vec::<String>::new());
    }
}
