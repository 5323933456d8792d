//! Lab: a failover that looks right in the console and has never fired.

use super::{Change, Goal, Lab, Mistake, Move, Start, Task};

pub(super) const LAB: Lab = Lab {
    name: "failover-never-fires",
    title: "The failover that never fires",
    learned: "What Route 53 takes for healthy, what a health check must ask, and how its checkers get in.",
    minutes: 25,
    story: "CloudFront takes `origin.example.com` and `api.example.com` as its origins. Both are failover pairs: eu-west-1 \
answers, and eu-central-1 is paid for to take over. Last night the database of eu-west-1 was down for an hour. Nothing \
moved.

What people report:

- Customers saw errors for the whole hour. `dig origin.example.com` gave the addresses of eu-west-1 all the time, and so did `dig api.example.com`.
- The front page was up: it comes from a cache.
- Someone remembers that health check `main-up` has been red for weeks, \"but it is always red since the security groups were tightened, so we look past it\". The one of eu-central-1 is green.
- The security team insists: only CloudFront, and what is needed to watch the sites, may reach the load balancers.",
    start: Start::Template(
        "failover-dr",
        &[
            Change::Replace("shop.example.com", "origin.example.com"),
            Change::Replace("main-deep", "main-up"),
            Change::Replace(
                "path=/health/deep interval_seconds=10",
                "path=/ interval_seconds=10",
            ),
            Change::Replace(
                "description=\"Fails when the database or the queue fails, not only the web server\"",
                "description=\"Says whether the shop is up\"",
            ),
            Change::Replace(
                "alias=main-front evaluate_target_health=true health_check=main-up",
                "alias=main-front evaluate_target_health=false health_check=main-up",
            ),
            Change::Replace(
                "  security-group main-balancer description=\"HTTPS from anywhere, Route 53 health checkers among them\"\n    security-group-rule direction=ingress protocol=tcp ports=443 cidr=0.0.0.0/0",
                "  security-group main-balancer description=\"HTTPS from CloudFront\"\n    security-group-rule direction=ingress protocol=tcp ports=443 prefix_list=cloudfront-main",
            ),
            Change::Replace(
                "  security-group recovery-balancer description=\"HTTPS from anywhere, Route 53 health checkers among them\"\n    security-group-rule direction=ingress protocol=tcp ports=443 cidr=0.0.0.0/0",
                "  security-group recovery-watch description=\"HTTPS from those who watch the site\"\n    security-group-rule direction=ingress protocol=tcp ports=443 prefix_list=checkers-recovery\n  security-group recovery-balancer description=\"HTTPS from CloudFront\"\n    security-group-rule direction=ingress protocol=tcp ports=443 prefix_list=cloudfront-recovery",
            ),
            Change::Replace(
                "security_groups=recovery-balancer owner",
                "security_groups=recovery-balancer,recovery-watch owner",
            ),
            Change::Drop("intent customers-use-main"),
            Change::Drop("intent customers-use-recovery"),
            Change::Append(
                r#"prefix-list cloudfront-main region=eu-west-1 account=shop managed_name=com.amazonaws.global.cloudfront.origin-facing max_entries=55 description="Addresses from which CloudFront asks origins; a reference counts as 55 rules"
prefix-list cloudfront-recovery region=eu-central-1 account=shop managed_name=com.amazonaws.global.cloudfront.origin-facing max_entries=55 description="Addresses from which CloudFront asks origins; a reference counts as 55 rules"
prefix-list checkers-recovery region=eu-central-1 account=shop managed_name=com.amazonaws.eu-central-1.route53-healthchecks max_entries=25 description="Addresses of AWS's health checkers; a reference counts as 25 rules"
dns-record api-main zone=example-com record_name=api.example.com record_type=A policy=failover failover=PRIMARY set_identifier=main alias=main-front evaluate_target_health=false description="Answers while the shop is healthy"
dns-record api-recovery zone=example-com record_name=api.example.com record_type=A policy=failover failover=SECONDARY set_identifier=recovery alias=recovery-front evaluate_target_health=true health_check=recovery-deep description="Answers when the shop is not healthy""#,
            ),
        ],
    ),
    tasks: &[
        Task {
            says: "Every primary can become unhealthy",
            goals: &[Goal::Gone(&["DNS101"])],
        },
        Task {
            says: "No failover is decided by a page that comes from a cache",
            goals: &[Goal::Gone(&["DNS102"])],
        },
        Task {
            says: "The checkers of Route 53 reach both sites, today and after AWS adds some",
            goals: &[Goal::Gone(&["DNS103"])],
        },
        Task {
            says: "Neither load balancer is open to everyone, and no group has more rules than AWS takes",
            goals: &[
                Goal::Gone(&["SEC110"]),
                Goal::NotOpenToAll {
                    to: "load-balancer main-front",
                    port: 443,
                },
                Goal::NotOpenToAll {
                    to: "load-balancer recovery-front",
                    port: 443,
                },
            ],
        },
    ],
    keeps: &[
        (
            "dns-record shop-main",
            &["record_name", "policy", "failover", "alias"],
        ),
        (
            "dns-record shop-recovery",
            &["record_name", "policy", "failover", "alias", "health_check"],
        ),
        (
            "dns-record api-main",
            &["record_name", "policy", "failover", "alias"],
        ),
        (
            "dns-record api-recovery",
            &["record_name", "policy", "failover", "alias", "health_check"],
        ),
        ("health-check main-up", &["check_type", "domain_name", "target"]),
        (
            "health-check recovery-deep",
            &["check_type", "domain_name", "target", "path"],
        ),
        ("load-balancer main-front", &["scheme", "subnets"]),
        (
            "load-balancer recovery-front",
            &["scheme", "subnets", "security_groups"],
        ),
    ],
    hints: &[
        "When does Route 53 take a record for unhealthy? Look at each PRIMARY record: what would have to fail?",
        "A record without a health check whose alias does not evaluate its target's health is always healthy. `api-main` is one.",
        "`main-up` asks `/`. Which path would have failed last night? The health check of the other site shows one.",
        "Checkers come from public addresses of AWS. Ranges copied by hand go stale; AWS keeps a managed prefix list. A reference to it counts as 25 rules of a group, and the one of CloudFront as 55, of 60: compare how the other site does it.",
    ],
    explanation: "Route 53 fails over when the primary is **unhealthy**, and three things kept it from ever being seen so.

`api-main` had no health check, and its alias did not evaluate its target's health: such a record is always healthy. \
(For an alias to CloudFront, evaluation never counts.) `main-up` asked `/`, a page that a cache gives while the database \
is down; a deep path such as `/health/deep` asks what the service needs. And the security group let only CloudFront in, \
so the checkers of Route 53 failed all the time. A check that is always red warns nobody; where both sites look \
unhealthy, Route 53 answers as if both were healthy.

The checkers get in by AWS's managed prefix list, in a security group of its own: 55 rules for CloudFront and 25 for the \
checkers are more than the 60 that one group may have.

In production: `aws route53 get-health-check-status` says `Connection timed out` from every region; \
`aws route53 list-resource-record-sets` shows a PRIMARY without `HealthCheckId` and with `EvaluateTargetHealth` false. \
Practise a failover: one that has never fired does not exist.",
    codes: &["DNS101", "DNS102", "DNS103"],
    solution: &[
        Move::Fix("DNS101"),
        Move::Fix("DNS102"),
        Move::Fix("DNS103"),
    ],
    mistakes: &[
        Mistake {
            what: "Open port 443 to everyone, so that the checkers get in",
            why: "The sites lose what CloudFront and its web ACL keep from them.",
            moves: &[
                Move::Fix("DNS101"),
                Move::Fix("DNS102"),
                Move::Add(
                    "security-group-rule security_group=main-balancer direction=ingress protocol=tcp ports=443 cidr=0.0.0.0/0",
                ),
            ],
        },
        Mistake {
            what: "Add the checkers' list to the group that lets CloudFront in",
            why: "55 and 25 are more than the 60 rules of a group: AWS refuses it.",
            moves: &[
                Move::Fix("DNS101"),
                Move::Fix("DNS102"),
                Move::Add(
                    "prefix-list checkers-main region=eu-west-1 account=shop managed_name=com.amazonaws.eu-west-1.route53-healthchecks max_entries=25\nsecurity-group-rule security_group=main-balancer direction=ingress protocol=tcp ports=443 prefix_list=checkers-main",
                ),
            ],
        },
        Mistake {
            what: "Copy the checkers' addresses of today into the group",
            why: "AWS adds checkers; those are kept out, and nobody notices.",
            moves: &[
                Move::Fix("DNS101"),
                Move::Fix("DNS102"),
                Move::Add(
                    "security-group-rule security_group=main-balancer direction=ingress protocol=tcp ports=443 cidr=54.228.16.0/26",
                ),
            ],
        },
        Mistake {
            what: "Delete the red health check",
            why: "The primary has no check then, and is healthy for ever.",
            moves: &[
                Move::Fix("DNS101"),
                Move::Delete("health-check main-up"),
            ],
        },
    ],
};
