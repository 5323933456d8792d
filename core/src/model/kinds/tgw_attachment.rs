//! Transit gateway attachment: see [`TgwAttachment`].

use crate::model::record::record;
use crate::model::{Acceptance, EntityId, FieldSpec, Id, Kind, Subnet, TransitGateway};

record! {
    /// What joins a VPC, a VPN, a Direct Connect gateway or another transit gateway to a hub.
    TgwAttachment, "tgw-attachment", "tgw_attachments", "Transit gateway attachment" {
        /// The hub.
        transit_gateway: Id<TransitGateway> = Id::new(0) => FieldSpec::new("Transit gateway").parent().aws("CreateTransitGatewayVpcAttachment.TransitGatewayId");
        /// What is attached; another transit gateway makes a peering, an attachment makes a Connect attachment over it.
        resource: EntityId = EntityId::new(Kind::Vpc, 0) => FieldSpec::new("Resource").kinds(&[Kind::Vpc, Kind::VpnConnection, Kind::DirectConnectGateway, Kind::TransitGateway, Kind::TgwAttachment]).aws("CreateTransitGatewayVpcAttachment.VpcId");
        /// One in each AZ that it serves, VPC attachments only.
        subnets: Vec<Id<Subnet>> = Vec::new() => FieldSpec::new("Subnets").aws("CreateTransitGatewayVpcAttachment.SubnetIds");
        /// Keeps both ways of a flow in one AZ; needed in front of stateful appliances.
        appliance_mode: bool = false => FieldSpec::new("Appliance mode").aws("Options.ApplianceModeSupport");
        /// Resolves public names of the far side to private addresses.
        dns_support: bool = true => FieldSpec::new("DNS support").advanced().aws("Options.DnsSupport");
        /// Lets rules name groups of the far side, where the hub allows it too.
        security_group_referencing: bool = true => FieldSpec::new("Security group referencing").advanced().aws("Options.SecurityGroupReferencingSupport");
        /// Carries IPv6.
        ipv6_support: bool = false => FieldSpec::new("IPv6 support").advanced().aws("Options.Ipv6Support");
        /// Whether the hub's owner, or the far side of a peering, has accepted.
        state: Acceptance = Acceptance::Accepted => FieldSpec::new("State").advanced();
    }
}
