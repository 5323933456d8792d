//! Check LBA108: a CloudFront distribution with a certificate outside us-east-1.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::Distribution;

declare_check! {
    /// ## What it does
    /// Finds distributions whose certificate is in a region other than us-east-1, and distributions with alternate
    /// names and no certificate.
    ///
    /// ## Why it matters
    /// CloudFront takes certificates of us-east-1 alone, wherever the origin is, and needs one for names other than
    /// its own.
    ///
    /// ## In production
    /// `create-distribution` answers `InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in
    /// us-east-1 region, isn't valid, or doesn't include a valid certificate chain`.
    ///
    /// ## Example
    /// ```notation
    /// certificate shop-cert region=eu-west-1 domain_names=shop.example.com
    /// distribution cdn aliases=shop.example.com certificate=shop-cert
    /// // ^ LBA108
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// certificate shop-cert region=us-east-1 domain_names=shop.example.com
    /// distribution cdn aliases=shop.example.com certificate=shop-cert
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe where nothing else uses the certificate: it is asked for in us-east-1, and has to be validated there.
    /// Otherwise no fix: the other use needs it where it is.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html>: the
    ///   certificate's region
    DISTRIBUTION_CERTIFICATE_REGION = "LBA108" "distribution-certificate-region" {
        summary: "a CloudFront distribution with a certificate outside us-east-1",
        severity: Error,
        since: "0.1.0",
        run: Row(Distribution, distribution_certificate_region),
    }
}

const REGION: &str = "us-east-1";

fn distribution_certificate_region(facts: &Facts, distribution: &Distribution, out: &mut Findings) {
    let name = facts.label(distribution.id);
    let Some(certificate) = distribution.certificate.and_then(|id| facts.get(id)) else {
        if let Some(alias) = distribution.aliases.first() {
            let message = format!("Distribution {name} answers for {alias} and has no certificate");
            out.report(distribution.id, "certificate", message);
        }
        return;
    };
    if certificate.region == REGION {
        return;
    }
    let message = format!(
        "Certificate {} of distribution {name} is in {}; CloudFront takes those of {REGION} alone",
        facts.label(certificate.id),
        certificate.region
    );
    let fix = vec![Command::set(certificate.id, "region", REGION)];
    out.report(distribution.id, "certificate", message)
        .related([certificate.id])
        .fix(
            format!("Ask for it in {REGION}"),
            Applicability::Unsafe,
            fix,
        );
}
