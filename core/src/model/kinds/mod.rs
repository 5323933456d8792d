//! Every kind of record, one file each. To add one: write its file, its `mod` line and its line in the list.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use serde_json::Value;

use super::field::FieldSpec;
use super::id::Id;
use super::record::{KindSpec, META_FIELDS, Record, RecordKind, default_json};

pub mod account;
pub mod alarm;
pub mod api_gateway;
pub mod application;
pub mod certificate;
pub mod customer_gateway;
pub mod dhcp_options;
pub mod direct_connect_gateway;
pub mod distribution;
pub mod dns_record;
pub mod egress_only_gateway;
pub mod elastic_ip;
pub mod endpoint_service;
pub mod environment;
pub mod flow_log;
pub mod health_check;
pub mod hosted_zone;
pub mod instance;
pub mod intent;
pub mod internet_gateway;
pub mod ip_set;
pub mod listener;
pub mod load_balancer;
pub mod nat_gateway;
pub mod network_acl;
pub mod network_acl_rule;
pub mod network_firewall;
pub mod network_interface;
pub mod note;
pub mod placement_group;
pub mod prefix_list;
pub mod resolver_endpoint;
pub mod resolver_rule;
pub mod resource_share;
pub mod route;
pub mod route_table;
pub mod security_group;
pub mod security_group_rule;
pub mod site;
pub mod subnet;
pub mod suppression;
pub mod target_group;
pub mod tgw_association;
pub mod tgw_attachment;
pub mod tgw_policy_table;
pub mod tgw_propagation;
pub mod tgw_route;
pub mod tgw_route_table;
pub mod transit_gateway;
pub mod virtual_interface;
pub mod vpc;
pub mod vpc_endpoint;
pub mod vpc_peering;
pub mod vpn_connection;
pub mod vpn_gateway;
pub mod web_acl;
pub mod web_acl_association;
pub mod web_acl_rule;

/// Declares [`Kind`] from the sorted list of kinds, and finds the declaration of each.
macro_rules! kinds {
    ($($module:ident :: $kind:ident),+ $(,)?) => {
        $( pub use $module::*; )+

        /// A kind of record, in the order of the file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($kind),+ }

        impl Kind {
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),+];

            /// What is known of the kind without any record of it.
            pub fn spec(self) -> &'static KindSpec {
                match self { $( Kind::$kind => &<$kind as RecordKind>::SPEC, )+ }
            }

            /// A record of this kind with every field at its default.
            pub fn new_record(self, number: u32) -> Box<dyn Record> {
                match self { $( Kind::$kind => Box::new($kind::new(Id::new(number))), )+ }
            }

            fn default_at(self, index: usize) -> Value {
                match self { $( Kind::$kind => default_json::<$kind>(index), )+ }
            }
        }
    };
}

kinds! {
    account::Account,
    alarm::Alarm,
    api_gateway::ApiGateway,
    application::Application,
    certificate::Certificate,
    customer_gateway::CustomerGateway,
    dhcp_options::DhcpOptions,
    direct_connect_gateway::DirectConnectGateway,
    distribution::Distribution,
    dns_record::DnsRecord,
    egress_only_gateway::EgressOnlyGateway,
    elastic_ip::ElasticIp,
    endpoint_service::EndpointService,
    environment::Environment,
    flow_log::FlowLog,
    health_check::HealthCheck,
    hosted_zone::HostedZone,
    instance::Instance,
    intent::Intent,
    internet_gateway::InternetGateway,
    ip_set::IpSet,
    listener::Listener,
    load_balancer::LoadBalancer,
    nat_gateway::NatGateway,
    network_acl::NetworkAcl,
    network_acl_rule::NetworkAclRule,
    network_firewall::NetworkFirewall,
    network_interface::NetworkInterface,
    note::Note,
    placement_group::PlacementGroup,
    prefix_list::PrefixList,
    resolver_endpoint::ResolverEndpoint,
    resolver_rule::ResolverRule,
    resource_share::ResourceShare,
    route::Route,
    route_table::RouteTable,
    security_group::SecurityGroup,
    security_group_rule::SecurityGroupRule,
    site::Site,
    subnet::Subnet,
    suppression::Suppression,
    target_group::TargetGroup,
    tgw_association::TgwAssociation,
    tgw_attachment::TgwAttachment,
    tgw_policy_table::TgwPolicyTable,
    tgw_propagation::TgwPropagation,
    tgw_route::TgwRoute,
    tgw_route_table::TgwRouteTable,
    transit_gateway::TransitGateway,
    virtual_interface::VirtualInterface,
    vpc::Vpc,
    vpc_endpoint::VpcEndpoint,
    vpc_peering::VpcPeering,
    vpn_connection::VpnConnection,
    vpn_gateway::VpnGateway,
    web_acl::WebAcl,
    web_acl_association::WebAclAssociation,
    web_acl_rule::WebAclRule,
}

impl Kind {
    /// The kind whose identifiers start with this word.
    pub fn from_prefix(prefix: &str) -> Option<Self> {
        static BY_PREFIX: LazyLock<BTreeMap<&str, Kind>> = LazyLock::new(|| {
            Kind::ALL
                .iter()
                .map(|kind| (kind.spec().prefix, *kind))
                .collect()
        });
        BY_PREFIX.get(prefix).copied()
    }

