//! Workloads: as many instances as are drawn, of the newest Amazon Linux, which is what a design says least about.

use crate::model::{Instance, Subnet};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Scope, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, Tree, params};

/// More alike than this belong to an Auto Scaling group.
const MOST: u32 = 20;

pub(super) fn plan(draft: &mut Draft<'_>) {
    for instance in draft.design.all::<Instance>() {
        let Some(vpc) = draft.vpc_of(instance.subnet) else {
            continue;
        };
        let scope = draft.vpc_scope(vpc);
        draft.leave_out(
            instance,
            "the image is Amazon Linux 2023; what runs on it is not part of a network",
        );
        if instance
            .private_address
            .is_some_and(|address| address.is_ipv6())
        {
            draft.leave_out(
                instance,
                "its address: the IPv6 block of its VPC is one that AWS chooses",
            );
        }
        if instance.count > MOST {
            draft.leave_out(
                instance,
                format!("only {MOST} of {} are made", instance.count),
            );
        }
        for number in 1..=instance.count.min(MOST) {
            one(draft, instance, &scope, number);
        }
        let first = key(instance.id);
        if let Some(address) = instance.elastic_ip {
            let both = params! { "AllocationId" => &key(address), "InstanceId" => &first };
            let ids = params! { "AllocationIds" => vec![&key(address)] };
            let part = Key::part(instance.id, "address");
            let query =
                crate::plan::draft::first_where("Addresses", "InstanceId", &first, "AssociationId");
            draft.push(
                Operation::new(
                    part.clone(),
                    format!("address of {}", title(instance)),
                    &scope,
                )
                .find(Call::new("ec2", "DescribeAddresses", ids).query(query))
                .make(Call::new("ec2", "AssociateAddress", both).query("AssociationId"))
                .remove(Call::new(
                    "ec2",
                    "DisassociateAddress",
                    params! { "AssociationId" => &part },
                )),
            );
        }
        if !instance.source_dest_check {
            let off = params! { "InstanceId" => &first, "SourceDestCheck" => params! { "Value" => false } };
            let ids = params! { "InstanceIds" => vec![&first] };
            let query = "!(Reservations[0].Instances[0].SourceDestCheck)";
            draft.push(
                Operation::new(
                    Key::part(instance.id, "forwards"),
                    format!("no source check on {}", title(instance)),
                    &scope,
                )
                .find(Call::new("ec2", "DescribeInstances", ids).query(query))
                .make(Call::new("ec2", "ModifyInstanceAttribute", off)),
            );
        }
    }
}

/// The operation of one of several instances alike.
pub(super) fn nth(instance: &Instance, number: u32) -> Key {
    if number == 1 {
        key(instance.id)
    } else {
        Key::part(instance.id, number)
    }
}

/// How many instances of a workload are made.
pub(super) fn made(instance: &Instance) -> u32 {
    instance.count.min(MOST)
}

fn one(draft: &mut Draft<'_>, instance: &Instance, scope: &Scope, number: u32) {
    let own = nth(instance, number);
    let groups = instance
        .security_groups
        .iter()
        .map(|group| Tree::from(key(*group)))
        .collect();
    let subnet = draft.design.get::<Subnet>(instance.subnet);
    let only_ipv6 = subnet.is_some_and(super::subnet::is_only_ipv6);
    if only_ipv6 && instance.public_address && number == 1 {
        draft.leave_out(
            instance,
            "a public IPv4 address, which a subnet without an IPv4 block has not",
        );
    }
    // An IPv6 address lies in a block that AWS chooses.
    let address = instance
        .private_address
        .filter(|address| number == 1 && address.is_ipv4())
        .map(|address| address.to_string());
    let interface = params! {
        "DeviceIndex" => 0,
        "SubnetId" => key(instance.subnet),
        "Groups" => Tree::list_or_absent(groups),
        "PrivateIpAddress" => address,
        "AssociatePublicIpAddress" => (instance.public_address && !only_ipv6).then_some(true),
        "InterfaceType" => instance.efa.then_some("efa"),
        "EnaSrdSpecification" => instance.ena_express.then_some(params! { "EnaSrdEnabled" => true }),
    };
    let placement = instance.placement_group.map(|group| {
        params! { "GroupName" => key(group), "PartitionNumber" => instance.partition_number }
    });
    let tags = draft.tags_as(instance, &own.0);
    let make = params! {
        "ImageId" => image(&instance.instance_type),
        "InstanceType" => instance.instance_type.as_str(),
        "MinCount" => 1,
        "MaxCount" => 1,
        "NetworkInterfaces" => vec![interface],
        "Placement" => placement,
        "TagSpecifications" => tags::specification("instance", &tags),
    };
    let live = "State.Name=='pending' || State.Name=='running' || State.Name=='stopping' || State.Name=='stopped'";
    let found = format!("Reservations[].Instances[] | [?{live}] | [0].InstanceId");
    let ids = params! { "InstanceIds" => vec![&own] };
    let state = Call::new("ec2", "DescribeInstances", ids.clone())
        .query("Reservations[0].Instances[0].State.Name");
    draft.push(
        Operation::new(
            own.clone(),
            format!("{} ({number} of {})", title(instance), made(instance)),
            scope,
        )
        .find(draft.find_tagged_as(&own.0, "DescribeInstances", &found))
        .make(Call::new("ec2", "RunInstances", make).query("Instances[0].InstanceId"))
        .wait(Wait::new(
            state.clone(),
            &["running"],
            &["terminated", "shutting-down"],
        ))
        .remove_slowly(
            Call::new("ec2", "TerminateInstances", ids),
            Wait::new(state, &["terminated"], &[]),
        ),
    );
}

/// A public parameter that names the newest image for the type's processor.
fn image(instance_type: &str) -> String {
    let family = instance_type.split('.').next().unwrap_or_default();
    let after_digits = family.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    // Graviton families have a g right after their generation: c7gn, m8g, t4g.
    let arm = family == "a1"
        || after_digits
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .starts_with('g');
    let processor = if arm { "arm64" } else { "x86_64" };
    format!(
        "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-{processor}"
    )
}

#[cfg(test)]
mod tests {
    use super::image;

    #[test]
    fn images_fit_the_processor() {
        for (name, arm) in [
            ("m7g.large", true),
            ("c7gn.xlarge", true),
            ("t4g.nano", true),
            ("g5.xlarge", false),
            ("m7i.large", false),
            ("g5g.xlarge", true),
        ] {
            assert_eq!(image(name).ends_with("arm64"), arm, "{name}");
        }
    }
}
