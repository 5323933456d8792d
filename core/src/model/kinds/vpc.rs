//! VPC: see [`Vpc`].

use ipnet::IpNet;

use super::default_region;
use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{Account, DhcpOptions, Environment, FieldSpec, Id, Tenancy};

record! {
    /// A virtual private cloud: a network of an account in a region.
    Vpc, "vpc", "vpcs", "VPC" {
        /// The region that holds it.
        region: String = default_region() => FieldSpec::new("Region");
        /// The account that holds it.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// Environment it belongs to; unassigned is never counted as isolated.
        environment: Option<Id<Environment>> = None => FieldSpec::new("Environment");
        /// The first IPv4 block is the primary one, /16 to /28; IPv6 blocks are /44 to /60.
        cidrs: Vec<IpNet> = Vec::new() => FieldSpec::new("CIDR blocks").aws("CreateVpc.CidrBlock");
        /// The VPC's resolver answers.
        dns_support: bool = true => FieldSpec::new("DNS support").aws("ModifyVpcAttribute.EnableDnsSupport");
        /// Instances get DNS names; private DNS of endpoints needs this and DNS support.
        dns_hostnames: bool = false => FieldSpec::new("DNS hostnames").aws("ModifyVpcAttribute.EnableDnsHostnames");
        /// What instances learn by DHCP; AWS's default where absent.
        dhcp_options: Option<Id<DhcpOptions>> = None => FieldSpec::new("DHCP options").advanced().aws("AssociateDhcpOptions.DhcpOptionsId");
        /// Whether instances run on hardware of their own.
        tenancy: Tenancy = Tenancy::Default => FieldSpec::new("Tenancy").advanced().aws("CreateVpc.InstanceTenancy");
        /// Stops internet traffic whatever routes say.
        block_public_access: BlockPublicAccess = BlockPublicAccess::Off => FieldSpec::new("Block Public Access").advanced().aws("ModifyVpcBlockPublicAccessOptions.InternetGatewayBlockMode");
    }
}

choice! {
    /// How far internet traffic is stopped (botocore 1.44.5, InternetGatewayBlockMode).
    BlockPublicAccess { Off = "off", BlockBidirectional = "block-bidirectional", BlockIngress = "block-ingress" }
}
