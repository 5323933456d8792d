//! Check ADR104: a block is larger or smaller than AWS takes.

use ipnet::IpNet;

use crate::analysis::Facts;
use crate::aws::addressing::{
    SUBNET_IPV4_PREFIX_LENGTHS, SUBNET_IPV6_PREFIX_LENGTHS, VPC_IPV4_PREFIX_LENGTHS,
    VPC_IPV6_PREFIX_LENGTHS,
};
use crate::checks::{Findings, declare_check};
use crate::model::{EntityId, Subnet, Vpc};

declare_check! {
    /// ## What it does
    /// Finds IPv4 blocks of VPCs and subnets that are larger than /16 or smaller than /28, and IPv6 blocks of VPCs
    /// outside /44 to /60, of subnets outside /44 to /64, or between the steps of four that AWS takes.
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
    /// - <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>: IPv6 blocks of subnets
    /// - botocore 1.44.5, CreateSubnet
    BLOCK_SIZE = "ADR104" "block-size-out-of-range" {
        summary: "a block is larger or smaller than AWS takes",
        severity: Error,
        since: "0.1.0",
        run: Vpc(block_size),
    }
}

fn block_size(facts: &Facts, vpc: &Vpc, out: &mut Findings) {
    let mut judge = |id: EntityId, block: &IpNet, v4: (u8, u8), v6: (u8, u8)| {
        let ((shortest, longest), step) = match block {
            IpNet::V4(_) => (v4, 1),
            // AWS takes netmasks in steps of four.
            IpNet::V6(_) => (v6, 4),
        };
        let length = block.prefix_len();
        let what = if length < shortest {
            "is larger than AWS takes"
        } else if length > longest {
            "is smaller than AWS takes"
        } else if !(length - shortest).is_multiple_of(step) {
            "has a length that AWS does not take"
        } else {
            return;
        };
        let steps = if step == 1 { "" } else { " in steps of four" };
        let message = format!(
            "Block {block} of {} {what}: /{shortest} to /{longest}{steps}",
            facts.label(id)
        );
        out.report(id, "cidrs", message);
    };
    for block in &vpc.cidrs {
        judge(
            vpc.id.entity(),
            block,
            VPC_IPV4_PREFIX_LENGTHS.value,
            VPC_IPV6_PREFIX_LENGTHS.value,
        );
    }
    for subnet in facts.children::<Subnet>(vpc.id) {
        for block in &subnet.cidrs {
            judge(
                subnet.id.entity(),
                block,
                SUBNET_IPV4_PREFIX_LENGTHS.value,
                SUBNET_IPV6_PREFIX_LENGTHS.value,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::said;

    fn judged(vpc: &str, subnet: &str) -> Vec<String> {
        let text = format!(
            "vpc a cidrs=10.0.0.0/16,2001:db8::/{vpc}\n  subnet s az=a cidrs=10.0.0.0/24,2001:db8::/{subnet}\n"
        );
        said(&text, "ADR104")
    }

    #[test]
    fn ipv6_blocks_come_in_steps_of_four() {
        for (vpc, subnet) in [("56", "64"), ("44", "44"), ("60", "60")] {
            assert_eq!(judged(vpc, subnet), Vec::<String>::new());
        }
        assert_eq!(
            judged("57", "62"),
            [
                "error subnet-1: Block 2001:db8::/62 of s has a length that AWS does not take: /44 to /64 in steps of four",
                "error vpc-1: Block 2001:db8::/57 of a has a length that AWS does not take: /44 to /60 in steps of four",
            ]
        );
        assert_eq!(
            judged("56", "65"),
            [
                "error subnet-1: Block 2001:db8::/65 of s is smaller than AWS takes: /44 to /64 in steps of four"
            ]
        );
    }
}
