//! The outline: every record as a line of a tree, regions over VPCs over subnets, relations in what holds them.
//!
//! The index follows a design row by row, and only the lines that are open are listed, so that a design of many thousand
//! records costs what is looked at.

use std::collections::{BTreeMap, BTreeSet};

use imbl::ordmap::DiffItem;
use netwright_core::model::design::Row;
use netwright_core::model::{BoxKey, Design, EntityId, Kind, Record, Table};
use netwright_core::order;

/// A line's identity, which survives edits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutlineKey {
    /// A heading over records of one kind that nothing holds.
    Group(Kind),
    Region(String),
    Entity(EntityId),
}

impl OutlineKey {
    /// A text that can stand in an attribute of an element.
    pub fn slug(&self) -> String {
        match self {
            OutlineKey::Group(kind) => format!("group-{}", kind.spec().prefix),
            OutlineKey::Region(region) => format!("region-{region}"),
            OutlineKey::Entity(id) => id.to_string(),
        }
    }

    pub fn entity(&self) -> Option<EntityId> {
        match self {
            OutlineKey::Entity(id) => Some(*id),
            _ => None,
        }
    }

    /// The box on the canvas that the line stands for.
    pub fn box_key(&self) -> Option<BoxKey> {
        match self {
            OutlineKey::Group(_) => None,
            OutlineKey::Region(region) => Some(BoxKey::Region(region.clone())),
            OutlineKey::Entity(id) => Some(BoxKey::Entity(*id)),
        }
    }
}

/// One line that is open: where it stands. A large design has thousands, and few of them are in view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineLine {
    pub key: OutlineKey,
    /// Level in the tree, 1 for the outermost.
    pub level: usize,
    /// Place among its siblings, from 1, and how many they are.
    pub position: usize,
    pub siblings: usize,
    /// `None` where there is nothing inside.
    pub open: Option<bool>,
}

/// One line that is in view, with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineRow {
    pub line: OutlineLine,
    pub label: String,
    /// What stands behind the label in a quieter voice: blocks, a zone, a count.
    pub detail: String,
}

/// Which record is inside what, kind by kind.
#[derive(Debug, Default)]
pub struct OutlineIndex {
    kinds: Vec<KindIndex>,
    /// How many records are directly inside each line that has any.
    counts: BTreeMap<OutlineKey, usize>,
}

#[derive(Debug, Default)]
struct KindIndex {
    table: Table<Row>,
    /// By number. No list is empty.
    inside: BTreeMap<OutlineKey, Vec<EntityId>>,
}

impl KindIndex {
    fn insert(
        &mut self,
        counts: &mut BTreeMap<OutlineKey, usize>,
        holder: OutlineKey,
        id: EntityId,
    ) {
        *counts.entry(holder.clone()).or_default() += 1;
        let held = self.inside.entry(holder).or_default();
        let at = held.partition_point(|other| *other < id);
        held.insert(at, id);
    }

    fn remove(
        &mut self,
        counts: &mut BTreeMap<OutlineKey, usize>,
        holder: &OutlineKey,
        id: EntityId,
    ) {
        let Some(held) = self.inside.get_mut(holder) else {
            return;
        };
        if let Ok(at) = held.binary_search(&id) {
            held.remove(at);
            if let Some(count) = counts.get_mut(holder) {
                *count -= 1;
            }
        }
        if held.is_empty() {
            self.inside.remove(holder);
        }
        if counts.get(holder) == Some(&0) {
            counts.remove(holder);
        }
    }
}

impl OutlineIndex {
    /// Brings the index up to `design`; rows that did not change are not read.
    pub fn update(&mut self, design: &Design) {
        self.follow(design, &mut || true);
    }

    /// The same for as long as `go_on` says so; says whether the index is up to `design`.
    pub fn follow(&mut self, design: &Design, go_on: &mut dyn FnMut() -> bool) -> bool {
        let Self { kinds, counts } = self;
        kinds.resize_with(Kind::ALL.len(), KindIndex::default);
        for (kind, index) in Kind::ALL.iter().zip(kinds) {
            let table = design.table(*kind);
            if table.ptr_eq(&index.table) {
                continue;
            }
            let before = std::mem::replace(&mut index.table, table.clone());
            for item in before.diff(table) {
                match item {
                    DiffItem::Add(_, row) => {
                        index.insert(counts, holder_of(row.as_ref()), row.id());
                    }
                    DiffItem::Remove(_, row) => {
                        index.remove(counts, &holder_of(row.as_ref()), row.id());
                    }
                    DiffItem::Update { old, new } => {
                        let (old, new) = (
                            holder_of(old.1.as_ref()),
                            (holder_of(new.1.as_ref()), new.1.id()),
                        );
                        if old != new.0 {
                            index.remove(counts, &old, new.1);
                            index.insert(counts, new.0, new.1);
                        }
                    }
                }
            }
            if !go_on() {
                return false;
            }
        }
        true
    }

