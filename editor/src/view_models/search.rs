//! Search by a few letters: how well a typed text fits a title, and where.

use netwright_core::order;

/// How well `wanted` fits `text`: every letter in order, better at the start, at word starts and in runs. Greater is
/// better; `None` where it does not fit.
pub fn fit(wanted: &str, text: &str) -> Option<i32> {
    let text: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let mut total = 0;
    for word in wanted.split_whitespace() {
        let word: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
        total += fit_word(&word, &text)?;
    }
    // Of two that fit alike the shorter is meant.
    Some(total * 8 - i32::try_from(text.len()).unwrap_or(i32::MAX / 16).min(200))
}

fn fit_word(word: &[char], text: &[char]) -> Option<i32> {
    let starts_word = |at: usize| at == 0 || !text[at - 1].is_alphanumeric();
    // A whole run beats scattered letters; a run at a word's start beats one inside.
    let runs = (0..=text.len().checked_sub(word.len())?).filter(|at| text[*at..].starts_with(word));
    if let Some(best) = runs
        .map(|at| {
            if at == 0 {
                40
            } else if starts_word(at) {
                30
            } else {
                12
            }
        })
        .max()
    {
        return Some(best);
    }
    let mut score = 0;
    let mut from = 0;
    for letter in word {
        let at = (from..text.len()).find(|at| text[*at] == *letter)?;
        score += if starts_word(at) {
            3
        } else {
            i32::from(at == from)
        };
        from = at + 1;
    }
    // Letters far apart inside words mean something else.
    (score * 2 >= i32::try_from(word.len()).unwrap_or(i32::MAX)).then_some(score.min(11))
}

/// How well `wanted` fits a title, or else the title and other words for it; a title counts for more.
pub fn fit_words(wanted: &str, title: &str, words: &[&str]) -> Option<i32> {
    let beside = || Some(fit(wanted, &format!("{title} {}", words.join(" ")))? - 200);
    fit(wanted, title).or_else(beside)
}

/// Sections of a list as a typed text leaves them: in each what fits, best first; the section with the best fit
/// first. Nothing typed leaves all as it is.
pub fn ranked_sections<T>(
    wanted: &str,
    sections: Vec<(&'static str, Vec<T>)>,
    score: impl Fn(&T) -> Option<i32>,
) -> Vec<(&'static str, Vec<T>)> {
    if wanted.trim().is_empty() {
        return sections
            .into_iter()
            .filter(|(_, items)| !items.is_empty())
            .collect();
    }
    let mut found: Vec<(i32, &'static str, Vec<T>)> = Vec::new();
    for (title, items) in sections {
        let mut fitting: Vec<(i32, T)> = items
            .into_iter()
            .filter_map(|item| Some((score(&item)?, item)))
            .collect();
        order::sort_by(&mut fitting, |left, right| right.0.cmp(&left.0));
        if let Some((best, _)) = fitting.first() {
            found.push((
                *best,
                title,
                fitting.into_iter().map(|(_, item)| item).collect(),
            ));
        }
    }
    order::sort_by(&mut found, |left, right| right.0.cmp(&left.0));
    found
        .into_iter()
        .map(|(_, title, items)| (title, items))
        .collect()
}

/// The items that fit, best first; items that fit alike keep their order.
pub fn ranked<T>(
    wanted: &str,
    items: impl IntoIterator<Item = T>,
    title: impl Fn(&T) -> String,
) -> Vec<T> {
    let mut found: Vec<(i32, T)> = items
        .into_iter()
        .filter_map(|item| Some((fit(wanted, &title(&item))?, item)))
        .collect();
    order::sort_by(&mut found, |left, right| right.0.cmp(&left.0));
    found.into_iter().map(|(_, item)| item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(wanted: &str, titles: &[&'static str]) -> Vec<&'static str> {
        ranked(wanted, titles.iter().copied(), |title| (*title).to_owned())
    }

    #[test]
    fn starts_come_first() {
        assert_eq!(
            order("sub", &["Add subnet", "Subnet", "Resubmit"]),
            ["Subnet", "Add subnet", "Resubmit"]
        );
        assert_eq!(order("tgw", &["Add VPC", "Add TGW"]), ["Add TGW"]);
    }

    #[test]
    fn the_section_with_the_best_fit_comes_first() {
        let sections = vec![
            ("Commands", vec!["Address plan", "Undo"]),
            ("Add", vec!["Add subnet", "Add VPC"]),
            ("Records", vec![]),
        ];
        let shown =
            |wanted: &str| ranked_sections(wanted, sections.clone(), |title| fit(wanted, title));
        assert_eq!(shown("")[0].1, ["Address plan", "Undo"]);
        assert_eq!(shown("").len(), 2);
        assert_eq!(shown("add vpc"), [("Add", vec!["Add VPC"])]);
        assert_eq!(shown("add s")[0], ("Add", vec!["Add subnet"]));
        assert!(shown("zzzz").is_empty());
    }

    #[test]
    fn other_words_count_for_less_than_the_title() {
        let title = fit_words("hub", "Hub", &[]).unwrap();
        let word = fit_words("hub", "Transit gateway", &["hub"]).unwrap();
        assert!(word < title);
        assert_eq!(fit_words("zzz", "Transit gateway", &["hub"]), None);
    }

    #[test]
    fn initials_fit_and_noise_does_not() {
        assert!(fit("tgrt", "Transit gateway route table").is_some());
        assert!(fit("zzz", "Transit gateway").is_none());
        assert!(
            fit("prod app", "app-a prod").is_some(),
            "words in any order"
        );
        assert!(fit("", "anything").is_some());
        assert!(fit("a longer text than that", "short").is_none());
    }
}
