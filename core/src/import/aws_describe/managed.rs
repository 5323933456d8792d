//! Databases, search domains, functions, tasks and clusters that AWS runs in subnets: workloads like any other for who
//! reaches them, one in each subnet that they stand in.

use std::collections::BTreeSet;

use serde_json::Value;

use super::collect::Collected;
use super::draft::{Draft, short};
use super::hosts::{note_zone, set_groups};
use super::item::Item;
use super::state::{State, of_word};
use crate::model::{EntityId, Id, Kind, NetworkInterface, Subnet};

pub(super) fn read<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>) {
    for item in &once(all, "DBInstances", "DBInstanceArn") {
        database(draft, item);
    }
    for item in &once(all, "DomainStatusList", "ARN") {
        domain(draft, item);
    }
    for item in &once(all, "DomainStatus", "DomainStatus.ARN") {
        if let Some(item) = item.child("DomainStatus") {
            domain(draft, &item);
        }
    }
    for item in &once(all, "Functions", "FunctionArn") {
        let subnets = item.list("VpcConfig.SubnetIds");
        let groups = item.list("VpcConfig.SecurityGroupIds");
        let made = Made::new(item, "FunctionName", "FunctionArn", "Lambda function");
        made.in_each(draft, &subnets, &groups, None);
    }
    for item in &once(all, "Clusters", "ClusterNamespaceArn") {
        warehouse(draft, all, item);
    }
    for item in &once(all, "ClusterInfoList", "ClusterArn") {
        let info = "BrokerNodeGroupInfo";
        let subnets = item.list(&format!("{info}.ClientSubnets"));
        let groups = item.list(&format!("{info}.SecurityGroups"));
        let mut made = Made::new(item, "ClusterName", "ClusterArn", "Kafka cluster");
        made.size = item.text("BrokerNodeGroupInfo.InstanceType");
        made.in_each(draft, &subnets, &groups, item.number("NumberOfBrokerNodes"));
    }
    for item in &once(all, "tasks", "taskArn") {
        task(draft, item);
    }
}

/// The records of a list without those that a second file has again.
fn once<'a>(all: &Collected<'a>, list: &str, arn: &str) -> Vec<Item<'a>> {
    let mut seen = BTreeSet::new();
    let items = all.list(list).iter();
    let is_first = |item: &&Item<'a>| item.text(arn).is_empty() || seen.insert(item.text(arn));
    items.filter(is_first).cloned().collect()
}

/// A workload that is about to be made.
struct Made<'i, 'a> {
    item: &'i Item<'a>,
    name: &'a str,
    arn: &'a str,
    what: &'static str,
    size: &'a str,
}

impl<'i, 'a> Made<'i, 'a> {
    fn new(item: &'i Item<'a>, name: &str, arn: &str, what: &'static str) -> Self {
        Self {
            item,
            name: item.text(name),
            arn: item.text(arn),
            what,
            size: "",
        }
    }

