//! What is attached to a transit gateway: VPCs, VPN connections, Direct Connect gateways, other hubs.

use super::switch;
use super::transit_gateway::scope;
use crate::model::{
    Acceptance, EntityId, Id, Kind, ResourceShare, TgwAttachment, TransitGateway, Vpc,
};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Scope, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, params};

const HOPELESS: &[&str] = &[
    "failed",
    "failing",
    "rejected",
    "rejecting",
    "deleted",
    "deleting",
];

pub(super) fn plan(draft: &mut Draft<'_>) {
    for attachment in draft.design.all::<TgwAttachment>() {
        let Some(hub) = draft
            .design
            .get::<TransitGateway>(attachment.transit_gateway)
        else {
            continue;
        };
        if attachment.state == Acceptance::Rejected {
            draft.leave_out(attachment, "it is rejected");
            continue;
        }
        match attachment.resource.kind {
            Kind::Vpc => vpc(draft, attachment, hub),
            Kind::TransitGateway => peering(draft, attachment, hub),
            Kind::VpnConnection | Kind::DirectConnectGateway => {
                made_with_its_resource(draft, attachment, hub);
            }
            _ => draft.leave_out(
                attachment,
                "Connect attachments need addresses of appliances, which are not modelled",
            ),
        }
    }
}

/// The operation after which an attachment can be associated: its acceptance, where it needs one.
pub(super) fn ready(attachment: Id<TgwAttachment>) -> Key {
    Key::part(attachment, "acceptance")
}

fn vpc(draft: &mut Draft<'_>, attachment: &TgwAttachment, hub: &TransitGateway) {
    let Some(vpc) = attachment
        .resource
        .typed::<Vpc>()
        .and_then(|id| draft.design.get(id))
    else {
        return;
    };
    let own = key(attachment.id);
    let here = draft.vpc_scope(vpc.id);
    let subnets: Vec<Key> = attachment
        .subnets
        .iter()
        .map(|subnet| key(*subnet))
        .collect();
    if subnets.is_empty() {
        draft.leave_out(
            attachment,
            "it names no subnet, and AWS wants one in each zone it serves",
        );
        return;
    }
    let make = params! {
        "TransitGatewayId" => &key(hub.id),
        "VpcId" => &key(vpc.id),
        "SubnetIds" => subnets,
        "Options" => params! {
            "DnsSupport" => switch(attachment.dns_support),
            "SecurityGroupReferencingSupport" => switch(attachment.security_group_referencing),
            "Ipv6Support" => switch(attachment.ipv6_support),
            "ApplianceModeSupport" => switch(attachment.appliance_mode),
        },
        "TagSpecifications" => draft.tag_specification(attachment, "transit-gateway-attachment"),
    };
    // A VPC is attached to a hub at most once, so the pair finds it.
    let filters = vec![
        tags::filter("transit-gateway-id", key(hub.id)),
        tags::filter("vpc-id", key(vpc.id)),
    ];
    let describe = "DescribeTransitGatewayVpcAttachments";
    let live = "State=='available' || State=='pending' || State=='pendingAcceptance' || State=='modifying' || State=='initiating'";
    let found = format!("TransitGatewayVpcAttachments[?{live}] | [0].TransitGatewayAttachmentId");
    let ids = params! { "TransitGatewayAttachmentIds" => vec![&own] };
    let state = Call::new("ec2", describe, ids).query("TransitGatewayVpcAttachments[0].State");
    let foreign = hub.account != vpc.account;
    let until: &[&str] = if foreign {
        &["available", "pendingAcceptance"]
    } else {
        &["available"]
    };
    let mut operation = Operation::new(own.clone(), title(attachment), &here)
        .find(Call::new("ec2", describe, params! { "Filters" => filters }).query(found))
        .make(
            Call::new("ec2", "CreateTransitGatewayVpcAttachment", make)
                .query("TransitGatewayVpcAttachment.TransitGatewayAttachmentId"),
        )
        .wait(Wait::new(state.clone(), until, HOPELESS))
        .remove_slowly(
            Call::new(
                "ec2",
                "DeleteTransitGatewayVpcAttachment",
                params! { "TransitGatewayAttachmentId" => &own },
            ),
            Wait::new(state.clone(), &["deleted"], &[]),
        );
    if foreign {
        let visible = Key::part(attachment.id, "hub");
        let ids = params! { "TransitGatewayIds" => vec![key(hub.id)] };
        let find = Call::new("ec2", "DescribeTransitGateways", ids)
            .query("TransitGateways[0].TransitGatewayId");
        let mut seen = Operation::new(
            visible.clone(),
            format!("{} seen from {}", title(hub), title(vpc)),
            &here,
        )
        .find(find);
        for share in draft
            .referrers::<ResourceShare>(hub.id)
            .filter(|share| share.resources.contains(&hub.id.entity()))
        {
            seen = seen.after(key(share.id));
        }
        draft.push(seen);
        operation = operation.after(visible);
    }
    draft.push(operation);
    if !foreign {
        return;
    }
    if attachment.state == Acceptance::Pending {
        draft.leave_out(attachment, "its acceptance: it is drawn as pending");
    } else if !hub.auto_accept {
        accept(
            draft,
            attachment,
            &scope(hub),
            "AcceptTransitGatewayVpcAttachment",
            &state,
        );
    }
}

