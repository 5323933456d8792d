//! Interaction without a browser.
