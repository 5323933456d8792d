//! Check EPT102: spokes of a hub for which a central endpoint's name stays public.

use std::collections::BTreeMap;

use super::{of_type, public_name, texts};
use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::{Command, Mint};
use crate::model::{
    DhcpOptions, DnsRecord, EndpointType, HostedZone, Id, RecordKind, TgwAttachment,
    TransitGateway, Vpc, VpcEndpoint,
};
use crate::simulate::service_name::{NameAnswer, ServiceName, normal};

declare_check! {
    /// ## What it does
    /// Finds interface endpoints of a shared VPC (its environment is marked shared, or a private zone of the
    /// service's name is associated with some other VPC) whose service's public name does not lead to them from other
    /// VPCs of the same hub and region.
    ///
    /// ## Why it matters
    /// Private DNS of an endpoint answers in its own VPC alone. Spokes need a private zone of the service's name,
    /// associated with each of them, with an alias to the endpoint; private DNS of the endpoint must be off then,
    /// because AWS refuses a second zone of the same name in the endpoint's VPC. Without it spokes go on using public
    /// addresses.
    ///
    /// ## In production
    /// `nslookup` of the service's name on a host of a spoke answers with public addresses, while it answers with the
    /// endpoint's in the shared VPC. Look with `aws route53 list-hosted-zones-by-vpc --vpc-id vpc-… --vpc-region
    /// eu-west-1`.
    ///
    /// ## Example
    /// ```notation
    /// env shared shared=true
    /// env prod
    /// vpc shared cidrs=10.0.0.0/16 dns_hostnames=true environment=shared
    ///   subnet sa az=a cidrs=10.0.1.0/24
    ///   subnet sb az=b cidrs=10.0.2.0/24
    ///   security-group endpoints
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/8
    ///   vpc-endpoint secrets service=com.amazonaws.eu-west-1.secretsmanager subnets=sa,sb security_groups=endpoints
    ///   // ^ EPT102
    /// vpc spoke cidrs=10.1.0.0/16 dns_hostnames=true environment=prod
    ///   subnet pa az=a cidrs=10.1.1.0/24
    /// tgw hub default_association=false default_propagation=false
    ///   tgw-attachment to-shared resource=vpc-1 subnets=sa,sb
    ///   tgw-attachment to-spoke resource=spoke subnets=pa
    ///   tgw-route-table spokes
    ///     tgw-association attachment=to-spoke
    ///     tgw-propagation attachment=to-shared
    ///   tgw-route-table services
    ///     tgw-association attachment=to-shared
    ///     tgw-propagation attachment=to-spoke
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// env shared shared=true
    /// env prod
    /// vpc shared cidrs=10.0.0.0/16 dns_hostnames=true environment=shared
    ///   subnet sa az=a cidrs=10.0.1.0/24
    ///   subnet sb az=b cidrs=10.0.2.0/24
    ///   security-group endpoints
    ///     security-group-rule protocol=tcp ports=443 cidr=10.0.0.0/8
    ///   vpc-endpoint secrets private_dns=false service=com.amazonaws.eu-west-1.secretsmanager subnets=sa,sb security_groups=endpoints
    /// vpc spoke cidrs=10.1.0.0/16 dns_hostnames=true environment=prod
    ///   subnet pa az=a cidrs=10.1.1.0/24
    /// tgw hub default_association=false default_propagation=false
    ///   tgw-attachment to-shared resource=vpc-1 subnets=sa,sb
    ///   tgw-attachment to-spoke resource=spoke subnets=pa
    ///   tgw-route-table spokes
    ///     tgw-association attachment=to-spoke
    ///     tgw-propagation attachment=to-shared
    ///   tgw-route-table services
    ///     tgw-association attachment=to-shared
    ///     tgw-propagation attachment=to-spoke
    /// hosted-zone secrets domain=secretsmanager.eu-west-1.amazonaws.com private=true vpcs=vpc-1,spoke
    ///   dns-record record_name=secretsmanager.eu-west-1.amazonaws.com alias=vpc-endpoint-1
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: turns private DNS of the endpoint off and answers by a private zone in the endpoint's VPC and in every
    /// spoke named, so their calls move to the endpoint. Routes and security groups must let them through first.
    ///
    /// ## Evidence
    /// -
    ///   <https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html>
    /// - <https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html>
    SPOKE_MISSES_CENTRAL_ENDPOINT = "EPT102" "spoke-misses-central-endpoint" {
        summary: "spokes of a hub for which a central endpoint's name stays public",
        severity: Warning,
        since: "0.1.0",
        run: Hub(spoke_misses_central_endpoint),
    }
}

