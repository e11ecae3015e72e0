//! The month of a moment, worked out without the core's calendar.

/// Year * 12 + month - 1, UTC.
pub(super) fn month(at: i64) -> i64 {
    // Days since 1 March of the year 0, and the civil calendar from there.
    let days = at.div_euclid(86_400_000_000) + 719_468;
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let (month, next) = if shifted < 10 {
        (shifted + 3, 0)
    } else {
        (shifted - 9, 1)
    };

    (era * 400 + year + next) * 12 + month - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_those_of_the_calendar() {
        for (at, expected) in [
            (0, 1970 * 12),
            (951_782_400_000_000, 2000 * 12 + 1),
            (1_795_996_800_000_000, 2026 * 12 + 10),
            (1_798_761_599_999_999, 2026 * 12 + 11),
        ] {
            assert_eq!(month(at), expected, "{at}");
        }
    }
}