/// Accepts on the far side and waits until the attachment can be used.
fn accept(
    draft: &mut Draft<'_>,
    attachment: &TgwAttachment,
    scope: &Scope,
    operation: &'static str,
    state: &Call,
) {
    let make = params! { "TransitGatewayAttachmentId" => &key(attachment.id) };
    let list = if operation.contains("Vpc") {
        "TransitGatewayVpcAttachments"
    } else {
        "TransitGatewayPeeringAttachments"
    };
    let live = format!("{list}[?State=='available'] | [0].TransitGatewayAttachmentId");
    let visible = Key::part(attachment.id, "request");
    draft.push(
        Operation::new(visible.clone(), format!("request of {}", title(attachment)), scope).find(
            state
                .clone()
                .query(format!("{list}[?State=='pendingAcceptance' || State=='available'] | [0].TransitGatewayAttachmentId")),
        ),
    );
    draft.push(
        Operation::new(
            ready(attachment.id),
            format!("acceptance of {}", title(attachment)),
            scope,
        )
        .find(state.clone().query(live))
        .make(Call::new("ec2", operation, make))
        .wait(Wait::new(state.clone(), &["available"], HOPELESS))
        .after(visible),
    );
}

/// A peering of two hubs is one attachment with one id, which each side may have drawn as a record of its own.
fn peering(draft: &mut Draft<'_>, attachment: &TgwAttachment, hub: &TransitGateway) {
    let Some(far) = attachment
        .resource
        .typed::<TransitGateway>()
        .and_then(|id| draft.design.get(id))
    else {
        return;
    };
    let own = key(attachment.id);
    let mut attachments = draft.referrers::<TgwAttachment>(far.id);
    let mirror = attachments.find(|other| {
        other.id.number() < attachment.id.number()
            && other.transit_gateway == far.id
            && other.resource == EntityId::from(hub.id)
    });
    let describe = "DescribeTransitGatewayPeeringAttachments";
    let list = "TransitGatewayPeeringAttachments";
    if let Some(mirror) = mirror {
        let ids = params! { "TransitGatewayAttachmentIds" => vec![&key(mirror.id)] };
        let find =
            Call::new("ec2", describe, ids).query(format!("{list}[0].TransitGatewayAttachmentId"));
        draft.push(
            Operation::new(own, title(attachment), &scope(hub))
                .find(find)
                .after(ready(mirror.id)),
        );
        return;
    }
    let caller = hub.account.or(far.account);
    let number = draft.account_number(far.account.or(caller));
    let owner = if number == crate::plan::Tree::Absent {
        own_number(draft, hub)
    } else {
        number
    };
    let make = params! {
        "TransitGatewayId" => &key(hub.id),
        "PeerTransitGatewayId" => &key(far.id),
        "PeerAccountId" => owner,
        "PeerRegion" => far.region.as_str(),
        "TagSpecifications" => draft.tag_specification(attachment, "transit-gateway-attachment"),
    };
    let filters = vec![tags::filter("transit-gateway-id", key(hub.id))];
    let live = "State=='available' || State=='pendingAcceptance' || State=='initiatingRequest' || State=='pending'";
    let found = crate::plan::Text::from(format!(
        "{list}[?({live}) && AccepterTgwInfo.TransitGatewayId=='"
    ))
    .output(&key(far.id))
    .then("'] | [0].TransitGatewayAttachmentId");
    let ids = params! { "TransitGatewayAttachmentIds" => vec![&own] };
    let state = Call::new("ec2", describe, ids).query(format!("{list}[0].State"));
    draft.push(
        Operation::new(own.clone(), title(attachment), &scope(hub))
            .find(Call::new("ec2", describe, params! { "Filters" => filters }).query(found))
            .make(
                Call::new("ec2", "CreateTransitGatewayPeeringAttachment", make)
                    .query("TransitGatewayPeeringAttachment.TransitGatewayAttachmentId"),
            )
            .wait(Wait::new(
                state.clone(),
                &["available", "pendingAcceptance"],
                HOPELESS,
            ))
            .remove_slowly(
                Call::new(
                    "ec2",
                    "DeleteTransitGatewayPeeringAttachment",
                    params! { "TransitGatewayAttachmentId" => &own },
                ),
                Wait::new(state.clone(), &["deleted"], &[]),
            ),
    );
    if attachment.state == Acceptance::Pending {
        draft.leave_out(attachment, "its acceptance: it is drawn as pending");
    } else {
        accept(
            draft,
            attachment,
            &scope(far),
            "AcceptTransitGatewayPeeringAttachment",
            &state,
        );
    }
}

