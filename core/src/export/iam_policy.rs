//! The least permissions that the exported programs need, as IAM policies: one for each account.
//!
//! They follow from the calls of the plan. What a call asks for besides its own action is in [`BESIDES`], from the
//! Service Authorization Reference.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Exporter, File, Source, header_lines};
use crate::plan::{Call, LeftOut, Operation, Tree};

pub(super) const EXPORTER: Exporter = Exporter {
    id: "iam-policy",
    title: "IAM policies for the scripts",
    file_name: "iam-policy.json",
    media_type: "application/json",
    leaves_out,
    print,
};

/// Most characters of a managed policy, white space not counted
/// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>).
const MOST_CHARACTERS: usize = 6144;

/// Services whose actions have another prefix than the service has in botocore.
const PREFIXES: &[(&str, &str)] = &[
    ("elbv2", "elasticloadbalancing"),
    ("resourcegroupstaggingapi", "tag"),
];

/// What a call needs besides its own action: service, operation, actions
/// (<https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>,
/// read 2026-11).
const BESIDES: &[(&str, &str, &[&str])] = &[
    (
        "cloudfront",
        "CreateDistributionWithTags",
        &["cloudfront:CreateDistribution", "cloudfront:TagResource"],
    ),
    (
        "ec2",
        "CreateVpcEndpoint",
        &["route53:AssociateVPCWithHostedZone"],
    ),
    // The image is named by a public parameter.
    ("ec2", "RunInstances", &["ssm:GetParameters"]),
    (
        "elbv2",
        "CreateLoadBalancer",
        &[
            "ec2:DescribeAccountAttributes",
            "ec2:DescribeAddresses",
            "ec2:DescribeInternetGateways",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcs",
        ],
    ),
    (
        "route53",
        "AssociateVPCWithHostedZone",
        &["ec2:DescribeVpcs"],
    ),
    ("route53", "CreateHostedZone", &["ec2:DescribeVpcs"]),
    (
        "route53",
        "DisassociateVPCFromHostedZone",
        &["ec2:DescribeVpcs"],
    ),
    (
        "route53resolver",
        "AssociateResolverRule",
        &["ec2:DescribeVpcs"],
    ),
    (
        "route53resolver",
        "CreateResolverEndpoint",
        &[
            "ec2:CreateNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcs",
        ],
    ),
    (
        "route53resolver",
        "DeleteResolverEndpoint",
        &["ec2:DeleteNetworkInterface"],
    ),
];

/// What sets tags while something is made, by the service that makes it.
const TAGGERS: &[(&str, &str)] = &[
    ("acm", "acm:AddTagsToCertificate"),
    ("cloudwatch", "cloudwatch:TagResource"),
    ("directconnect", "directconnect:TagResource"),
    ("elbv2", "elasticloadbalancing:AddTags"),
    ("network-firewall", "network-firewall:TagResource"),
    ("ram", "ram:TagResource"),
    ("route53resolver", "route53resolver:TagResource"),
    ("wafv2", "wafv2:TagResource"),
];

/// The role that a service makes for itself the first time that one of these is called.
const ROLES: &[(&str, &str, &str)] = &[
    (
        "ec2",
        "CreateTransitGatewayVpcAttachment",
        "transitgateway.amazonaws.com",
    ),
    (
        "elbv2",
        "CreateLoadBalancer",
        "elasticloadbalancing.amazonaws.com",
    ),
    (
        "network-firewall",
        "CreateFirewall",
        "network-firewall.amazonaws.com",
    ),
];

/// Services without Regions: a condition on the Region would refuse them.
const GLOBAL: &[&str] = &["cloudfront", "directconnect", "iam", "route53"];

fn leaves_out(_: &Source<'_>) -> Vec<LeftOut> {
    let left_out = |subject: &str, reason: &str| LeftOut {
        subject: subject.to_owned(),
        reason: reason.to_owned(),
    };
    vec![
        left_out(
            "resources by name",
            "ids are not known before they are made; where AWS can look at tags, deleting asks for this design's tag",
        ),
        left_out(
            "who may assume it",
            "policies of the organisation and trust policies are yours to write",
        ),
    ]
}

