//! What AWS never changes in a thing once it is made. A thing that carries the tags of a design and differs in this was
//! made by another design of the same name, or the design has changed since: a program must neither take it over nor
//! remove it.

use ipnet::IpNet;

use super::operation::{Call, Operation};
use super::tree::{Piece, Text, Tree};

/// Something that what is found must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// What it is, for people.
    pub what: &'static str,
    pub wanted: Text,
}

/// Stands between the values of a joined answer; none of them can hold it.
pub const SEPARATOR: char = '|';

/// The call that makes a thing, the parameter, the member of what finds it, and what it is for people. Sorted.
///
/// Sources: the EC2 API Reference has no call that changes one of these (ModifySubnetAttribute, ModifyVpcAttribute,
/// ModifyVpcEndpoint, ModifyNetworkInterfaceAttribute, …); Route 53 API Reference, UpdateHostedZoneComment.
const FIXED: &[(&str, &[&str], &str, &str)] = &[
    (
        "CreateCustomerGateway",
        &["IpAddress"],
        "IpAddress",
        "address",
    ),
    (
        "CreateHostedZone",
        &["HostedZoneConfig", "PrivateZone"],
        "Config.PrivateZone",
        "private",
    ),
    ("CreateHostedZone", &["Name"], "Name", "domain"),
    ("CreateNatGateway", &["SubnetId"], "SubnetId", "subnet"),
    ("CreateNetworkAcl", &["VpcId"], "VpcId", "VPC"),
    (
        "CreateNetworkInterface",
        &["SubnetId"],
        "SubnetId",
        "subnet",
    ),
    ("CreateRouteTable", &["VpcId"], "VpcId", "VPC"),
    ("CreateSecurityGroup", &["VpcId"], "VpcId", "VPC"),
    (
        "CreateSubnet",
        &["AvailabilityZone"],
        "AvailabilityZone",
        "zone",
    ),
    (
        "CreateSubnet",
        &["AvailabilityZoneId"],
        "AvailabilityZoneId",
        "zone",
    ),
    ("CreateSubnet", &["CidrBlock"], "CidrBlock", "block"),
    ("CreateSubnet", &["VpcId"], "VpcId", "VPC"),
    ("CreateVpc", &["CidrBlock"], "CidrBlock", "block"),
    ("CreateVpcEndpoint", &["VpcId"], "VpcId", "VPC"),
    (
        "CreateVpcPeeringConnection",
        &["PeerVpcId"],
        "AccepterVpcInfo.VpcId",
        "far VPC",
    ),
    (
        "CreateVpcPeeringConnection",
        &["VpcId"],
        "RequesterVpcInfo.VpcId",
        "near VPC",
    ),
];

/// Calls whose things are compared before anything is made: all else of a design lies in one of these or beside it, so
/// that a run for the wrong network ends with nothing done.
const FIRST: &[&str] = &["CreateHostedZone", "CreateVpc"];

impl Operation {
    /// What a thing that is found must have, since no call could give it to it.
    pub fn fixed(&self) -> Vec<Fixed> {
        self.compared().map(|(fixed, _)| fixed).collect()
    }

    /// Whether it is compared before anything is made.
    pub fn is_compared_first(&self) -> bool {
        let made = self.make.as_ref().map(|make| make.operation);
        made.is_some_and(|made| FIRST.contains(&made)) && self.compared().next().is_some()
    }

    /// The query that finds it: where something of it is fixed, the value that is wanted and then each of [`Self::fixed`]
    /// in one text, with [`SEPARATOR`] between them; an empty one where nothing is found.
    pub fn finding_query(&self, find: &Call) -> Text {
        let members: Vec<&str> = self.compared().map(|(_, member)| member).collect();
        let joined = joined(&find.query, &members);
        joined.unwrap_or_else(|| find.query.clone())
    }

    fn compared(&self) -> impl Iterator<Item = (Fixed, &'static str)> {
        let query = self.find.as_ref().map(|find| &find.query);
        let make = self
            .make
            .as_ref()
            .filter(|_| query.is_some_and(|query| joined(query, &[""]).is_some()));
        FIXED
            .iter()
            .filter_map(move |(operation, path, member, what)| {
                let make = make.filter(|make| make.operation == *operation)?;
                let wanted = wanted(operation, member, make.parameters.inside(path)?)?;
                Some((Fixed { what, wanted }, *member))
            })
    }
}

