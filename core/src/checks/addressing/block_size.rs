//! Check ADR104: a block is larger or smaller than AWS takes.

use ipnet::IpNet;

use crate::analysis::Facts;
use crate::aws::addressing::{SUBNET_IPV4_PREFIX_LENGTHS, VPC_IPV4_PREFIX_LENGTHS};
use crate::checks::{Findings, declare_check};
use crate::model::{EntityId, Subnet, Vpc};

declare_check! {
    /// ## What it does
    /// Finds IPv4 blocks of VPCs and subnets that are larger than /16 or smaller than /28, and IPv6 blocks of VPCs
    /// outside /44 to /60.
    ///
    /// ## Why it matters
    /// AWS refuses them. A network that needs more than a /16 is several blocks, or several VPCs.
    ///
    /// ## In production
    /// `create-vpc` answers `InvalidVpc.Range`, `create-subnet` answers `InvalidSubnet.Range`. Look at sizes with
    /// `aws ec2 describe-subnets --query 'Subnets[].[SubnetId,CidrBlock,AvailableIpAddressCount]'`.
    ///
    /// ## Example
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/8
    /// // ^ ADR104
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// vpc prod cidrs=10.0.0.0/16
    ///   subnet app-a az=a cidrs=10.0.1.0/24
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: which part of a block is meant is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>: /16 to /28
    /// - botocore 1.44.5, CreateSubnet
    BLOCK_SIZE = "ADR104" "block-size-out-of-range" {
        summary: "a block is larger or smaller than AWS takes",
        severity: Error,
        since: "0.1.0",
        run: Vpc(block_size),
    }
}

/// IPv6 blocks of a VPC: AssociateVpcCidrBlock takes netmasks of /44 to /60 in steps of four.
const VPC_IPV6_PREFIX_LENGTHS: (u8, u8) = (44, 60);

fn block_size(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let mut judge = |id: EntityId, block: &IpNet, v4: (u8, u8), v6: Option<(u8, u8)>| {
        let bounds = if block.addr().is_ipv4() { Some(v4) } else { v6 };
        let Some((shortest, longest)) = bounds else {
            return;
        };
        if (shortest..=longest).contains(&block.prefix_len()) {
            return;
        }
        let what = if block.prefix_len() < shortest {
            "larger"
        } else {
            "smaller"
        };
        let message = format!(
            "Block {block} of {} is {what} than AWS takes: /{shortest} to /{longest}",
            facts.label(id)
        );
        out.report(id, "cidrs", message);
    };
    for block in &vpc.cidrs {
        judge(
            vpc.id.entity(),
            block,
            VPC_IPV4_PREFIX_LENGTHS.value,
            Some(VPC_IPV6_PREFIX_LENGTHS),
        );
    }
    for subnet in facts.children::<Subnet>(vpc.id) {
        for block in &subnet.cidrs {
            judge(
                subnet.id.entity(),
                block,
                SUBNET_IPV4_PREFIX_LENGTHS.value,
                None,
            );
        }
    }
}
