//! Check WAF120: a web ACL has more rate-based rules than WAF takes.

use crate::analysis::Facts;
use crate::aws::quotas::WEB_ACL_RATE_RULES;
use crate::checks::quota::judge;
use crate::checks::{Findings, declare_check};
use crate::model::{WafStatement, WebAcl, WebAclRule};

declare_check! {
    /// ## What it does
    /// Finds web ACLs with more than ten rate-based rules.
    ///
    /// ## Why it matters
    /// The bound is fixed, and WAF refuses the whole web ACL. One rule whose aggregate key holds a path or a header often does
    /// the work of several.
    ///
    /// ## In production
    /// `aws wafv2 create-web-acl` answers `WAFLimitsExceededException`. Count with `aws wafv2 get-web-acl --query
    /// 'length(WebACL.Rules[?Statement.RateBasedStatement])'`.
    ///
    /// ## Example
    /// ```notation
    /// web-acl front
    /// // ^ WAF120
    ///   web-acl-rule r1 priority=1 action=block statement={"type":"rate-based","limit":101}
    ///   web-acl-rule r2 priority=2 action=block statement={"type":"rate-based","limit":102}
    ///   web-acl-rule r3 priority=3 action=block statement={"type":"rate-based","limit":103}
    ///   web-acl-rule r4 priority=4 action=block statement={"type":"rate-based","limit":104}
    ///   web-acl-rule r5 priority=5 action=block statement={"type":"rate-based","limit":105}
    ///   web-acl-rule r6 priority=6 action=block statement={"type":"rate-based","limit":106}
    ///   web-acl-rule r7 priority=7 action=block statement={"type":"rate-based","limit":107}
    ///   web-acl-rule r8 priority=8 action=block statement={"type":"rate-based","limit":108}
    ///   web-acl-rule r9 priority=9 action=block statement={"type":"rate-based","limit":109}
    ///   web-acl-rule r10 priority=10 action=block statement={"type":"rate-based","limit":110}
    ///   web-acl-rule r11 priority=11 action=block statement={"type":"rate-based","limit":111}
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// web-acl front
    ///   web-acl-rule r1 priority=1 action=block statement={"type":"rate-based","limit":100}
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: which limits are joined is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/developerguide/limits.html>: rate-based rules per web ACL
    RATE_RULES_OVER_QUOTA = "WAF120" "rate-rules-over-quota" {
        summary: "a web ACL has more rate-based rules than WAF takes",
        severity: Error,
        since: "0.1.0",
        run: Row(WebAcl, rate_rules_over_quota),
    }
}

fn rate_rules_over_quota(facts: &Facts, acl: &WebAcl, out: &mut Findings) {
    let is_rate =
        |rule: &&WebAclRule| matches!(rule.statement, Some(WafStatement::RateBased { .. }));
    let count = facts.children::<WebAclRule>(acl.id).filter(is_rate).count();
    judge(facts, acl.id.entity(), "", count, &WEB_ACL_RATE_RULES, out);
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::checks::harness::said;

    #[test]
    fn ten_fit() {
        let mut text = "web-acl front\n".to_owned();
        for priority in 1..=10 {
            writeln!(text, "  web-acl-rule r{priority} priority={priority} action=block statement={{\"type\":\"rate-based\",\"limit\":100}}").unwrap();
        }
        assert_eq!(said(&text, "WAF120"), Vec::<String>::new());
        text += "  web-acl-rule r11 priority=11 action=count statement={\"type\":\"rate-based\",\"limit\":100}\n";
        assert!(
            said(&text, "WAF120")[0].starts_with("error web-acl-1: front has 11 rate-based rules")
        );
    }
}
