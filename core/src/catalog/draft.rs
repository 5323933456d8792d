//! New records: what they are called, where they go and what they start with, so that adding one is one step.

use std::collections::BTreeMap;

use crate::edit::{Command, Mint};
use crate::model::{
    Design, ENVIRONMENT_COLOURS, EntityId, FieldSpec, FieldType, Id, Kind, Origin, Record,
    RecordKind, TgwAssociation, TgwAttachment, TgwPropagation, TgwRouteTable, TransitGateway,
};
use ipnet::IpNet;
use serde_json::{Value, json};

use super::room::{next_subnet_block, next_vpc_block, subnets_of};

/// A record about to be made.
#[derive(Debug)]
pub struct Draft {
    pub id: EntityId,
    pub commands: Vec<Command>,
    /// Essential references that several records could be, or none: a person has to say.
    pub missing: Vec<&'static FieldSpec>,
}

/// Kinds that can be made inside a record of `kind`, and kinds of relations that start from it.
pub fn kinds_inside(kind: Kind) -> Vec<Kind> {
    let holds = |child: &&Kind| {
        child.parent_kinds().contains(&kind)
            || child.parent_kinds().is_empty()
                && child
                    .spec()
                    .fields
                    .iter()
                    .any(|spec| is_essential_reference(spec, kind))
    };
    let relates = |child: &&Kind| {
        !child.parent_kinds().contains(&kind)
            && child
                .spec()
                .fields
                .iter()
                .any(|spec| !spec.kinds.is_empty() && is_essential_reference(spec, kind))
    };
    let all = Kind::ALL.iter();
    let mut found: Vec<Kind> = all.clone().filter(holds).copied().collect();
    found.extend(
        all.filter(relates)
            .filter(|child| !found.contains(child))
            .copied()
            .collect::<Vec<_>>(),
    );
    found
}

/// Kinds that nothing holds: what can be made from nowhere.
pub fn outermost_kinds() -> Vec<Kind> {
    Kind::ALL
        .iter()
        .copied()
        .filter(|kind| kind.parent_kinds().is_empty())
        .collect()
}

fn is_essential_reference(spec: &FieldSpec, kind: Kind) -> bool {
    matches!(spec.value_type, FieldType::Reference(_)) && spec.reference_kinds().contains(&kind)
}

/// Drafts a record of `kind`. `presets` are fields already known, in the form of a file; the first essential reference
/// that `holder` can be is set to it.
pub fn draft(
    design: &Design,
    mint: &mut Mint,
    kind: Kind,
    holder: Option<EntityId>,
    presets: &[(&str, Value)],
) -> Draft {
    let id = mint.entity(kind);
    let mut record = kind.new_record(id.number);
    let mut missing = Vec::new();
    let mut holder = holder;
    for (_, spec) in kind.fields() {
        let preset = presets
            .iter()
            .find(|(name, _)| *name == spec.name)
            .map(|(_, value)| value.clone());
        let essential = matches!(spec.value_type, FieldType::Reference(_));
        let value = preset.or_else(|| {
            // An internet gateway can stand on its own, but one that is dropped on a VPC is attached to it.
            let fits = |id: &EntityId| {
                (essential || spec.parent) && spec.reference_kinds().contains(&id.kind)
            };
            let held = holder.filter(fits);
            if held.is_some() {
                holder = None; // the two ends of a peering are not both the VPC it starts from
            }
            held.map(|id| Value::from(id.to_string()))
        });
        let value = value.or_else(|| {
            if essential {
                only_candidate(design, spec)
            } else {
                None
            }
        });
        match value {
            Some(value) if record.set_field(spec.name, &value).is_ok() => {}
            _ if essential => missing.push(spec),
            _ => {}
        }
    }
    if missing.is_empty() {
        fill(design, record.as_mut(), presets);
    }
    if record.name().is_empty() && has_name(kind) {
        let _ = record.set_field("name", &Value::from(free_name(design, kind)));
    }
    let mut commands = vec![Command::Insert(record.into())];
    if missing.is_empty() {
        commands.extend(consequences(design, mint, &commands[0]));
    }
    Draft {
        id,
        commands,
        missing,
    }
}

/// The one record that an essential reference can be, where there is no choice.
fn only_candidate(design: &Design, spec: &'static FieldSpec) -> Option<Value> {
    let kinds = spec.reference_kinds();
    let kinds = if kinds.is_empty() { Kind::ALL } else { kinds };
    let mut found = kinds.iter().flat_map(|kind| design.rows(*kind));
    match (found.next(), found.next()) {
        (Some(only), None) => Some(Value::from(only.id().to_string())),
        _ => None,
    }
}