fn spoke_misses_central_endpoint(facts: &Facts, hub: &TransitGateway, out: &mut Findings) {
    let attached: Vec<Member> = facts
        .children::<TgwAttachment>(hub.id)
        .filter_map(|attachment| facts.as_kind::<Vpc>(attachment.resource))
        .map(|vpc| Member::new(facts, vpc))
        .collect();
    // The private zones of the hub's VPCs by name, once: an estate has many endpoints and few zones.
    let mut zones: BTreeMap<String, &HostedZone> = BTreeMap::new();
    for zone in attached
        .iter()
        .flat_map(|member| &member.zones)
        .filter(|zone| zone.private)
    {
        zones.entry(normal(&zone.domain)).or_insert(zone);
    }
    for central in &attached {
        let shared = facts
            .environment_of(central.vpc.id)
            .is_some_and(|environment| environment.shared);
        if !shared && zones.is_empty() {
            continue;
        }
        for endpoint in &central.endpoints {
            let Some((name, zone_name)) = public_name(facts, endpoint, &central.vpc.region) else {
                continue;
            };
            let zone = zones.get(&normal(&zone_name)).copied();
            if !shared && zone.is_none() {
                continue;
            }
            let misses = |member: &&Member| {
                member.vpc.id != central.vpc.id && member.misses(central.vpc, endpoint, &name)
            };
            let missing: Vec<Id<Vpc>> = attached
                .iter()
                .filter(misses)
                .map(|member| member.vpc.id)
                .collect();
            if missing.is_empty() {
                continue;
            }
            let spokes = facts.labels(missing.iter().map(|id| id.entity()), 3);
            let message = format!(
                "From {spokes}, {name} leads to public addresses and not to central endpoint {}",
                facts.label(endpoint.id)
            );
            let fix = answer_everywhere(facts, endpoint, zone, &zone_name, &name, &missing);
            out.report(endpoint.id, "private_dns", message)
                .related(missing)
                .fix(
                    "Answer by a private zone in every spoke",
                    Applicability::Unsafe,
                    fix,
                );
        }
    }
}

/// A VPC of the hub with what decides its answers, gathered once.
struct Member<'f> {
    vpc: &'f Vpc,
    endpoints: Vec<&'f VpcEndpoint>,
    zones: Vec<&'f HostedZone>,
    records: Vec<&'f DnsRecord>,
    dhcp: Option<&'f DhcpOptions>,
}

impl<'f> Member<'f> {
    fn new(facts: &'f Facts, vpc: &'f Vpc) -> Self {
        let zones: Vec<&HostedZone> = facts.referrers(vpc.id).collect();
        let records = zones
            .iter()
            .flat_map(|zone| facts.children(zone.id))
            .collect();
        let endpoints = of_type(facts, vpc, EndpointType::Interface).collect();
        let dhcp = vpc.dhcp_options.and_then(|id| facts.get(id));
        Self {
            vpc,
            endpoints,
            zones,
            records,
            dhcp,
        }
    }

    /// Whether this spoke has no endpoint of its own for the service and resolves its name in public.
    fn misses(&self, central: &Vpc, endpoint: &VpcEndpoint, name: &str) -> bool {
        let same_service = |own: &&VpcEndpoint| {
            own.service == endpoint.service && own.endpoint_service == endpoint.endpoint_service
        };
        if self.vpc.region != central.region || self.endpoints.iter().any(same_service) {
            return false;
        }
        let question = ServiceName {
            name,
            vpc: self.vpc,
            dhcp: self.dhcp,
            endpoints: &[],
            zones: &self.zones,
            records: &self.records,
        };
        question.answer() == NameAnswer::Public
    }
}

fn answer_everywhere(
    facts: &Facts,
    endpoint: &VpcEndpoint,
    zone: Option<&HostedZone>,
    zone_name: &str,
    name: &str,
    spokes: &[Id<Vpc>],
) -> Vec<Command> {
    let mut mint = Mint::after(facts.design());
    let mut commands = Vec::new();
    if endpoint.private_dns {
        commands.push(Command::set(endpoint.id, "private_dns", false));
    }
    let mut vpcs = zone.map_or_else(Vec::new, |zone| zone.vpcs.clone());
    for vpc in [endpoint.vpc].iter().chain(spokes) {
        if !vpcs.contains(vpc) {
            vpcs.push(*vpc);
        }
    }
    let (zone_id, answered) = if let Some(zone) = zone {
        commands.push(Command::set(zone.id, "vpcs", texts(vpcs)));
        (
            zone.id,
            facts
                .children::<DnsRecord>(zone.id)
                .any(|record| record.alias == Some(endpoint.id.entity())),
        )
    } else {
        let mut zone = HostedZone::new(mint.id());
        zone_name.clone_into(&mut zone.domain);
        zone_name.clone_into(&mut zone.name);
        (zone.private, zone.vpcs) = (true, vpcs);
        zone.account = facts.get(endpoint.vpc).and_then(|vpc| vpc.account);
        let id = zone.id;
        commands.push(Command::insert(zone));
        (id, false)
    };
    if !answered {
        let mut record = DnsRecord::new(mint.id());
        (record.zone, record.alias) = (zone_id, Some(endpoint.id.entity()));
        record.record_name = if name.starts_with("any.") {
            format!("*.{zone_name}")
        } else {
            zone_name.to_owned()
        };
        commands.push(Command::insert(record));
    }
    commands
}
