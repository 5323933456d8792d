//! A whole plan: accounts, operations in order, and what is left out with the reason.

use super::operation::Operation;
use super::order;

/// An account that operations are sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Names it in scripts: `account_1`.
    pub variable: String,
    pub name: String,
    /// The twelve digits that the preflight expects; empty where the design doesn't say.
    pub number: String,
    /// The named profile of the AWS CLI to start from; empty for the caller's own credentials.
    pub profile: String,
}

/// A record, or a part of one, that an export doesn't make.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    pub subject: String,
    pub reason: String,
}

/// What has to be asked of AWS so that the design exists, in an order that works.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The value of the tag `netwright:design` on all that is made.
    pub design_tag: String,
    pub accounts: Vec<Account>,
    /// The regions of the operations, sorted.
    pub regions: Vec<String>,
    pub operations: Vec<Operation>,
    /// Sorted by subject.
    pub left_out: Vec<LeftOut>,
}

impl Plan {
    /// A plan of these operations: ordered, and without those that need something left out.
    pub fn new(
        design_tag: String,
        accounts: Vec<Account>,
        operations: Vec<Operation>,
        mut left_out: Vec<LeftOut>,
    ) -> Self {
        let (keep, circle) = order::circular(operations);
        for (operation, waits_for) in circle {
            left_out.push(LeftOut {
                subject: format!("{} ({})", operation.title, operation.key.0),
                reason: format!(
                    "it needs {}, which needs it in turn: neither can be made first",
                    waits_for.0
                ),
            });
        }
        let (keep, dropped) = order::feasible(keep);
        for (operation, missing) in dropped {
            // What would only have mended a network that is there goes with what is told already.
            if operation.aside || operation.gap.is_some() {
                continue;
            }
            left_out.push(LeftOut {
                subject: format!("{} ({})", operation.title, operation.key.0),
                reason: format!("it needs {}, which is not made", missing.0),
            });
        }
        left_out.sort();
        left_out.dedup();
        let mut regions: Vec<String> = keep.iter().map(|op| op.scope.region.clone()).collect();
        regions.sort();
        regions.dedup();
        Self {
            design_tag,
            accounts,
            regions,
            operations: order::ordered(keep),
            left_out,
        }
    }
}
