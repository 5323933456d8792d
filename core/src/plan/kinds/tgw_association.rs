//! Associations of attachments with route tables, one for each attachment.

use super::tgw_attachment::ready;
use super::tgw_propagation::withdraw_others;
use super::transit_gateway::{adopted_table, scope};
use crate::model::{TgwAssociation, TgwRouteTable, TransitGateway};
use crate::plan::draft::{Draft, key, title};
use crate::plan::operation::{Call, Operation, Wait};
use crate::plan::tags;
use crate::plan::tree::{Key, Text, params};

const STATE: &str = "Associations[0].State";

pub(super) fn plan(draft: &mut Draft<'_>) {
    for association in draft.design.all::<TgwAssociation>() {
        let Some(table) = draft.design.get::<TgwRouteTable>(association.route_table) else {
            continue;
        };
        let Some(hub) = draft.design.get::<TransitGateway>(table.transit_gateway) else {
            continue;
        };
        let attachment = draft.design.get(association.attachment);
        let (table_key, attachment_key) = (key(table.id), key(association.attachment));
        let both = params! {
            "TransitGatewayRouteTableId" => &table_key,
            "TransitGatewayAttachmentId" => &attachment_key,
        };
        let found = "Associations[?State=='associated' || State=='associating'] | [0].TransitGatewayAttachmentId";
        let subject = attachment.map_or_else(String::new, |attachment| title(attachment));
        let mut operation = Operation::new(
            key(association.id),
            format!("association of {subject} with {}", title(table)),
            &scope(hub),
        )
        .find(associations(&table_key, &attachment_key).query(found))
        .make(Call::new(
            "ec2",
            "AssociateTransitGatewayRouteTable",
            both.clone(),
        ))
        .wait(Wait::new(
            associations(&table_key, &attachment_key).query(STATE),
            &["associated"],
            &[],
        ))
        .remove_slowly(
            Call::new("ec2", "DisassociateTransitGatewayRouteTable", both),
            Wait::new(
                associations(&table_key, &attachment_key).query(STATE),
                &["disassociated"],
                &[],
            ),
        )
        .after(ready(association.attachment));
        // AWS has put it into the default table already.
        let by_default = adopted_table(hub).is_some_and(|(default, _)| default == table.id);
        if !(by_default && hub.default_association) {
            operation = operation.after(leave(draft, association, table, hub, &subject));
        }
        draft.push(operation);
    }
    withdraw_others(draft);
}

/// An attachment is associated with one table: it leaves the one that a default, an earlier design or someone's hand
/// put it into. The key of the step.
fn leave(
    draft: &mut Draft<'_>,
    association: &TgwAssociation,
    table: &TgwRouteTable,
    hub: &TransitGateway,
    subject: &str,
) -> Key {
    let (old, leave) = (
        Key::part(association.id, "other-table"),
        Key::part(association.id, "leave"),
    );
    let attachment = key(association.attachment);
    let ids = params! { "TransitGatewayAttachmentIds" => vec![&attachment] };
    let describe = Call::new("ec2", "DescribeTransitGatewayAttachments", ids);
    let list = "TransitGatewayAttachments";
    let other = format!(
        "{list}[?Association.TransitGatewayRouteTableId && Association.TransitGatewayRouteTableId!='"
    );
    let elsewhere = |rest: &str| Text::from(other.as_str()).output(&key(table.id)).then(rest);
    let found = elsewhere("'] | [0].Association.TransitGatewayRouteTableId || 'none'");
    draft.push(
        Operation::new(
            old.clone(),
            format!("other table of {subject}"),
            &scope(hub),
        )
        .find(describe.clone().query(found))
        .aside()
        .after(ready(association.attachment)),
    );
    let both = params! {
        "TransitGatewayRouteTableId" => &old,
        "TransitGatewayAttachmentId" => &attachment,
    };
    let going = "' && Association.State!='disassociating'] | !@";
    draft.push(
        Operation::new(
            leave.clone(),
            format!("{subject} out of any table but {}", title(table)),
            &scope(hub),
        )
        .find(describe.clone().query(elsewhere(going)))
        .make(Call::new(
            "ec2",
            "DisassociateTransitGatewayRouteTable",
            both,
        ))
        .wait(Wait::new(
            describe.query(elsewhere("'] | !@")),
            &["true", "True"],
            &[],
        ))
        .gap("what the attachment sends is dropped until its new association, in the next step")
        .after(ready(association.attachment)),
    );
    leave
}

fn associations(table: &Key, attachment: &Key) -> Call {
    let filters = vec![tags::filter("transit-gateway-attachment-id", attachment)];
    let parameters = params! { "TransitGatewayRouteTableId" => table, "Filters" => filters };
    Call::new("ec2", "GetTransitGatewayRouteTableAssociations", parameters)
}

#[cfg(test)]
mod tests {
    use crate::notation;
    use crate::plan::plan;

    /// The order in which a network that has the isolation failure is mended: traffic stops for one step.
    #[test]
    fn an_attachment_moves_last_and_in_one_go() {
        let text = "vpc prod cidrs=10.0.0.0/16\n  subnet a cidrs=10.0.1.0/24\n\
            vpc dev cidrs=10.1.0.0/16\n  subnet b cidrs=10.1.1.0/24\n\
            tgw hub default_association=false default_propagation=false\n  \
            tgw-attachment one resource=prod subnets=a\n  tgw-attachment two resource=dev subnets=b\n  \
            tgw-route-table t\n    tgw-association attachment=one\n    tgw-propagation attachment=two\n    \
            tgw-route destination=10.9.0.0/16\n";
        let plan = plan(&notation::parse(text).unwrap());
        let at = |key: &str| {
            let found = plan.operations.iter().position(|one| one.key.0 == key);
            found.unwrap_or_else(|| panic!("no {key}"))
        };
        let (leave, join) = (at("tgw-association-1/leave"), at("tgw-association-1"));
        assert_eq!(leave + 1, join);
        for filled in ["tgw-1/defaults-off", "tgw-propagation-1", "tgw-route-1"] {
            assert!(at(filled) < leave, "{filled}");
        }
        for known in ["tgw-attachment-1/withdraw", "tgw-attachment-2/withdraw"] {
            assert!(at(known) > join, "{known}");
        }
        let gaps = plan.operations.iter().filter(|one| one.gap.is_some());
        assert_eq!(gaps.count(), 3);
        // Where the default stays on, what AWS propagates by it is meant.
        let on = text.replace("default_propagation=false", "default_propagation=true");
        let plan = crate::plan::plan(&notation::parse(&on).unwrap());
        assert!(
            !plan
                .operations
                .iter()
                .any(|one| one.key.0.ends_with("/withdraw"))
        );
    }
}