fn print(source: &Source<'_>) -> Vec<File> {
    let mut accounts: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in &source.plan.operations {
        accounts
            .entry(operation.scope.account.as_str())
            .or_default()
            .push(operation);
    }
    let mut files = Vec::new();
    for (account, operations) in &accounts {
        let documents = split(statements(source, operations));
        for (index, statements) in documents.iter().enumerate() {
            let account = match *account {
                _ if accounts.len() == 1 => String::new(),
                "" => "-caller".to_owned(),
                account => format!("-{account}"),
            };
            let part = if documents.len() > 1 {
                format!("-{}", index + 1)
            } else {
                String::new()
            };
            let document = json!({"Version": "2012-10-17", "Statement": statements});
            files.push(File {
                name: format!("iam-policy{account}{part}.json"),
                text: format!("{document:#}\n"),
            });
        }
    }
    // A policy has no place for remarks.
    let mut about = String::new();
    for line in header_lines(source, &leaves_out(source)) {
        let _ = writeln!(about, "{line}");
    }
    about.push_str("\nEach JSON file is a managed policy for the account in its name. Attach them to the role that runs the\nscripts; `sts:GetCallerIdentity`, which they also call, needs no permission.\n");
    files.push(File {
        name: "iam-policy.txt".to_owned(),
        text: about,
    });
    files
}

/// What an account's operations ask for.
#[derive(Default)]
struct Needs {
    read: BTreeSet<String>,
    write: BTreeSet<String>,
    /// Removals of what carries this design's tag, where AWS can look at it.
    remove_tagged: BTreeSet<String>,
    /// EC2 operations that set tags as they make something.
    tags_on: BTreeSet<String>,
    roles: BTreeSet<&'static str>,
    regions: BTreeSet<String>,
}

fn needs(operations: &[&Operation]) -> Needs {
    let mut needs = Needs::default();
    for operation in operations {
        if !operation.scope.region.is_empty() {
            needs.regions.insert(operation.scope.region.clone());
        }
        let tagged = operation
            .make
            .as_ref()
            .is_some_and(|make| carries_tags(&make.parameters));
        let waits = [
            operation.wait.as_ref(),
            operation
                .remove
                .as_ref()
                .and_then(|removal| removal.gone.as_ref()),
        ];
        for call in waits
            .iter()
            .flatten()
            .map(|wait| &wait.call)
            .chain(&operation.find)
            .chain(&operation.make)
        {
            needs.call(call);
        }
        if let (true, Some(make)) = (tagged, &operation.make) {
            if make.service == "ec2" {
                needs.tags_on.insert(make.operation.to_owned());
            }
            needs.write.extend(
                TAGGERS
                    .iter()
                    .filter(|(service, _)| *service == make.service)
                    .map(|(_, tag)| (*tag).to_owned()),
            );
        }
        if let Some(removal) = &operation.remove {
            let by_tag = tagged
                && removal.call.service == "ec2"
                && removal.call.operation.starts_with("Delete");
            if by_tag {
                needs.remove_tagged.insert(action(&removal.call));
            } else {
                needs.call(&removal.call);
            }
        }
    }
    needs
}

impl Needs {
    fn call(&mut self, call: &Call) {
        // Who is calling may be asked without a permission.
        if call.operation == "GetCallerIdentity" {
            return;
        }
        // What a web ACL is put on must allow it too.
        if matches!(call.operation, "AssociateWebACL" | "DisassociateWebACL") {
            call.parameters.needs(&mut |key| {
                let action = match key.0.split('-').next() {
                    Some("load") => "elasticloadbalancing:SetWebAcl",
                    Some("api") => "apigateway:SetWebACL",
                    _ => return,
                };
                self.write.insert(action.to_owned());
            });
        }
        let reads = ["Describe", "Get", "List", "Search"]
            .iter()
            .any(|verb| call.operation.starts_with(verb));
        let group = if reads {
            &mut self.read
        } else {
            &mut self.write
        };
        group.insert(action(call));
        let same =
            |service: &str, operation: &str| service == call.service && operation == call.operation;
        for (_, _, actions) in BESIDES
            .iter()
            .filter(|(service, operation, _)| same(service, operation))
        {
            for besides in *actions {
                let reads = besides.contains(":Describe") || besides.contains(":Get");
                let group = if reads {
                    &mut self.read
                } else {
                    &mut self.write
                };
                group.insert((*besides).to_owned());
            }
        }
        self.roles.extend(
            ROLES
                .iter()
                .filter(|(service, operation, _)| same(service, operation))
                .map(|(_, _, role)| role),
        );
    }
}

/// The action that allows a call: `ec2:CreateVpc`.
fn action(call: &Call) -> String {
    let prefix = PREFIXES
        .iter()
        .find(|(service, _)| *service == call.service);
    let prefix = prefix.map_or(call.service, |(_, prefix)| prefix);
    match (call.service, call.operation) {
        // One action covers both.
        ("cloudfront", "CreateDistributionWithTags") => "cloudfront:CreateDistribution".to_owned(),
        // API Gateway has an action for each verb of HTTP.
        ("apigateway", operation) if operation.starts_with("Get") => "apigateway:GET".to_owned(),
        (_, operation) => format!("{prefix}:{operation}"),
    }
}

