//! Certificate: see [`Certificate`].

use super::default_region;
use crate::model::record::record;
use crate::model::{Account, FieldSpec, Id};

record! {
    /// A TLS certificate of AWS Certificate Manager.
    Certificate, "certificate", "certificates", "Certificate" {
        /// A certificate for CloudFront must be in us-east-1.
        region: String = default_region() => FieldSpec::new("Region");
        /// Account that holds the certificate.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// Names that it covers, the first being its subject.
        domain_names: Vec<String> = Vec::new() => FieldSpec::new("Domain names").aws("RequestCertificate.DomainName");
    }
}
