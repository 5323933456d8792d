//! AWS account: see [`Account`].

use crate::model::FieldSpec;
use crate::model::record::record;

record! {
    /// An AWS account: where resources are made and who pays for them.
    Account, "account", "accounts", "AWS account" {
        /// Twelve digits; the exports check it before they change anything.
        account_id: String = String::new() => FieldSpec::new("Account number").aws("GetCallerIdentity.Account");
        /// The named profile that the exports use for this account.
        profile: String = String::new() => FieldSpec::new("CLI profile");
    }
}
