//! Small outputs, written here, and what is made of them.

mod exported;
mod hybrid;

use serde_json::{Value, json};

use super::*;
use crate::edit::apply;
use crate::model::{Kind, SecurityGroupRule, Subnet};

/// The design and the notes that these files make.
fn import(files: &[(&str, Value)]) -> (Design, Vec<String>) {
    import_with(files, &Options::default())
}

fn import_with(files: &[(&str, Value)], options: &Options) -> (Design, Vec<String>) {
    let texts: Vec<(&str, String)> = files
        .iter()
        .map(|(name, value)| (*name, value.to_string()))
        .collect();
    let sources: Vec<Source> = texts
        .iter()
        .map(|(name, text)| Source::new(name, text.as_bytes()))
        .collect();
    let blank = Design::new("");
    let made = IMPORTER.take_all(&sources, options, &blank, &mut Mint::after(&blank));
    let design = apply(&blank, &made.commands).unwrap().design;
    let notes = made.notes.iter().map(ToString::to_string).collect();
    (design, notes)
}

/// The record of an AWS identifier.
fn of<'d>(design: &'d Design, aws_id: &str) -> &'d dyn crate::model::Record {
    let mut records = design.records();
    let found = records.find(|record| record.meta().aws_id == aws_id);
    found.unwrap_or_else(|| panic!("{aws_id} was not imported"))
}

fn vpc(aws_id: &str, block: &str) -> Value {
    json!({"VpcId": aws_id, "CidrBlock": block, "OwnerId": "111122223333", "State": "available"})
}

fn subnet(aws_id: &str, vpc: &str, zone: &str, block: &str) -> Value {
    json!({"SubnetId": aws_id, "VpcId": vpc, "AvailabilityZone": zone, "CidrBlock": block})
}

#[test]
fn a_vpc_is_what_its_output_says() {
    let (design, notes) = import(&[(
        "all.json",
        json!({
            "Vpcs": [{
                "VpcId": "vpc-a", "CidrBlock": "10.0.0.0/16", "OwnerId": "111122223333",
                "CidrBlockAssociationSet": [
                    {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}},
                    {"CidrBlock": "10.1.0.0/16", "CidrBlockState": {"State": "associated"}},
                    {"CidrBlock": "10.9.0.0/16", "CidrBlockState": {"State": "disassociated"}}
                ],
                "Ipv6CidrBlockAssociationSet": [
                    {"Ipv6CidrBlock": "2001:db8::/56", "Ipv6CidrBlockState": {"State": "associated"}}
                ],
                "Tags": [{"Key": "Name", "Value": "main"}, {"Key": "env", "Value": "prod"}]
            }],
            "Subnets": [subnet("subnet-a", "vpc-a", "eu-west-2b", "10.0.1.0/24")]
        }),
    )]);
    let vpc = of(&design, "vpc-a").downcast::<Vpc>().unwrap();
    assert_eq!((&*vpc.name, &*vpc.region), ("main", "eu-west-2"));
    let blocks: Vec<String> = vpc.cidrs.iter().map(ToString::to_string).collect();
    assert_eq!(blocks, ["10.0.0.0/16", "10.1.0.0/16", "2001:db8::/56"]);
    assert_eq!(vpc.meta.tags["env"], "prod");
    let environment = vpc.environment.and_then(|id| design.get(id)).unwrap();
    assert_eq!(environment.name, "prod");
    let account = vpc.account.and_then(|id| design.get(id)).unwrap();
    assert_eq!(account.account_id, "111122223333");
    let subnet = of(&design, "subnet-a").downcast::<Subnet>().unwrap();
    assert_eq!((subnet.vpc, &*subnet.az), (vpc.id, "b"));
    assert_eq!(notes.len(), 3, "{notes:#?}");
    assert!(
        notes[0].contains("10.9.0.0/16 of vpc-a is disassociated; left out"),
        "{notes:#?}"
    );
    assert!(design.layout.is_empty() && design.dangling().is_empty());
}

