//! Facts about AWS as data: no logic, every fact with its source, date and confidence.
