//! Pure network value types: valid by construction, nothing about AWS.
