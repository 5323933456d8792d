//! Palette items: what can be drawn. One file each says what it is called, where it belongs and what a drop makes; the
//! palette, the menus for adding and the command palette read only this list.
//!
//! A kind enters the palette only when its row is complete: exported and executed by the tests, or among
//! [`DESIGN_ONLY`] with the reason. To add an item: write its file, its `mod` line and its line in [`ALL`], which is sorted by name.

mod account;
mod alarm;
mod api_gateway;
mod application;
mod certificate;
mod customer_gateway;
mod dhcp_options;
mod direct_connect_gateway;
mod distribution;
mod dns_record;
mod egress_only_gateway;
mod elastic_ip;
mod endpoint_service;
mod environment;
mod flow_log;
mod heading;
mod health_check;
mod hosted_zone;
mod instance;
mod intent;
mod interface_endpoints;
mod internet_gateway;
mod ip_set;
mod isolated_hub;
mod kit;
mod listener;
mod load_balancer;
mod nat_gateway;
mod nat_per_zone;
mod network_acl;
mod network_acl_rule;
mod network_firewall;
mod network_interface;
mod note;
mod placement_group;
mod prefix_list;
mod resolver_endpoint;
mod resolver_rule;
mod resource_share;
mod route;
mod route_table;
mod s3_gateway_endpoint;
mod secrets_manager_endpoint;
mod security_group;
mod security_group_rule;
mod session_manager_endpoints;
mod site;
mod subnet;
mod target_group;
mod text_box;
mod tgw_association;
mod tgw_attachment;
mod tgw_propagation;
mod tgw_route;
mod tgw_route_table;
mod transit_gateway;
mod virtual_interface;
mod vpc;
mod vpc_endpoint;
mod vpc_peering;
mod vpc_three_zones;
mod vpn_connection;
mod vpn_gateway;
mod web_acl;
mod web_acl_association;
mod web_acl_rule;

pub use kit::{Kit, Made, Place};

use crate::catalog::draft::kinds_inside;
use crate::edit::Mint;
use crate::model::{Design, EntityId, Kind};

/// Something to draw.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// The name of its file, with hyphens.
    pub name: &'static str,
    /// What it is, in sentence case.
    pub title: &'static str,
    /// The word below its icon.
    pub short: &'static str,
    /// The kind of its main record: its icon, its box and, unless `home` says otherwise, where it belongs.
    pub kind: Kind,
    pub group: Group,
    /// Its place among the few that are always in view.
    pub rank: Option<u8>,
    /// Other words that people look for it by.
    pub keywords: &'static [&'static str],
    pub home: Home,
    /// Makes it; an error says in words what has to be drawn first.
    pub make: fn(&mut Kit) -> Result<EntityId, String>,
}

/// Items about one matter, in the order in which they are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    ReadyMade,
    Network,
    Transit,
    Hybrid,
    Endpoints,
    Workloads,
    Security,
    Dns,
    Edge,
    Context,
}

impl Group {
    pub fn title(self) -> &'static str {
        match self {
            Self::ReadyMade => "Ready made",
            Self::Network => "Network",
            Self::Transit => "Between networks",
            Self::Hybrid => "On premises",
            Self::Endpoints => "Endpoints",
            Self::Workloads => "Workloads",
            Self::Security => "Security",
            Self::Dns => "DNS",
            Self::Edge => "Web and edge",
            Self::Context => "Context",
        }
    }
}

/// Where an item may be dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// Wherever a record of its kind belongs.
    OfKind,
    /// On records of these kinds.
    On(&'static [Kind]),
}