/// The caller's own account number, for a call that wants one although both sides are the caller's.
fn own_number(draft: &mut Draft<'_>, hub: &TransitGateway) -> crate::plan::Tree {
    let number = Key::part(hub.id, "account-number");
    let find = Call::new("sts", "GetCallerIdentity", params! {}).query("Account");
    draft.push_once(
        Operation::new(
            number.clone(),
            format!("account of {}", title(hub)),
            &scope(hub),
        )
        .find(find),
    );
    (&number).into()
}

/// A VPN connection or a Direct Connect gateway association makes its attachment itself.
fn made_with_its_resource(draft: &mut Draft<'_>, attachment: &TgwAttachment, hub: &TransitGateway) {
    let filters = vec![
        tags::filter("transit-gateway-id", key(hub.id)),
        tags::filter("resource-id", key(attachment.resource)),
    ];
    let live = "State=='available' || State=='pending' || State=='modifying'";
    let find = Call::new(
        "ec2",
        "DescribeTransitGatewayAttachments",
        params! { "Filters" => filters },
    )
    .query(format!(
        "TransitGatewayAttachments[?{live}] | [0].TransitGatewayAttachmentId"
    ));
    let ids = params! { "TransitGatewayAttachmentIds" => vec![&key(attachment.id)] };
    let state = Call::new("ec2", "DescribeTransitGatewayAttachments", ids)
        .query("TransitGatewayAttachments[0].State");
    draft.push(
        Operation::new(key(attachment.id), title(attachment), &scope(hub))
            .find(find)
            .wait(Wait::new(state, &["available"], HOPELESS))
            .after(Key::part(attachment.resource, hub.id)),
    );
}