#[test]
fn names_of_files_and_folders_do_not_matter_but_for_places() {
    let vpcs = json!({"Vpcs": [vpc("vpc-a", "10.0.0.0/16")]});
    let subnets = json!({"Subnets": [subnet("subnet-a", "vpc-a", "", "10.0.0.0/24")]});
    let shapes: [Vec<(&str, Value)>; 4] = [
        vec![
            ("us-west-2/Vpcs.json", vpcs.clone()),
            ("us-west-2/Subnets.json", subnets.clone()),
        ],
        vec![
            (
                "111122223333_us-west-2_ec2-describe-subnets.json",
                subnets.clone(),
            ),
            (
                "111122223333_us-west-2_ec2-describe-vpcs.json",
                vpcs.clone(),
            ),
        ],
        vec![(
            "all.json",
            json!({"111122223333": {"us-west-2": {"a": vpcs.clone(), "b": subnets.clone()}}}),
        )],
        vec![("us-west-2.json", json!([vpcs, subnets]))],
    ];
    for files in shapes {
        let (design, _) = import(&files);
        let vpc = of(&design, "vpc-a").downcast::<Vpc>().unwrap();
        assert_eq!(vpc.region, "us-west-2", "{files:?}");
        assert_eq!(
            (design.count(Kind::Vpc), design.count(Kind::Subnet)),
            (1, 1)
        );
    }
}

#[test]
fn rules_of_groups_are_one_for_each_far_side() {
    let (design, notes) = import(&[(
        "SecurityGroups.json",
        json!({"SecurityGroups": [{
            "GroupId": "sg-a", "GroupName": "web", "VpcId": "vpc-gone", "OwnerId": "111122223333",
            "IpPermissions": [
                {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 81, "IpRanges": [{"CidrIp": "10.0.0.0/8"}],
                 "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}], "UserIdGroupPairs": [{"GroupId": "sg-other"}]},
                {"IpProtocol": "icmp", "FromPort": 8, "ToPort": -1, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
            ],
            "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
        }]}),
    )]);
    let rules: Vec<&SecurityGroupRule> = design.all().collect();
    assert_eq!(rules.len(), 5);
    assert_eq!(
        rules[0].ports.map(|ports| ports.to_string()).as_deref(),
        Some("80-81")
    );
    // What is not in the data is no reason to open or to shut anything: the rule says nobody.
    assert!(rules[2].source_group.is_none() && rules[2].cidr.is_none());
    assert_eq!(
        (rules[3].icmp_type, rules[3].icmp_code, rules[3].ports),
        (Some(8), None, None)
    );
    assert!(rules[4].ports.is_none() && rules[4].protocol == crate::model::Protocol::All);
    let pointer = "SecurityGroups.json: /SecurityGroups/0/IpPermissions/0/UserIdGroupPairs/0/GroupId: sg-other is not in the data";
    assert!(notes.iter().any(|note| note == pointer), "{notes:#?}");
    let vpc = of(&design, "vpc-gone");
    assert_eq!(vpc.meta().description, network::NOT_DESCRIBED);
}

#[test]
fn routes_end_where_the_data_says() {
    let route = |block: &str, key: &str, target: &str, state: &str| json!({"DestinationCidrBlock": block, key: target, "State": state, "Origin": "CreateRoute"});
    let (design, notes) = import(&[
        (
            "eu-west-1/Vpcs.json",
            json!({"Vpcs": [vpc("vpc-a", "10.0.0.0/16")]}),
        ),
        (
            "eu-west-1/RouteTables.json",
            json!({"RouteTables": [{
                "RouteTableId": "rtb-a", "VpcId": "vpc-a",
                "Associations": [{"Main": true, "AssociationState": {"State": "associated"}}],
                "Routes": [
                    {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable"},
                    route("0.0.0.0/0", "GatewayId", "igw-a", "active"),
                    route("10.8.0.0/16", "NatGatewayId", "nat-a", "blackhole"),
                    route("10.9.0.0/16", "VpcPeeringConnectionId", "pcx-a", "active")
                ]
            }]}),
        ),
    ]);
    let routes: Vec<&crate::model::Route> = design.all().collect();
    assert_eq!(routes.len(), 3);
    assert_eq!(routes[0].target, Some(of(&design, "igw-a").id()));
    assert!(routes[1].target.is_none() && routes[1].unknown_target.is_empty());
    assert!(routes[1].meta.description.contains("nat-a"));
    assert_eq!(
        (routes[2].target, &*routes[2].unknown_target),
        (None, "pcx-a")
    );
    assert!(
        notes
            .iter()
            .any(|note| note.contains("/Routes/3: pcx-a is not in the data")),
        "{notes:#?}"
    );
    let table = of(&design, "rtb-a")
        .downcast::<crate::model::RouteTable>()
        .unwrap();
    assert!(table.main);
}

#[test]
fn deleted_things_are_left_out_and_said() {
    let (design, notes) = import(&[(
        "x.json",
        json!({
            "Vpcs": [vpc("vpc-a", "10.0.0.0/16")],
            "Subnets": [subnet("subnet-a", "vpc-a", "eu-west-1a", "10.0.0.0/24")],
            "Reservations": [{"Instances": [
                {"InstanceId": "i-a", "State": {"Name": "terminated"}},
                {"InstanceId": "i-b", "State": {"Name": "running"}, "SubnetId": "subnet-a", "PrivateIpAddress": "10.0.0.9"},
            ]}],
            "NatGateways": [{"NatGatewayId": "nat-a", "State": "deleted"}],
            "VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-a", "Status": {"Code": "expired"}}],
        }),
    )]);
    assert_eq!(design.count(Kind::Instance), 1);
    assert_eq!(
        design.count(Kind::NatGateway) + design.count(Kind::VpcPeering),
        0
    );
    for line in [
        "i-a is terminated; left out",
        "nat-a is deleted; left out",
        "pcx-a is expired; left out",
    ] {
        assert!(
            notes.iter().any(|note| note.ends_with(line)),
            "{line}: {notes:#?}"
        );
    }
}

#[test]
fn a_bad_file_is_one_line_and_the_others_are_taken() {
    let cut: &[u8] = b"{\"Subnets\": [{\"SubnetId\": \"subnet-a\"";
    let good = json!({"Vpcs": [vpc("vpc-a", "10.0.0.0/16")]}).to_string();
    let sources = [
        Source::new("a.json", cut),
        Source::new("b.json", good.as_bytes()),
        Source::new("c.json", b"hello"),
        Source::new("d.json", b"{\"Vpcs\": 7}"),
    ];
    let blank = Design::new("");
    let made = IMPORTER.take_all(
        &sources,
        &Options::default(),
        &blank,
        &mut Mint::after(&blank),
    );
    let notes: Vec<String> = made.notes.iter().map(ToString::to_string).collect();
    for start in [
        "a.json: expected JSON",
        "c.json: expected JSON",
        "d.json: /Vpcs: expected a list, found a number",
    ] {
        let found = notes.iter().filter(|note| note.starts_with(start)).count();
        assert_eq!(found, 1, "{start}: {notes:#?}");
    }
    assert_eq!(
        apply(&blank, &made.commands)
            .unwrap()
            .design
            .count(Kind::Vpc),
        1
    );
}

/// The words of a call as the key of its answer.
fn key_of(call: &str) -> String {
    let capital = |word: &str| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    };
    match call {
        "instances" => "Reservations".to_owned(),
        "vpc-endpoint-service-configurations" => "ServiceConfigurations".to_owned(),
        call => call.split('-').map(capital).collect(),
    }
}

