//! Web ACL rule: see [`WebAclRule`].

use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{FieldSpec, Id, WafAction, WafStatement, WebAcl};

record! {
    /// A rule of a web ACL. The lowest priority is evaluated first.
    WebAclRule, "web-acl-rule", "web_acl_rules", "Web ACL rule" {
        /// The web ACL.
        web_acl: Id<WebAcl> = Id::new(0) => FieldSpec::new("Web ACL").parent().aws("CreateWebACL.Rules");
        /// Order of evaluation; unique in the web ACL.
        priority: u32 = 0 => FieldSpec::new("Priority").aws("Rule.Priority");
        /// What it matches.
        statement: Option<WafStatement> = None => FieldSpec::new("Statement").aws("Rule.Statement");
        /// What happens to a match; absent on a rule that names a rule group.
        action: Option<WafAction> = None => FieldSpec::new("Action").aws("Rule.Action");
        /// For a rule that names a rule group: keep the group's actions (none), or only count.
        override_action: Option<WafOverride> = None => FieldSpec::new("Override action").aws("Rule.OverrideAction");
        /// Labels that a match adds for later rules.
        add_labels: Vec<String> = Vec::new() => FieldSpec::new("Labels").advanced().aws("Rule.RuleLabels");
    }
}

choice! {
    /// What a rule does with the actions of the group it names.
    WafOverride { None = "none", Count = "count" }
}
