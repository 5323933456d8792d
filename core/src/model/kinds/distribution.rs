//! CloudFront distribution: see [`Distribution`].

use crate::model::record::record;
use crate::model::{Account, Certificate, EntityId, FieldSpec, Id, Kind, WebAcl};

record! {
    /// A CloudFront distribution, as far as WAF and DNS need it. It names its web ACL itself.
    Distribution, "distribution", "distributions", "CloudFront distribution" {
        /// Account that holds it.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// Names that viewers use.
        aliases: Vec<String> = Vec::new() => FieldSpec::new("Alternate domain names").aws("DistributionConfig.Aliases");
        /// Where requests go.
        origin: Option<EntityId> = None => FieldSpec::new("Origin").kinds(&[Kind::LoadBalancer, Kind::ApiGateway]).aws("Origins.Items");
        /// The name that CloudFront asks for: an origin outside the design, or one that a certificate of the origin covers, in place of its own.
        origin_domain_name: String = String::new() => FieldSpec::new("Origin domain").aws("Origin.DomainName");
        /// The web ACL, of scope CLOUDFRONT.
        web_acl: Option<Id<WebAcl>> = None => FieldSpec::new("Web ACL").aws("CreateDistribution.WebACLId");
        /// A certificate in us-east-1.
        certificate: Option<Id<Certificate>> = None => FieldSpec::new("Certificate").aws("ViewerCertificate.ACMCertificateArn");
        /// Such as `d111111abcdef8.cloudfront.net`; known once it is deployed.
        domain_name: String = String::new() => FieldSpec::new("Distribution domain").advanced();
    }
}