/// Every item, sorted by name.
pub const ALL: &[Item] = &[
    account::ITEM,
    alarm::ITEM,
    api_gateway::ITEM,
    application::ITEM,
    certificate::ITEM,
    customer_gateway::ITEM,
    dhcp_options::ITEM,
    direct_connect_gateway::ITEM,
    distribution::ITEM,
    dns_record::ITEM,
    egress_only_gateway::ITEM,
    elastic_ip::ITEM,
    endpoint_service::ITEM,
    environment::ITEM,
    flow_log::ITEM,
    heading::ITEM,
    health_check::ITEM,
    hosted_zone::ITEM,
    instance::ITEM,
    intent::ITEM,
    internet_gateway::ITEM,
    ip_set::ITEM,
    isolated_hub::ITEM,
    listener::ITEM,
    load_balancer::ITEM,
    nat_gateway::ITEM,
    nat_per_zone::ITEM,
    network_acl::ITEM,
    network_acl_rule::ITEM,
    network_firewall::ITEM,
    network_interface::ITEM,
    note::ITEM,
    placement_group::ITEM,
    prefix_list::ITEM,
    resolver_endpoint::ITEM,
    resolver_rule::ITEM,
    resource_share::ITEM,
    route::ITEM,
    route_table::ITEM,
    s3_gateway_endpoint::ITEM,
    secrets_manager_endpoint::ITEM,
    security_group::ITEM,
    security_group_rule::ITEM,
    session_manager_endpoints::ITEM,
    site::ITEM,
    subnet::ITEM,
    target_group::ITEM,
    text_box::ITEM,
    tgw_association::ITEM,
    tgw_attachment::ITEM,
    tgw_propagation::ITEM,
    tgw_route::ITEM,
    tgw_route_table::ITEM,
    transit_gateway::ITEM,
    virtual_interface::ITEM,
    vpc::ITEM,
    vpc_endpoint::ITEM,
    vpc_peering::ITEM,
    vpc_three_zones::ITEM,
    vpn_connection::ITEM,
    vpn_gateway::ITEM,
    web_acl::ITEM,
    web_acl_association::ITEM,
    web_acl_rule::ITEM,
];

/// Kinds of items that no export makes, each with the reason why it is in the palette all the same.
pub const DESIGN_ONLY: [(Kind, &str); 6] = [
    (Kind::Account, "says whose credentials the exports use"),
    (Kind::Application, "says what a web ACL must let through"),
    (
        Kind::Environment,
        "a group that the isolation checks judge by",
    ),
    (
        Kind::Intent,
        "what must and must not reach what: it is proved, not made",
    ),
    (Kind::Note, "words on the drawing"),
    (Kind::Site, "on premises; what joins it is exported"),
];

/// An item is its name: there is one of each.
impl PartialEq for Item {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Item {
    /// What most items have in common: one record of its kind, where such a record belongs.
    pub const BASE: Self = Self {
        name: "",
        title: "",
        short: "",
        kind: Kind::Vpc,
        group: Group::Network,
        rank: None,
        keywords: &[],
        home: Home::OfKind,
        make: |kit| Ok(kit.main(&[])),
    };

    /// The item called `name`.
    pub fn find(name: &str) -> Option<&'static Item> {
        ALL.iter().find(|item| item.name == name)
    }

