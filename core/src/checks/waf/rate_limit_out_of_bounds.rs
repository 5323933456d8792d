//! Check WAF106: a rate limit or window that WAF does not offer.

use crate::analysis::Facts;
use crate::checks::{Applicability, Findings, declare_check};
use crate::edit::Command;
use crate::model::{WafStatement, WebAclRule};

declare_check! {
    /// ## What it does
    /// Finds rate-based rules whose limit is outside 10 to 2,000,000,000 requests, or whose window is not 60, 120,
    /// 300 or 600 seconds.
    ///
    /// ## Why it matters
    /// AWS refuses the rule. The limit counts requests of one aggregate in the window, not per second: 2,000 in 300
    /// seconds are fewer than seven a second.
    ///
    /// ## In production
    /// `update-web-acl` answers `WAFInvalidParameterException: … field: RATE_BASED_STATEMENT`.
    ///
    /// ## Example
    /// ```notation
    /// web-acl front
    ///   web-acl-rule flood priority=1 action=block statement={"type":"rate-based","limit":5,"evaluation_window_seconds":300}
    ///   // ^ WAF106
    /// ```
    ///
    /// ## Use instead
    /// ```notation
    /// web-acl front
    ///   web-acl-rule flood priority=1 action=block statement={"type":"rate-based","limit":2000,"evaluation_window_seconds":300}
    /// ```
    ///
    /// ## Fix safety
    /// Unsafe: the nearest limit, or the nearest window that is not shorter, that AWS takes. Real clients may be
    /// blocked: watch in Count first.
    ///
    /// ## Evidence
    /// -
    ///   <https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html>
    /// - botocore 1.44.5, RateLimit 10 to 2,000,000,000 and EvaluationWindowSec 60, 120, 300, 600
    RATE_LIMIT_OUT_OF_BOUNDS = "WAF106" "rate-limit-out-of-bounds" {
        summary: "a rate limit or window that WAF does not offer",
        severity: Error,
        since: "0.1.0",
        run: Row(WebAclRule, rate_limit_out_of_bounds),
    }
}

const LIMITS: std::ops::RangeInclusive<u32> = 10..=2_000_000_000;
const WINDOWS_SECONDS: [u32; 4] = [60, 120, 300, 600];

fn rate_limit_out_of_bounds(facts: &Facts, rule: &WebAclRule, out: &mut Findings) {
    let Some(WafStatement::RateBased {
        limit,
        evaluation_window_seconds,
        ..
    }) = &rule.statement
    else {
        return;
    };
    let name = facts.label(rule.id);
    let nearest_limit = (*limit).clamp(*LIMITS.start(), *LIMITS.end());
    let longer = WINDOWS_SECONDS
        .iter()
        .find(|window| *window >= evaluation_window_seconds);
    let nearest_window = *longer.unwrap_or(&600);
    let message = if !LIMITS.contains(limit) {
        format!("Rate limit {limit} of rule {name} is outside 10 to 2,000,000,000 requests")
    } else if nearest_window != *evaluation_window_seconds {
        format!(
            "Window of {evaluation_window_seconds} seconds of rule {name} is not one of 60, 120, 300 and 600"
        )
    } else {
        return;
    };
    let mut fixed = rule.statement.clone();
    if let Some(WafStatement::RateBased {
        limit,
        evaluation_window_seconds,
        ..
    }) = &mut fixed
    {
        (*limit, *evaluation_window_seconds) = (nearest_limit, nearest_window);
    }
    let fix = vec![Command::set(
        rule.id,
        "statement",
        crate::model::FieldValue::to_json(&fixed),
    )];
    out.report(rule.id, "statement", message).fix(
        format!("{nearest_limit} requests in {nearest_window} seconds"),
        Applicability::Unsafe,
        fix,
    );
}