    /// One workload for each subnet, with its share of the nodes.
    fn in_each(
        &self,
        draft: &mut Draft<'a, '_>,
        subnets: &[Item<'a>],
        groups: &[Item<'a>],
        nodes: Option<i64>,
    ) {
        let count = i64::try_from(subnets.len()).unwrap_or(i64::MAX).max(1);
        for (place, subnet) in (0_i64..).zip(subnets) {
            let nodes = nodes.unwrap_or(count);
            let share = nodes / count + i64::from(place < nodes % count);
            let Some(id) = known_subnet(draft, subnet) else {
                continue;
            };
            if share > 0 {
                self.put(draft, id, groups, share);
            }
        }
    }

    fn put(
        &self,
        draft: &mut Draft<'a, '_>,
        subnet: Id<Subnet>,
        groups: &[Item<'a>],
        count: i64,
    ) -> EntityId {
        let item = self.item;
        let mut record = draft.made(Kind::Instance, item, self.name);
        draft.set(&mut record, item, "name", Value::from(self.name));
        draft.set(&mut record, item, "description", Value::from(self.what));
        draft.set(&mut record, item, "arn", Value::from(self.arn));
        draft.set(&mut record, item, "subnet", Value::from(subnet.to_string()));
        let size = if self.size.is_empty() {
            self.what
        } else {
            self.size
        };
        draft.set(&mut record, item, "instance_type", Value::from(size));
        draft.set(
            &mut record,
            item,
            "count",
            Value::from(count.clamp(1, 10_000)),
        );
        set_groups(draft, &mut record, subnet, groups);
        draft.put(record)
    }
}

fn known_subnet(draft: &mut Draft, item: &Item) -> Option<Id<Subnet>> {
    let aws_id = match item.word() {
        "" => item.first_text(&["SubnetIdentifier", "SubnetId"]),
        word => word,
    };
    let found = draft.find_kind(aws_id);
    if found.is_none() {
        let text = draft.absence(aws_id);
        draft.note(item, &text);
    }
    found
}

fn is_gone(draft: &mut Draft, item: &Item, key: &str, name: &str) -> bool {
    let State::Gone(word) = of_word(item.text(key)) else {
        return false;
    };
    draft.note(item, &format!("{} is {word}; left out", short(name)));
    true
}

/// A database stands in one subnet of its group: the first of its zone that is described, or else the first.
fn database<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) {
    let mut made = Made::new(item, "DBInstanceIdentifier", "DBInstanceArn", "Database");
    if is_gone(draft, item, "DBInstanceStatus", made.name) {
        return;
    }
    made.size = item.text("DBInstanceClass");
    let zone = item.text("AvailabilityZone");
    let subnets = item.list("DBSubnetGroup.Subnets");
    let of_zone = subnets
        .iter()
        .filter(|one| one.text("SubnetAvailabilityZone.Name") == zone);
    let id = |one: &Item| draft.find_kind::<Subnet>(one.text("SubnetIdentifier"));
    let found = of_zone
        .clone()
        .find_map(id)
        .or_else(|| subnets.iter().find_map(id));
    let Some(subnet) = found else {
        let text = format!("{} has no subnet that is known; left out", short(made.name));
        draft.note(item, &text);
        return;
    };
    note_zone(draft, item, made.name, subnet);
    let groups = item.list("VpcSecurityGroups");
    let made = made.put(draft, subnet, &groups, 1);
    take_interface(draft, item, made, subnet, "RDSNetworkInterface");
}

/// Gives a workload the one interface in its subnet with this description and its groups, where there is just one.
fn take_interface(
    draft: &mut Draft,
    item: &Item,
    made: EntityId,
    subnet: Id<Subnet>,
    description: &str,
) {
    let Some(workload) = made
        .typed()
        .and_then(|id| draft.design.get::<crate::model::Instance>(id))
    else {
        return;
    };
    let groups: BTreeSet<_> = workload.security_groups.iter().collect();
    let is_like = |one: &&NetworkInterface| {
        one.subnet == subnet
            && one.instance.is_none()
            && one.meta.description == description
            && one.security_groups.iter().collect::<BTreeSet<_>>() == groups
    };
    let like: Vec<&NetworkInterface> = draft.design.all().filter(is_like).collect();
    let [interface] = like.as_slice() else {
        return;
    };
    let (id, address) = (interface.id.entity(), interface.addresses.first().copied());
    draft.change(id, item, "instance", Value::from(made.to_string()));
    if let Some(address) = address {
        draft.change(
            made,
            item,
            "private_address",
            Value::from(address.to_string()),
        );
    }
}

fn domain<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) {
    let mut made = Made::new(item, "DomainName", "ARN", "Search domain");
    if item.flag("Deleted") == Some(true) {
        draft.note(item, &format!("{} is deleted; left out", short(made.name)));
        return;
    }
    let subnets = item.list("VPCOptions.SubnetIds");
    if subnets.is_empty() {
        draft.note(
            item,
            &format!(
                "{} stands outside VPCs and is not analysed",
                short(made.name)
            ),
        );
    }
    made.size = item.first_text(&[
        "ElasticsearchClusterConfig.InstanceType",
        "ClusterConfig.InstanceType",
    ]);
    let nodes = item
        .number("ElasticsearchClusterConfig.InstanceCount")
        .or(item.number("ClusterConfig.InstanceCount"));
    made.in_each(
        draft,
        &subnets,
        &item.list("VPCOptions.SecurityGroupIds"),
        nodes,
    );
}

/// A Redshift cluster stands in a subnet of its group.
fn warehouse<'a>(draft: &mut Draft<'a, '_>, all: &Collected<'a>, item: &Item<'a>) {
    let mut made = Made::new(
        item,
        "ClusterIdentifier",
        "ClusterNamespaceArn",
        "Data warehouse",
    );
    if is_gone(draft, item, "ClusterStatus", made.name) {
        return;
    }
    made.size = item.text("NodeType");
    let name = item.text("ClusterSubnetGroupName");
    let mut groups = all.list("ClusterSubnetGroups").iter();
    let Some(group) = groups.find(|group| group.text("ClusterSubnetGroupName") == name) else {
        let text = format!(
            "subnet group {} is not in the data, so {} is left out",
            short(name),
            short(made.name)
        );
        draft.note(item, &text);
        return;
    };
    let zone = item.text("AvailabilityZone");
    let mut subnets = group.list("Subnets");
    subnets.sort_by_key(|one| one.text("SubnetAvailabilityZone.Name") != zone);
    let first = subnets
        .iter()
        .find(|one| draft.find(one.text("SubnetIdentifier")).is_some());
    let Some(subnet) = first
        .or(subnets.first())
        .and_then(|one| known_subnet(draft, one))
    else {
        let text = format!("{} has no subnet that is known; left out", short(made.name));
        draft.note(item, &text);
        return;
    };
    let nodes = item.number("NumberOfNodes").unwrap_or(1);
    made.put(draft, subnet, &item.list("VpcSecurityGroups"), nodes);
}

