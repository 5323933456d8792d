//! Lab: two VPCs with the same addresses meet in a hub.

use super::{Goal, Lab, Mistake, Move, Start, Task};

pub(super) const LAB: Lab = Lab {
    name: "overlapping-blocks",
    title: "Two networks with the same addresses",
    learned: "Why overlapping blocks may exist and must never meet, and what is left to do when they do.",
    minutes: 15,
    story: "The analytics team came to the company last month and brought a VPC. It is attached to the hub, and \
`describe-transit-gateway-vpc-attachments` says `available` for both. The shop should send its events there from Monday \
on.

What people report:

- From the shop, connections to `analytics-app` on port 443 time out, or another host answers.
- `search-transit-gateway-routes` shows one attachment for the block, where everybody expected two.
- The shop is live: its addresses stand in firewalls of partners and can't change. Analytics holds no production data yet, and its team does not mind a new address.
- Addresses of the company are planned from 10.0.0.0/8; 10.1.0.0/16 and up are free.",
    start: Start::Notation(
        r#"
account company account_id=111122223333 profile=company
env prod colour=#b0413e

vpc shop cidrs=10.0.0.0/16 region=eu-west-1 account=company environment=prod dns_hostnames=true owner=shop description="The shop; partners know its addresses"
  route-table shop-private
    route target=hub destination=10.0.0.0/8
  route-table shop-hub main=true
  security-group shop-app description="Application servers of the shop"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.0.0.0/8
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.0.0.0/8
  subnet shop-app-a az=a cidrs=10.0.0.0/20 route_table=shop-private
    instance shop-app instance_type=m7i.large count=2 security_groups=shop-app owner=shop description="Sends events to analytics"
  subnet shop-app-b az=b cidrs=10.0.16.0/20 route_table=shop-private
    instance shop-app-standby instance_type=m7i.large count=2 security_groups=shop-app owner=shop description="The same in the second zone"
  subnet shop-hub-a az=a cidrs=10.0.255.0/28 route_table=shop-hub
  subnet shop-hub-b az=b cidrs=10.0.255.16/28 route_table=shop-hub

vpc analytics cidrs=10.0.0.0/16 region=eu-west-1 account=company environment=prod dns_hostnames=true owner=analytics description="Came with the analytics team; not in production yet"
  route-table analytics-private
    route target=hub destination=10.0.0.0/8
  route-table analytics-hub main=true
  security-group analytics-app description="Takes events"
    security-group-rule direction=ingress protocol=tcp ports=443 cidr=10.0.0.0/8
    security-group-rule direction=egress protocol=tcp ports=443 cidr=10.0.0.0/8
  subnet analytics-app-a az=a cidrs=10.0.32.0/20 route_table=analytics-private
    instance analytics-app instance_type=m7i.large count=2 security_groups=analytics-app owner=analytics description="Takes events"
  subnet analytics-hub-a az=a cidrs=10.0.254.0/28 route_table=analytics-hub
  subnet analytics-hub-b az=b cidrs=10.0.254.16/28 route_table=analytics-hub

tgw hub region=eu-west-1 account=company asn=64512 default_association=false default_propagation=false owner=network description="Regional hub"
  tgw-attachment shop-attachment resource=shop subnets=shop-hub-a,shop-hub-b
  tgw-attachment analytics-attachment resource=analytics subnets=analytics-hub-a,analytics-hub-b
  tgw-route-table prod-routes description="Where packets from prod are looked up"
    tgw-association attachment=shop-attachment
    tgw-association attachment=analytics-attachment
    tgw-propagation shop-known attachment=shop-attachment
    tgw-propagation analytics-known attachment=analytics-attachment
"#,
    ),
    tasks: &[
        Task {
            says: "No two networks with the same addresses meet in a route table of the hub",
            goals: &[Goal::Gone(&["ADR110", "ADR111"])],
        },
        Task {
            says: "The shop opens analytics on port 443, from both zones",
            goals: &[
                Goal::Opens {
                    from: "instance shop-app",
                    to: "instance analytics-app",
                    port: 443,
                },
                Goal::Opens {
                    from: "instance shop-app-standby",
                    to: "instance analytics-app",
                    port: 443,
                },
            ],
        },
        Task {
            says: "Subnets of analytics lie in its new block, and none is left behind",
            goals: &[Goal::Gone(&["ADR101", "ADR102"])],
        },
    ],
    keeps: &[
        ("vpc shop", &["cidrs", "environment"]),
        ("vpc analytics", &["environment"]),
        ("subnet shop-app-a", &["cidrs"]),
        ("subnet shop-app-b", &["cidrs"]),
        ("instance shop-app", &["subnet"]),
        ("instance shop-app-standby", &["subnet"]),
        ("instance analytics-app", &["subnet"]),
        ("tgw-attachment shop-attachment", &["resource"]),
        ("tgw-attachment analytics-attachment", &["resource"]),
    ],
    hints: &[
        "A packet from the shop to 10.0.32.5: what does the shop's own route table say first? The local route has the last word inside a VPC's own block.",
        "No route, however exact, can make one address mean two hosts. One of the two networks has to get other addresses. Which one may?",
        "Change the block of the VPC `analytics` to a free one, such as 10.1.0.0/16, and its three subnets to blocks inside it. The address plan shows what is free.",
    ],
    explanation: "Overlapping blocks are legal as long as they never **meet**: two VPCs with the same addresses may both be \
peered with a third. In one route table of a hub they do meet. The second block is silently not propagated, or a longer \
prefix wins, and inside a VPC the local route keeps packets at home. No route can repair it.

Three cures exist. **Renumber** the network that can be renumbered: best as early as here, before anything depends on its \
addresses. Keep the two in **separate tables**, where they need not talk. Or offer the one service that is needed \
through **PrivateLink**, which does not mind overlapping addresses, when neither side can change.

In production: `aws ec2 search-transit-gateway-routes` shows one attachment for a block where two should be; a peering \
goes to `failed` at once. An address plan kept in one place keeps it from happening.",
    codes: &["ADR110", "ADR111"],
    solution: &[
        Move::Set("vpc analytics", "cidrs", "[\"10.1.0.0/16\"]"),
        Move::Set("subnet analytics-app-a", "cidrs", "[\"10.1.32.0/20\"]"),
        Move::Set("subnet analytics-hub-a", "cidrs", "[\"10.1.254.0/28\"]"),
        Move::Set("subnet analytics-hub-b", "cidrs", "[\"10.1.254.16/28\"]"),
    ],
    mistakes: &[
        Mistake {
            what: "Add a more exact route to analytics in the shop",
            why: "The address would still mean a host of the shop's own block to everyone else, answers included.",
            moves: &[Move::Add(
                "route route_table=shop-private target=hub destination=10.0.32.0/20",
            )],
        },
        Mistake {
            what: "Take analytics out of the table",
            why: "Nothing meets any more, and nothing reaches it either.",
            moves: &[Move::Delete("tgw-propagation analytics-known")],
        },
        Mistake {
            what: "Add a second block to analytics and keep the first",
            why: "The first still overlaps, and the hosts still live in it.",
            moves: &[Move::Set(
                "vpc analytics",
                "cidrs",
                "[\"10.0.0.0/16\", \"10.1.0.0/16\"]",
            )],
        },
        Mistake {
            what: "Renumber the shop",
            why: "It would do, but partners know the shop's addresses: the one that is not live yet must move.",
            moves: &[
                Move::Set("vpc shop", "cidrs", "[\"10.1.0.0/16\"]"),
                Move::Set("subnet shop-app-a", "cidrs", "[\"10.1.0.0/20\"]"),
                Move::Set("subnet shop-app-b", "cidrs", "[\"10.1.16.0/20\"]"),
                Move::Set("subnet shop-hub-a", "cidrs", "[\"10.1.255.0/28\"]"),
                Move::Set("subnet shop-hub-b", "cidrs", "[\"10.1.255.16/28\"]"),
            ],
        },
    ],
};
