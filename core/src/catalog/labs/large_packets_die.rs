//! Lab: connections open, and the first large answer never arrives.

use super::{Goal, Lab, Mistake, Move, Start, Task};

pub(super) const LAB: Lab = Lab {
    name: "large-packets-die",
    title: "Small queries work, large ones hang",
    learned: "Where a path carries smaller packets than its sender sends, and what path MTU discovery needs to get through.",
    minutes: 15,
    story: "The reports moved to a VPC of their own and ask the database over the transit gateway. Security tightened the \
network ACLs of both sides in the same week: nothing but the database port and its answers.

What people report:

- `psql` connects from `reports-app` at once, and `select 1` answers.
- `select * from orders` hangs for ever. So does the nightly upload, after a few kilobytes.
- `ping` between the two never worked since that week, \"but nobody needs ping\".
- Flow logs of both subnets show a few `REJECT` lines of protocol 1. Nobody knows what they are.
- The auditors were shown that SSH from `reports-app` to `database` is shut, although the security groups of both are wide open. That must stay so.",
    start: Start::Notation(
        r#"
account data account_id=111122223333 profile=data
env prod colour=#b0413e

vpc reports cidrs=10.0.0.0/16 region=eu-west-1 account=data environment=prod dns_hostnames=true owner=reports description="Builds reports from orders"
  route-table reports-private
    route target=hub destination=10.1.0.0/16
  route-table reports-hub main=true
  network-acl reports-tight description="Questions to the database, and its answers"
    network-acl-rule reports-answers number=100 direction=ingress action=allow protocol=tcp ports=1024-65535 cidr=10.1.0.0/16
    network-acl-rule reports-asks number=100 direction=egress action=allow protocol=tcp ports=5432 cidr=10.1.0.0/16
  security-group reports-app description="Left open while moving"
    security-group-rule direction=ingress protocol=all cidr=10.0.0.0/8
    security-group-rule direction=egress protocol=all cidr=10.0.0.0/8
  subnet reports-app-a az=a cidrs=10.0.0.0/20 route_table=reports-private network_acl=reports-tight
    instance reports-app instance_type=m7i.large count=2 security_groups=reports-app owner=reports description="Asks the database and uploads what it made"
  subnet reports-hub-a az=a cidrs=10.0.255.0/28 route_table=reports-hub

vpc orders cidrs=10.1.0.0/16 region=eu-west-1 account=data environment=prod dns_hostnames=true owner=orders description="Orders and their database"
  route-table orders-private
    route target=hub destination=10.0.0.0/16
  route-table orders-hub main=true
  network-acl orders-tight description="Questions from the reports, and answers to them"
    network-acl-rule orders-questions number=100 direction=ingress action=allow protocol=tcp ports=5432 cidr=10.0.0.0/16
    network-acl-rule orders-answers number=100 direction=egress action=allow protocol=tcp ports=1024-65535 cidr=10.0.0.0/16
  security-group database description="Left open while moving"
    security-group-rule direction=ingress protocol=all cidr=10.0.0.0/8
    security-group-rule direction=egress protocol=all cidr=10.0.0.0/8
  subnet orders-data-a az=a cidrs=10.1.0.0/20 route_table=orders-private network_acl=orders-tight
    instance database instance_type=r7i.xlarge count=1 security_groups=database owner=orders description="Answers on port 5432"
  subnet orders-hub-a az=a cidrs=10.1.255.0/28 route_table=orders-hub

tgw hub region=eu-west-1 account=data asn=64512 default_association=false default_propagation=false owner=network description="Regional hub"
  tgw-attachment reports-attachment resource=reports subnets=reports-hub-a
  tgw-attachment orders-attachment resource=orders subnets=orders-hub-a
  tgw-route-table prod-routes description="Where packets from prod are looked up"
    tgw-association attachment=reports-attachment
    tgw-association attachment=orders-attachment
    tgw-propagation attachment=reports-attachment
    tgw-propagation attachment=orders-attachment

intent reports-ask kind=must level=connectable from=reports-app to=database protocol=tcp ports=5432 reason="Reports are made from orders"
"#,
    ),
    tasks: &[
        Task {
            says: "Where a packet is too large, its sender in reports is told",
            goals: &[Goal::Gone(&["MTU105"])],
        },
        Task {
            says: "No network ACL drops the answer that says which size fits, in either VPC",
            goals: &[Goal::Gone(&["MTU101"])],
        },
        Task {
            says: "The reports open the database on port 5432",
            goals: &[Goal::Opens {
                from: "instance reports-app",
                to: "instance database",
                port: 5432,
            }],
        },
        Task {
            says: "SSH to the database stays shut",
            goals: &[Goal::Shut {
                from: "instance reports-app",
                to: "instance database",
                port: 22,
            }],
        },
    ],
    keeps: &[
        ("vpc reports", &["cidrs"]),
        ("vpc orders", &["cidrs"]),
        ("subnet reports-app-a", &["cidrs", "network_acl", "route_table"]),
        ("subnet orders-data-a", &["cidrs", "network_acl", "route_table"]),
        ("instance reports-app", &["subnet", "security_groups"]),
        ("instance database", &["subnet", "security_groups"]),
        ("tgw-attachment reports-attachment", &["resource"]),
        ("tgw-attachment orders-attachment", &["resource"]),
    ],
    hints: &[
        "A connection that opens and then hangs at the first large packet: how large do instances send, and how large does each hop of the way carry?",
        "Instances send up to 9001 bytes, a transit gateway carries 8500. It drops what is larger and tells the sender. In which kind of packet?",
        "The answer is ICMP type 3 code 4, \"fragmentation needed\". Which filter on the way back to the sender drops it? Security groups let it in by themselves; network ACLs keep no state.",
        "Let ICMP type 3 code 4 in at both network ACLs: reports for its uploads, orders for its large answers. The fix of MTU101 adds that one rule.",
    ],
    explanation: "Instances send up to **9001** bytes; a transit gateway carries **8500**, a peering between regions 8500, the \
internet 1500. A packet that is too large is dropped, and the hop answers with ICMP type 3 code 4 (ICMPv6 type 2), which \
names the size that fits. The sender then sends smaller packets, and nobody notices. Where a network ACL drops that one \
answer, small packets pass and large ones vanish: a black hole that `select 1` never sees.

The cure is one rule in each ACL, in front of the others: allow ICMP type 3 code 4 in. It carries no data and opens no \
connection. Lowering the MTU of every instance would do too, for as long as nobody adds one.

In production: `tracepath` to the other side stops at the hop; `ping -M do -s 8973` gets no answer where `-s 8472` does; \
flow logs show `REJECT` of protocol 1 into the sender's subnet.",
    codes: &["MTU101", "MTU105"],
    solution: &[Move::Fix("MTU101")],
    mistakes: &[
        Mistake {
            what: "Take the network ACLs off the subnets",
            why: "Large packets pass, and so does SSH: the ACLs were what kept it shut.",
            moves: &[
                Move::Set("subnet reports-app-a", "network_acl", "null"),
                Move::Set("subnet orders-data-a", "network_acl", "null"),
            ],
        },
        Mistake {
            what: "Allow everything between the two VPCs",
            why: "That opens SSH along with it.",
            moves: &[Move::Add(
                "network-acl-rule network_acl=reports-tight number=50 direction=ingress action=allow protocol=all cidr=10.1.0.0/16\nnetwork-acl-rule network_acl=reports-tight number=50 direction=egress action=allow protocol=all cidr=10.1.0.0/16\nnetwork-acl-rule network_acl=orders-tight number=50 direction=ingress action=allow protocol=all cidr=10.0.0.0/16\nnetwork-acl-rule network_acl=orders-tight number=50 direction=egress action=allow protocol=all cidr=10.0.0.0/16",
            )],
        },
        Mistake {
            what: "Allow ping",
            why: "Echo is type 8 and its reply type 0; what the hop sends is type 3 code 4.",
            moves: &[Move::Add(
                "network-acl-rule network_acl=reports-tight number=50 direction=ingress action=allow protocol=icmp icmp_type=8 icmp_code=0 cidr=10.0.0.0/8\nnetwork-acl-rule network_acl=orders-tight number=50 direction=ingress action=allow protocol=icmp icmp_type=8 icmp_code=0 cidr=10.0.0.0/8",
            )],
        },
        Mistake {
            what: "Cure the side that complains, and only that",
            why: "Uploads work then; large answers of the database still die.",
            moves: &[Move::Add(
                "network-acl-rule network_acl=reports-tight number=50 direction=ingress action=allow protocol=icmp icmp_type=3 icmp_code=4 cidr=0.0.0.0/0",
            )],
        },
    ],
};