/// A task has an interface of its own, which has the groups.
fn task<'a>(draft: &mut Draft<'a, '_>, item: &Item<'a>) {
    let arn = item.text("taskArn");
    for attachment in item.list("attachments") {
        let details = attachment.list("details");
        let detail = |name: &str| {
            let found = details.iter().find(|detail| detail.text("name") == name);
            found.map_or("", |detail| detail.text("value"))
        };
        if attachment.text("type") != "ElasticNetworkInterface" {
            continue;
        }
        let Some(subnet) = draft.find_kind::<Subnet>(detail("subnetId")) else {
            let text = draft.absence(detail("subnetId"));
            draft.note(&attachment, &text);
            continue;
        };
        let mut made = Made::new(item, "", "taskArn", "Container task");
        made.name = arn.rsplit('/').next().unwrap_or_default();
        let id = made.put(draft, subnet, &[], 1);
        let named = draft.find_kind::<NetworkInterface>(detail("networkInterfaceId"));
        let mark = attachment.text("id");
        let described = named.or_else(|| {
            let mut all = draft.design.all::<NetworkInterface>();
            let found = all.find(|one| !mark.is_empty() && one.meta.description.ends_with(mark));
            found.map(|one| one.id)
        });
        let Some(interface) = described.and_then(|id| draft.design.get(id)).cloned() else {
            draft.note(
                &attachment,
                "the interface of a task is not in the data, so its groups are not known",
            );
            continue;
        };
        let groups: Vec<String> = interface
            .security_groups
            .iter()
            .map(ToString::to_string)
            .collect();
        draft.change(id, &attachment, "security_groups", Value::from(groups));
        if let Some(address) = interface.addresses.first() {
            draft.change(
                id,
                &attachment,
                "private_address",
                Value::from(address.to_string()),
            );
        }
        if let Some(address) = interface.public_ip {
            draft.change(
                id,
                &attachment,
                "public_ip",
                Value::from(address.to_string()),
            );
            draft.change(id, &attachment, "public_address", Value::from(true));
        }
        draft.change(
            interface.id.entity(),
            &attachment,
            "instance",
            Value::from(id.to_string()),
        );
    }
}
