//! Web ACL: see [`WebAcl`].

use super::default_region;
use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{Account, FieldSpec, Id, WafScope};

record! {
    /// A WAFv2 web ACL: rules by priority, and what happens when none decides.
    WebAcl, "web-acl", "web_acls", "Web ACL" {
        /// Where it applies; CLOUDFRONT lives in us-east-1.
        scope: WafScope = WafScope::Regional => FieldSpec::new("Scope").aws("CreateWebACL.Scope");
        /// Region of the web ACL.
        region: String = default_region() => FieldSpec::new("Region");
        /// Account that holds it.
        account: Option<Id<Account>> = None => FieldSpec::new("Account");
        /// What happens to a request that no rule decides.
        default_action: WebAclDefault = WebAclDefault::Allow => FieldSpec::new("Default action").aws("CreateWebACL.DefaultAction");
        /// How much of a body is inspected: 16, 32, 48 or 64; fixed at 8 for an Application Load Balancer.
        body_limit_kb: Option<u32> = None => FieldSpec::new("Body inspection limit").unit("KB").range(16, 64).advanced().aws("CreateWebACL.AssociationConfig");
    }
}

choice! {
    /// What happens to a request that no rule decides.
    WebAclDefault { Allow = "allow", Block = "block" }
}
