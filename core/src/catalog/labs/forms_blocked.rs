//! Lab: a web ACL that blocks what the application is there for.

use super::{Change, Goal, Lab, Mistake, Move, Sent, Start, Task};

const PICTURE: Sent = Sent {
    method: "POST",
    path: "/posts",
    content_type: "multipart/form-data",
    body_bytes: 2_000_000,
    has_markup: false,
};

/// The statement of the managed group, with both rules that block posts set to Count.
const COUNTED: &str = r#"{"type": "managed-rule-group", "vendor": "AWS", "name": "AWSManagedRulesCommonRuleSet", "rule_action_overrides": [{"rule": "SizeRestrictions_BODY", "action": "count"}, {"rule": "CrossSiteScripting_BODY", "action": "count"}]}"#;

pub(super) const LAB: Lab = Lab {
    name: "forms-blocked",
    title: "Posts that end in 403",
    learned: "How to cure a false positive of a managed WAF rule without unprotecting the rest of the application.",
    minutes: 25,
    story: "The forum got a web ACL last week: a rate limit, AWS's IP reputation list and the common rule set. Attacks \
went down. So did the number of posts.

What people report:

- Posting a picture ends in `403`, unless the picture is tiny. The web servers have no trace of those requests.
- Some members can't save their text. It seems to depend on what they write; those who quote HTML are hit most.
- Metric `BlockedRequests` is up. Support wants the firewall gone by tonight, and security wants it to stay on every \
other path, where scanners send markup and oversized bodies all day.",
    start: Start::Template(
        "cloudfront-waf",
        &[
            Change::Replace(
                r#", "rule_action_overrides": [{"rule": "SizeRestrictions_BODY", "action": "count"}, {"rule": "CrossSiteScripting_BODY", "action": "count"}]"#,
                "",
            ),
            Change::Replace(
                "description=\"Two rules only count: posts are large and hold markup; the rules below block everywhere else\"",
                "description=\"What AWS recommends for every application\"",
            ),
            Change::Replace(
                "description=\"Rate limit first, then managed rules, then what they only count outside the posting path\"",
                "description=\"Rate limit first, then managed rules\"",
            ),
            Change::Replace("common-rules priority=2", "common-rules priority=10"),
            Change::Drop("web-acl-rule large-body-elsewhere"),
            Change::Drop("web-acl-rule markup-elsewhere"),
        ],
    ),
    tasks: &[
        Task {
            says: "Members can post pictures of 2 MB to /posts",
            goals: &[
                Goal::Passes {
                    acl: "web-acl forum-acl",
                    sent: PICTURE,
                },
                Goal::Gone(&["WAF101"]),
            ],
        },
        Task {
            says: "Members can post text that holds markup to /posts",
            goals: &[
                Goal::Passes {
                    acl: "web-acl forum-acl",
                    sent: Sent {
                        has_markup: true,
                        ..PICTURE
                    },
                },
                Goal::Gone(&["WAF102"]),
            ],
        },
        Task {
            says: "A large body on any other path is still blocked",
            goals: &[Goal::Blocks {
                acl: "web-acl forum-acl",
                sent: Sent {
                    method: "POST",
                    path: "/login",
                    content_type: "application/x-www-form-urlencoded",
                    body_bytes: 20_000,
                    has_markup: false,
                },
            }],
        },
        Task {
            says: "Markup on any other path is still blocked",
            goals: &[Goal::Blocks {
                acl: "web-acl forum-acl",
                sent: Sent {
                    method: "POST",
                    path: "/search",
                    content_type: "application/x-www-form-urlencoded",
                    body_bytes: 300,
                    has_markup: true,
                },
            }],
        },
        Task {
            says: "Posts still meet every other rule, and no rule only counts",
            goals: &[Goal::Gone(&["WAF115", "WAF116"])],
        },
    ],
    keeps: &[
        ("web-acl forum-acl", &["scope", "default_action"]),
        ("web-acl-rule rate-limit", &["statement", "action"]),
        ("web-acl-rule ip-reputation", &["statement", "override_action"]),
        ("web-acl-rule common-rules", &["override_action"]),
        ("distribution forum-distribution", &["web_acl", "origin"]),
        (
            "application forum-application",
            &[
                "fronted_by",
                "largest_body_bytes",
                "accepts_markup",
                "upload_path",
                "upload_method",
                "upload_content_type",
            ],
        ),
    ],
    hints: &[
        "Sampled requests of the web ACL name the rule that decided. Which rules of the common rule set look at the body?",
        "`SizeRestrictions_BODY` blocks bodies over 8 KB, `CrossSiteScripting_BODY` blocks what looks like script. An override of the action of a single rule leaves the other rules of the group as they are.",
        "A rule that counts still sets its label, such as `awswaf:managed:aws:core-rule-set:SizeRestrictions_Body`. A later rule can match that label.",
        "Set the two rules to Count, and add after the group a **Block** rule for each label that leaves out path, method and content type of the post. The fixes of WAF101 and WAF102 write these rules.",
    ],
    explanation: "Two rules of `AWSManagedRulesCommonRuleSet` do not fit an application that takes large bodies and \
markup: `SizeRestrictions_BODY` (over 8 KB) and `CrossSiteScripting_BODY`. The cure is narrow: these two rules are set \
to **Count** by a rule action override, and right after the group a **Block** rule matches their label and not the \
known-good path, method and content type. Every other rule keeps looking at posts, and every other path keeps both \
rules.

In production: metric `BlockedRequests` by rule; `aws wafv2 get-sampled-requests` names the rule inside the group; the \
logs carry the label. Run a new group in Count for some days, and read its labels, before it blocks.",
    codes: &["WAF101", "WAF102", "WAF115", "WAF116"],
    solution: &[Move::Fix("WAF101"), Move::Fix("WAF102")],
    mistakes: &[
        Mistake {
            what: "Allow /posts before the managed rules",
            why: "Allow ends the evaluation: every attack on that path gets past all rules behind it.",
            moves: &[Move::Add(
                r#"web-acl-rule let-posts-through web_acl=forum-acl priority=5 action=allow statement={"type": "byte-match", "field": "uri-path", "position": "STARTS_WITH", "text": "/posts"}"#,
            )],
        },
        Mistake {
            what: "Set the two rules to Count and leave it at that",
            why: "Posts pass, and so do large bodies and markup on every other path.",
            moves: &[Move::Set("web-acl-rule common-rules", "statement", COUNTED)],
        },
        Mistake {
            what: "Set the whole group to Count",
            why: "All rules of the group stop blocking, everywhere.",
            moves: &[Move::Set("web-acl-rule common-rules", "override_action", "count")],
        },
        Mistake {
            what: "Take the group out",
            why: "The application loses the protection along with the false positive.",
            moves: &[Move::Delete("web-acl-rule common-rules")],
        },
        Mistake {
            what: "Take the web ACL off the distribution",
            why: "Nothing is blocked any more, attacks least of all.",
            moves: &[Move::Set("distribution forum-distribution", "web_acl", "null")],
        },
    ],
};
