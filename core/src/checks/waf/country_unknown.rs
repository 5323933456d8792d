//! Check WAF121: a geographic match names no country, or one that WAF does not know.

use crate::analysis::Facts;
use crate::aws::waf_countries;
use crate::checks::{Findings, declare_check};
use crate::model::{WafStatement, WebAclRule};

declare_check! {
    /// ## What it does
    /// Finds geographic matches without a country, and those with a code that is none of WAF's.
    ///
    /// ## Why it matters
    /// WAF refuses the whole web ACL. A code that is nearly right, such as UK in place of GB, is a rule that someone believes
    /// in.
    ///
    /// ## In production
    /// `aws wafv2 create-web-acl` answers `WAFInvalidParameterException`, or the command line refuses the value before
    /// it asks.
    ///
    /// ## Example
    /// ```notation
    /// web-acl front
    ///   web-acl-rule far priority=1 action=block statement={"type":"geo","countries":["UK"]}
    ///   // ^ WAF121
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// web-acl front
    ///   web-acl-rule far priority=1 action=block statement={"type":"geo","countries":["GB"]}
    /// ```
    ///
    /// ## Fix safety
    /// None is offered: which country is meant is for a person to say.
    ///
    /// ## Evidence
    /// - <https://docs.aws.amazon.com/waf/latest/APIReference/API_GeoMatchStatement.html>
    /// - botocore 1.44.5, GeoMatchStatement.CountryCodes: at least one of CountryCode
    COUNTRY_UNKNOWN = "WAF121" "country-unknown" {
        summary: "a geographic match names no country, or one that WAF does not know",
        severity: Error,
        since: "0.1.0",
        run: Row(WebAclRule, country_unknown),
    }
}

fn country_unknown(facts: &Facts, rule: &WebAclRule, out: &mut Findings) {
    let Some(statement) = &rule.statement else {
        return;
    };
    let (mut empty, mut unknown) = (false, Vec::new());
    statement.walk(&mut |inner| {
        if let WafStatement::Geo { countries } = inner {
            empty |= countries.is_empty();
            let strange = countries
                .iter()
                .filter(|code| !waf_countries::is_known(code));
            unknown.extend(strange.cloned());
        }
    });
    let name = facts.label(rule.id);
    if empty {
        let message = format!("A geographic match of rule {name} names no country");
        out.report(rule.id, "statement", message);
    }
    if !unknown.is_empty() {
        let message = format!(
            "Rule {name} matches countries that WAF does not know: {}",
            unknown.join(", ")
        );
        out.report(rule.id, "statement", message);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::harness::said;

    #[test]
    fn countries_are_found_inside_other_statements() {
        let judged = |countries: &str| {
            let text = format!(
                "web-acl front\n  web-acl-rule far priority=1 action=block statement={{\"type\":\"not\",\"not\":{{\"type\":\"geo\",\"countries\":{countries}}}}}\n"
            );
            said(&text, "WAF121")
        };
        assert_eq!(judged("[\"DE\",\"XK\"]"), Vec::<String>::new());
        assert!(judged("[]")[0].contains("names no country"));
        assert!(judged("[\"DE\",\"XX\"]")[0].ends_with("does not know: XX"));
    }
}
