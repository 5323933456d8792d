//! Lab: names of AWS services that do not lead to the interface endpoints that were built for them.

use super::{Change, Goal, Lab, Mistake, Move, Start, Task};

const SECRETS: &str = "secretsmanager.eu-west-1.amazonaws.com";
const SYSTEMS: &str = "ssm.eu-west-1.amazonaws.com";
const TOKENS: &str = "sts.eu-west-1.amazonaws.com";

pub(super) const LAB: Lab = Lab {
    name: "endpoint-names",
    title: "The endpoint that nobody uses",
    learned: "How the public name of an AWS service comes to lead to an interface endpoint, in its own VPC and in the spokes of a hub.",
    minutes: 25,
    story: "The network team built central interface endpoints in `shared-services` so that prod and dev reach Secrets \
Manager, Systems Manager and STS without a way to the internet. The endpoints are `available` and bill by the hour. \
Still, calls time out.

What people report:

- In **prod**, `nslookup secretsmanager.eu-west-1.amazonaws.com` answers with public addresses. So do the other two names.
- In **dev**, Systems Manager and STS work. Secrets Manager times out.
- On the jump host in **shared-services** itself, of all places, Session Manager does not start.
- Routes and security groups were looked at twice: whoever uses the private addresses of the endpoints gets an answer.",
    start: Start::Template(
        "shared-services-endpoints",
        &[
            Change::Replace(
                "vpc prod cidrs=10.0.0.0/16 region=eu-west-1 account=network environment=prod dns_hostnames=true",
                "vpc prod cidrs=10.0.0.0/16 region=eu-west-1 account=network environment=prod dns_hostnames=false",
            ),
            Change::Replace(
                "domain=secretsmanager.eu-west-1.amazonaws.com private=true vpcs=shared-services,prod,dev",
                "domain=secretsmanager.eu-west-1.amazonaws.com private=true vpcs=shared-services,prod",
            ),
            Change::Replace(
                "domain=ssm.eu-west-1.amazonaws.com private=true vpcs=shared-services,prod,dev",
                "domain=ssm.eu-west-1.amazonaws.com private=true vpcs=prod,dev",
            ),
        ],
    ),
    tasks: &[
        Task {
            says: "In prod, all three names lead to the central endpoints",
            goals: &[
                leads(SECRETS, "vpc prod", "vpc-endpoint secretsmanager"),
                leads(SYSTEMS, "vpc prod", "vpc-endpoint ssm"),
                leads(TOKENS, "vpc prod", "vpc-endpoint sts"),
            ],
        },
        Task {
            says: "In dev, all three names lead to the central endpoints",
            goals: &[
                leads(SECRETS, "vpc dev", "vpc-endpoint secretsmanager"),
                leads(SYSTEMS, "vpc dev", "vpc-endpoint ssm"),
                leads(TOKENS, "vpc dev", "vpc-endpoint sts"),
            ],
        },
        Task {
            says: "In shared-services, too",
            goals: &[
                leads(SECRETS, "vpc shared-services", "vpc-endpoint secretsmanager"),
                leads(SYSTEMS, "vpc shared-services", "vpc-endpoint ssm"),
                leads(TOKENS, "vpc shared-services", "vpc-endpoint sts"),
                Goal::Gone(&["EPT101", "EPT102"]),
            ],
        },
        Task {
            says: "Prod and dev open the endpoints on port 443, and stay apart from each other",
            goals: &[
                Goal::Opens {
                    from: "instance prod-app",
                    to: "vpc-endpoint secretsmanager",
                    port: 443,
                },
                Goal::Opens {
                    from: "instance dev-app",
                    to: "vpc-endpoint secretsmanager",
                    port: 443,
                },
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
    ],
    keeps: &[
        ("vpc prod", &["cidrs"]),
        ("vpc dev", &["cidrs"]),
        ("vpc shared-services", &["cidrs"]),
        ("vpc-endpoint secretsmanager", &["vpc", "service", "subnets"]),
        ("vpc-endpoint ssm", &["vpc", "service", "subnets"]),
        ("vpc-endpoint sts", &["vpc", "service", "subnets"]),
        ("tgw-attachment prod-attachment", &["resource"]),
        ("tgw-attachment dev-attachment", &["resource"]),
    ],
    hints: &[
        "An endpoint has private addresses from the day it is made. What makes the public name lead there? Ask it for each of the three VPCs apart.",
        "Private DNS is off at these endpoints, and rightly so: it would serve their own VPC only. Private hosted zones answer instead. Compare the VPCs of the three zones.",
        "A private zone answers in a VPC only where both DNS support and DNS hostnames of that VPC are on.",
        "Prod: turn DNS hostnames on. Dev: associate the zone of Secrets Manager. Shared-services: associate the zone of Systems Manager. The fixes of EPT101 and EPT102 do the last two.",
    ],
    explanation: "Applications ask for the public name of a service. It leads to an interface endpoint for one of two \
reasons. Either **private DNS** of the endpoint is on, which serves the endpoint's own VPC and nothing else. Or a \
**private hosted zone** of that name has an alias to the endpoint and is associated with the VPC that asks: this is what \
a central endpoint needs, for every spoke and for its own VPC as well. Both need DNS support and DNS hostnames of the \
asking VPC.

Here each VPC lacked something else: prod had DNS hostnames off, dev was missing among the VPCs of one zone, and \
shared-services was missing among those of another. A gateway endpoint would never show this: it works by routes, and \
its names stay public by design.

In production: `nslookup` on an instance in each VPC; `aws ec2 describe-vpc-attribute --attribute enableDnsHostnames`; \
`aws route53 list-hosted-zones-by-vpc --vpc-id vpc-… --vpc-region eu-west-1`.",
    codes: &["EPT101", "EPT102"],
    solution: &[
        Move::Set("vpc prod", "dns_hostnames", "true"),
        Move::Fix("EPT101"),
        Move::Fix("EPT102"),
    ],
    mistakes: &[
        Mistake {
            what: "Turn on private DNS of the endpoints",
            why: "It answers in shared-services only; prod and dev ask in their own VPCs.",
            moves: &[
                Move::Set("vpc-endpoint secretsmanager", "private_dns", "true"),
                Move::Set("vpc-endpoint ssm", "private_dns", "true"),
                Move::Set("vpc-endpoint sts", "private_dns", "true"),
            ],
        },
        Mistake {
            what: "Turn DNS hostnames on everywhere and stop",
            why: "That cures prod; a zone that is not associated answers nowhere.",
            moves: &[Move::Set("vpc prod", "dns_hostnames", "true")],
        },
        Mistake {
            what: "Send instances to a resolver of your own",
            why: "What it answers is not in the design, and it must forward these names to the VPC's resolver anyway.",
            moves: &[
                Move::Add("dhcp-options own region=eu-west-1 account=network domain_name_servers=10.10.0.53"),
                Move::Set("vpc dev", "dhcp_options", "@dhcp-options own"),
            ],
        },
    ],
};

const fn leads(name: &'static str, vpc: &'static str, endpoint: &'static str) -> Goal {
    Goal::LeadsTo {
        name,
        vpc,
        endpoint,
    }
}
