//! Transit gateway: see [`TransitGateway`].

use ipnet::IpNet;

use super::default_region;
use crate::model::record::record;
use crate::model::{Account, FieldSpec, Id, TgwRouteTable};

record! {
    /// A regional hub that routes between what is attached to it.
    TransitGateway, "tgw", "transit_gateways", "Transit gateway" {
        /// Region of the hub.
        region: String = default_region() => FieldSpec::new("Region");
        /// Account that holds it.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// 64512 to 65534, or 4200000000 to 4294967294.
        asn: i64 = 64512 => FieldSpec::new("Amazon side ASN").range(64512, 4_294_967_294).aws("Options.AmazonSideAsn");
        /// New attachments join the default table.
        default_association: bool = true => FieldSpec::new("Default route table association").aws("Options.DefaultRouteTableAssociation");
        /// New attachments write their blocks into the default table.
        default_propagation: bool = true => FieldSpec::new("Default route table propagation").aws("Options.DefaultRouteTablePropagation");
        /// The table that default association uses.
        default_association_table: Option<Id<TgwRouteTable>> = None => FieldSpec::new("Association default table").advanced().aws("Options.AssociationDefaultRouteTableId");
        /// The table that default propagation uses.
        default_propagation_table: Option<Id<TgwRouteTable>> = None => FieldSpec::new("Propagation default table").advanced().aws("Options.PropagationDefaultRouteTableId");
        /// Accepts attachments of other accounts unseen.
        auto_accept: bool = false => FieldSpec::new("Accept shared attachments").aws("Options.AutoAcceptSharedAttachments");
        /// Resolves public names of attached VPCs to private addresses.
        dns_support: bool = true => FieldSpec::new("DNS support").advanced().aws("Options.DnsSupport");
        /// Spreads flows over several tunnels; needs dynamic routing.
        ecmp_support: bool = true => FieldSpec::new("VPN ECMP").advanced().aws("Options.VpnEcmpSupport");
        /// Lets rules name groups of other attached VPCs.
        security_group_referencing: bool = false => FieldSpec::new("Security group referencing").advanced().aws("Options.SecurityGroupReferencingSupport");
        /// Addresses of the hub itself, for Connect; /24 or larger.
        cidrs: Vec<IpNet> = Vec::new() => FieldSpec::new("CIDR blocks").advanced().aws("Options.TransitGatewayCidrBlocks");
    }
}
