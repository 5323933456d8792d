//! How full the blocks of a VPC or a subnet are.

use leptos::prelude::*;
use netwright_core::model::{EntityId, Kind};
use netwright_editor::view_models::address::{block_use, count_text};

#[component]
pub(super) fn Usage(id: EntityId) -> impl IntoView {
    let app = crate::state::use_app();
    if !matches!(id.kind, Kind::Vpc | Kind::Subnet) {
        return ().into_any();
    }
    let blocks = Memo::new(move |_| app.records.with(|design| block_use(design, id)));
    let what = if id.kind == Kind::Vpc {
        "in subnets"
    } else {
        "taken"
    };
    let line = move |usage: netwright_editor::view_models::address::BlockUse| {
        let text = format!(
            "{} {what}, {} free, {} reserved by AWS",
            count_text(usage.used),
            count_text(usage.free),
            count_text(usage.reserved)
        );
        view! {
            <div class="usage">
                <span><span class="mono">{usage.block.to_string()}</span> {format!(": {} addresses", count_text(usage.total))}</span>
                <meter class="usage-bar" min="0" max="1000" value=usage.used_permille aria-label=format!("Use of {}", usage.block)></meter>
                <span>{text}</span>
            </div>
        }
    };
    view! { <div class="form usage-list">{move || blocks.get().into_iter().map(line).collect_view()}</div> }.into_any()
}
