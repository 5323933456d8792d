//! Check MTU103: a VPN carries 1446 bytes and says nothing about larger packets.

use crate::analysis::Facts;
use crate::aws::mtus::SITE_TO_SITE_VPN;
use crate::checks::{Findings, declare_check};
use crate::model::VpnConnection;

declare_check! {
    /// ## What it does
    /// Says of each Site-to-Site VPN connection which packets it carries and that path-MTU discovery does not work
    /// through it.
    ///
    /// ## Why it matters
    /// A tunnel carries 1446 bytes. Larger packets that must not be fragmented are dropped without an answer. TCP is
    /// saved by a segment size of 1406, which the transit gateway clamps; UDP and everything over it (DNS with large
    /// answers, IPsec in IPsec, video) is not.
    ///
    /// ## In production
    /// TCP works; large UDP answers never arrive. `ping -M do -s 1419 HOST` through the tunnel gets no answer and no
    /// message, `-s 1418` does.
    ///
    /// ## Example
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// customer-gateway router site=office ip_address=203.0.113.1
    /// vpc app cidrs=10.0.0.0/16
    ///   vpn-gateway vgw
    /// vpn-connection link customer_gateway=router vpn_gateway=vgw
    /// // ^ MTU103
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// site office cidrs=192.168.0.0/16
    /// vpc app cidrs=10.0.0.0/16
    ///   vpn-gateway vgw
    /// ```
    ///
    /// ## Fix safety
    /// No fix: set the segment size to 1406 and clear the don't-fragment bit on the customer's device; applications
    /// that send large UDP packets must be told.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-best-practice.html>: MTU 1446, MSS 1406, fragmentation
    ///   before encryption
    /// - <https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html>: no path MTU discovery for VPN
    ///   attachments
    VPN_DROPS_LARGE_PACKETS = "MTU103" "vpn-drops-large-packets" {
        summary: "a VPN carries 1446 bytes and says nothing about larger packets",
        severity: Info,
        since: "0.1.0",
        run: Row(VpnConnection, vpn_drops_large_packets),
    }
}

fn vpn_drops_large_packets(facts: &Facts, vpn: &VpnConnection, out: &mut Findings) {
    let message = format!(
        "Packets over {} bytes die in VPN {} and their sender is not told; TCP needs a segment size of 1406",
        SITE_TO_SITE_VPN.bytes,
        facts.label(vpn.id)
    );
    out.report(vpn.id, "", message);
}
