//! One VPC of an estate: of some archetype, with its subnets, filters, workloads, endpoints and attachment.

use ipnet::IpNet;

use super::address::{block, part};
use super::estate::Builder;
use super::hub::Hub;
use crate::model::{
    Account, Connectivity, Direction, ElasticIp, EndpointType, EntityId, Id, Instance,
    InternetGateway, NatGateway, NetworkAcl, NetworkAclRule, PortRange, Protocol, Route,
    RouteTable, RuleAction, SecurityGroup, SecurityGroupRule, Subnet, TgwAssociation,
    TgwAttachment, TgwPropagation, Vpc, VpcEndpoint, VpcPeering,
};

const SERVICES: [&str; 16] = [
    "orders",
    "payments",
    "catalogue",
    "search",
    "billing",
    "identity",
    "ledger",
    "stock",
    "pricing",
    "shipping",
    "reports",
    "mail",
    "media",
    "fraud",
    "loyalty",
    "claims",
];
const TYPES: [&str; 6] = [
    "m7i.large",
    "m7g.xlarge",
    "c7i.2xlarge",
    "r7i.xlarge",
    "t3.medium",
    "m6i.4xlarge",
];
const PORTS: [u16; 8] = [443, 8080, 8443, 5432, 3306, 6379, 9092, 50051];
const AWS_SERVICES: [&str; 6] = ["secretsmanager", "ssm", "sts", "kms", "logs", "sqs"];

/// What a VPC is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Archetype {
    /// Only the hub leads out.
    Private,
    /// An internet gateway and a NAT gateway.
    Web,
    /// A network ACL around its subnets.
    Data,
    /// Endpoints and nothing else.
    Batch,
}

/// Adds VPC number `index` of a hub; the first holds its shared services.
pub(super) fn add(
    builder: &mut Builder,
    hub: &mut Hub,
    index: usize,
    account: Option<Id<Account>>,
) {
    let shared = index == 0 && hub.gateway.is_some();
    // Of a hundred workloads 40 are prod, 20 staging, 15 test, 25 dev; the first four are one of each.
    let environment = match index {
        _ if shared => 4,
        1..=4 => index - 1,
        _ => match builder.random.below(100) {
            0..=39 => 0,
            40..=59 => 1,
            60..=74 => 2,
            _ => 3,
        },
    };
    let archetype = match builder.random.below(10) {
        _ if shared => Archetype::Private,
        0..=4 => Archetype::Private,
        5..=6 => Archetype::Web,
        7..=8 => Archetype::Data,
        _ => Archetype::Batch,
    };
    let size = builder.random.below(10).min(2);
    let cidr = if shared {
        hub.blocks.shared()
    } else {
        hub.blocks.take(size)
    };
    let account = if shared { builder.network() } else { account };
    let service = *builder.random.pick(&SERVICES);
    let number = builder.design.greatest(crate::model::Kind::Vpc) + 1;
    let kind = ["prod", "staging", "test", "dev", "shared"][environment];
    let name = if shared {
        format!("shared-services-{number}")
    } else {
        format!("{kind}-{service}-{number}")
    };
    let environment_id = builder.environments.get(environment).copied();
    let vpc = builder.add::<Vpc>(|record| {
        record.name.clone_from(&name);
        hub.region.clone_into(&mut record.region);
        record.account = account;
        record.environment = environment_id;
        record.cidrs = vec![cidr];
        record.dns_hostnames = true;
        if shared { "network" } else { service }.clone_into(&mut record.meta.owner);
    });
    let mut ground = Ground {
        builder,
        hub,
        vpc,
        name,
        cidr,
        account,
    };
    ground.furnish(archetype);
    let subnets = ground.subnets();
    let attachment = ground.attach(&subnets, environment, shared);
    hub.members.push((vpc, environment, attachment));
}

