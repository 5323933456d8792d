//! Lab: a hub with its defaults on joins every environment to every other.

use super::{Change, Goal, Lab, Mistake, Move, Start, Task};

pub(super) const LAB: Lab = Lab {
    name: "hub-joins-environments",
    title: "Dev reaches prod",
    learned: "Why attaching a VPC to a transit gateway joins it to all others, and what keeps environments apart.",
    minutes: 20,
    story: "A security review found connections from a laptop session on a **dev** host to a payments server in **prod**. \
Nobody opened that way on purpose: prod and dev have VPCs of their own, and the only thing they share is the transit \
gateway.

What people report:

- Flow logs of prod show `ACCEPT` on port 443 from 10.2.0.0/16, which is dev.
- A developer says that staging answers from dev as well.
- The release team asks you not to break their job: in every release, prod asks staging on port 443.",
    start: Start::Template(
        "isolation-failure",
        &[
            Change::Drop("note what-is-wrong"),
            Change::Replace(
                " description=\"Regional hub as AWS makes it: default association and propagation on\"",
                " description=\"Regional hub\"",
            ),
            Change::Replace(
                " description=\"The default route table: every attachment looks up here, and every attachment writes here\"",
                "",
            ),
            Change::Append(
                "intent release-checks kind=must level=connectable from=prod-app to=staging-app protocol=tcp ports=443 reason=\"Release checks in prod ask the candidate in staging before it is promoted\"",
            ),
        ],
    ),
    tasks: &[
        Task {
            says: "No packet finds a way between dev and prod, in either direction",
            goals: &[
                Goal::Apart {
                    from: "vpc dev",
                    to: "vpc prod",
                },
                Goal::Apart {
                    from: "vpc prod",
                    to: "vpc dev",
                },
            ],
        },
        Task {
            says: "No packet finds a way between dev and staging either",
            goals: &[
                Goal::Apart {
                    from: "vpc dev",
                    to: "vpc staging",
                },
                Goal::Apart {
                    from: "vpc staging",
                    to: "vpc dev",
                },
            ],
        },
        Task {
            says: "A VPC that is attached tomorrow is not joined to all others by itself",
            goals: &[
                Goal::Says {
                    record: "tgw hub",
                    field: "default_association",
                    value: "false",
                },
                Goal::Says {
                    record: "tgw hub",
                    field: "default_propagation",
                    value: "false",
                },
                Goal::Gone(&["ISO101", "ISO102"]),
            ],
        },
        Task {
            says: "The release job still works: prod opens staging on port 443",
            goals: &[Goal::Opens {
                from: "instance prod-app",
                to: "instance staging-app",
                port: 443,
            }],
        },
    ],
    keeps: &[
        ("env prod", &["shared"]),
        ("env staging", &["shared"]),
        ("env dev", &["shared"]),
        ("vpc prod", &["cidrs", "environment"]),
        ("vpc staging", &["cidrs", "environment"]),
        ("vpc dev", &["cidrs", "environment"]),
        ("instance prod-app", &["subnet"]),
        ("instance staging-app", &["subnet"]),
        ("instance dev-app", &["subnet"]),
        ("tgw-attachment prod-attachment", &["resource"]),
        ("tgw-attachment staging-attachment", &["resource"]),
        ("tgw-attachment dev-attachment", &["resource"]),
    ],
    hints: &[
        "Follow one packet from dev to prod: which route table of the hub is it looked up in, and who is looked up in the same one?",
        "Two things are separate in a transit gateway: **association** says where packets of an attachment are looked up, **propagation** says which blocks a table knows. Look for who wrote both.",
        "Turning the two defaults of the hub off changes nothing for attachments that exist. Their associations and propagations must be taken out.",
        "Each environment needs a route table of its own. Open the finding ISO101 and read its fix before you apply it: it keeps the way that the intent `release-checks` asks for.",
    ],
    explanation: "**Default route table association** and **default route table propagation** are on when a transit \
gateway is made. Each new attachment is then looked up in one table, and writes its blocks into the same table: every \
VPC reaches every other. Security groups that allow 10.0.0.0/8 let it through.

The cure has two parts. Both defaults go off, for the attachments of tomorrow. And since they act on new attachments \
only, those that exist are taken out of that table, and each environment gets one of its own, which knows only what its \
intents allow. Between the old and the new association an attachment has no table, so this is done in a maintenance \
window.

In production: `aws ec2 describe-transit-gateways --query \
'TransitGateways[].Options.[DefaultRouteTableAssociation,DefaultRouteTablePropagation]'` shows the defaults, and \
`aws ec2 search-transit-gateway-routes` shows blocks of two environments in one table. An intent in the design and \
`netwright check` in the pipeline keep it from coming back.",
    codes: &["ISO101", "ISO102", "ISO107"],
    solution: &[Move::Fix("ISO101")],
    mistakes: &[
        Mistake {
            what: "Turn both defaults off and leave it at that",
            why: "They act on attachments made later; the three that exist stay joined.",
            moves: &[
                Move::Set("tgw hub", "default_association", "false"),
                Move::Set("tgw hub", "default_propagation", "false"),
            ],
        },
        Mistake {
            what: "Take the route to the hub out of dev",
            why: "Prod still sends to dev, and whoever adds a route in dev opens the rest.",
            moves: &[Move::Delete("route-3")],
        },
        Mistake {
            what: "Detach dev",
            why: "It cuts dev from everything, and the next attachment has the same flaw.",
            moves: &[Move::Delete("tgw-attachment dev-attachment")],
        },
        Mistake {
            what: "Call dev a shared environment",
            why: "That silences the finding and leaves the way open.",
            moves: &[Move::Set("env dev", "shared", "true")],
        },
    ],
};
