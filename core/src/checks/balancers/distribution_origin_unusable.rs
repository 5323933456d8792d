//! Check LBA109: a CloudFront distribution without an origin that it can ask.

use crate::analysis::{Facts, origin_of, trusted_names};
use crate::checks::{Findings, declare_check};
use crate::model::{Certificate, Distribution};
use crate::net::DnsName;

declare_check! {
    /// ## What it does
    /// Finds distributions without an origin, with one that CloudFront can't ask (an internal load balancer, one without a
    /// listener for it), and with one whose certificate covers none of the names by which CloudFront asks.
    ///
    /// ## Why it matters
    /// A distribution without an origin can't be made, and the exports leave it out. Over TLS CloudFront answers 502 where the
    /// origin's certificate has neither the name that it asks nor, where it hands on the viewer's, that one. The name
    /// that AWS gives a load balancer is in no certificate of yours.
    ///
    /// ## In production
    /// `create-distribution` answers `InvalidOrigin`; viewers get `502 CloudFront wasn't able to connect to the origin`,
    /// and the metric `502ErrorRate` is at 100.
    ///
    /// ## Example
    /// ```notation
    /// certificate shop-cert region=us-east-1 domain_names=shop.example.com
    /// distribution cdn aliases=shop.example.com certificate=shop-cert
    /// // ^ LBA109
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// certificate shop-cert region=us-east-1 domain_names=shop.example.com
    /// distribution cdn aliases=shop.example.com certificate=shop-cert origin_domain_name=origin.example.com
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: only you know what is asked, and by which name.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html>: certificates of origins
    /// - <https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomOriginConfig.html>: ports
    DISTRIBUTION_ORIGIN_UNUSABLE = "LBA109" "distribution-origin-unusable" {
        summary: "a CloudFront distribution without an origin that it can ask",
        severity: Warning,
        since: "0.1.0",
        run: Design([ApiGateway, Certificate, Distribution, Listener, LoadBalancer], distribution_origin_unusable),
    }
}

fn distribution_origin_unusable(facts: &Facts, out: &mut Findings) {
    for distribution in facts.all::<Distribution>() {
        let name = facts.label(distribution.id);
        let origin = match origin_of(facts.design(), distribution) {
            Ok(origin) => origin,
            Err(why) => {
                let message = format!("Distribution {name} can't be made: {why}");
                out.report(distribution.id, "origin", message)
                    .related(distribution.origin);
                continue;
            }
        };
        let Some(certificate) = origin.certificate.and_then(|id| facts.get(id)) else {
            continue;
        };
        let asked = trusted_names(distribution, &origin);
        if origin.is_tls && !asked.iter().any(|name| covers(certificate, name)) {
            let by = match asked.first() {
                Some(name) => format!("by {name}"),
                None => "by the name that AWS gives it".to_owned(),
            };
            let message = format!(
                "Distribution {name} asks its origin {by}, which certificate {} does not cover",
                facts.label(certificate.id)
            );
            out.report(distribution.id, "origin_domain_name", message)
                .related([certificate.id.entity()])
                .related(distribution.origin);
        }
    }
}

fn covers(certificate: &Certificate, name: &DnsName) -> bool {
    certificate.domain_names.iter().any(|covered| {
        let covered = covered.parse::<DnsName>();
        // A wildcard of a certificate stands for one label.
        covered.is_ok_and(|covered| {
            covered.answers_for(name) && covered.labels().count() == name.labels().count()
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::said;

    fn told(covered: &str, distribution: &str) -> Vec<String> {
        let text = format!(
            "certificate c domain_names={covered}\ncertificate viewer region=us-east-1 domain_names=www.example.com\nvpc v cidrs=10.0.0.0/16\n  load-balancer web scheme=internet-facing\n    listener port=443 protocol=HTTPS target_group=t certificate=c\n  target-group t\ndistribution d certificate=viewer origin=web {distribution}\n"
        );
        said(&text, "LBA109")
    }

    #[test]
    fn a_certificate_of_the_origin_covers_what_is_asked() {
        let www = "aliases=www.example.com";
        let origin = "aliases=www.example.com origin_domain_name=o.example.com";
        assert!(told("www.example.com", www).is_empty());
        assert!(told("*.example.com", origin).is_empty());
        assert!(told("www.example.com", origin)[0].contains("asks its origin by o.example.com"));
        assert!(told("*.com", origin).len() == 1);
        assert!(told("www.example.com", "")[0].contains("the name that AWS gives it"));
    }
}