    /// The item that makes one record of `kind` and nothing else.
    pub fn of_kind(kind: Kind) -> Option<&'static Item> {
        let mut single = ALL.iter().filter(|item| item.group != Group::ReadyMade);
        single.find(|item| item.kind == kind)
    }

    /// The few that are always in view, in order.
    pub fn in_view() -> Vec<&'static Item> {
        let mut items: Vec<&'static Item> = ALL.iter().filter(|item| item.rank.is_some()).collect();
        items.sort_by_key(|item| item.rank);
        items
    }

    /// All items by group and title.
    pub fn by_group() -> Vec<&'static Item> {
        let mut items: Vec<&'static Item> = ALL.iter().collect();
        items.sort_by_key(|item| (item.group, item.title));
        items
    }

    /// Where it goes when it is added beside `selected`: that record, the nearest above it that takes it, or the only
    /// one that could.
    pub fn holder_beside(&self, design: &Design, selected: Option<EntityId>) -> Option<EntityId> {
        let takes = |id: &EntityId| match self.home {
            Home::On(kinds) => kinds.contains(&id.kind),
            Home::OfKind => kinds_inside(id.kind).contains(&self.kind),
        };
        let mut chain = std::iter::successors(selected, |id| design.parent(*id)).take(32);
        let only = || {
            let Home::On(kinds) = self.home else {
                return None;
            };
            let mut rows = kinds.iter().flat_map(|kind| design.rows(*kind));
            let first = rows.next()?.id();
            rows.next().is_none().then_some(first)
        };
        chain.find(takes).or_else(only)
    }

    /// The commands of a drop at `place`.
    ///
    /// # Errors
    /// Says in words what has to be drawn first.
    pub fn drop_at(&self, design: &Design, mint: &mut Mint, place: &Place) -> Result<Made, String> {
        let mut kit = Kit::new(self, design, mint, place);
        let main = (self.make)(&mut kit)?;
        Ok(kit.made(main))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::catalog::templates::TEMPLATES;
    use crate::edit::apply;
    use crate::notation::parse;
    use crate::test_folder::every_file_is_listed;

    /// Kinds that say nothing of a network, so that nothing can be wrong with them.
    const UNCHECKED: [Kind; 2] = [Kind::Account, Kind::Note];

    /// The designs that the outside judges execute besides the templates.
    const EXECUTED: [&str; 3] = [
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../tests/aws/designs/edge.json"
        )),
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../tests/aws/designs/hostile.json"
        )),
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../tests/aws/designs/hub.json"
        )),
    ];

    /// The design after a drop, and the main record.
    pub(crate) fn drop_on(text: &str, item: &Item, holder: Option<EntityId>) -> (Design, EntityId) {
        let design = parse(text).unwrap();
        let place = Place {
            holder,
            ..Place::default()
        };
        let made = item
            .drop_at(&design, &mut Mint::after(&design), &place)
            .unwrap();
        assert!(made.missing.is_empty(), "{}: {:?}", item.name, made.missing);
        let design = apply(&design, &made.commands).unwrap().design;
        assert!(design.contains(made.main) && design.dangling().is_empty());
        (design, made.main)
    }

    /// Why a drop is refused.
    pub(crate) fn refusal(text: &str, item: &Item, holder: &str) -> String {
        let design = parse(text).unwrap();
        let place = Place {
            holder: Some(holder.parse().unwrap()),
            ..Place::default()
        };
        item.drop_at(&design, &mut Mint::after(&design), &place)
            .unwrap_err()
    }

    #[test]
    fn list_is_sorted_and_has_every_file() {
        let listed: Vec<&str> = ALL.iter().map(|item| item.name).collect();
        assert!(listed.is_sorted(), "{listed:?}");
        let helpers = ["interface-endpoints", "kit"];
        every_file_is_listed("catalog/items", &listed, &helpers);
    }

    #[test]
    fn a_kind_is_in_the_palette_only_when_its_row_is_complete() {
        let mut executed = BTreeSet::new();
        for template in TEMPLATES {
            let design = template.design().unwrap();
            executed.extend(design.records().map(|record| record.id().kind));
        }
        for text in EXECUTED {
            let design = crate::format::load(text).unwrap().design;
            executed.extend(design.records().map(|record| record.id().kind));
        }
        let mut never = Vec::new();
        for item in ALL {
            let is_design_only = DESIGN_ONLY.iter().any(|(kind, _)| *kind == item.kind);
            let is_made = crate::plan::makes(item.kind);
            assert!(
                is_made != is_design_only,
                "{}: exported, or reasoned in DESIGN_ONLY, and not both",
                item.name
            );
            if !is_design_only && !executed.contains(&item.kind) {
                never.push(item.name);
            }
            assert!(
                !item.kind.spec().fields.is_empty(),
                "{}: nothing to inspect",
                item.name
            );
        }
        assert!(never.is_empty(), "no design that is executed has {never:?}");
        let mut checked = BTreeSet::new();
        for check in crate::checks::all() {
            for heading in ["Example", "Use instead"] {
                let design = parse(&check.notation(heading).unwrap()).unwrap();
                checked.extend(design.records().map(|record| record.id().kind));
            }
        }
        let unchecked: Vec<&str> = ALL
            .iter()
            .filter(|item| !UNCHECKED.contains(&item.kind) && !checked.contains(&item.kind))
            .map(|item| item.name)
            .collect();
        assert!(unchecked.is_empty(), "no check is about {unchecked:?}");
        assert!(
            DESIGN_ONLY
                .iter()
                .all(|(kind, _)| Item::of_kind(*kind).is_some())
        );
    }

    #[test]
    fn ranks_and_titles_are_unique_and_single_items_come_first() {
        let titles: BTreeSet<&str> = ALL.iter().map(|item| item.title).collect();
        assert_eq!(titles.len(), ALL.len());
        let ranks: Vec<Option<u8>> = Item::in_view().iter().map(|item| item.rank).collect();
        assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]), "{ranks:?}");
        for item in ALL.iter().filter(|item| item.group != Group::ReadyMade) {
            assert_eq!(
                Item::of_kind(item.kind).map(|found| found.name),
                Some(item.name)
            );
            assert_eq!(item.title, item.kind.spec().label, "{}", item.name);
        }
    }

    #[test]
    fn an_item_goes_into_the_nearest_that_takes_it() {
        let one = parse("vpc a\n  subnet s\n").unwrap();
        let two = parse("vpc a\n  subnet s\nvpc b\n").unwrap();
        let id = |text: &str| -> Option<EntityId> { Some(text.parse().unwrap()) };
        let (subnet, nat) = (&subnet::ITEM, &nat_per_zone::ITEM);
        assert_eq!(subnet.holder_beside(&two, id("subnet-1")), id("vpc-1"));
        assert_eq!(subnet.holder_beside(&two, None), None);
        assert_eq!(nat.holder_beside(&two, id("subnet-1")), id("vpc-1"));
        assert_eq!(nat.holder_beside(&two, None), None);
        assert_eq!(nat.holder_beside(&one, None), id("vpc-1"));
    }

    #[test]
    fn ready_made_items_have_no_error() {
        let text = "env prod\nvpc a environment=env-1 cidrs=10.200.0.0/16 dns_hostnames=true\n  internet-gateway i\n  route-table r main=true\n    route destination=0.0.0.0/0 target=i\n  subnet s az=a cidrs=10.200.0.0/24\n";
        for item in ALL.iter().filter(|item| item.group == Group::ReadyMade) {
            let holder = match item.home {
                Home::On(kinds) => kinds.first().map(|kind| EntityId::new(*kind, 1)),
                Home::OfKind => None,
            };
            let (design, _) = drop_on(text, item, holder);
            let before: BTreeSet<String> = errors(&parse(text).unwrap());
            let after: BTreeSet<String> = errors(&design);
            assert_eq!(after, before, "{}", item.name);
        }
    }

    fn errors(design: &Design) -> BTreeSet<String> {
        let report = crate::checks::run(design, "2026-01-01");
        let errors = report
            .findings
            .iter()
            .filter(|finding| finding.severity == crate::checks::Severity::Error);
        errors
            .map(|finding| format!("{} {}", finding.code, finding.message))
            .collect()
    }

    #[test]
    fn every_item_is_dropped_where_it_belongs_or_says_what_it_needs() {
        for item in ALL {
            let mut history = crate::edit::History::new(Design::new("test"));
            let made = item.drop_at(
                &history.design().clone(),
                &mut history.mint,
                &Place::default(),
            );
            match made {
                Ok(made) if made.missing.is_empty() => {
                    history.commit("Add", &made.commands).unwrap();
                    assert!(history.design().contains(made.main), "{}", item.name);
                }
                Ok(_) => {}
                Err(words) => assert!(
                    !words.is_empty() && !words.ends_with('.'),
                    "{}: {words}",
                    item.name
                ),
            }
        }
    }
}