#[test]
fn what_the_commands_collect_is_read() {
    let start = COMMANDS.find("for call in addresses").unwrap();
    let calls = &COMMANDS[start..start + COMMANDS[start..].find("; do").unwrap()];
    let calls: Vec<&str> = calls
        .split([' ', '\\', '\n'])
        .skip(3)
        .filter(|word| !word.is_empty())
        .collect();
    assert!(calls.len() > 30, "{calls:?}");
    for call in calls {
        let key = key_of(call);
        let known = known::list(&key).is_some() || known::whole(&key, &json!({})).is_some();
        assert!(known, "{call} answers with {key}");
    }
    let writes = ["create-", "delete-", "modify-", "put-", "update-"];
    assert!(!writes.iter().any(|verb| COMMANDS.contains(verb)));
}

/// Calls whose answers hold keys or passwords, and what of an answer they are in.
#[test]
fn no_command_keeps_a_secret() {
    for (call, list, secrets) in [
        (
            "directconnect describe-virtual-interfaces",
            "virtualInterfaces[].{",
            ["authKey", "bgpPeers", "customerRouterConfig"],
        ),
        (
            "ec2 describe-vpn-connections",
            "VpnConnections[].{",
            [
                "CustomerGatewayConfiguration",
                "PreSharedKey",
                "TunnelOptions",
            ],
        ),
        (
            "cloudfront list-distributions",
            "DistributionList.Items[].{",
            ["CustomHeaders", "CustomOriginConfig", "TrustedSigners"],
        ),
        (
            "lambda list-functions",
            "Functions[].{",
            ["Environment", "Layers", "KMSKeyArn"],
        ),
    ] {
        let start = COMMANDS.find(call).unwrap();
        let end = COMMANDS[start..].find("}'").unwrap();
        let command = &COMMANDS[start..start + end];
        assert_eq!(
            command.matches(" ask ").count(),
            0,
            "{call} names no fields: {command}"
        );
        assert!(command.contains("--query '{") && command.contains(list));
        for secret in secrets {
            assert!(!command.contains(secret), "{secret}: {command}");
        }
        assert_eq!(COMMANDS.matches(call).count(), 1, "{call} is made again");
    }
}

