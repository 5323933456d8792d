//! The cure of a false positive: count the managed rule, and block on its label everything but the known-good upload.

use crate::analysis::Facts;
use crate::edit::{Command, Mint};
use crate::model::{
    Application, BytePosition, FieldValue, LabelScope, RecordKind, RuleActionOverride, WafAction,
    WafStatement, WebAcl, WebAclRule,
};
use crate::simulate::waf_verdict::BodyRule;

/// Commands that set `body_rule` to Count in the group that blocks, and block on its label elsewhere. `None` where the
/// application declares no path, or `rule` is one that this can't be added to.
pub(in crate::checks) fn count_and_block_elsewhere(
    facts: &Facts,
    acl: &WebAcl,
    rule: &WebAclRule,
    application: &Application,
    body_rule: BodyRule,
) -> Option<Vec<Command>> {
    let exempt = known_good(application)?;
    let rules = super::rules_of(facts, acl.id);
    let mut commands = Vec::new();
    let mut fixed = rule.statement.clone()?;
    let group = match &mut fixed {
        WafStatement::ManagedRuleGroup {
            rule_action_overrides,
            ..
        } => {
            rule_action_overrides.retain(|given| given.rule != body_rule.name);
            rule_action_overrides.push(RuleActionOverride {
                rule: body_rule.name.to_owned(),
                action: WafAction::Count,
            });
            commands.push(Command::set(rule.id, "statement", fixed.to_json()));
            rule
        }
        // The rule that blocks is the one on the label already: only the exemption is missing.
        _ => return extended(rule, body_rule, exempt).map(|command| vec![command]),
    };
    let later = rules.iter().find(|other| {
        (other.priority, other.id) > (group.priority, group.id)
            && other.action == Some(WafAction::Block)
            && matches_label(other, body_rule.label)
    });
    if let Some(command) = later.and_then(|later| extended(later, body_rule, exempt.clone())) {
        commands.push(command);
        return Some(commands);
    }
    let mut priority = group.priority.checked_add(1)?;
    let mut block = WebAclRule::new(Mint::after(facts.design()).id());
    block.web_acl = acl.id;
    block.priority = priority;
    block.name = format!(
        "block-{}-elsewhere",
        body_rule.name.to_lowercase().replace('_', "-")
    );
    block.action = Some(WafAction::Block);
    block.statement = Some(WafStatement::And {
        all: vec![
            WafStatement::Label {
                scope: LabelScope::Label,
                key: body_rule.label.to_owned(),
            },
            WafStatement::Not {
                not: Box::new(exempt),
            },
        ],
    });
    // Rules that stand where the new one must, move up; a gap ends the row.
    for other in rules
        .iter()
        .filter(|other| other.priority >= block.priority)
    {
        if other.priority != priority {
            break;
        }
        priority = priority.checked_add(1)?;
        commands.push(Command::set(other.id, "priority", priority));
    }
    commands.push(Command::insert(block));
    Some(commands)
}

/// Whether a rule looks for this label.
pub(in crate::checks) fn matches_label(rule: &WebAclRule, label: &str) -> bool {
    let mut found = false;
    if let Some(statement) = &rule.statement {
        statement.walk(&mut |inner| {
            if let WafStatement::Label { key, .. } = inner {
                found |= key == label
                    || label.ends_with(&format!(":{key}"))
                    || label.starts_with(&format!("{key}:"));
            }
        });
    }
    found
}

/// The declared upload as a statement: path, method and content type, each where it is declared.
fn known_good(application: &Application) -> Option<WafStatement> {
    if !application.upload_path.starts_with('/') || application.upload_path.len() < 2 {
        return None;
    }
    let byte_match =
        |field: &str, position, text: &str, transformation: &str| WafStatement::ByteMatch {
            field: field.to_owned(),
            position,
            text: text.to_owned(),
            transformation: transformation.to_owned(),
        };
    // Without normalising, `/upload/../login` would start with the path.
    let path = &application.upload_path;
    let mut all = vec![byte_match(
        "uri-path",
        BytePosition::StartsWith,
        path,
        "NORMALIZE_PATH",
    )];
    if !application.upload_method.is_empty() {
        all.push(byte_match(
            "method",
            BytePosition::Exactly,
            &application.upload_method,
            "NONE",
        ));
    }
    if !application.upload_content_type.is_empty() {
        let content_type = application.upload_content_type.to_ascii_lowercase();
        all.push(byte_match(
            "header:content-type",
            BytePosition::StartsWith,
            &content_type,
            "LOWERCASE",
        ));
    }
    Some(match <[_; 1]>::try_from(all) {
        Ok([only]) => only,
        Err(all) => WafStatement::And { all },
    })
}

/// Adds an exemption to a rule that blocks on the label unless something holds.
fn extended(rule: &WebAclRule, body_rule: BodyRule, exempt: WafStatement) -> Option<Command> {
    let is_label = |statement: &WafStatement| matches!(statement, WafStatement::Label { key, .. } if key == body_rule.label);
    let fixed = match rule.statement.clone()? {
        WafStatement::And { mut all } if all.iter().any(is_label) => {
            let not = all.iter_mut().find_map(|statement| match statement {
                WafStatement::Not { not } => Some(not),
                _ => None,
            });
            match not {
                Some(not) => match not.as_mut() {
                    WafStatement::Or { any } => any.push(exempt),
                    other => {
                        let any = vec![other.clone(), exempt];
                        *other = WafStatement::Or { any };
                    }
                },
                None => all.push(WafStatement::Not {
                    not: Box::new(exempt),
                }),
            }
            WafStatement::And { all }
        }
        statement if is_label(&statement) => WafStatement::And {
            all: vec![
                statement,
                WafStatement::Not {
                    not: Box::new(exempt),
                },
            ],
        },
        _ => return None,
    };
    Some(Command::set(rule.id, "statement", fixed.to_json()))
}
