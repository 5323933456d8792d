//! Lab: hosts of one zone can't reach what hosts of the other reach, by the same route table.

use super::{Change, Goal, Lab, Mistake, Move, Start, Task};

pub(super) const LAB: Lab = Lab {
    name: "zone-without-hub",
    title: "Every other request times out",
    learned: "Why an attachment serves only the availability zones that it has a subnet in, and why a route table does not show it.",
    minutes: 10,
    story: "Release checks in prod ask a candidate in staging over the transit gateway. Since the standby servers in the \
second zone went live, half of the checks fail.

What people report:

- From `prod-app` each check passes. From `prod-app-standby` each check times out.
- Both use the same route table and the same security group. Someone compared them line by line, twice.
- A flow log of the hub has no trace of the packets that are lost.
- The standby servers must stay in their own zone: that is what they are for.",
    start: Start::Template(
        "prod-and-staging-hub",
        &[Change::Replace(
            "resource=prod subnets=prod-hub-a,prod-hub-b",
            "resource=prod subnets=prod-hub-a",
        )],
    ),
    tasks: &[
        Task {
            says: "Release checks from prod-app-standby reach staging on port 443",
            goals: &[Goal::Opens {
                from: "instance prod-app-standby",
                to: "instance staging-app",
                port: 443,
            }],
        },
        Task {
            says: "Release checks from prod-app reach staging in both of its zones",
            goals: &[
                Goal::Opens {
                    from: "instance prod-app",
                    to: "instance staging-app",
                    port: 443,
                },
                Goal::Opens {
                    from: "instance prod-app",
                    to: "instance staging-app-standby",
                    port: 443,
                },
            ],
        },
        Task {
            says: "No subnet sends to a hub that does not serve its zone",
            goals: &[Goal::Gone(&["RTE106"])],
        },
        Task {
            says: "Staging opens nothing in prod",
            goals: &[Goal::Shut {
                from: "instance staging-app",
                to: "instance prod-app",
                port: 443,
            }],
        },
    ],
    keeps: &[
        ("vpc prod", &["cidrs", "environment"]),
        ("vpc staging", &["cidrs", "environment"]),
        ("subnet prod-app-a", &["az", "cidrs"]),
        ("subnet prod-app-b", &["az", "cidrs"]),
        ("instance prod-app", &["subnet"]),
        ("instance prod-app-standby", &["subnet"]),
        ("instance staging-app", &["subnet"]),
        ("instance staging-app-standby", &["subnet"]),
        ("tgw-attachment prod-attachment", &["resource"]),
        ("tgw-attachment staging-attachment", &["resource", "subnets"]),
    ],
    hints: &[
        "The two servers differ in one thing only. Which one, and who else on the way cares about it?",
        "A transit gateway puts an interface into one subnet of each zone it serves. Compare the subnets of the two attachments.",
        "Add `prod-hub-b` to the subnets of `prod-attachment`.",
    ],
    explanation: "An attachment serves the availability zones in which it has a subnet, and no other. A packet that a host of \
another zone sends to the hub is dropped on the spot, although its route table is right and says so in every tool that \
looks at tables alone.

The cure is one subnet for each zone in the attachment, best a small one of its own (/28) with its own route table, so that \
network ACLs and routes of workloads stay out of the way.

In production: Reachability Analyzer says `TGW_ROUTE_AZ_RESTRICTION`. Compare `aws ec2 \
describe-transit-gateway-vpc-attachments --query 'TransitGatewayVpcAttachments[].[VpcId,SubnetIds]'` with the zones in \
use.",
    codes: &["RTE106", "ISO107"],
    solution: &[Move::Set(
        "tgw-attachment prod-attachment",
        "subnets",
        r#"["@subnet prod-hub-a", "@subnet prod-hub-b"]"#,
    )],
    mistakes: &[
        Mistake {
            what: "Attach the second zone in place of the first",
            why: "Then the other half of the checks fails.",
            moves: &[Move::Set(
                "tgw-attachment prod-attachment",
                "subnets",
                r#"["@subnet prod-hub-b"]"#,
            )],
        },
        Mistake {
            what: "Move the standby servers into the first zone",
            why: "It works until that zone is down, which is what they are for.",
            moves: &[Move::Set(
                "instance prod-app-standby",
                "subnet",
                "@subnet prod-app-a",
            )],
        },
        Mistake {
            what: "Take the route to the hub away from the second zone",
            why: "The finding goes, and so does the way.",
            moves: &[
                Move::Add("route-table prod-apart vpc=prod"),
                Move::Set("subnet prod-app-b", "route_table", "@route-table prod-apart"),
            ],
        },
        Mistake {
            what: "Let staging in on port 443, to be on the safe side",
            why: "It was never the filter, and staging may open nothing in prod.",
            moves: &[
                Move::Set(
                    "tgw-attachment prod-attachment",
                    "subnets",
                    r#"["@subnet prod-hub-a", "@subnet prod-hub-b"]"#,
                ),
                Move::Set("security-group-rule-1", "cidr", "10.0.0.0/8"),
                Move::Add(
                    "security-group-rule security_group=staging-app direction=egress protocol=tcp ports=443 cidr=10.0.0.0/8",
                ),
            ],
        },
    ],
};