    /// A record of this kind with every field at its default, to compare with.
    pub(crate) fn default_record(self) -> &'static dyn Record {
        static DEFAULTS: LazyLock<Vec<Box<dyn Record>>> =
            LazyLock::new(|| Kind::ALL.iter().map(|kind| kind.new_record(0)).collect());
        DEFAULTS[self as usize].as_ref()
    }

    /// The kind whose list in the file has this key.
    pub fn from_plural(plural: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.spec().plural == plural)
    }

    /// The word for one record of this kind where a file names it: `environment`, `vpc`.
    pub fn reference_word(self) -> &'static str {
        let plural = self.spec().plural;
        plural.strip_suffix('s').unwrap_or(plural)
    }

    /// All fields with their index: name first, then the kind's own, then the rest of what every record has.
    pub fn fields(self) -> impl Iterator<Item = (usize, &'static FieldSpec)> {
        let own = self.spec().fields;
        let (first, rest) = META_FIELDS.split_at(1);
        let meta = rest
            .iter()
            .enumerate()
            .map(|(index, spec)| (index + 1, spec));
        let own = own
            .iter()
            .enumerate()
            .map(|(index, spec)| (index + META_FIELDS.len(), spec));
        first.iter().map(|spec| (0, spec)).chain(own).chain(meta)
    }

    /// The field called `name`.
    pub fn field(self, name: &str) -> Option<&'static FieldSpec> {
        self.fields()
            .map(|(_, spec)| spec)
            .find(|spec| spec.name == name)
    }

    pub(crate) fn field_index(self, name: &str) -> Option<usize> {
        self.fields()
            .find(|(_, spec)| spec.name == name)
            .map(|(index, _)| index)
    }

    /// The fields that can hold references, with their index.
    pub(crate) fn reference_fields(self) -> &'static [(usize, &'static FieldSpec)] {
        type Fields = Vec<(usize, &'static FieldSpec)>;
        static FIELDS: LazyLock<Vec<Fields>> = LazyLock::new(|| {
            let of_kind = |kind: &Kind| {
                let fields = kind.fields();
                fields
                    .filter(|(_, spec)| may_refer(&spec.value_type))
                    .collect()
            };
            Kind::ALL.iter().map(of_kind).collect()
        });
        &FIELDS[self as usize]
    }

    /// The default of the field called `name`, as it would stand in a file.
    pub fn default_of(self, name: &str) -> Value {
        self.field_index(name)
            .map_or(Value::Null, |index| self.default_at(index))
    }

    /// Whether some field of this kind may refer to a record of `other`.
    pub fn can_refer_to(self, other: Kind) -> bool {
        self.spec().fields.iter().any(|spec| {
            let kinds = spec.reference_kinds();
            kinds.contains(&other)
                || matches!(spec.value_type.inner(), super::FieldType::Structure(_))
                || kinds.is_empty() && holds_reference(&spec.value_type)
        })
    }

    /// The kinds that may hold a record of this one.
    pub fn parent_kinds(self) -> &'static [Kind] {
        self.spec()
            .fields
            .iter()
            .find(|spec| spec.parent)
            .map_or(&[], FieldSpec::reference_kinds)
    }
}

/// Whether a field of this type can hold a reference at all.
fn may_refer(value_type: &super::FieldType) -> bool {
    match value_type {
        super::FieldType::Structure(_) => true,
        super::FieldType::Optional(inner) | super::FieldType::List(inner) => may_refer(inner),
        other => holds_reference(other),
    }
}

fn holds_reference(value_type: &super::FieldType) -> bool {
    match value_type {
        super::FieldType::Reference(_) => true,
        super::FieldType::Optional(inner) | super::FieldType::List(inner) => holds_reference(inner),
        _ => false,
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.spec().label)
    }
}

/// The region that a new record starts in.
pub(crate) fn default_region() -> String {
    "eu-west-1".to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn words_are_unique_and_files_are_listed() {
        let prefixes: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.spec().prefix).collect();
        let plurals: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.spec().plural).collect();
        assert_eq!(prefixes.len(), Kind::ALL.len());
        assert_eq!(plurals.len(), Kind::ALL.len());
    }

    #[test]
    fn every_field_explains_itself() {
        for kind in Kind::ALL {
            let mut names = BTreeSet::new();
            for (index, spec) in kind.fields() {
                assert!(names.insert(spec.name), "{kind}: {} twice", spec.name);
                assert!(
                    !spec.doc.trim().is_empty() && !spec.label.is_empty(),
                    "{kind}.{}",
                    spec.name
                );
                let record = kind.new_record(1);
                assert!(record.value(index).is_some(), "{kind}.{}", spec.name);
            }
        }
    }

    #[test]
    fn references_are_those_of_the_fields_in_their_order() {
        for kind in Kind::ALL {
            let record = kind.new_record(7);
            let mut found = Vec::new();
            record.references(&mut |spec, id| found.push((spec.name, id)));
            let mut by_field = Vec::new();
            for (index, spec) in kind.fields() {
                if let Some(value) = record.value(index) {
                    value.references(&mut |id| by_field.push((spec.name, id)));
                }
            }
            assert_eq!(found, by_field, "{kind}");
            let parent = kind.fields().find(|(_, spec)| spec.parent);
            let of_parent = parent.and_then(|(_, spec)| {
                let of_field = found.iter().filter(|(name, _)| *name == spec.name);
                of_field.map(|(_, id)| *id).next_back()
            });
            assert_eq!(record.parent(), of_parent, "{kind}");
        }
    }

    #[test]
    fn defaults_can_be_set_again() {
        for kind in Kind::ALL {
            // A required reference has no default: its number is 0, which no record has.
            for (_, spec) in kind.fields().filter(|(_, spec)| !spec.required) {
                let mut record = kind.new_record(1);
                let default = kind.default_of(spec.name);
                assert_eq!(
                    record.set_field(spec.name, &default),
                    Ok(()),
                    "{kind}.{}",
                    spec.name
                );
                assert!(
                    record.equals(kind.new_record(1).as_ref()),
                    "{kind}.{}",
                    spec.name
                );
            }
        }
    }
}