/// A VPC being furnished.
struct Ground<'a> {
    builder: &'a mut Builder,
    hub: &'a Hub,
    vpc: Id<Vpc>,
    name: String,
    cidr: IpNet,
    account: Option<Id<Account>>,
}

impl Ground<'_> {
    fn furnish(&mut self, archetype: Archetype) {
        let table = self.builder.add::<RouteTable>(|record| {
            record.name = format!("{}-main", self.name);
            record.vpc = self.vpc;
            record.main = true;
        });
        if let Some(gateway) = self.hub.gateway {
            self.route(table, block(0x0a00_0000, 8), gateway.entity());
            self.route(table, block(0xac10_0000, 12), gateway.entity());
        }
        let acl = (archetype == Archetype::Data).then(|| self.network_acl());
        let port = *self.builder.random.pick(&PORTS);
        let groups = self.security_groups(port);
        let prefix = self.cidr.prefix_len() + 2;
        let zones: &[&str] = if self.builder.random.chance(20) || archetype == Archetype::Web {
            &["a", "b"]
        } else {
            &["a", "b", "c"]
        };
        let mut workloads = Vec::new();
        for (index, zone) in (0..).zip(zones) {
            let subnet = self.builder.add::<Subnet>(|record| {
                record.name = format!("{}-{zone}", self.name);
                record.vpc = self.vpc;
                (*zone).clone_into(&mut record.az);
                record.cidrs = vec![part(self.cidr, prefix, index)];
                record.network_acl = acl;
            });
            workloads.push(subnet);
        }
        if archetype == Archetype::Web {
            self.way_out(table, prefix);
        }
        let instance_type = *self.builder.random.pick(&TYPES);
        let count = u32::try_from(1 + self.builder.random.below(6)).unwrap_or(1);
        // Servers in the first zone, what they keep their data in in the second.
        for ((subnet, zone), (group, purpose)) in workloads
            .iter()
            .zip(zones)
            .zip(groups.into_iter().zip(["app", "store"]))
        {
            self.builder.add::<Instance>(|record| {
                record.name = format!("{}-{purpose}-{zone}", self.name);
                record.subnet = *subnet;
                instance_type.clone_into(&mut record.instance_type);
                record.count = count;
                record.security_groups = vec![group];
            });
        }
        self.endpoints(archetype, table, &workloads);
    }

    fn route(&mut self, table: Id<RouteTable>, destination: IpNet, target: EntityId) {
        self.builder.add::<Route>(|record| {
            record.route_table = table;
            record.destination = Some(destination);
            record.target = Some(target);
        });
    }

    /// A public subnet with an internet gateway and a NAT gateway, and the default routes to them.
    fn way_out(&mut self, main: Id<RouteTable>, prefix: u8) {
        let internet = self.builder.add::<InternetGateway>(|record| {
            record.name = format!("{}-internet", self.name);
            record.vpc = Some(self.vpc);
        });
        let public = self.builder.add::<RouteTable>(|record| {
            record.name = format!("{}-public", self.name);
            record.vpc = self.vpc;
        });
        self.route(public, block(0, 0), internet.entity());
        let subnet = self.builder.add::<Subnet>(|record| {
            record.name = format!("{}-public-a", self.name);
            record.vpc = self.vpc;
            record.cidrs = vec![part(self.cidr, prefix, 3)];
            record.route_table = Some(public);
        });
        let address = self.builder.add::<ElasticIp>(|record| {
            record.name = format!("{}-egress", self.name);
            self.hub.region.clone_into(&mut record.region);
            record.account = self.account;
        });
        let nat = self.builder.add::<NatGateway>(|record| {
            record.name = format!("{}-egress", self.name);
            record.subnet = subnet;
            record.connectivity = Connectivity::Public;
            record.elastic_ip = Some(address);
        });
        self.route(main, block(0, 0), nat.entity());
    }

    /// Servers that take a port from the estate, and a second group that only they reach.
    fn security_groups(&mut self, port: u16) -> [Id<SecurityGroup>; 2] {
        let mut group = |purpose: &str| {
            self.builder.add::<SecurityGroup>(|record| {
                record.name = format!("{}-{purpose}", self.name);
                record.vpc = self.vpc;
                purpose.clone_into(&mut record.meta.description);
            })
        };
        let (app, store) = (group("app"), group("store"));
        let estate = block(0x0a00_0000, 8);
        let single = |port| PortRange::new(port, port).ok();
        let mut rule = |group, direction, ports, cidr, source_group| {
            self.builder.add::<SecurityGroupRule>(|record| {
                record.security_group = group;
                record.direction = direction;
                record.protocol = Protocol::TCP;
                record.ports = ports;
                record.cidr = cidr;
                record.source_group = source_group;
            });
        };
        rule(app, Direction::Ingress, single(port), Some(estate), None);
        rule(app, Direction::Egress, single(443), Some(block(0, 0)), None);
        rule(store, Direction::Ingress, single(5432), None, Some(app));
        [app, store]
    }

    /// Lets in what the estate opens, and answers on ephemeral ports, both ways.
    fn network_acl(&mut self) -> Id<NetworkAcl> {
        let acl = self.builder.add::<NetworkAcl>(|record| {
            record.name = format!("{}-acl", self.name);
            record.vpc = self.vpc;
        });
        let from = *self.builder.random.pick(&[1024, 32768]);
        let far = [block(0x0a00_0000, 8), block(0xac10_0000, 12)];
        for direction in [Direction::Ingress, Direction::Egress] {
            for (number, cidr) in [100, 110].into_iter().zip(far) {
                self.acl_rule(
                    acl,
                    number,
                    direction,
                    Protocol::TCP,
                    PortRange::new(1, 65535).ok(),
                    cidr,
                );
            }
            self.acl_rule(
                acl,
                120,
                direction,
                Protocol::UDP,
                PortRange::new(from, 65535).ok(),
                far[0],
            );
            // Without ICMP from the hops on the way, path-MTU discovery dies here.
            self.acl_rule(acl, 130, direction, Protocol::ICMP, None, block(0, 0));
        }
        acl
    }

    fn acl_rule(
        &mut self,
        acl: Id<NetworkAcl>,
        number: u32,
        direction: Direction,
        protocol: Protocol,
        ports: Option<PortRange>,
        cidr: IpNet,
    ) {
        self.builder.add::<NetworkAclRule>(|record| {
            record.network_acl = acl;
            record.number = number;
            record.direction = direction;
            record.action = RuleAction::Allow;
            record.protocol = protocol;
            record.ports = ports;
            record.cidr = Some(cidr);
            if protocol == Protocol::ICMP {
                (record.icmp_type, record.icmp_code) = (Some(-1), Some(-1));
            }
        });
    }

    /// A gateway endpoint for many, interface endpoints for those that have no other way.
    fn endpoints(&mut self, archetype: Archetype, table: Id<RouteTable>, subnets: &[Id<Subnet>]) {
        let region = self.hub.region;
        // Free, and spares the NAT gateway.
        if archetype == Archetype::Web || self.builder.random.chance(70) {
            self.builder.add::<VpcEndpoint>(|record| {
                record.name = format!("{}-s3", self.name);
                record.vpc = self.vpc;
                record.endpoint_type = EndpointType::Gateway;
                record.service = format!("com.amazonaws.{region}.s3");
                record.route_tables = vec![table];
                record.private_dns = false;
            });
        }
        let wanted = match archetype {
            Archetype::Batch => 2,
            Archetype::Data => 1,
            _ => 0,
        };
        if wanted == 0 {
            return;
        }
        let group = self.builder.add::<SecurityGroup>(|record| {
            record.name = format!("{}-endpoints", self.name);
            record.vpc = self.vpc;
            "HTTPS to the endpoints".clone_into(&mut record.meta.description);
        });
        self.builder.add::<SecurityGroupRule>(|record| {
            record.security_group = group;
            record.ports = PortRange::new(443, 443).ok();
            record.cidr = Some(self.cidr);
        });
        let first = self.builder.random.below(AWS_SERVICES.len());
        for service in AWS_SERVICES.iter().cycle().skip(first).take(wanted) {
            self.builder.add::<VpcEndpoint>(|record| {
                record.name = format!("{}-{service}", self.name);
                record.vpc = self.vpc;
                record.service = format!("com.amazonaws.{region}.{service}");
                record.subnets = subnets.iter().take(2).copied().collect();
                record.security_groups = vec![group];
            });
        }
    }

    /// Subnets of the VPC, one in each zone.
    fn subnets(&self) -> Vec<Id<Subnet>> {
        let mut zones = std::collections::BTreeMap::new();
        // Its subnets are the last that were added.
        let mut number = self.builder.design.greatest(crate::model::Kind::Subnet);
        while let Some(subnet) = self
            .builder
            .design
            .get(Id::<Subnet>::new(number))
            .filter(|s| s.vpc == self.vpc)
        {
            zones.insert(subnet.az.clone(), subnet.id);
            number -= 1;
        }
        zones.into_values().collect()
    }

    /// Attaches the VPC to the hub, to look up in the table of its environment.
    fn attach(
        &mut self,
        subnets: &[Id<Subnet>],
        environment: usize,
        shared: bool,
    ) -> Option<Id<TgwAttachment>> {
        let gateway = self.hub.gateway?;
        let attachment = self.builder.add::<TgwAttachment>(|record| {
            record.name.clone_from(&self.name);
            record.transit_gateway = gateway;
            record.resource = self.vpc.entity();
            record.subnets = subnets.to_vec();
        });
        let own = if shared {
            self.hub.shared_table
        } else {
            *self.hub.environment_tables.get(environment)?
        };
        self.builder.add::<TgwAssociation>(|record| {
            record.attachment = attachment;
            record.route_table = own;
        });
        let mut tables = vec![self.hub.peering_table];
        if shared {
            tables.extend(&self.hub.environment_tables);
            tables.push(self.hub.site_table);
        } else {
            tables.extend([own, self.hub.shared_table]);
            if environment == 0 {
                tables.push(self.hub.site_table);
            }
        }
        for table in tables {
            self.builder.add::<TgwPropagation>(|record| {
                record.attachment = attachment;
                record.route_table = table;
            });
        }
        Some(attachment)
    }
}

