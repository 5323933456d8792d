//! A plan while it is written: what the files of `kinds` ask of the design and add to the plan.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{Account, LeftOut, Plan};
use super::names::{self, Charset};
use super::operation::{Call, Operation, Scope};
use super::tags;
use super::tree::{Key, Text, Tree, params};
use crate::analysis::Index;
use crate::model::{self, Design, EntityId, Id, Kind, Record, RecordKind, Subnet, Vpc};

pub(super) struct Draft<'a> {
    pub(super) design: &'a Design,
    index: Index,
    design_tag: String,
    operations: Vec<Operation>,
    /// Keys of the first so many operations: read only when one of them is asked for.
    keys: (BTreeSet<Key>, usize),
    left_out: Vec<LeftOut>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(design: &'a Design) -> Self {
        let design_tag = tags::of_design(design);
        Self {
            design,
            index: Index::new(design),
            design_tag,
            operations: Vec::new(),
            keys: (BTreeSet::new(), 0),
            left_out: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> Plan {
        let accounts = self.design.all::<model::Account>().map(|account| Account {
            variable: account_variable(account.id),
            name: if account.name.is_empty() {
                account.id.to_string()
            } else {
                account.name.clone()
            },
            number: account.account_id.clone(),
            profile: account.profile.clone(),
        });
        Plan::new(
            self.design_tag,
            accounts.collect(),
            self.operations,
            self.left_out,
        )
    }

    pub(super) fn push(&mut self, operation: Operation) {
        self.operations.push(operation);
    }

    /// As [`Self::push`], unless an operation of this key is there already.
    pub(super) fn push_once(&mut self, operation: Operation) {
        let (keys, read) = &mut self.keys;
        let new = self.operations.iter().skip(*read);
        keys.extend(new.map(|other| other.key.clone()));
        *read = self.operations.len();
        if !keys.contains(&operation.key) {
            self.operations.push(operation);
        }
    }

    /// Records of kind `T` that refer to `id`, by number: a scan of all of them for each record would make a plan grow
    /// with the square of the design.
    pub(super) fn referrers<T: RecordKind>(
        &self,
        id: impl Into<EntityId>,
    ) -> std::vec::IntoIter<&'a T> {
        let ids = self.index.referrers_of_kind(id.into(), T::KIND).iter();
        let records: Vec<&T> = ids.filter_map(|id| self.design.get(id.typed()?)).collect();
        records.into_iter()
    }

    /// Says that a record, or a part of it, is not made.
    pub(super) fn leave_out(&mut self, record: &dyn Record, reason: impl Into<String>) {
        let subject = format!("{} ({})", title(record), record.id());
        self.left_out.push(LeftOut {
            subject,
            reason: reason.into(),
        });
    }

    /// Where the resources of an account and region are made.
    pub(super) fn scope(region: &str, account: Option<Id<model::Account>>) -> Scope {
        Scope {
            account: account.map(account_variable).unwrap_or_default(),
            region: region.to_owned(),
        }
    }

    pub(super) fn vpc_scope(&self, vpc: Id<Vpc>) -> Scope {
        self.design
            .get(vpc)
            .map(|vpc| Self::scope(&vpc.region, vpc.account))
            .unwrap_or_default()
    }

    pub(super) fn vpc_of(&self, subnet: Id<Subnet>) -> Option<Id<Vpc>> {
        self.design.get(subnet).map(|subnet| subnet.vpc)
    }

    /// A record's tags: its name, its own, its environment's name and who made it.
    pub(super) fn tags(&self, record: &dyn Record) -> BTreeMap<String, String> {
        self.tags_as(record, &record.id().to_string())
    }

    /// As [`Self::tags`], for a second resource of the same record.
    pub(super) fn tags_as(&self, record: &dyn Record, id: &str) -> BTreeMap<String, String> {
        let mut own = record.meta().tags.clone();
        let named = own
            .keys()
            .any(|key| matches!(key.to_ascii_lowercase().as_str(), "environment" | "env"));
        let environment = record
            .field("environment")
            .and_then(|id| id.as_str()?.parse::<EntityId>().ok());
        if let (false, Some(environment)) =
            (named, environment.and_then(|id| self.design.record(id)))
        {
            own.insert("Environment".to_owned(), environment.name().to_owned());
        }
        tags::tags(&self.design_tag, id, record.name(), &own)
    }

    pub(super) fn tag_specification(&self, record: &dyn Record, resource_type: &str) -> Tree {
        tags::specification(resource_type, &self.tags(record))
    }

    /// Finds a record's EC2 resource by its tags.
    pub(super) fn find_tagged(
        &self,
        record: &dyn Record,
        operation: &'static str,
        query: &str,
    ) -> Call {
        self.find_tagged_as(&record.id().to_string(), operation, query)
    }

    pub(super) fn find_tagged_as(&self, id: &str, operation: &'static str, query: &str) -> Call {
        let filters = tags::filters(&self.design_tag, id);
        // These operations call their list of filters by another name.
        let singular = matches!(operation, "DescribeNatGateways" | "DescribeFlowLogs");
        let name = if singular { "Filter" } else { "Filters" };
        Call::new("ec2", operation, params! { name => filters }).query(query)
    }

    /// As [`Self::find_tagged`] where a resource must also be alive: `list[?live].member`. The tags are asked for
    /// once more in the query, because not every implementation of these calls filters by them.
    pub(super) fn find_live(
        &self,
        record: &dyn Record,
        operation: &'static str,
        list: &str,
        live: &str,
        member: &str,
    ) -> Call {
        let query = format!(
            "{list}[?({live}) && {}] | [0].{member}",
            self.is_tagged(record)
        );
        self.find_tagged(record, operation, &query)
    }

    /// The record's name in a service whose names must be unique.
    pub(super) fn service_name(&self, charset: Charset, record: &dyn Record) -> String {
        names::unique(
            charset,
            record.name(),
            &self.design_tag,
            &record.id().to_string(),
        )
    }

    /// The start of references that are the record's alone; a run adds its own end.
    pub(super) fn reference(&self, id: &str) -> String {
        format!("netwright-{}-", names::mark(&self.design_tag, id))
    }

    /// A JMESPath condition that a described resource is the record's, for calls that can't filter by tag.
    pub(super) fn is_tagged(&self, record: &dyn Record) -> String {
        tags::condition(&self.design_tag, &record.id().to_string())
    }

    /// As [`Self::is_tagged`], for services that write the members of a tag in lower case.
    pub(super) fn is_tagged_in_lower_case(&self, record: &dyn Record) -> String {
        tags::lower_case_condition(&self.design_tag, &record.id().to_string())
    }

    /// Puts the record's tags on a resource that AWS made, such as a main route table.
    pub(super) fn adopt(&mut self, record: &dyn Record, scope: &Scope, describe: Call) {
        let (own, part) = (key(record.id()), Key::part(record.id(), "tags"));
        let tag = params! { "Resources" => vec![&own], "Tags" => tags::list(&self.tags(record)) };
        let filters = vec![
            tags::filter("resource-id", &own),
            tags::filter("key", tags::ID),
            tags::filter("value", record.id().to_string()),
        ];
        let find = Call::new("ec2", "DescribeTags", params! { "Filters" => filters })
            .query("Tags[0].ResourceId");
        self.push(Operation::new(own, title(record), scope).find(describe));
        self.push(
            Operation::new(part, format!("tags of {}", title(record)), scope)
                .find(find)
                .make(Call::new("ec2", "CreateTags", tag)),
        );
    }

    /// The number of the account that holds something, known or asked for; absent for the caller's own.
    pub(super) fn account_number(&mut self, account: Option<Id<model::Account>>) -> Tree {
        let Some(record) = account.and_then(|id| self.design.get(id)) else {
            return Tree::Absent;
        };
        if !record.account_id.is_empty() {
            return record.account_id.as_str().into();
        }
        let number = Key::part(record.id, "number");
        let find = Call::new("sts", "GetCallerIdentity", params! {}).query("Account");
        let scope = Self::scope("us-east-1", account);
        self.push_once(
            Operation::new(
                number.clone(),
                format!("number of {}", title(record)),
                &scope,
            )
            .find(find),
        );
        (&number).into()
    }
}

fn account_variable(account: Id<model::Account>) -> String {
    Key(account.to_string()).variable()
}

/// The key of the operation that makes a record.
pub(super) fn key(id: impl Into<EntityId>) -> Key {
    Key(id.into().to_string())
}

/// Kind and name, for people.
pub(super) fn title(record: &dyn Record) -> String {
    let label = record.id().kind.spec().label;
    match record.name() {
        "" => format!("{label} {}", record.id()),
        name => format!("{label} {name}"),
    }
}

/// `List[?condition] | [0].Member`, where the condition compares a member with an output.
pub(super) fn first_where(list: &str, condition: &str, output: &Key, wanted: &str) -> Text {
    Text::from(format!("{list}[?{condition}=='"))
        .output(output)
        .then(&format!("'] | [0].{wanted}"))
}

/// Whether a kind is only said, drawn or judged, and has nothing to make.
pub(super) fn has_nothing_to_make(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Account
            | Kind::Application
            | Kind::Environment
            | Kind::Intent
            | Kind::Note
            | Kind::Suppression
    )
}