    /// Records of a kind that stand directly inside another record.
    pub fn held_by(&self, holder: EntityId, kind: Kind) -> &[EntityId] {
        let index = self.kinds.get(kind as usize);
        let held = index.and_then(|index| index.inside.get(&OutlineKey::Entity(holder)));
        held.map(Vec::as_slice).unwrap_or_default()
    }

    /// The lines directly inside `key`, or the outermost ones.
    pub fn children(&self, key: Option<&OutlineKey>) -> Vec<OutlineKey> {
        let Some(key) = key else {
            return self.roots();
        };
        let held = ORDER
            .iter()
            .filter_map(|kind| self.kinds.get(*kind as usize)?.inside.get(key));
        held.flatten().map(|id| OutlineKey::Entity(*id)).collect()
    }

    pub fn has_children(&self, key: &OutlineKey) -> bool {
        self.counts.contains_key(key)
    }

    fn roots(&self) -> Vec<OutlineKey> {
        let holders = self.kinds.iter().flat_map(|index| {
            // Regions stand next to each other in the order of keys.
            let from = index.inside.range(OutlineKey::Region(String::new())..);
            let keys = from.map(|(key, _)| key);
            keys.take_while(|key| matches!(key, OutlineKey::Region(_)))
        });
        let regions = order::set(holders).into_iter().cloned();
        let groups = ORDER.iter().map(|kind| OutlineKey::Group(*kind));
        regions
            .chain(groups.filter(|group| self.has_children(group)))
            .collect()
    }

    /// The lines that are seen when those in `open` are, in the order of the tree.
    pub fn lines(&self, open: &BTreeSet<OutlineKey>) -> Vec<OutlineLine> {
        let mut lines = Vec::new();
        self.push_lines(open, None, 1, &mut lines);
        lines
    }

    fn push_lines(
        &self,
        open: &BTreeSet<OutlineKey>,
        key: Option<&OutlineKey>,
        level: usize,
        lines: &mut Vec<OutlineLine>,
    ) {
        let children = self.children(key);
        let siblings = children.len();
        for (index, child) in children.into_iter().enumerate() {
            let is_open = self.has_children(&child).then(|| open.contains(&child));
            lines.push(OutlineLine {
                level,
                position: index + 1,
                siblings,
                open: is_open,
                key: child.clone(),
            });
            if is_open == Some(true) {
                self.push_lines(open, Some(&child), level + 1, lines);
            }
        }
    }

    /// A line with its words.
    pub fn row(&self, design: &Design, line: &OutlineLine) -> OutlineRow {
        OutlineRow {
            label: label_of(design, &line.key),
            detail: self.detail_of(design, &line.key),
            line: line.clone(),
        }
    }

    fn detail_of(&self, design: &Design, key: &OutlineKey) -> String {
        match key {
            OutlineKey::Group(_) => self
                .counts
                .get(key)
                .copied()
                .unwrap_or_default()
                .to_string(),
            OutlineKey::Region(_) => String::new(),
            OutlineKey::Entity(id) => design.record(*id).map(detail).unwrap_or_default(),
        }
    }
}

/// The lines that must be open so that `id` is seen, outermost first.
pub fn path_to(design: &Design, id: EntityId) -> Vec<OutlineKey> {
    let mut path = Vec::new();
    let mut at = OutlineKey::Entity(id);
    while let Some(record) = at.entity().and_then(|id| design.record(id)) {
        at = holder_of(record);
        path.push(at.clone());
        if path.len() > 32 {
            break; // a cycle of parents can't be drawn, but a file may hold one
        }
    }
    path.reverse();
    path
}