/// Starts the fields that depend on what is there already.
fn fill(design: &Design, record: &mut dyn Record, presets: &[(&str, Value)]) {
    let starts = match record.id().kind {
        Kind::Vpc => vec![
            ("cidrs", block_list(next_vpc_block(design, None))),
            ("dns_hostnames", json!(true)),
        ],
        Kind::Subnet => match record.parent() {
            Some(vpc) => vec![
                ("cidrs", block_list(next_subnet_block(design, vpc, None))),
                ("az", json!(next_zone(design, vpc))),
            ],
            None => Vec::new(),
        },
        Kind::TgwAttachment => {
            let resource = record
                .field("resource")
                .and_then(|value| value.as_str()?.parse::<EntityId>().ok());
            let vpc = resource.filter(|id| id.kind == Kind::Vpc);
            vpc.map(|vpc| ("subnets", one_subnet_per_zone(design, vpc)))
                .into_iter()
                .collect()
        }
        Kind::Environment => {
            let used = design.count(Kind::Environment) % ENVIRONMENT_COLOURS.len();
            vec![("colour", json!(ENVIRONMENT_COLOURS[used]))]
        }
        _ => Vec::new(),
    };
    for (name, value) in starts {
        if !presets.iter().any(|(preset, _)| *preset == name) {
            let _ = record.set_field(name, &value); // a field that does not take it keeps its default
        }
    }
}

fn block_list(block: Option<IpNet>) -> Value {
    block.map_or(json!([]), |block| json!([block.to_string()]))
}

fn one_subnet_per_zone(design: &Design, vpc: EntityId) -> Value {
    let mut zones: BTreeMap<&str, String> = BTreeMap::new();
    for subnet in subnets_of(design, vpc) {
        zones
            .entry(&subnet.az)
            .or_insert_with(|| subnet.id.to_string());
    }
    zones.into_values().map(Value::from).collect()
}

/// The zone that has the fewest subnets of `vpc`, among the first three.
fn next_zone(design: &Design, vpc: EntityId) -> &'static str {
    let count = |zone: &str| {
        subnets_of(design, vpc)
            .filter(|subnet| subnet.az == zone)
            .count()
    };
    ["a", "b", "c"]
        .into_iter()
        .min_by_key(|zone| count(zone))
        .unwrap_or("a")
}

/// What AWS makes along with a record: an attachment joins the default table of a hub that has its defaults on.
/// The default table is drawn when the first attachment needs it.
pub fn consequences(design: &Design, mint: &mut Mint, insert: &Command) -> Vec<Command> {
    let Command::Insert(row) = insert else {
        return Vec::new();
    };
    let Some(attachment) = row.downcast::<TgwAttachment>() else {
        return Vec::new();
    };
    let Some(hub) = design.get(attachment.transit_gateway) else {
        return Vec::new();
    };
    let mut commands = Vec::new();
    let mut drawn: Option<Id<TgwRouteTable>> = None;
    if hub.default_association {
        let table = default_table(
            design,
            mint,
            hub,
            hub.default_association_table,
            "default_association_table",
            &mut drawn,
            &mut commands,
        );
        let mut association = new::<TgwAssociation>(mint);
        association.attachment = attachment.id;
        association.route_table = table;
        association.origin = Origin::Default;
        commands.push(Command::insert(association));
    }
    if hub.default_propagation {
        let table = default_table(
            design,
            mint,
            hub,
            hub.default_propagation_table,
            "default_propagation_table",
            &mut drawn,
            &mut commands,
        );
        let mut propagation = new::<TgwPropagation>(mint);
        propagation.attachment = attachment.id;
        propagation.route_table = table;
        propagation.origin = Origin::Default;
        commands.push(Command::insert(propagation));
    }
    commands
}

fn default_table(
    design: &Design,
    mint: &mut Mint,
    hub: &TransitGateway,
    named: Option<Id<TgwRouteTable>>,
    field: &str,
    drawn: &mut Option<Id<TgwRouteTable>>,
    commands: &mut Vec<Command>,
) -> Id<TgwRouteTable> {
    if let Some(table) = named.filter(|table| design.get(*table).is_some()) {
        return table;
    }
    // AWS makes one default table for both.
    let other = [hub.default_association_table, hub.default_propagation_table]
        .into_iter()
        .flatten()
        .find(|table| design.get(*table).is_some());
    let table = drawn.or(other).unwrap_or_else(|| {
        let mut table = new::<TgwRouteTable>(mint);
        "default".clone_into(&mut table.name);
        table.transit_gateway = hub.id;
        let id = table.id;
        commands.push(Command::insert(table));
        id
    });
    *drawn = Some(table);
    commands.push(Command::set(hub.id, field, table.to_string()));
    table
}

fn new<T: RecordKind>(mint: &mut Mint) -> T {
    T::new(mint.id())
}

