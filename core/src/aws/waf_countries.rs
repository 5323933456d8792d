//! Countries that WAF tells requests apart by.

use super::{CatalogueEntry, Fact, Source};

/// Codes that a geographic match takes, separated by spaces; it takes at least one.
pub const CODES: Fact<&str> = Fact::new(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
     BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH \
     ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT \
     HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS \
     LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI \
     NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG \
     SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG \
     UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW",
    Source::packaged("botocore 1.44.5", "2026-11-23").note("CountryCode of WAFv2"),
);

/// Whether WAF knows the code; AWS writes them in capitals.
pub fn is_known(code: &str) -> bool {
    CODES.value.split(' ').any(|known| known == code)
}

pub(super) fn catalogue() -> Vec<CatalogueEntry> {
    vec![CatalogueEntry {
        family: "waf_countries",
        name: "countries of a geographic match".to_owned(),
        value: CODES.value.split(' ').count().to_string(),
        source: CODES.source,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_two_capitals_and_sorted() {
        let codes: Vec<&str> = CODES.value.split(' ').collect();
        assert!(codes.is_sorted() && codes.len() > 240, "{}", codes.len());
        assert!(
            codes
                .iter()
                .all(|code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()))
        );
        assert!(is_known("DE") && !is_known("XX") && !is_known("de"));
    }
}