/// What a record is called where there is room for one line: its name, else what it says, else its id.
pub fn record_label(design: &Design, id: EntityId) -> String {
    let Some(record) = design.record(id) else {
        return id.to_string();
    };
    if !record.name().is_empty() {
        return record.name().to_owned();
    }
    let said = |field: &str| {
        let value = record.field(field)?;
        let text = value.as_str().filter(|text| !text.is_empty())?;
        Some(match text.parse::<EntityId>() {
            Ok(other) if other != id => record_label(design, other),
            _ => text.to_owned(),
        })
    };
    let by_kind: &[&str] = match id.kind {
        Kind::Route | Kind::TgwRoute => &["destination", "prefix_list"],
        Kind::TgwAssociation | Kind::TgwPropagation => &["attachment"],
        Kind::TgwAttachment => &["resource"],
        Kind::DnsRecord => &["record_name"],
        Kind::SecurityGroupRule => &["cidr", "source_group", "prefix_list"],
        Kind::NetworkAclRule => &["cidr"],
        Kind::VpcEndpoint => &["service", "endpoint_service"],
        Kind::Note => &["text"],
        Kind::Suppression => &["code"],
        Kind::WebAclAssociation => &["resource", "web_acl"],
        Kind::Intent => &["reason"],
        _ => &[],
    };
    by_kind
        .iter()
        .find_map(|field| said(field))
        .unwrap_or_else(|| id.to_string())
}

