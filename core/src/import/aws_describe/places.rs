//! Which account and region a file is about: by its path, or by most of what it holds.

use std::collections::BTreeMap;

use serde_json::Value;

use super::item::{Item, arn_parts};
use crate::aws::regions;

/// What is known of the files of one folder; empty where nothing is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub account: String,
    pub region: String,
}

/// The places of all files, by index.
#[derive(Debug, Default)]
pub(super) struct Places {
    by_key: BTreeMap<(String, String, String), usize>,
    all: Vec<Place>,
    votes: Vec<Votes>,
}

#[derive(Debug, Default)]
struct Votes {
    accounts: BTreeMap<String, u32>,
    regions: BTreeMap<String, u32>,
}

impl Places {
    /// The index of the place that a path, and the keys around a list inside its file, tell of.
    pub(super) fn index(&mut self, file: &str, trail: &[&str]) -> usize {
        let mut place = Place::default();
        for part in file.split('/').chain(trail.iter().copied()) {
            if let Some(account) = account_in(part) {
                account.clone_into(&mut place.account);
            }
            if let Some(region) = region_in(part) {
                place.region = region;
            }
        }
        // Files that say neither belong together by folder.
        let folder = match (place.account.as_str(), place.region.as_str()) {
            ("", "") => file
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder)
                .to_owned(),
            _ => String::new(),
        };
        let key = (place.account.clone(), place.region.clone(), folder);
        if let Some(index) = self.by_key.get(&key) {
            return *index;
        }
        let index = self.all.len();
        self.by_key.insert(key, index);
        self.all.push(place);
        self.votes.push(Votes::default());
        index
    }

    /// Counts what a record says of where it is.
    pub(super) fn hear(&mut self, item: &Item) {
        let Some(votes) = self.votes.get_mut(item.scope) else {
            return;
        };
        let mut account = |account: &str, weight| {
            if is_account(account) {
                *votes.accounts.entry(account.to_owned()).or_default() += weight;
            }
        };
        account(item.first_text(&["OwnerId", "ownerAccount"]), 2);
        account(item.owner, 2);
        account(item.text("Account"), 8);
        let zone = item.first_text(&["AvailabilityZone", "Placement.AvailabilityZone"]);
        let mut heard = vec![(region_of_zone(zone), 2)];
        heard.push((region_in(item.text("RegionName")), 2));
        for (key, value) in item.value.as_object().into_iter().flatten() {
            let arn = key.ends_with("Arn") || key == "ARN";
            if let Some((region, owner)) = value.as_str().filter(|_| arn).and_then(arn_parts) {
                account(owner, 1);
                heard.push((region_in(region), 1));
            }
        }
        for (region, weight) in heard {
            if let Some(region) = region {
                *votes.regions.entry(region).or_default() += weight;
            }
        }
    }

    /// Fills what no path told by what most records say.
    pub(super) fn settle(mut self) -> Vec<Place> {
        let most = |votes: &BTreeMap<String, u32>| {
            let mut best: (&str, u32) = ("", 0);
            for (word, count) in votes {
                if *count > best.1 {
                    best = (word, *count);
                }
            }
            best.0.to_owned()
        };
        for (place, votes) in self.all.iter_mut().zip(&self.votes) {
            if place.account.is_empty() {
                place.account = most(&votes.accounts);
            }
            if place.region.is_empty() {
                place.region = most(&votes.regions);
            }
        }
        self.all
    }
}

/// Whether a text is the number of an account.
pub(super) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The region of a zone such as `eu-west-1a`, or of a local zone such as `us-west-2-lax-1a`.
pub(super) fn region_of_zone(zone: &str) -> Option<String> {
    (!zone.is_empty()).then(|| region_in(zone)).flatten()
}

/// The account whose number is part of a name.
fn account_in(part: &str) -> Option<&str> {
    part.split(|letter: char| !letter.is_ascii_alphanumeric())
        .find(|word| is_account(word))
}

/// The region whose name a text starts with or has between other letters: two letters, words, one digit.
pub(super) fn region_in(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .collect();
    for from in 0..words.len() {
        for length in [3, 4] {
            let Some(some) = words.get(from..from + length) else {
                continue;
            };
            let last = some[length - 1].get(..1).unwrap_or_default();
            let head = some[..length - 1].join("-");
            let name = format!("{head}-{last}");
            let zone = &some[length - 1][last.len()..];
            let is_zone = zone.len() <= 1 && zone.bytes().all(|byte| byte.is_ascii_lowercase());
            if is_zone && is_region(&name) {
                return Some(name);
            }
        }
    }
    None
}

/// Whether a text is a region that is known, or looks like one that is newer than the list.
fn is_region(name: &str) -> bool {
    const DIRECTIONS: [&str; 9] = [
        "north",
        "south",
        "east",
        "west",
        "central",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
    ];
    let parts: Vec<&str> = name.split('-').collect();
    let (Some(area), Some(number)) = (parts.first(), parts.last()) else {
        return false;
    };
    let direction = parts.iter().rev().nth(1).copied().unwrap_or_default();
    let looks_so = area.len() == 2
        && area.bytes().all(|byte| byte.is_ascii_lowercase())
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && !number.is_empty()
        && DIRECTIONS.contains(&direction);
    looks_so || regions::find(name).is_some()
}

/// What is left of a zone's name after its region: `a`, or the whole name where the region is another.
pub(super) fn zone_letter(zone: &str, region: &str) -> Value {
    let letter = zone.strip_prefix(region).filter(|rest| !rest.is_empty());
    Value::from(letter.unwrap_or(zone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_names_account_and_region() {
        let mut places = Places::default();
        let path = places.index("accounts/111122223333/us-west-1/Vpcs.json", &[]);
        let name = places.index("out/111122223333_us-west-1_describe-vpcs.json", &[]);
        let inside = places.index("all.json", &["111122223333", "us-west-1"]);
        assert_eq!((path, name, inside), (0, 0, 0));
        assert_ne!(places.index("prod/Vpcs.json", &[]), path);
        assert_eq!(
            places.settle()[0],
            Place {
                account: "111122223333".to_owned(),
                region: "us-west-1".to_owned()
            }
        );
    }

    #[test]
    fn regions_are_found_inside_names() {
        assert_eq!(region_in("eu-west-1a").as_deref(), Some("eu-west-1"));
        assert_eq!(
            region_in("vpcs-us-gov-west-1.json").as_deref(),
            Some("us-gov-west-1")
        );
        assert_eq!(
            region_of_zone("us-west-2-lax-1a").as_deref(),
            Some("us-west-2")
        );
        assert_eq!(region_in("test-load-balancer"), None);
        assert_eq!(region_in("zz-west-7").as_deref(), Some("zz-west-7"));
    }

    #[test]
    fn most_records_decide_where_no_path_does() {
        let mut places = Places::default();
        let scope = places.index("Subnets.json", &[]);
        for zone in ["eu-west-2a", "eu-west-2b", "eu-west-3a"] {
            let value = json!({"AvailabilityZone": zone, "OwnerId": "111122223333"});
            let item = Item {
                value: &value,
                file: "Subnets.json",
                pointer: String::new(),
                scope,
                owner: "",
            };
            places.hear(&item);
        }
        let place = places.settle().remove(scope);
        assert_eq!(
            (&*place.region, &*place.account),
            ("eu-west-2", "111122223333")
        );
    }
}
