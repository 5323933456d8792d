//! Hybrid: VPN, Direct Connect and the sites behind them.

mod allowed_prefixes;
mod asn_clash;
mod connection_unattached;
mod customer_gateway_incomplete;
mod gateway_mix;
mod interface_incomplete;
mod interface_mismatch;
mod single_connection;
mod static_without_routes;
mod vpn_gateway_unrouted;

use super::Family;

pub(super) const FAMILY: Family = Family {
    prefix: "HYB",
    title: "VPN and Direct Connect",
    folder: "hybrid",
    checks: &[
        &single_connection::SINGLE_CONNECTION,
        &allowed_prefixes::ALLOWED_PREFIXES,
        &connection_unattached::CONNECTION_UNATTACHED,
        &customer_gateway_incomplete::CUSTOMER_GATEWAY_INCOMPLETE,
        &static_without_routes::STATIC_WITHOUT_ROUTES,
        &asn_clash::ASN_CLASH,
        &vpn_gateway_unrouted::VPN_GATEWAY_UNROUTED,
        &interface_mismatch::INTERFACE_MISMATCH,
        &gateway_mix::GATEWAY_MIX,
        &interface_incomplete::INTERFACE_INCOMPLETE,
    ],
};
