//! Hosted zones. They have no filter by tag, so the start of their caller reference finds them.

use crate::model::{HostedZone, Vpc};
use crate::plan::draft::{Draft, first_where, key, title};
use crate::plan::operation::{Call, Operation, Scope};
use crate::plan::tags;
use crate::plan::tree::{Key, Text, Tree, params};

pub(super) fn plan(draft: &mut Draft<'_>) {
    for zone in draft.design.all::<HostedZone>() {
        let own = key(zone.id);
        let scope = scope(zone);
        let (first, others) = match zone.vpcs.split_first() {
            Some((first, others)) if zone.private => (draft.design.get::<Vpc>(*first), others),
            _ => (None, &[][..]),
        };
        if zone.private && first.is_none() {
            draft.leave_out(
                zone,
                "AWS makes a private zone with a VPC only, and it names none",
            );
            continue;
        }
        // The VPC that a zone is made with must belong to the zone's account.
        if first.is_some_and(|vpc| vpc.account != zone.account) {
            draft.leave_out(
                zone,
                "the first of its VPCs must be in the zone's own account",
            );
            continue;
        }
        let reference = draft.reference(&zone.id.to_string());
        let make = params! {
            "Name" => zone.domain.as_str(),
            "CallerReference" => Text::from(reference.as_str()).output(&Key::run()),
            "HostedZoneConfig" => params! { "Comment" => comment(zone), "PrivateZone" => zone.private },
            "VPC" => first.map(vpc_of),
        };
        let found = format!("HostedZones[?starts_with(CallerReference, '{reference}')] | [0].Id");
        draft.push(
            Operation::new(own.clone(), title(zone), &scope)
                .find(Call::new("route53", "ListHostedZones", params! {}).query(found))
                .make(Call::new("route53", "CreateHostedZone", make).query("HostedZone.Id"))
                .remove(Call::new(
                    "route53",
                    "DeleteHostedZone",
                    params! { "Id" => &own },
                )),
        );
        let tags = draft.tags(zone);
        tagged(draft, &own, "hostedzone", &title(zone), &scope, &tags);
        for vpc in others.iter().filter_map(|id| draft.design.get::<Vpc>(*id)) {
            associate(draft, zone, vpc, &scope);
        }
    }
}

/// Route 53 is one for all regions; its calls go to us-east-1.
pub(super) fn scope(zone: &HostedZone) -> Scope {
    Draft::scope("us-east-1", zone.account)
}

fn comment(zone: &HostedZone) -> String {
    tags::value(if zone.name.is_empty() {
        &zone.domain
    } else {
        &zone.name
    })
}

fn vpc_of(vpc: &Vpc) -> Tree {
    params! { "VPCRegion" => vpc.region.as_str(), "VPCId" => key(vpc.id) }
}

/// Puts tags on a zone or a health check, which take none when they are made.
pub(super) fn tagged(
    draft: &mut Draft<'_>,
    own: &Key,
    resource_type: &str,
    title: &str,
    scope: &Scope,
    tags: &std::collections::BTreeMap<String, String>,
) {
    let resource = params! { "ResourceType" => resource_type, "ResourceId" => own };
    let id = tags.get(tags::ID).cloned().unwrap_or_default();
    let query = format!(
        "ResourceTagSet.Tags[?Key=='{}' && Value=='{id}'] | [0].Key",
        tags::ID
    );
    let make = params! { "ResourceType" => resource_type, "ResourceId" => own, "AddTags" => tags::list(tags) };
    draft.push(
        Operation::new(Key::part(&own.0, "tags"), format!("tags of {title}"), scope)
            .find(Call::new("route53", "ListTagsForResource", resource).query(query))
            .make(Call::new("route53", "ChangeTagsForResource", make)),
    );
}

/// A VPC of another account is authorised by the zone's account first.
fn associate(draft: &mut Draft<'_>, zone: &HostedZone, vpc: &Vpc, scope: &Scope) {
    let own = key(zone.id);
    let both = params! { "HostedZoneId" => &own, "VPC" => vpc_of(vpc) };
    let foreign = vpc.account != zone.account;
    let authorised = Key::part(zone.id, format!("authorisation-{}", vpc.id));
    if foreign {
        let list = Call::new(
            "route53",
            "ListVPCAssociationAuthorizations",
            params! { "HostedZoneId" => &own },
        );
        draft.push(
            Operation::new(
                authorised.clone(),
                format!("authorisation of {} for {}", title(vpc), title(zone)),
                scope,
            )
            .find(list.query(first_where("VPCs", "VPCId", &key(vpc.id), "VPCId")))
            .make(Call::new(
                "route53",
                "CreateVPCAssociationAuthorization",
                both.clone(),
            ))
            .remove(Call::new(
                "route53",
                "DeleteVPCAssociationAuthorization",
                both.clone(),
            )),
        );
    }
    // Which zones a VPC sees is listed on the VPC's side.
    let listed = params! { "VPCId" => key(vpc.id), "VPCRegion" => vpc.region.as_str() };
    let query = first_where("HostedZoneSummaries", "HostedZoneId", &own, "HostedZoneId");
    let side = if foreign {
        Draft::scope("us-east-1", vpc.account)
    } else {
        scope.clone()
    };
    draft.push(
        Operation::new(
            Key::part(zone.id, vpc.id),
            format!("{} in {}", title(zone), title(vpc)),
            &side,
        )
        .find(Call::new("route53", "ListHostedZonesByVPC", listed).query(query))
        .make(Call::new(
            "route53",
            "AssociateVPCWithHostedZone",
            both.clone(),
        ))
        .remove(Call::new("route53", "DisassociateVPCFromHostedZone", both))
        .after(authorised),
    );
}
