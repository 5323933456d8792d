//! VPC peering connections: asked for on one side, accepted on the other, options on both.

use crate::model::{Acceptance, Vpc, VpcPeering};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Scope, Wait};
use crate::plan::tree::{Key, Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for peering in draft.design.all::<VpcPeering>() {
        let (Some(near), Some(far)) = (
            draft.design.get::<Vpc>(peering.requester),
            draft.design.get::<Vpc>(peering.accepter),
        ) else {
            continue;
        };
        if peering.state == Acceptance::Rejected {
            draft.leave_out(peering, "it is rejected");
            continue;
        }
        let own = key(peering.id);
        let (here, there) = (draft.vpc_scope(near.id), draft.vpc_scope(far.id));
        let owner = if near.account == far.account {
            Tree::Absent
        } else {
            draft.account_number(far.account)
        };
        let make = params! {
            "VpcId" => &key(near.id),
            "PeerVpcId" => &key(far.id),
            "PeerOwnerId" => owner,
            "PeerRegion" => (near.region != far.region).then_some(far.region.as_str()),
            "TagSpecifications" => draft.tag_specification(peering, "vpc-peering-connection"),
        };
        let live = "Status.Code=='active' || Status.Code=='pending-acceptance' || Status.Code=='provisioning' || Status.Code=='initiating-request'";
        let found = draft.find_live(
            peering,
            "DescribeVpcPeeringConnections",
            "VpcPeeringConnections",
            live,
            "VpcPeeringConnectionId",
        );
        let state = status(&own);
        draft.push(
            Operation::new(own.clone(), title(peering), &here)
                .find(found)
                .make(
                    Call::new("ec2", "CreateVpcPeeringConnection", make)
                        .query("VpcPeeringConnection.VpcPeeringConnectionId"),
                )
                .wait(Wait::new(
                    state,
                    &["pending-acceptance", "active"],
                    &["failed", "rejected", "expired"],
                ))
                .remove(Call::new(
                    "ec2",
                    "DeleteVpcPeeringConnection",
                    params! { "VpcPeeringConnectionId" => &own },
                )),
        );
        if peering.state == Acceptance::Pending {
            draft.leave_out(peering, "it is pending: the other side has to accept it");
            continue;
        }
        let active = describe(&own).query("VpcPeeringConnections[0].Status.Code=='active'");
        let accept = params! { "VpcPeeringConnectionId" => &own };
        // The other region learns of the request a little later, so the acceptance waits for it there.
        let visible = Key::part(peering.id, "request");
        draft.push(
            Operation::new(
                visible.clone(),
                format!("request of {}", title(peering)),
                &there,
            )
            .find(describe(&own).query("VpcPeeringConnections[0].VpcPeeringConnectionId")),
        );
        draft.push(
            Operation::new(
                acceptance(peering),
                format!("acceptance of {}", title(peering)),
                &there,
            )
            .find(active)
            .make(Call::new("ec2", "AcceptVpcPeeringConnection", accept))
            .wait(Wait::new(
                status(&own),
                &["active"],
                &["failed", "rejected", "expired", "deleted"],
            ))
            .after(visible),
        );
        if peering.requester_dns {
            options(draft, peering, &here, "Requester");
        }
        if peering.accepter_dns {
            options(draft, peering, &there, "Accepter");
        }
    }
}

/// The operation after which a peering connection carries traffic.
pub(super) fn acceptance(peering: &VpcPeering) -> Key {
    Key::part(peering.id, "acceptance")
}

fn describe(own: &Key) -> Call {
    Call::new(
        "ec2",
        "DescribeVpcPeeringConnections",
        params! { "VpcPeeringConnectionIds" => vec![own] },
    )
}

fn status(own: &Key) -> Call {
    describe(own).query("VpcPeeringConnections[0].Status.Code")
}

/// Lets names of the far side resolve to private addresses, for one of the two sides.
fn options(draft: &mut Draft<'_>, peering: &VpcPeering, scope: &Scope, side: &str) {
    let own = key(peering.id);
    let found = format!(
        "VpcPeeringConnections[0].{side}VpcInfo.PeeringOptions.AllowDnsResolutionFromRemoteVpc"
    );
    let member = format!("{side}PeeringConnectionOptions");
    let make = params! {
        "VpcPeeringConnectionId" => &own,
        member.as_str() => params! { "AllowDnsResolutionFromRemoteVpc" => true },
    };
    draft.push(
        Operation::new(
            Key::part(peering.id, format!("{}-dns", side.to_ascii_lowercase())),
            format!("{} DNS of {}", side.to_ascii_lowercase(), title(peering)),
            scope,
        )
        .find(describe(&own).query(found))
        .make(Call::new("ec2", "ModifyVpcPeeringConnectionOptions", make))
        .after(acceptance(peering)),
    );
}
