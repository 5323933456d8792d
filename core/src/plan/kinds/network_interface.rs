//! Network interfaces drawn on their own.

use crate::model::NetworkInterface;
use crate::plan::draft::{Draft, first_where, key, title};
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tree::{Key, Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    let interfaces = draft.design.all::<NetworkInterface>();
    for interface in interfaces.filter(|interface| interface.managed_for.is_none()) {
        let Some(vpc) = draft.vpc_of(interface.subnet) else {
            continue;
        };
        let (own, scope) = (key(interface.id), draft.vpc_scope(vpc));
        let groups = interface
            .security_groups
            .iter()
            .map(|group| Tree::from(key(*group)))
            .collect();
        let addresses = interface
            .addresses
            .iter()
            .enumerate()
            .map(|(place, address)| {
                params! { "Primary" => place == 0, "PrivateIpAddress" => address.to_string() }
            });
        let interface_type = interface.interface_type.word();
        let make = params! {
            "SubnetId" => key(interface.subnet),
            "Groups" => Tree::list_or_absent(groups),
            "PrivateIpAddresses" => Tree::list_or_absent(addresses.collect()),
            "InterfaceType" => (interface_type != "interface").then_some(interface_type),
            "TagSpecifications" => draft.tag_specification(interface, "network-interface"),
        };
        let ids = params! { "NetworkInterfaceIds" => vec![&own] };
        let described = Call::new("ec2", "DescribeNetworkInterfaces", ids);
        draft.push(
            Operation::new(own.clone(), title(interface), &scope)
                .find(draft.find_tagged(
                    interface,
                    "DescribeNetworkInterfaces",
                    "NetworkInterfaces[0].NetworkInterfaceId",
                ))
                .make(
                    Call::new("ec2", "CreateNetworkInterface", make)
                        .query("NetworkInterface.NetworkInterfaceId"),
                )
                .wait(Wait::new(
                    described.clone().query("NetworkInterfaces[0].Status"),
                    &["available", "in-use"],
                    &[],
                ))
                .remove(Call::new(
                    "ec2",
                    "DeleteNetworkInterface",
                    params! { "NetworkInterfaceId" => &own },
                )),
        );
        if !interface.source_dest_check {
            let off = params! { "NetworkInterfaceId" => &own, "SourceDestCheck" => params! { "Value" => false } };
            draft.push(
                Operation::new(
                    Key::part(interface.id, "forwards"),
                    format!("no source check on {}", title(interface)),
                    &scope,
                )
                .find(
                    described
                        .clone()
                        .query("!(NetworkInterfaces[0].SourceDestCheck)"),
                )
                .make(Call::new("ec2", "ModifyNetworkInterfaceAttribute", off)),
            );
        }
        if let Some(instance) = interface.instance {
            let part = Key::part(interface.id, "attachment");
            let make = params! { "NetworkInterfaceId" => &own, "InstanceId" => key(instance), "DeviceIndex" => 1 };
            draft.push(
                Operation::new(
                    part.clone(),
                    format!("attachment of {}", title(interface)),
                    &scope,
                )
                .find(
                    described
                        .clone()
                        .query("NetworkInterfaces[0].Attachment.AttachmentId"),
                )
                .make(Call::new("ec2", "AttachNetworkInterface", make).query("AttachmentId"))
                .remove_slowly(
                    Call::new(
                        "ec2",
                        "DetachNetworkInterface",
                        params! { "AttachmentId" => &part },
                    ),
                    Wait::new(
                        described.query("NetworkInterfaces[0].Status"),
                        &["available"],
                        &[],
                    ),
                ),
            );
        }
        if let Some(address) = interface.elastic_ip {
            let part = Key::part(interface.id, "address");
            let both = params! { "AllocationId" => key(address), "NetworkInterfaceId" => &own };
            let ids = params! { "AllocationIds" => vec![key(address)] };
            let query = first_where("Addresses", "NetworkInterfaceId", &own, "AssociationId");
            draft.push(
                Operation::new(
                    part.clone(),
                    format!("address of {}", title(interface)),
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
    }
}