#[test]
fn a_firewall_is_what_routes_name_its_endpoints_for() {
    let (design, notes) = import(&[(
        "eu-west-1/all.json",
        json!({
            "Vpcs": [vpc("vpc-a", "10.0.0.0/16")],
            "Subnets": [subnet("subnet-a", "vpc-a", "eu-west-1a", "10.0.0.0/24")],
            "VpcEndpoints": [{"VpcEndpointId": "vpce-a", "VpcEndpointType": "GatewayLoadBalancer", "VpcId": "vpc-a", "State": "available"}],
            "firewall": {
                "Firewall": {"FirewallArn": "arn:aws:network-firewall:eu-west-1:111122223333:firewall/f", "FirewallName": "f", "VpcId": "vpc-a", "SubnetMappings": [{"SubnetId": "subnet-a"}]},
                "FirewallStatus": {"SyncStates": {"eu-west-1a": {"Attachment": {"EndpointId": "vpce-a", "SubnetId": "subnet-a"}}}}
            },
            "RouteTables": [{"RouteTableId": "rtb-a", "VpcId": "vpc-a", "Associations": [], "Routes": [
                {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "vpce-a", "State": "active", "Origin": "CreateRoute"}
            ]}],
            "VpcBlockPublicAccessOptions": {"AwsRegion": "eu-west-1", "AwsAccountId": "111122223333", "InternetGatewayBlockMode": "block-ingress"},
        }),
    )]);
    let route: Vec<&crate::model::Route> = design.all().collect();
    assert_eq!(
        route[0].target.map(|id| id.kind),
        Some(Kind::NetworkFirewall),
        "{notes:#?}"
    );
    assert_eq!(design.count(Kind::VpcEndpoint), 0);
    let vpc = of(&design, "vpc-a").downcast::<Vpc>().unwrap();
    assert_eq!(vpc.block_public_access.word(), "block-ingress");
}

#[test]
fn an_exclusion_from_block_public_access_only_opens() {
    let word = |mode: &str, exclusion: &str| {
        let (design, _) = import(&[(
            "eu-west-1/all.json",
            json!({
                "Vpcs": [vpc("vpc-a", "10.0.0.0/16"), vpc("vpc-b", "10.1.0.0/16")],
                "VpcBlockPublicAccessOptions": {"AwsRegion": "eu-west-1", "AwsAccountId": "111122223333", "InternetGatewayBlockMode": mode},
                "VpcBlockPublicAccessExclusions": [{
                    "ExclusionId": "vpcbpa-exclude-a", "State": "create-complete", "InternetGatewayExclusionMode": exclusion,
                    "ResourceArn": "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-a"
                }],
            }),
        )]);
        let mode_of = |aws_id: &str| {
            let vpc = of(&design, aws_id).downcast::<Vpc>().unwrap();
            vpc.block_public_access.word()
        };
        assert_eq!(mode_of("vpc-b"), mode, "the other VPC is not excluded");
        mode_of("vpc-a")
    };
    for (mode, exclusion, expected) in [
        ("off", "allow-egress", "off"),
        ("off", "allow-bidirectional", "off"),
        ("block-ingress", "allow-egress", "block-ingress"),
        ("block-ingress", "allow-bidirectional", "off"),
        ("block-bidirectional", "allow-egress", "block-ingress"),
        ("block-bidirectional", "allow-bidirectional", "off"),
    ] {
        assert_eq!(word(mode, exclusion), expected, "{exclusion} under {mode}");
    }
}

#[test]
fn a_tag_of_ones_own_makes_environments() {
    let mut tagged = vpc("vpc-a", "10.0.0.0/16");
    tagged["Tags"] = json!([{"Key": "stage", "Value": "test"}, {"Key": "env", "Value": "prod"}]);
    let files = [("Vpcs.json", json!({"Vpcs": [tagged]}))];
    let names = |options: &Options| -> Vec<String> {
        let (design, _) = import_with(&files, options);
        design
            .all::<crate::model::Environment>()
            .map(|one| one.name.clone())
            .collect()
    };
    assert_eq!(names(&Options::default()), ["prod"]);
    let stage = Options {
        environment_tag: Some("stage".to_owned()),
    };
    assert_eq!(names(&stage), ["test"]);
}