/// What tells a record from others of its kind, shortly.
pub fn detail(record: &dyn Record) -> String {
    let text = |field: &str| match record.field(field) {
        Some(serde_json::Value::String(text)) => text,
        Some(serde_json::Value::Array(items)) => {
            let first = items
                .first()
                .and_then(|item| item.as_str())
                .unwrap_or_default()
                .to_owned();
            if items.len() > 1 {
                format!("{first} +{}", items.len() - 1)
            } else {
                first
            }
        }
        Some(serde_json::Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let fields: &[&str] = match record.id().kind {
        Kind::Vpc | Kind::Site => &["cidrs"],
        Kind::Subnet => &["az", "cidrs"],
        Kind::Route | Kind::TgwRoute => &["target", "attachment"],
        Kind::SecurityGroupRule => &["direction", "protocol", "ports"],
        Kind::NetworkAclRule => &["number", "action"],
        Kind::DnsRecord => &["record_type", "policy"],
        Kind::Account => &["account_id"],
        Kind::TransitGateway => &["asn"],
        Kind::Instance => &["instance_type"],
        Kind::Intent => &["kind"],
        _ => &[],
    };
    let parts: Vec<String> = fields
        .iter()
        .map(|field| text(field))
        .filter(|text| !text.is_empty())
        .collect();
    parts.join(" ")
}

/// What a line is called.
pub fn label_of(design: &Design, key: &OutlineKey) -> String {
    match key {
        OutlineKey::Group(kind) => plural_label(*kind),
        OutlineKey::Region(region) => region.clone(),
        OutlineKey::Entity(id) => record_label(design, *id),
    }
}

/// A kind's label for several: `Hosted zones`, `Network ACLs`.
pub fn plural_label(kind: Kind) -> String {
    let label = kind.spec().label;
    if label.ends_with('s') || label == "DHCP options" {
        label.to_owned()
    } else if let Some(stem) = label.strip_suffix('y') {
        if label.ends_with("ay") || label.ends_with("ey") {
            format!("{label}s")
        } else {
            format!("{stem}ies")
        }
    } else {
        format!("{label}s")
    }
}

fn holder_of(record: &dyn Record) -> OutlineKey {
    if let Some(parent) = record.parent() {
        return OutlineKey::Entity(parent);
    }
    let region = record.field("region");
    match region
        .as_ref()
        .and_then(|region| region.as_str())
        .filter(|region| !region.is_empty())
    {
        Some(region) => OutlineKey::Region(region.to_owned()),
        None => OutlineKey::Group(record.id().kind),
    }
}

/// Kinds in the order in which people read a network: what holds first, what is said of it last.
const ORDER: &[Kind] = &[
    Kind::TransitGateway,
    Kind::Vpc,
    Kind::Subnet,
    Kind::TgwAttachment,
    Kind::TgwRouteTable,
    Kind::TgwPolicyTable,
    Kind::TgwAssociation,
    Kind::TgwPropagation,
    Kind::TgwRoute,
    Kind::VpcPeering,
    Kind::RouteTable,
    Kind::Route,
    Kind::InternetGateway,
    Kind::EgressOnlyGateway,
    Kind::NatGateway,
    Kind::VpcEndpoint,
    Kind::EndpointService,
    Kind::LoadBalancer,
    Kind::Listener,
    Kind::TargetGroup,
    Kind::Instance,
    Kind::NetworkInterface,
    Kind::NetworkFirewall,
    Kind::SecurityGroup,
    Kind::SecurityGroupRule,
    Kind::NetworkAcl,
    Kind::NetworkAclRule,
    Kind::ElasticIp,
    Kind::PlacementGroup,
    Kind::PrefixList,
    Kind::DhcpOptions,
    Kind::FlowLog,
    Kind::ResolverEndpoint,
    Kind::ResolverRule,
    Kind::VpnGateway,
    Kind::CustomerGateway,
    Kind::VpnConnection,
    Kind::DirectConnectGateway,
    Kind::VirtualInterface,
    Kind::Site,
    Kind::HostedZone,
    Kind::DnsRecord,
    Kind::HealthCheck,
    Kind::Alarm,
    Kind::Distribution,
    Kind::ApiGateway,
    Kind::Application,
    Kind::Certificate,
    Kind::WebAcl,
    Kind::WebAclRule,
    Kind::WebAclAssociation,
    Kind::IpSet,
    Kind::ResourceShare,
    Kind::Environment,
    Kind::Account,
    Kind::Intent,
    Kind::Suppression,
    Kind::Note,
];

#[cfg(test)]
mod tests {
    use netwright_core::edit::{Command, apply};
    use netwright_core::notation::parse;

    use super::*;

    fn sample() -> Design {
        parse(
            "env prod\nvpc main region=eu-west-1 cidrs=10.0.0.0/16\n  subnet app-a az=a cidrs=10.0.1.0/24\n  subnet app-b az=b cidrs=10.0.2.0/24\nvpc far region=us-east-1 cidrs=10.1.0.0/16\n",
        )
        .expect("a design")
    }

    fn rows(index: &OutlineIndex, design: &Design, open: &BTreeSet<OutlineKey>) -> Vec<OutlineRow> {
        let lines = index.lines(open);
        lines.iter().map(|line| index.row(design, line)).collect()
    }

    fn labels(rows: &[OutlineRow]) -> Vec<String> {
        rows.iter()
            .map(|row| format!("{}{}", "  ".repeat(row.line.level - 1), row.label))
            .collect()
    }

    #[test]
    fn every_kind_has_a_place() {
        let listed: BTreeSet<Kind> = ORDER.iter().copied().collect();
        assert_eq!(listed.len(), ORDER.len(), "none twice");
        assert_eq!(listed, Kind::ALL.iter().copied().collect());
    }

    #[test]
    fn what_is_open_is_listed() {
        let design = sample();
        let mut index = OutlineIndex::default();
        index.update(&design);
        let closed = rows(&index, &design, &BTreeSet::new());
        assert_eq!(labels(&closed), ["eu-west-1", "us-east-1", "Environments"]);
        let subnet = design.rows(Kind::Subnet).next().expect("a subnet").id();
        let open: BTreeSet<_> = path_to(&design, subnet).into_iter().collect();
        let rows = rows(&index, &design, &open);
        assert_eq!(
            labels(&rows),
            [
                "eu-west-1",
                "  main",
                "    app-a",
                "    app-b",
                "us-east-1",
                "Environments"
            ]
        );
        let line = &rows[2].line;
        assert_eq!((line.position, line.siblings, line.open), (1, 2, None));
        assert_eq!(rows[2].detail, "a 10.0.1.0/24");
    }

    #[test]
    fn an_update_is_what_a_fresh_index_would_be() {
        let design = sample();
        let mut kept = OutlineIndex::default();
        kept.update(&design);
        let vpc = design.rows(Kind::Vpc).next().expect("a VPC").id();
        let edits = [
            Command::set(vpc, "region", "eu-north-1"),
            Command::set(vpc, "name", "moved"),
        ];
        let design = apply(&design, &edits).expect("applied").design;
        kept.update(&design);
        let mut fresh = OutlineIndex::default();
        fresh.update(&design);
        let open: BTreeSet<_> = [
            OutlineKey::Region("eu-north-1".to_owned()),
            OutlineKey::Entity(vpc),
        ]
        .into();
        assert_eq!(rows(&kept, &design, &open), rows(&fresh, &design, &open));
        assert_eq!(
            kept.counts, fresh.counts,
            "a region that lost its last VPC is gone"
        );
        assert_eq!(
            labels(&rows(&kept, &design, &open))[..2],
            ["eu-north-1", "  moved"]
        );
    }
}
