//! What a line from one box to another makes: a relation of its own, or a reference in a field.

use netwright_core::edit::{Command, Mint};
use netwright_core::model::{
    BoxKey, Design, EntityId, Kind, Subnet, TgwAssociation, TgwAttachment, TgwRouteTable,
    VpcPeering,
};
use serde_json::{Value, json};

use super::effect::WhyNot;
use netwright_core::catalog::draft::draft;

/// What a line would make.
#[derive(Debug, Clone, PartialEq)]
pub struct Connection {
    /// In words, for the status bar and the undo menu.
    pub label: String,
    makes: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// A record with these fields set.
    Record {
        kind: Kind,
        holder: Option<EntityId>,
        fields: Vec<(&'static str, Value)>,
    },
    /// A reference in a field.
    Refer {
        id: EntityId,
        field: &'static str,
        to: EntityId,
    },
    /// One more reference in a list.
    Add {
        id: EntityId,
        field: &'static str,
        to: EntityId,
    },
}

impl Part {
    fn is_association(&self) -> bool {
        matches!(
            self,
            Part::Record {
                kind: Kind::TgwAssociation,
                ..
            }
        )
    }
}

fn is_association(command: &Command) -> bool {
    matches!(command, Command::Insert(row) if row.id().kind == Kind::TgwAssociation)
}

/// What a line from `from` to `to` would make; the direction does not matter.
///
/// # Errors
/// Says why the two can't be connected.
pub fn connection(design: &Design, from: &BoxKey, to: &BoxKey) -> Result<Connection, WhyNot> {
    let (BoxKey::Entity(a), BoxKey::Entity(b)) = (from, to) else {
        return Err(WhyNot::new(
            "A region is not connected to anything by itself",
        ));
    };
    let found = match one_way(design, *a, *b)? {
        Some(found) => Some(found),
        None => one_way(design, *b, *a)?,
    };
    found.ok_or_else(|| {
        let label = |id: &EntityId| id.kind.spec().label;
        WhyNot(format!(
            "{} and {} are not connected directly",
            label(a),
            label(b)
        ))
    })
}

/// The commands that make a connection, and the record that stands for it.
pub fn commands(
    design: &Design,
    mint: &mut Mint,
    connection: &Connection,
) -> (Vec<Command>, Option<EntityId>) {
    let mut commands = Vec::new();
    let mut made = None;
    for part in &connection.makes {
        match part {
            Part::Record {
                kind,
                holder,
                fields,
            } => {
                let resolved: Vec<(&str, Value)> = fields
                    .iter()
                    .map(|(field, value)| {
                        (
                            *field,
                            if value == &json!(MADE) {
                                json!(name(made))
                            } else {
                                value.clone()
                            },
                        )
                    })
                    .collect();
                let draft = draft(design, mint, *kind, *holder, &resolved);
                // A hub's default association gives way to the one that was drawn.
                let drawn = connection.makes.iter().any(Part::is_association);
                let keep = |command: &&Command| {
                    *kind != Kind::TgwAttachment || !drawn || !is_association(command)
                };
                commands.extend(draft.commands.iter().filter(keep).cloned());
                made = Some(draft.id);
            }
            Part::Refer { id, field, to } => {
                commands.push(Command::set(*id, field, to.to_string()));
                made = made.or(Some(*id));
            }
            Part::Add { id, field, to } => {
                let mut list = listed(design, *id, field);
                list.push(Value::from(to.to_string()));
                commands.push(Command::set(*id, field, Value::Array(list)));
                made = made.or(Some(*id));
            }
        }
    }
    (commands, made)
}

/// Stands for the record made by the part before.
const MADE: &str = "\u{0}made";

fn name(made: Option<EntityId>) -> String {
    made.map(|id| id.to_string()).unwrap_or_default()
}

fn one_way(design: &Design, a: EntityId, b: EntityId) -> Result<Option<Connection>, WhyNot> {
    use Kind::{
        ApiGateway, Application, CustomerGateway, DirectConnectGateway, Distribution, DnsRecord,
        EndpointService, HealthCheck, HostedZone, LoadBalancer, NetworkFirewall, PlacementGroup,
        ResolverEndpoint, ResolverRule, Site, TransitGateway, VirtualInterface, Vpc, VpcEndpoint,
        VpnConnection, VpnGateway, WebAcl, WebAclAssociation,
    };
    let record = |label: &str, kind, holder, fields| {
        Ok(Some(Connection {
            label: label.to_owned(),
            makes: vec![Part::Record {
                kind,
                holder,
                fields,
            }],
        }))
    };
    let refer = |label: &str, id, field, to| {
        Ok(Some(Connection {
            label: label.to_owned(),
            makes: vec![Part::Refer { id, field, to }],
        }))
    };
    let add = |label: &str, id, field, to: EntityId| {
        if listed(design, id, field).contains(&Value::from(to.to_string())) {
            return Err(WhyNot::new("These two are connected already"));
        }
        Ok(Some(Connection {
            label: label.to_owned(),
            makes: vec![Part::Add { id, field, to }],
        }))
    };
    match (a.kind, b.kind) {
        (Vpc | Kind::Subnet | DirectConnectGateway | TransitGateway, TransitGateway) => {
            attach(design, a, b, None)
        }
        (Vpc | Kind::Subnet, Kind::TgwRouteTable) => {
            let table = b
                .typed()
                .and_then(|table| design.get::<TgwRouteTable>(table));
            let hub = table.map(|table| table.transit_gateway.entity());
            hub.map_or(Ok(None), |hub| attach(design, a, hub, Some(b)))
        }
        (CustomerGateway, TransitGateway) => {
            let vpn = Part::Record {
                kind: VpnConnection,
                holder: None,
                fields: vec![("customer_gateway", text(a))],
            };
            let fields = vec![("resource", json!(MADE)), ("transit_gateway", text(b))];
            let attachment = Part::Record {
                kind: Kind::TgwAttachment,
                holder: Some(b),
                fields,
            };
            Ok(Some(Connection {
                label: "Connect VPN to transit gateway".to_owned(),
                makes: vec![vpn, attachment],
            }))
        }
        (CustomerGateway, VpnGateway) => {
            let fields = vec![("customer_gateway", text(a)), ("vpn_gateway", text(b))];
            record("Connect VPN", VpnConnection, None, fields)
        }
        (Vpc, Vpc) => peer(design, a, b),
        (VpcEndpoint | LoadBalancer | ResolverEndpoint | NetworkFirewall, Kind::Subnet) => {
            if design.parent(a) != design.parent(b) {
                return Err(WhyNot::new(
                    "Only subnets of its own VPC can hold its addresses",
                ));
            }
            add("Place in subnet", a, "subnets", b)
        }
        (VpcEndpoint, EndpointService) => refer("Use endpoint service", a, "endpoint_service", b),
        (EndpointService, LoadBalancer) => {
            add("Put service before load balancer", a, "load_balancers", b)
        }
        (HostedZone, Vpc) => add("Associate zone with VPC", a, "vpcs", b),
        (DnsRecord, LoadBalancer | Distribution | ApiGateway | VpcEndpoint | DnsRecord) => {
            refer("Alias record", a, "alias", b)
        }
        (DnsRecord, HealthCheck) => refer("Use health check", a, "health_check", b),
        (HealthCheck, LoadBalancer | Kind::Instance) => refer("Watch", a, "target", b),
        (ResolverRule, ResolverEndpoint) => refer("Forward through endpoint", a, "endpoint", b),
        (ResolverRule, Vpc) => add("Associate rule with VPC", a, "vpcs", b),
        (CustomerGateway, Site) => refer("Place gateway at site", a, "site", b),
        (Site, DirectConnectGateway) => {
            let fields = vec![("site", text(a)), ("direct_connect_gateway", text(b))];
            record("Connect Direct Connect", VirtualInterface, None, fields)
        }
        (DirectConnectGateway, VpnGateway) => add("Associate gateway", a, "vpn_gateways", b),
        (WebAcl, LoadBalancer | ApiGateway) => record(
            "Protect with web ACL",
            WebAclAssociation,
            Some(a),
            vec![("resource", text(b))],
        ),
        (Distribution, WebAcl) => refer("Protect with web ACL", a, "web_acl", b),
        (Distribution, LoadBalancer | ApiGateway) => refer("Set origin", a, "origin", b),
        (Application, LoadBalancer | Distribution | ApiGateway) => {
            refer("Put in front of application", a, "fronted_by", b)
        }
        (Kind::Instance, PlacementGroup) => {
            refer("Put in placement group", a, "placement_group", b)
        }
        (Kind::Instance, LoadBalancer) => Err(WhyNot::new(
            "Targets are in a target group: add one to the load balancer in the inspector",
        )),
        (Kind::Instance, Kind::Instance) => Err(WhyNot::new(
            "Workloads talk through routes and security groups; draw those, or an intent",
        )),
        _ => Ok(None),
    }
}

/// An attachment, or one more subnet for the one that is there; to a table, an association too.
fn attach(
    design: &Design,
    end: EntityId,
    hub: EntityId,
    table: Option<EntityId>,
) -> Result<Option<Connection>, WhyNot> {
    let subnet = end.typed().and_then(|subnet| design.get::<Subnet>(subnet));
    let resource = subnet.map_or(end, |subnet| subnet.vpc.entity());
    let attached = design.all::<TgwAttachment>().find(|attachment| {
        attachment.transit_gateway.entity() == hub && attachment.resource == resource
    });
    let mut makes = Vec::new();
    if let Some(attachment) = attached {
        let id = attachment.id.entity();
        if let Some(subnet) = subnet.filter(|subnet| !attachment.subnets.contains(&subnet.id)) {
            makes.push(Part::Add {
                id,
                field: "subnets",
                to: subnet.id.entity(),
            });
        }
        let associated = design
            .all::<TgwAssociation>()
            .find(|association| association.attachment == attachment.id);
        match (table, associated) {
            (Some(table), Some(association)) if association.route_table.entity() != table => {
                makes.push(Part::Refer {
                    id: association.id.entity(),
                    field: "route_table",
                    to: table,
                });
            }
            (Some(table), None) => makes.push(associate(text(id), table)),
            _ => {}
        }
        if makes.is_empty() {
            return Err(WhyNot::new("It is attached already"));
        }
        return Ok(Some(Connection {
            label: "Change attachment".to_owned(),
            makes,
        }));
    }
    let mut fields = vec![("transit_gateway", text(hub)), ("resource", text(resource))];
    // Without a subnet drawn to, the attachment takes one in each zone.
    if let Some(subnet) = subnet {
        fields.push(("subnets", json!([subnet.id.to_string()])));
    }
    makes.push(Part::Record {
        kind: Kind::TgwAttachment,
        holder: Some(hub),
        fields,
    });
    if let Some(table) = table {
        makes.push(associate(json!(MADE), table));
    }
    Ok(Some(Connection {
        label: "Attach to transit gateway".to_owned(),
        makes,
    }))
}

fn associate(attachment: Value, table: EntityId) -> Part {
    let fields = vec![("attachment", attachment), ("route_table", text(table))];
    Part::Record {
        kind: Kind::TgwAssociation,
        holder: Some(table),
        fields,
    }
}

fn peer(design: &Design, a: EntityId, b: EntityId) -> Result<Option<Connection>, WhyNot> {
    let joins = |peering: &VpcPeering| {
        let ends = [peering.requester.entity(), peering.accepter.entity()];
        ends.contains(&a) && ends.contains(&b)
    };
    if design.all::<VpcPeering>().any(joins) {
        return Err(WhyNot::new("These VPCs are peered already"));
    }
    let fields = vec![("requester", text(a)), ("accepter", text(b))];
    let part = Part::Record {
        kind: Kind::VpcPeering,
        holder: None,
        fields,
    };
    Ok(Some(Connection {
        label: "Peer VPCs".to_owned(),
        makes: vec![part],
    }))
}

fn listed(design: &Design, id: EntityId, field: &str) -> Vec<Value> {
    let value = design.record(id).and_then(|record| record.field(field));
    value
        .and_then(|value| value.as_array().cloned())
        .unwrap_or_default()
}

fn text(id: EntityId) -> Value {
    Value::from(id.to_string())
}
