//! Links: a whole design in the fragment of the page's address, which no server ever sees.

use netwright_core::format::{self, Loaded};
use netwright_core::model::Design;

use super::store;
use crate::later;

/// The largest packed design that a link may hold; beyond it mail programs and chats cut links off.
pub(crate) const LARGEST_LINK_BYTES: usize = 32 * 1024;

const PREFIX: &str = "#design=";

/// Why there is no link.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ShareError {
    #[error(
        "this design is too large for a link ({0} KB packed, 32 KB at most); share the file instead"
    )]
    TooLarge(usize),
    #[error("the link could not be made: {0}")]
    Browser(String),
}

/// The address that opens `design`.
pub(crate) async fn link_to(design: &Design) -> Result<String, ShareError> {
    let text = format::to_json(design).to_string();
    let packed = store::pack(&text)
        .await
        .map_err(|error| ShareError::Browser(store::reason(&error)))?;
    let packed = packed.as_string().unwrap_or_default();
    if packed.len() > LARGEST_LINK_BYTES {
        return Err(ShareError::TooLarge(packed.len().div_ceil(1024)));
    }
    let location = gloo::utils::window().location();
    let page = location.href().unwrap_or_default();
    let page = page.split('#').next().unwrap_or_default().to_owned();
    Ok(page + PREFIX + &packed)
}

/// The design in the page's address, or nothing where it holds none.
///
/// # Errors
/// One line that says why the link can't be read.
pub(crate) async fn design_in_address() -> Option<Result<Loaded, String>> {
    let hash = gloo::utils::window().location().hash().unwrap_or_default();
    let packed = hash.strip_prefix(PREFIX)?;
    Some(match store::unpack(packed).await {
        Ok(text) => {
            later::arrived().await;
            format::load(&text.as_string().unwrap_or_default())
                .map_err(|error| format!("the design in this link can't be read: {error}"))
        }
        Err(error) => Err(format!("this link is damaged: {}", store::reason(&error))),
    })
}

/// Takes the design out of the page's address, so that a reload finds what was made of it since.
pub(crate) fn forget_address() {
    let window = gloo::utils::window();
    if let (Ok(history), Ok(path)) = (window.history(), window.location().pathname()) {
        // Nothing is lost where the browser refuses: the link is opened again on reload.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
    }
}