/// Peers one VPC in ten with the next of its environment, with routes both ways.
pub(super) fn add_peerings(builder: &mut Builder, hub: &Hub) {
    for environment in 0..4 {
        let members: Vec<_> = hub
            .members
            .iter()
            .filter(|(_, own, _)| *own == environment)
            .collect();
        for pair in members
            .chunks(10)
            .filter_map(|chunk| chunk.first_chunk::<2>())
        {
            let [(requester, ..), (accepter, ..)] = *pair;
            let peering = builder.add::<VpcPeering>(|record| {
                record.name = format!("peering-{}-{}", requester.number(), accepter.number());
                record.requester = *requester;
                record.accepter = *accepter;
            });
            for (from, to) in [(requester, accepter), (accepter, requester)] {
                let destination = builder
                    .design
                    .get(*to)
                    .and_then(|vpc| vpc.cidrs.first().copied());
                let table = builder
                    .design
                    .all::<RouteTable>()
                    .find(|table| table.vpc == *from && table.main);
                let table = table.map(|table| table.id);
                if let (Some(table), Some(destination)) = (table, destination) {
                    builder.add::<Route>(|record| {
                        record.route_table = table;
                        record.destination = Some(destination);
                        record.target = Some(peering.entity());
                    });
                }
            }
        }
    }
}