/// `….Member` as a query for the member and those beside it; nothing where it asks for no member.
fn joined(query: &Text, members: &[&str]) -> Option<Text> {
    let (Piece::Literal(last), before) = query.0.split_last()? else {
        return None;
    };
    let (whole, member) = last.rsplit_once('.').filter(|_| !members.is_empty())?;
    let plain = |c: char| c.is_ascii_alphanumeric();
    if !whole.ends_with("[0]") || !member.chars().all(plain) {
        return None;
    }
    let texts: Vec<String> = [member]
        .iter()
        .chain(members)
        .map(|member| format!("to_string({member})"))
        .collect();
    // Of nothing `join` would be an error, so an empty text stands in for it.
    let mut query = Text::from(format!("join('{SEPARATOR}', ("));
    query.0.extend(before.iter().cloned());
    query = query.then(&format!("{whole}.[{}]) || [''])", texts.join(", ")));
    Some(query)
}

/// The parameter as AWS describes it afterwards.
fn wanted(operation: &str, member: &str, value: &Tree) -> Option<Text> {
    let text = match value {
        Tree::Bool(value) => return Some(Text::from(value.to_string())),
        Tree::Text(text) => text,
        _ => return None,
    };
    let Some(literal) = text.literal() else {
        return Some(text.clone());
    };
    if (operation, member) == ("CreateHostedZone", "Name") {
        // Route 53 writes names in lower case, with the dot at their end and other characters escaped.
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let name = literal.trim_end_matches('.').to_ascii_lowercase();
        return name.chars().all(plain).then(|| Text::from(name + "."));
    }
    // AWS takes a block with bits beyond its length for the network that it lies in.
    let network = literal
        .parse::<IpNet>()
        .map(|block| block.trunc().to_string());
    Some(Text::from(network.unwrap_or(literal)))
}

#[cfg(test)]
mod tests {
    use crate::format::load;
    use crate::plan::plan;

    fn fixed(key: &str) -> (Vec<String>, String) {
        let text = r#"{"format": "netwright", "version": 1, "name": "shop",
            "vpcs": [{"id": "vpc-1", "name": "shop", "region": "eu-west-1", "cidrs": ["10.88.1.1/16"]}],
            "subnets": [{"id": "subnet-1", "vpc": "vpc-1", "az": "a", "cidrs": ["10.88.1.0/24"]}],
            "transit_gateways": [{"id": "tgw-1", "region": "eu-west-1"}],
            "hosted_zones": [{"id": "hosted-zone-1", "domain": "shop.example"}]}"#;
        let plan = plan(&load(text).unwrap().design);
        let found = plan.operations.iter().find(|step| step.key.0 == key);
        let step = found.unwrap();
        let wanted = step.fixed().into_iter().map(|fixed| {
            let text = fixed.wanted.literal().unwrap_or("an id".to_owned());
            format!("{} {text}", fixed.what)
        });
        let query = step.finding_query(step.find.as_ref().unwrap());
        (wanted.collect(), query.literal().unwrap())
    }

    #[test]
    fn what_never_changes_is_asked_for_with_the_id() {
        let (wanted, query) = fixed("vpc-1");
        assert_eq!(wanted, ["block 10.88.0.0/16"]);
        assert_eq!(
            query,
            "join('|', (Vpcs[0].[to_string(VpcId), to_string(CidrBlock)]) || [''])"
        );
        let (wanted, _) = fixed("subnet-1");
        assert_eq!(
            wanted,
            ["zone eu-west-1a", "block 10.88.1.0/24", "VPC an id"]
        );
        let (wanted, query) = fixed("hosted-zone-1");
        assert_eq!(wanted, ["private false", "domain shop.example."]);
        assert!(query.ends_with(
            "[0].[to_string(Id), to_string(Config.PrivateZone), to_string(Name)]) || [''])"
        ));
    }

    #[test]
    fn what_can_change_is_found_as_ever() {
        let (wanted, query) = fixed("tgw-1");
        assert!(wanted.is_empty());
        assert!(query.ends_with("[0].TransitGatewayId"), "{query}");
    }
}
