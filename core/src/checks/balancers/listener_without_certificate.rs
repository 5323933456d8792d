//! Check LBA104: a TLS listener without a usable certificate.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, Severity, declare_check};
use crate::edit::Command;
use crate::model::{Listener, ListenerProtocol};

declare_check! {
    /// ## What it does
    /// Finds HTTPS and TLS listeners without a certificate or with one of another region, and certificates on
    /// listeners that speak no TLS (a warning).
    ///
    /// ## Why it matters
    /// AWS makes no such listener without a certificate of its own region. A certificate on a plain listener does
    /// nothing.
    ///
    /// ## In production
    /// `create-listener` answers `ValidationError: A certificate must be specified for HTTPS listeners` or
    /// `CertificateNotFound`.
    ///
    /// ## Example
    /// ```notation
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   target-group pool
    ///   load-balancer shop subnets=a,b
    ///     listener secure port=443 protocol=HTTPS target_group=pool
    ///     // ^ LBA104
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// certificate shop-cert domain_names=shop.example.com
    /// vpc web cidrs=10.0.0.0/16
    ///   subnet a az=a cidrs=10.0.1.0/24
    ///   subnet b az=b cidrs=10.0.2.0/24
    ///   target-group pool
    ///   load-balancer shop subnets=a,b
    ///     listener secure port=443 protocol=HTTPS target_group=pool certificate=shop-cert
    /// ```
    ///
    /// ## Fix safety
    /// Safe where a plain listener has a certificate: it is dropped. Otherwise no fix: a certificate is for names
    /// that its owner knows.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html>
    /// - cfn-lint E3676
    LISTENER_WITHOUT_CERTIFICATE = "LBA104" "listener-without-certificate" {
        summary: "a TLS listener without a usable certificate",
        severity: Error,
        since: "0.1.0",
        run: Row(Listener, listener_without_certificate),
    }
}

fn listener_without_certificate(facts: &Facts, listener: &Listener, out: &mut Findings) {
    let tls = matches!(
        listener.protocol,
        ListenerProtocol::Https | ListenerProtocol::Tls
    );
    let what = format!(
        "{} listener {}",
        listener.protocol,
        facts.label(listener.id)
    );
    match listener.certificate.and_then(|id| facts.get(id)) {
        None if tls => {
            out.report(
                listener.id,
                "certificate",
                format!("{what} has no certificate"),
            );
        }
        Some(certificate) if !tls => {
            let message = format!("{what} speaks no TLS, so its certificate does nothing");
            let fix = vec![Command::set(
                listener.id,
                "certificate",
                serde_json::Value::Null,
            )];
            out.report(listener.id, "certificate", message)
                .severity(Severity::Warning)
                .related([certificate.id])
                .fix("Drop the certificate", Applicability::Safe, fix);
        }
        Some(certificate) => {
            let region = facts.region_of(listener.id);
            if certificate.region != region {
                let message = format!(
                    "{what} is in {region}, its certificate in {}",
                    certificate.region
                );
                out.report(listener.id, "certificate", message)
                    .related([certificate.id]);
            }
        }
        None => {}
    }
}