/// Relations and lines of tables are called by what they join; everything else has a name.
fn has_name(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Route
            | Kind::TgwRoute
            | Kind::TgwAssociation
            | Kind::TgwPropagation
            | Kind::SecurityGroupRule
            | Kind::NetworkAclRule
            | Kind::DnsRecord
            | Kind::WebAclAssociation
            | Kind::Suppression
            | Kind::Note
            | Kind::Intent
            | Kind::TgwAttachment
    )
}

/// A name that no record of the kind has yet: `vpc-3`, or `prod` for the first environment.
fn free_name(design: &Design, kind: Kind) -> String {
    let taken = |name: &str| design.rows(kind).any(|record| record.name() == name);
    if kind == Kind::Environment
        && let Some(name) = ["prod", "staging", "dev", "test", "shared"]
            .into_iter()
            .find(|name| !taken(name))
    {
        return name.to_owned();
    }
    let word = kind.spec().prefix;
    let names = (design.count(kind) + 1..).map(|number| format!("{word}-{number}"));
    names
        .into_iter()
        .find(|name| !taken(name))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::edit::History;
    use crate::model::Subnet;

    use super::*;

    fn add(history: &mut History, kind: Kind, holder: Option<EntityId>) -> EntityId {
        let design = history.design().clone();
        let draft = draft(&design, &mut history.mint, kind, holder, &[]);
        assert!(draft.missing.is_empty(), "{kind}: {:?}", draft.missing);
        history.commit("Add", &draft.commands).expect("applied");
        draft.id
    }

    #[test]
    fn a_network_is_made_by_adding() {
        let mut history = History::new(Design::new("test"));
        let hub = add(&mut history, Kind::TransitGateway, None);
        for _ in 0..2 {
            let vpc = add(&mut history, Kind::Vpc, None);
            add(&mut history, Kind::Subnet, Some(vpc));
            add(&mut history, Kind::Subnet, Some(vpc));
            let draft = draft(
                &history.design().clone(),
                &mut history.mint,
                Kind::TgwAttachment,
                Some(hub),
                &[("resource", json!(vpc.to_string()))],
            );
            assert!(draft.missing.is_empty());
            history.commit("Attach", &draft.commands).expect("applied");
        }
        let design = history.design();
        let blocks: Vec<String> = design
            .all::<Subnet>()
            .map(|subnet| format!("{} {}", subnet.az, subnet.cidrs[0]))
            .collect();
        assert_eq!(
            blocks,
            [
                "a 10.0.0.0/20",
                "b 10.0.16.0/20",
                "a 10.1.0.0/20",
                "b 10.1.16.0/20"
            ]
        );
        assert_eq!(
            design.count(Kind::TgwRouteTable),
            1,
            "one default table for both defaults and both attachments"
        );
        assert_eq!(
            (
                design.count(Kind::TgwAssociation),
                design.count(Kind::TgwPropagation)
            ),
            (2, 2)
        );
        assert!(
            design
                .all::<TgwAttachment>()
                .all(|attachment| attachment.subnets.len() == 2)
        );
        assert!(design.dangling().is_empty());
    }

    #[test]
    fn a_hub_without_defaults_makes_nothing_along() {
        let mut history = History::new(Design::new("test"));
        let hub = add(&mut history, Kind::TransitGateway, None);
        let off = [
            Command::set(hub, "default_association", false),
            Command::set(hub, "default_propagation", false),
        ];
        history.commit("Off", &off).expect("applied");
        add(&mut history, Kind::Vpc, None);
        let vpc = history.design().rows(Kind::Vpc).next().expect("a VPC").id();
        let draft = draft(
            &history.design().clone(),
            &mut history.mint,
            Kind::TgwAttachment,
            Some(hub),
            &[("resource", json!(vpc.to_string()))],
        );
        assert_eq!(draft.commands.len(), 1);
    }

    #[test]
    fn what_only_a_person_knows_is_asked() {
        let mut history = History::new(Design::new("test"));
        let vpc = add(&mut history, Kind::Vpc, None);
        add(&mut history, Kind::Vpc, None);
        let design = history.design().clone();
        let peering = draft(&design, &mut history.mint, Kind::VpcPeering, Some(vpc), &[]);
        let names: Vec<_> = peering.missing.iter().map(|spec| spec.name).collect();
        assert_eq!(names, ["accepter"]);
    }

    #[test]
    fn a_vpc_holds_what_belongs_in_it() {
        let inside = kinds_inside(Kind::Vpc);
        for kind in [
            Kind::Subnet,
            Kind::RouteTable,
            Kind::SecurityGroup,
            Kind::VpcPeering,
            Kind::TgwAttachment,
        ] {
            assert!(inside.contains(&kind), "{kind}");
        }
        assert!(!inside.contains(&Kind::Route));
        assert!(kinds_inside(Kind::RouteTable).contains(&Kind::Route));
        assert!(outermost_kinds().contains(&Kind::TransitGateway));
    }
}