fn carries_tags(parameters: &Tree) -> bool {
    match parameters {
        Tree::Structure(members) => members.iter().any(|(name, value)| {
            matches!(
                name.as_str(),
                "TagSpecifications" | "Tags" | "tags" | "TagList"
            ) || carries_tags(value)
        }),
        _ => false,
    }
}

fn statements(source: &Source<'_>, operations: &[&Operation]) -> Vec<Value> {
    let needs = needs(operations);
    let tag = &source.plan.design_tag;
    let regions: Vec<_> = needs.regions.iter().collect();
    let mut out = Vec::new();
    for (sid, actions) in [("Read", &needs.read), ("Make", &needs.write)] {
        let global = |action: &&String| {
            GLOBAL
                .iter()
                .any(|prefix| action.split(':').next() == Some(*prefix))
        };
        let (everywhere, regional): (Vec<&String>, Vec<&String>) = actions.iter().partition(global);
        if !regional.is_empty() {
            out.push(json!({
                "Sid": sid, "Effect": "Allow", "Action": regional, "Resource": "*",
                "Condition": {"StringEquals": {"aws:RequestedRegion": regions}},
            }));
        }
        if !everywhere.is_empty() {
            out.push(json!({"Sid": format!("{sid}Global"), "Effect": "Allow", "Action": everywhere, "Resource": "*"}));
        }
    }
    if !needs.tags_on.is_empty() {
        out.push(json!({
            "Sid": "TagWhatIsMade", "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
            "Condition": {"StringEquals": {"ec2:CreateAction": needs.tags_on, "aws:RequestTag/netwright:design": tag}},
        }));
    }
    if !needs.remove_tagged.is_empty() {
        out.push(json!({
            "Sid": "RemoveOwn", "Effect": "Allow", "Action": needs.remove_tagged, "Resource": "*",
            "Condition": {"StringEquals": {"aws:ResourceTag/netwright:design": tag}},
        }));
    }
    if !needs.roles.is_empty() {
        out.push(json!({
            "Sid": "ServiceRoles", "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*",
            "Condition": {"StringEquals": {"iam:AWSServiceName": needs.roles}},
        }));
    }
    out
}

/// Statements by document, so that none is longer than a managed policy may be.
fn split(statements: Vec<Value>) -> Vec<Vec<Value>> {
    const FRAME: usize = 60;
    let mut documents: Vec<Vec<Value>> = Vec::new();
    let mut used = MOST_CHARACTERS;
    for statement in statements {
        let length = statement.to_string().len() + 1;
        match documents.last_mut() {
            Some(last) if used + length <= MOST_CHARACTERS => last.push(statement),
            _ => {
                documents.push(vec![statement]);
                used = FRAME;
            }
        }
        used += length;
    }
    documents
}

#[cfg(test)]
mod tests {
    use super::super::Header;
    use super::*;
    use crate::catalog::templates::TEMPLATES;

    #[test]
    fn every_call_of_every_template_is_allowed_and_no_wildcard_is_used() {
        for template in TEMPLATES {
            let design = template.design().unwrap();
            let plan = crate::plan::plan(&design);
            let header = Header::default();
            let source = Source {
                design: &design,
                plan: &plan,
                header: &header,
            };
            let files = print(&source);
            assert_eq!(files.last().unwrap().name, "iam-policy.txt");
            let mut allowed = BTreeSet::new();
            for file in files.iter().filter(|file| file.name != "iam-policy.txt") {
                let bare = file.text.split_whitespace().collect::<String>();
                assert!(
                    bare.len() <= MOST_CHARACTERS,
                    "{}: {}",
                    file.name,
                    bare.len()
                );
                let document: Value = serde_json::from_str(&file.text).unwrap();
                for statement in document["Statement"].as_array().unwrap() {
                    match &statement["Action"] {
                        Value::String(action) => drop(allowed.insert(action.clone())),
                        actions => allowed.extend(
                            actions
                                .as_array()
                                .unwrap()
                                .iter()
                                .map(|action| action.as_str().unwrap().to_owned()),
                        ),
                    }
                }
            }
            assert!(
                allowed
                    .iter()
                    .all(|action| !action.contains('*') && action.matches(':').count() == 1)
            );
            for operation in &plan.operations {
                let calls = operation
                    .find
                    .iter()
                    .chain(&operation.make)
                    .chain(operation.remove.iter().map(|r| &r.call));
                for call in calls.filter(|call| call.operation != "GetCallerIdentity") {
                    assert!(
                        allowed.contains(&action(call)),
                        "{}: {}",
                        template.name,
                        action(call)
                    );
                }
            }
        }
    }

    #[test]
    fn a_long_policy_is_split() {
        let statement = json!({"Action": "x".repeat(3000)});
        let documents = split(vec![statement.clone(), statement.clone(), statement]);
        assert_eq!(documents.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    }
}
