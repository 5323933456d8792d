//! Direct Connect gateways and their associations. They are global and have no filter by tag; their name finds them.

use crate::model::{DirectConnectGateway, EntityId, TgwAttachment, TransitGateway};
use crate::plan::draft::{Draft, first_where, key, title};
use crate::plan::names;
use crate::plan::operation::{Call, Operation, Scope, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, Tree, params};

const SERVICE: &str = "directconnect";

pub(super) fn plan(draft: &mut Draft<'_>) {
    for gateway in draft.design.all::<DirectConnectGateway>() {
        let own = key(gateway.id);
        let scope = Draft::scope("us-east-1", gateway.account);
        let name = draft.service_name(names::COMMON, gateway);
        let tags = tags::lower_case_list(&draft.tags(gateway));
        let make = params! { "directConnectGatewayName" => name.as_str(), "amazonSideAsn" => gateway.asn, "tags" => tags };
        let state = "directConnectGatewayState";
        let found = format!(
            "directConnectGateways[?directConnectGatewayName=='{name}' && {state}!='deleted' && {state}!='deleting'] \
             | [0].directConnectGatewayId"
        );
        let id = params! { "directConnectGatewayId" => &own };
        let described = Call::new(SERVICE, "DescribeDirectConnectGateways", id.clone())
            .query(format!("directConnectGateways[0].{state}"));
        draft.push(
            Operation::new(own.clone(), title(gateway), &scope)
                .find(Call::new(SERVICE, "DescribeDirectConnectGateways", params! {}).query(found))
                .make(
                    Call::new(SERVICE, "CreateDirectConnectGateway", make)
                        .query("directConnectGateway.directConnectGatewayId"),
                )
                .wait(Wait::new(
                    described.clone(),
                    &["available"],
                    &["deleting", "deleted"],
                ))
                .remove_slowly(
                    Call::new(SERVICE, "DeleteDirectConnectGateway", id),
                    Wait::new(described, &["deleted"], &[]),
                ),
        );
        for near in &gateway.vpn_gateways {
            associate(draft, gateway, near.entity(), &scope, gateway.account);
        }
        for attachment in draft
            .referrers::<TgwAttachment>(gateway.id)
            .filter(|at| at.resource == gateway.id.entity())
        {
            let hub = draft
                .design
                .get::<TransitGateway>(attachment.transit_gateway);
            let account = hub.and_then(|hub| hub.account);
            associate(
                draft,
                gateway,
                attachment.transit_gateway.entity(),
                &scope,
                account,
            );
        }
    }
}

type Owner = Option<crate::model::Id<crate::model::Account>>;

fn associate(
    draft: &mut Draft<'_>,
    gateway: &DirectConnectGateway,
    near: EntityId,
    scope: &Scope,
    account: Owner,
) {
    if account != gateway.account {
        let reason = format!(
            "its association with {near}: across accounts it is proposed and accepted by hand"
        );
        draft.leave_out(gateway, reason);
        return;
    }
    let own = Key::part(gateway.id, near);
    let prefixes = gateway
        .allowed_prefixes
        .iter()
        .map(|block| params! { "cidr" => block.to_string() })
        .collect();
    let make = params! {
        "directConnectGatewayId" => key(gateway.id),
        "gatewayId" => key(near),
        "addAllowedPrefixesToDirectConnectGateway" => Tree::list_or_absent(prefixes),
    };
    let list = "directConnectGatewayAssociations";
    let all = params! { "directConnectGatewayId" => key(gateway.id) };
    let found = first_where(list, "associatedGateway.id", &key(near), "associationId");
    let one = Call::new(
        SERVICE,
        "DescribeDirectConnectGatewayAssociations",
        params! { "associationId" => &own },
    )
    .query(format!("{list}[0].associationState"));
    draft.push(
        Operation::new(own.clone(), format!("{near} on {}", title(gateway)), scope)
            .find(Call::new(SERVICE, "DescribeDirectConnectGatewayAssociations", all).query(found))
            .make(
                Call::new(SERVICE, "CreateDirectConnectGatewayAssociation", make)
                    .query("directConnectGatewayAssociation.associationId"),
            )
            .wait(Wait::new(one.clone(), &["associated"], &["disassociated"]))
            .remove_slowly(
                Call::new(
                    SERVICE,
                    "DeleteDirectConnectGatewayAssociation",
                    params! { "associationId" => &own },
                ),
                Wait::new(one, &["disassociated"], &[]),
            ),
    );
}
